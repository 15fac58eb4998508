import { Command, Option } from 'commander';
import { COMPARED_FIELDS, type ComparedField } from '#libs/enrollment';
import { questionOf, withAccess } from './access/open-access.js';
import { examples } from './flags/examples.js';
import { type AskingOptions, withLanguage, withLedger, withOutput, withQuestion } from './flags/groups.js';
import { sidePartOf, sideWith, type WrittenSide } from './flags/side.js';
import { bisectionLines } from './lines/diff-lines.js';
import { printAnswer } from './output/answer.js';
import { asOf } from './output/coordinates.js';
import type { Shell } from './shell.js';

interface BisectOptions extends AskingOptions {
  readonly field: ComparedField;
  readonly a?: WrittenSide;
  readonly b?: WrittenSide;
}

/** `canbao bisect M --field F`: which fact, day, pack version or reading flipped a field. */
export function bisectCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('bisect')
    .description(
      say({
        zh: '二分定位: 哪个事实、日期、规则版本或解读使某项结果翻转',
        en: 'which fact, day, pack version or reading flipped a field',
      }),
    )
    .argument('<member>', say({ zh: '参保人编号', en: 'member number' }))
    .addOption(
      new Option('--field <field>', say({ zh: '项目', en: 'field' }))
        .choices(COMPARED_FIELDS)
        .makeOptionMandatory(),
    )
    .option(
      '--a <coordinate>',
      say({
        zh: '旧的一方, 可重复: on=…、known-at=…、pack=…、reading=… (默认登记之初)',
        en: 'the old side, repeatable: on=…, known-at=…, pack=…, reading=… (default: when the member became known)',
      }),
      sidePartOf('--a'),
    )
    .option(
      '--b <coordinate>',
      say({
        zh: '新的一方, 写法同 --a (默认现状)',
        en: 'the new side, written as --a (default: the present)',
      }),
      sidePartOf('--b'),
    );
  examples(
    command,
    shell,
    [
      'canbao bisect P-0003 --field pooledFund --on 2027-03-02',
      'canbao bisect P-0001 --field waiting --a on=2027-06-01 --b on=2028-03-15',
      'canbao bisect P-0001 --field waiting --on 2028-03-15 --a reading=R1=no --b reading=R1=yes',
    ],
    {
      zh: '0 完成 (两方相同亦然), 2 用法错误, 3 没有此参保人, 7 无法连接',
      en: '0 done, also where both sides are the same, 2 wrong usage, 3 no such member, 7 cannot connect',
    },
  );
  for (const add of [withLanguage, withOutput, withQuestion, withLedger]) add(command, shell);
  return command.action(async (member: string, options: BisectOptions) => {
    const { field, a, b } = options;
    const shared = questionOf(options);
    const body = {
      field,
      ...(a === undefined ? {} : { a: sideWith(shared, a) }),
      b: sideWith(shared, b),
    };
    const answer = await withAccess(shell, options, (access) => access.bisect(member, body));
    printAnswer(shell, options, {
      whole: answer,
      lines: () => bisectionLines(answer, shell),
      coordinates: asOf(answer, say),
    });
  });
}
