import { Command, Option } from 'commander';
import { type CivilDate, FACT_TYPES } from '#libs/enrollment';
import { MAX_MIN_DELAY_DAYS } from '#libs/ledger';
import { withAccess } from './access/open-access.js';
import { refusedQuestion } from './failures/report-failure.js';
import { examples } from './flags/examples.js';
import { type LedgerOptions, withLanguage, withLedger, withOutput } from './flags/groups.js';
import { dayOf, knownAtOf, wholeNumberOf } from './flags/parse.js';
import { radarLines } from './lines/radar-lines.js';
import { formatOf, type OutputOptions, printAnswer } from './output/answer.js';
import { coordinatesLine } from './output/coordinates.js';
import type { Shell } from './shell.js';

interface RadarOptions extends OutputOptions, LedgerOptions {
  readonly minDelay?: number;
  readonly type?: string;
  readonly region?: string;
  readonly recordedFrom?: CivilDate;
  readonly knownAt?: string;
  readonly limit?: number;
  readonly after?: string;
}

/** `canbao radar`: what was recorded long after it took effect, and what was undone, by whom. */
export function radarCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('radar')
    .description(
      say({
        zh: '迟录雷达: 事后很久才登记的事实, 以及更正和冲销, 各由何人、何来源、何原因',
        en: 'facts recorded long after they took effect, and corrections and reversals: by whom, from where, why',
      }),
    )
    .option(
      '--min-delay <days>',
      say({ zh: '迟录至少多少天 (默认 30)', en: 'days of delay from which a fact is shown (default: 30)' }),
      wholeNumberOf('--min-delay', { min: 1, max: MAX_MIN_DELAY_DAYS }),
    )
    .addOption(
      new Option(
        '--type <type>',
        say({ zh: '只看此类事实, 如 PremiumPaid', en: 'only facts of this type, as PremiumPaid' }),
      ).choices(FACT_TYPES),
    )
    .option(
      '--region <code>',
      say({ zh: '只看曾在此统筹区的参保人', en: 'only members who were ever in this region' }),
    )
    .option(
      '--recorded-from <day>',
      say({ zh: '只看此日起登记的', en: 'only what was recorded on or after this day' }),
      dayOf('--recorded-from'),
    )
    .option(
      '--known-at <moment>',
      say({
        zh: '知悉时点: pos:N、时刻或日期 (默认全部)',
        en: 'what was known: pos:N, an instant, or a day (default: everything)',
      }),
      knownAtOf('--known-at'),
    )
    .option(
      '--limit <n>',
      say({ zh: '列出多少件事实 (默认 100)', en: 'how many facts to list (default: 100)' }),
      wholeNumberOf('--limit', { min: 1, max: 500 }),
    )
    .option(
      '--after <next>',
      say({ zh: '接着上一份报告的 next', en: 'go on after the next of the report before' }),
    );
  examples(
    command,
    shell,
    [
      'canbao radar',
      'canbao radar --type PremiumPaid --limit 20',
      'canbao radar --min-delay 10 --recorded-from 2027-01-01 --region 359901',
      'canbao radar --excel > late.csv',
    ],
    {
      zh: '0 完成 (没有发现亦然), 2 用法错误, 7 无法连接',
      en: '0 done, also where nothing was found, 2 wrong usage, 7 cannot connect',
    },
  );
  for (const add of [withLanguage, withOutput, withLedger]) add(command, shell);
  return command.action(async (options: RadarOptions) => {
    const { minDelay: minDelayDays, type, region, recordedFrom, knownAt, limit, after } = options;
    const question = { minDelayDays, type, region, recordedFrom, knownAt, limit, after };
    const answer = await withAccess(shell, options, (access) => access.radar(question)).catch(
      refusedQuestion,
    );
    const { facts, ...counted } = answer.backdated;
    const lines = (): readonly string[] => radarLines(answer, say);
    // Records are the facts alone: what was counted, or that nothing was found, is told beside them.
    if (formatOf(options, shell) === 'csv') shell.note(lines()[0] ?? '');
    printAnswer(shell, options, {
      whole: answer,
      records: () => facts.map((fact) => ({ ...fact })),
      lines,
      coordinates: {
        line: coordinatesLine(answer.coordinates),
        record: { ...answer, backdated: counted },
      },
    });
    if (answer.next !== null)
      shell.note(
        say({
          zh: `日志还有后续; 接着看: --after ${answer.next}`,
          en: `The log goes on; for the rest: --after ${answer.next}`,
        }),
      );
  });
}
