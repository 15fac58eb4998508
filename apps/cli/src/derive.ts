import { Command } from 'commander';
import type { CivilDate } from '#libs/enrollment';
import { type DerivationAnswer, deriveCase } from '#libs/ledger';
import { loadRegions, packLibrary, parseReadingList } from '#libs/policy';
import { examples } from './flags/examples.js';
import { EXIT } from './failures/exit-codes.js';
import { withLanguage, withOutput } from './flags/groups.js';
import { ceilingOf, momentOf, NO_CEILING } from './flags/derivation.js';
import { dayOf, readingsOf } from './flags/parse.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { asOf } from './output/coordinates.js';
import { printable } from './output/width.js';
import { type EventLine, readEventLines } from './input/read-events.js';
import type { Shell } from './shell.js';
import { standingLines } from './lines/standing-lines.js';
import { packageVersion } from './version.js';

interface DeriveOptions extends OutputOptions {
  readonly policy: string;
  readonly on: CivilDate;
  readonly knownAt?: string;
  readonly baseCeilingFen?: number | typeof NO_CEILING;
  readonly reading: readonly string[];
  readonly regions?: string;
}

/** `canbao derive`: a standing from facts on standard input; stores nothing and needs no ledger. */
export function deriveCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('derive')
    .description(
      say({
        zh: '由标准输入的事实推算状态, 不存任何内容',
        en: 'a standing from facts on standard input; stores nothing',
      }),
    )
    .argument(
      '[file]',
      say({
        zh: 'NDJSON 文件, 每行一项事实 (默认标准输入)',
        en: 'NDJSON file, a fact a line (default: standard input)',
      }),
    )
    .requiredOption('--policy <pack>', say({ zh: '规则包编号或路径', en: 'id or path of a pack' }))
    .requiredOption('--on <day>', say({ zh: '业务日', en: 'day asked about' }), dayOf('--on'))
    .option(
      '--known-at <moment>',
      say({ zh: '知悉时点: 时刻或日期(当日终了)', en: 'what was known: an instant, or a day (its end)' }),
      momentOf,
    )
    .option(
      '--base-ceiling-fen <n|none>',
      say({
        zh: '原封顶线, 以分计; none 为没有; 不写为未知',
        en: 'base ceiling in fen; none: there is none; left out: unknown',
      }),
      ceilingOf,
    )
    .option(
      '--reading <R=choice>',
      say({ zh: '假设的解读, 可重复', en: 'a what-if reading, repeatable' }),
      readingsOf,
      [],
    )
    .option('--regions <file>', say({ zh: '其他统筹区 regions.yaml', en: 'other regions: a regions.yaml' }));
  examples(
    command,
    shell,
    [
      'canbao derive --policy fujian --on 2028-03-15 --base-ceiling-fen 30000000 < events.ndjson',
      `echo '{"type":"MemberRegistered","liableFrom":"2020-01-01"}' | canbao derive --policy national --on 2026-01-01`,
    ],
    {
      zh: '0 完成, 2 用法错误, 3 没有规则包或文件, 5 有事实被拒绝 (结果仍输出)',
      en: '0 done, 2 wrong usage, 3 no such pack or file, 5 a fact was refused (the result is printed all the same)',
    },
  );
  for (const add of [withLanguage, withOutput]) add(command, shell);
  return command.action(async (file: string | undefined, options: DeriveOptions) => {
    const lines = await readEventLines(file);
    const library = packLibrary();
    const answer = deriveCase(requestOf(options, lines), {
      packOf: (name) => library.find(name).pack,
      engine: packageVersion(),
    });
    printAnswer(shell, options, {
      whole: answer,
      lines: () => standingLines(answer, say),
      coordinates: asOf(answer, say),
    });
    reportRefused(shell, answer, lines);
  });
}

function requestOf(options: DeriveOptions, lines: readonly EventLine[]): object {
  const { policy, on, knownAt, baseCeilingFen, reading, regions } = options;
  const library = packLibrary();
  const known =
    regions === undefined
      ? []
      : loadRegions(
          regions,
          library.all().map(({ pack }) => pack.id),
        );
  return {
    policy,
    on,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(baseCeilingFen === undefined
      ? {}
      : { baseCeilingFen: baseCeilingFen === NO_CEILING ? null : baseCeilingFen }),
    ...(reading.length === 0 ? {} : { readings: parseReadingList(reading.join(',')) }),
    ...(known.length === 0
      ? {}
      : {
          regions: Object.fromEntries(
            known.map(({ code, policy: pack, baseCeilingFen: ceiling }) => [
              code,
              { policy: pack, baseCeilingFen: Object.fromEntries(ceiling) },
            ]),
          ),
        }),
    events: lines.map(({ event }) => event),
  };
}

function reportRefused(shell: Shell, { refused }: DerivationAnswer, lines: readonly EventLine[]): void {
  for (const { index, code } of refused) {
    const line = lines[index];
    const type = printable(String((line?.event as { readonly type?: unknown }).type));
    shell.note(
      shell.say({
        zh: `第 ${line?.number ?? index + 1} 行 ${type}: 被拒绝 ${code}`,
        en: `line ${line?.number ?? index + 1} ${type}: refused ${code}`,
      }),
    );
  }
  if (refused.length > 0) process.exitCode = EXIT.refused;
}
