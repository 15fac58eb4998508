import { Argument, Command } from 'commander';
import { BLAMED_FIELDS, type BlamedField } from '#libs/ledger';
import { questionOf, withAccess } from './access/open-access.js';
import { examples } from './flags/examples.js';
import { type AskingOptions, withLanguage, withLedger, withOutput, withQuestion } from './flags/groups.js';
import { blameLines } from './lines/blame-lines.js';
import { printAnswer } from './output/answer.js';
import { asOf } from './output/coordinates.js';
import type { Shell } from './shell.js';

/** `canbao blame M FIELD`: which fact, clause and reading set a value, and what had set the one before. */
export function blameCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('blame')
    .description(
      say({
        zh: '某项结果由哪个事实、条款和解读而来, 此前又是多少、由何而来',
        en: 'which fact, clause and reading set a value, and what had set the one before',
      }),
    )
    .argument('<member>', say({ zh: '参保人编号', en: 'member number' }))
    .addArgument(new Argument('<field>', say({ zh: '项目', en: 'field' })).choices(BLAMED_FIELDS));
  examples(
    command,
    shell,
    ['canbao blame P-0003 pooledFund --on 2027-03-02', 'canbao blame P-0001 waiting --on 2028-03-15 -o json'],
    {
      zh: '0 完成, 2 用法错误, 3 没有此参保人, 7 无法连接',
      en: '0 done, 2 wrong usage, 3 no such member, 7 cannot connect',
    },
  );
  for (const add of [withLanguage, withOutput, withQuestion, withLedger]) add(command, shell);
  return command.action(async (member: string, field: BlamedField, options: AskingOptions) => {
    const question = { ...questionOf(options), field };
    const answer = await withAccess(shell, options, (access) => access.blame(member, question));
    printAnswer(shell, options, {
      whole: answer,
      lines: () => blameLines(answer, shell),
      coordinates: asOf(answer, say),
    });
  });
}
