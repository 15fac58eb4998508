import { Command } from 'commander';
import { questionOf, withAccess } from './access/open-access.js';
import { EXIT } from './failures/exit-codes.js';
import { wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type AskingOptions, withLanguage, withLedger, withOutput, withQuestion } from './flags/groups.js';
import { sidePartOf, sideWith, type WrittenSide } from './flags/side.js';
import { diffLines } from './lines/diff-lines.js';
import { printAnswer } from './output/answer.js';
import { asOf } from './output/coordinates.js';
import type { Shell } from './shell.js';

interface DiffOptions extends AskingOptions {
  readonly a?: WrittenSide;
  readonly b?: WrittenSide;
  readonly exitCode?: boolean;
}

/** `canbao diff M --a … --b …`: what differs between two coordinates, and why. */
export function diffCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('diff')
    .description(
      say({
        zh: '对比两组坐标下的结果: 哪些不同, 各因哪一项',
        en: 'compare the answers at two coordinates: what differs, and what made the difference',
      }),
    )
    .argument('<member>', say({ zh: '参保人编号', en: 'member number' }))
    .option(
      '--a <coordinate>',
      say({
        zh: 'A 方, 可重复: on=…、known-at=…、pack=fujian@1、reading=R1=yes; 未写的同下列各项',
        en: 'side A, repeatable: on=…, known-at=…, pack=fujian@1, reading=R1=yes; what is left out is as below',
      }),
      sidePartOf('--a'),
    )
    .option(
      '--b <coordinate>',
      say({ zh: 'B 方, 写法同 --a', en: 'side B, written as --a' }),
      sidePartOf('--b'),
    )
    .option('--exit-code', say({ zh: '有不同时以退出码 1 结束', en: 'exit code 1 where anything differs' }));
  examples(
    command,
    shell,
    [
      'canbao diff P-0003 --on 2027-03-02 --a known-at=2027-03-05 --b known-at=2027-03-10',
      'canbao diff P-0001 --on 2028-03-15 --b reading=R1=yes',
      'canbao diff P-0001 --on 2028-03-15 --a pack=fujian@1 --b pack=anhui@1 -o json',
    ],
    {
      zh: '0 完成, 1 有不同 (仅 --exit-code), 2 用法错误, 3 没有此参保人, 7 无法连接',
      en: '0 done, 1 something differs (with --exit-code only), 2 wrong usage, 3 no such member, 7 cannot connect',
    },
  );
  for (const add of [withLanguage, withOutput, withQuestion, withLedger]) add(command, shell);
  return command.action(async (member: string, options: DiffOptions) => {
    if (options.a === undefined && options.b === undefined)
      throw wrongUsage(
        {
          zh: '没有 --a 也没有 --b: 两方相同。',
          en: 'Neither --a nor --b is given: both sides are the same.',
        },
        { zh: '例如 --a known-at=2027-03-05。', en: 'As in --a known-at=2027-03-05.' },
      );
    const shared = questionOf(options);
    const body = { a: sideWith(shared, options.a), b: sideWith(shared, options.b) };
    const answer = await withAccess(shell, options, (access) => access.diff(member, body));
    printAnswer(shell, options, {
      whole: answer,
      records: () => answer.changes.map((change) => ({ member: answer.member, ...change })),
      lines: () => diffLines(answer, shell),
      coordinates: asOf(answer, say),
    });
    if (options.exitCode === true && answer.changes.length > 0) process.exitCode = EXIT.findings;
  });
}
