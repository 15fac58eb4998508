import { setTimeout as pause } from 'node:timers/promises';
import { Command } from 'commander';
import type { YearClose } from '#libs/ledger';
import { ask, askForLines, type HttpLedger, post } from './access/http-access.js';
import { httpLedgerOf } from './access/open-access.js';
import { EXIT } from './failures/exit-codes.js';
import { CommandFailure, wrongUsage } from './failures/failure.js';
import { refusedQuestion } from './failures/report-failure.js';
import { examples } from './flags/examples.js';
import { sameLedger, type ServerOptions, withLanguage, withOutput, withServer } from './flags/groups.js';
import { wholeNumberOf } from './flags/parse.js';
import { closeLines, closeStepText } from './lines/close-lines.js';
import { dryRunNote } from './lines/dry-run.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { StatusLine } from './output/status-line.js';
import { stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';

interface CloseYearOptions extends OutputOptions, ServerOptions {
  readonly region?: string;
  readonly year?: number;
  readonly approve?: boolean;
  readonly abort?: boolean;
  readonly members?: boolean;
  readonly commit?: boolean;
  readonly user?: string;
}

const PATH = '/v1/year-closes';
/** How often the server is asked how far it is. */
const POLL_MS = 300;

/** `canbao close-year`: the close of a year in its steps, done by a server: preview, approval by another person, lapses. */
export function closeYearCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('close-year')
    .description(
      say({
        zh: '年结: 先预览应记断保的人, 经另一人批准后逐人记入断保; 由服务执行, 中断后继续',
        en: 'close a year: preview who is due, then, approved by another person, a lapse for each; a server does it and goes on after an interruption',
      }),
    )
    .argument('[id]', say({ zh: '年结编号, 如 359901-2028-1', en: 'number of a close, as 359901-2028-1' }))
    .option('--region <code>', say({ zh: '统筹区 (开始年结)', en: 'region (to begin)' }))
    .option(
      '--year <year>',
      say({ zh: '参保年度 (开始年结)', en: 'coverage year (to begin)' }),
      wholeNumberOf('--year', { min: 1900, max: 2199 }),
    )
    .option(
      '--approve',
      say({ zh: '批准 (须为另一人, 加 --commit)', en: 'approve (another person, with --commit)' }),
    )
    .option(
      '--abort',
      say({ zh: '中止 (加 --commit); 已记入的保留', en: 'end it (with --commit); what is appended stays' }),
    )
    .option(
      '--members',
      say({ zh: '以 CSV 列出参保人及结果', en: 'list the members and what became of each, as CSV' }),
    )
    .option('--commit', say({ zh: '写入; 否则仅演练', en: 'write; without it this is a dry run' }))
    .option(
      '--user <nn>',
      say({ zh: '示例账本中的办理人, 如 07', en: 'the person in a sample ledger, as 07' }),
    );
  examples(
    command,
    shell,
    [
      'canbao close-year --region 359901 --year 2028',
      'canbao close-year 359901-2028-1 --members > due.csv',
      'canbao close-year 359901-2028-1 --approve --commit --user 07',
    ],
    {
      zh: '1 检查单有未满足项, 或有人未能记入; 4 状态不符; 7 无法连接或无权限 (含本人批准); 130 中断, 服务继续',
      en: '1 the checklist is open, or some could not be recorded; 4 wrong state; 7 cannot connect or not allowed (also one’s own approval); 130 interrupted, the server goes on',
    },
  );
  for (const add of [withLanguage, withOutput, withServer]) add(command, shell);
  return command.action(async (id: string | undefined, options: CloseYearOptions) => {
    const ledger = { ...httpLedgerOf(shell, options), sampleUser: options.user ?? null };
    checkUsage(id, options);
    if (options.members === true) {
      for await (const line of askForLines(ledger, `${pathOf(id ?? '')}/members?format=csv`))
        shell.print(line);
      return;
    }
    const begun = await taken(shell, ledger, id, options);
    const close = await followed(shell, ledger, begun, sameLedger(options));
    printAnswer(shell, options, { whole: close, lines: () => closeLines(close, say) });
    if (hasFindings(close)) process.exitCode = EXIT.findings;
  });
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}

function checkUsage(id: string | undefined, options: CloseYearOptions): void {
  const { region, year, approve, abort, members } = options;
  const begins = id === undefined && region !== undefined && year !== undefined;
  const goesOn = id !== undefined && region === undefined && year === undefined;
  const steps = [approve, abort, members].filter((step) => step === true).length;
  if ((begins && steps === 0) || (goesOn && steps <= 1)) return;
  throw wrongUsage({
    zh: '写 --region 与 --year 开始年结, 或写年结编号, 并至多用 --approve、--abort、--members 之一。',
    en: 'Name --region and --year to begin, or the number of a close with at most one of --approve, --abort and --members.',
  });
}

/** Takes the step that the flags name; gives the close after it. */
async function taken(
  shell: Shell,
  ledger: HttpLedger,
  id: string | undefined,
  { region, year, approve, abort, commit }: CloseYearOptions,
): Promise<YearClose> {
  if (id === undefined) {
    const begun = await post<YearClose>(ledger, PATH, { region, coverageYear: year }).catch(refusedQuestion);
    return begun.answer;
  }
  const step = approve === true ? 'approval' : abort === true ? 'abort' : null;
  if (step !== null && commit === true)
    return (await post<YearClose>(ledger, `${pathOf(id)}/${step}`, {})).answer;
  if (step !== null) shell.note(dryRunNote(shell.say));
  return closeOf(ledger, id);
}

async function closeOf(ledger: HttpLedger, id: string): Promise<YearClose> {
  return (await ask<YearClose>(ledger, pathOf(id), { method: 'GET' })).answer;
}

/** Watches a close until it is a person's turn or the end. Ctrl-C ends the watching, not the close. */
async function followed(
  shell: Shell,
  ledger: HttpLedger,
  begun: YearClose,
  where: string,
): Promise<YearClose> {
  const line = new StatusLine(shell);
  return stoppedBySignals(async (signal) => {
    let close = begun;
    while (close.state === 'previewing' || close.state === 'committing') {
      const { done, total, ratePerSecond, etaSeconds, state } = close;
      line.show(() => closeStepText({ done, total, ratePerSecond, etaSeconds, state }, shell.say));
      await pause(POLL_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw interrupted(close, where);
      close = await closeOf(ledger, close.id);
    }
    return close;
  }).finally(() => {
    line.end();
  });
}

function interrupted({ id, done, total }: YearClose, where: string): CommandFailure {
  const again = `canbao close-year ${id}${where}`;
  return new CommandFailure({
    exit: EXIT.interrupted,
    detail: {
      zh: `已停止观看 (${done}/${total}); 服务继续办理。`,
      en: `Stopped watching at ${done}/${total}; the server goes on.`,
    },
    remedy: {
      zh: `继续查看: ${again}; 中止年结: ${again} --abort --commit`,
      en: `Watch on: ${again}; end the close: ${again} --abort --commit`,
    },
  });
}

function hasFindings({ state, checklist, report }: YearClose): boolean {
  if (state === 'previewed') return checklist.some(({ status }) => status === 'open');
  return report !== null && report.refused + report.unreadable > 0;
}
