import { Command } from 'commander';
import { accessLogCommand } from './access-log.js';
import { appendCommand } from './append.js';
import { backupCommand } from './backup.js';
import { bisectCommand } from './bisect.js';
import { blameCommand } from './blame.js';
import { bundleCommand } from './bundle.js';
import { casesCommand } from './cases.js';
import { changeCommand } from './change.js';
import { closeYearCommand } from './close-year.js';
import { copyCommand } from './copy.js';
import { demoCommand } from './demo.js';
import { deriveCommand } from './derive.js';
import { diffCommand } from './diff.js';
import { explainCommand } from './explain.js';
import { exportCommand } from './export.js';
import { feedCommand } from './feed.js';
import { withLanguage } from './flags/groups.js';
import { generateCommand } from './generate.js';
import { impactCommand } from './impact.js';
import { importCommand } from './import.js';
import { keyCommand } from './key.js';
import { textWidth } from './output/width.js';
import { packCommand } from './pack.js';
import { quoteCommand } from './quote.js';
import { radarCommand } from './radar.js';
import { readingsCommand } from './readings.js';
import { rebuildCommand } from './rebuild.js';
import { resealCommand } from './reseal.js';
import { restoreCommand } from './restore.js';
import { sealingKeyCommand } from './sealing-key.js';
import { serveCommand } from './serve.js';
import type { Shell } from './shell.js';
import { standingCommand } from './standing.js';
import { timelineCommand } from './timeline.js';
import { verifyCommand } from './verify.js';
import { packageVersion } from './version.js';
import { whatIfCommand } from './what-if.js';
import { commanderWords, helpTitle } from './words/commander.js';

/** Every command, in the order of the help. */
const COMMANDS = [
  serveCommand,
  demoCommand,
  generateCommand,
  standingCommand,
  explainCommand,
  timelineCommand,
  diffCommand,
  bisectCommand,
  blameCommand,
  whatIfCommand,
  appendCommand,
  quoteCommand,
  deriveCommand,
  casesCommand,
  packCommand,
  readingsCommand,
  keyCommand,
  closeYearCommand,
  impactCommand,
  feedCommand,
  changeCommand,
  backupCommand,
  restoreCommand,
  exportCommand,
  importCommand,
  copyCommand,
  rebuildCommand,
  bundleCommand,
  verifyCommand,
  accessLogCommand,
  resealCommand,
  radarCommand,
  sealingKeyCommand,
];

/** The whole command line: `--help` and `--version` everywhere, errors in the language of the run. */
export function buildProgram(shell: Shell): Command {
  const { say } = shell;
  const program = withLanguage(new Command('canbao'), shell)
    .description(
      say({
        zh: '参保台账: 登记参保事实, 推算等待期、激励和封顶线, 每个数都有依据',
        en: 'The enrolment ledger: facts in; waiting periods, credits and ceilings out, each figure with its reasons',
      }),
    )
    .version(packageVersion(), '-V, --version', say({ zh: '显示版本', en: 'print the version' }))
    .addHelpText('after', () => `\n${exitCodesText(shell)}`);
  for (const command of COMMANDS) program.addCommand(command(shell));
  for (const command of [program, ...allBelow(program)]) prepare(command, shell);
  return program;
}

/** What every command has in common. */
function prepare(command: Command, shell: Shell): void {
  const { say } = shell;
  command
    .exitOverride()
    .helpOption('-h, --help', say({ zh: '显示本帮助', en: 'show this help' }))
    .configureHelp({
      displayWidth: textWidth,
      styleTitle: (title) => helpTitle(title, shell.language),
      optionDescription: ({ description, argChoices }) =>
        argChoices === undefined ? description : `${description}: ${argChoices.join(' | ')}`,
    })
    .configureOutput({
      writeOut: (text) => {
        shell.print(text.trimEnd());
      },
      writeErr: (text) => {
        shell.note(text.trimEnd());
      },
      outputError: (text) => {
        const words = commanderWords(text.trim(), shell.language);
        shell.note(`${shell.emphasize(say({ zh: '错误', en: 'error' }))}: ${words}`);
        shell.note(
          say({ zh: `处理: 见 ${pathOf(command)} --help`, en: `remedy: see ${pathOf(command)} --help` }),
        );
      },
    });
  if (command.commands.length > 0) {
    command.helpCommand(
      'help [command]',
      say({ zh: '显示某条命令的帮助', en: 'show the help of a command' }),
    );
  }
}

function allBelow(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...allBelow(child)]);
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function exitCodesText({ say }: Shell): string {
  return say({
    zh: [
      '退出码:',
      '  0 完成   1 完成, 但有问题(案例未过等)   2 用法错误   3 未找到',
      '  4 冲突   5 被规则拒绝, 未写入   6 完整性校验失败   7 无法连接或无权限',
      '  70 内部错误   130 中断',
    ].join('\n'),
    en: [
      'Exit codes:',
      '  0 done   1 done with findings (a case failed, …)   2 wrong usage   3 not found',
      '  4 conflict   5 refused by a rule, nothing appended   6 integrity failure   7 cannot connect or not allowed',
      '  70 internal error   130 interrupted',
    ].join('\n'),
  });
}
