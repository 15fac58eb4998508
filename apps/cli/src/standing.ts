import { Command } from 'commander';
import { questionOf, withAccess } from './access/open-access.js';
import { examples } from './flags/examples.js';
import { type AskingOptions, withLanguage, withLedger, withOutput, withQuestion } from './flags/groups.js';
import { printAnswer } from './output/answer.js';
import { asOf } from './output/coordinates.js';
import type { Shell } from './shell.js';
import { standingLines } from './lines/standing-lines.js';

/** `canbao standing M`: everything derived for a member on one day. */
export function standingCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('standing')
    .description(say({ zh: '参保人某一日的状态', en: "a member's standing on a day" }))
    .argument('<member>', say({ zh: '参保人编号', en: 'member number' }));
  examples(
    command,
    shell,
    [
      'canbao standing P-0001 --on 2028-03-15',
      'canbao standing P-0001 --on 2028-03-15 --known-at 2028-01-31',
      'canbao standing P-0001 --reading R1=yes -o json',
      'canbao standing P-0001 --data ./data',
    ],
    { zh: '0 完成, 3 没有此参保人, 7 无法连接', en: '0 done, 3 no such member, 7 cannot connect' },
  );
  for (const add of [withLanguage, withOutput, withQuestion, withLedger]) add(command, shell);
  return command.action(async (member: string, options: AskingOptions) => {
    const answer = await withAccess(shell, options, (access) => access.standing(member, questionOf(options)));
    printAnswer(shell, options, {
      whole: answer,
      lines: () => standingLines(answer, say),
      coordinates: asOf(answer, say),
    });
  });
}
