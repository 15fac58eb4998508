import { Argument, Command, Option } from 'commander';
import { EXPLAINED_FIELDS } from '#libs/enrollment';
import { DEPTHS } from '#libs/ledger';
import { questionOf, withAccess } from './access/open-access.js';
import { examples } from './flags/examples.js';
import { explanationLines } from './lines/explanation-lines.js';
import { type AskingOptions, withLanguage, withLedger, withOutput, withQuestion } from './flags/groups.js';
import { printAnswer } from './output/answer.js';
import { asOf } from './output/coordinates.js';
import type { Shell } from './shell.js';

interface ExplainOptions extends AskingOptions {
  readonly depth?: string;
}

/** `canbao explain M [FIELD]`: why a field has its value, clause by clause. */
export function explainCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('explain')
    .description(
      say({
        zh: '某个结果的依据: 步骤、条款、事实',
        en: 'why a figure is what it is: steps, clauses, facts',
      }),
    )
    .argument('<member>', say({ zh: '参保人编号', en: 'member number' }))
    .addArgument(
      new Argument('[field]', say({ zh: '项目 (默认 waiting)', en: 'field (default: waiting)' })).choices(
        EXPLAINED_FIELDS,
      ),
    )
    .addOption(
      new Option('--depth <depth>', say({ zh: '详细程度', en: 'how much is shown' })).choices(DEPTHS),
    );
  examples(command, shell, [
    'canbao explain P-0001 waiting --on 2028-03-15',
    'canbao explain P-0002 ceiling --on 2030-06-01 -o json',
  ]);
  for (const add of [withLanguage, withOutput, withQuestion, withLedger]) add(command, shell);
  return command.action(async (member: string, field: string | undefined, options: ExplainOptions) => {
    const { depth } = options;
    const question = {
      ...questionOf(options),
      field: field ?? 'waiting',
      ...(depth === undefined ? {} : { depth }),
    };
    const answer = await withAccess(shell, options, (access) => access.explanation(member, question));
    printAnswer(shell, options, {
      whole: answer,
      lines: () => explanationLines(answer, shell),
      coordinates: asOf(answer, say),
    });
  });
}
