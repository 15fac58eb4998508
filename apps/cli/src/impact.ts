import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { ImpactRun } from '#libs/ledger';
import { type ImpactAccess, openImpact } from './access/impact-access.js';
import { askThenClose } from './access/then-close.js';
import { EXIT } from './failures/exit-codes.js';
import { CommandFailure, wrongUsage } from './failures/failure.js';
import { refusedQuestion } from './failures/report-failure.js';
import { examples } from './flags/examples.js';
import { type LedgerOptions, sameLedger, withLanguage, withLedger, withOutput } from './flags/groups.js';
import { sideOf, type SideRequest } from './flags/impact-sides.js';
import { impactLines, impactStepText } from './lines/impact-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { StatusLine } from './output/status-line.js';
import { stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';

interface ImpactOptions extends OutputOptions, LedgerOptions {
  readonly a: SideRequest;
  readonly b: SideRequest;
  readonly region?: string;
  readonly member: readonly string[];
  readonly from?: string;
  readonly decisions?: boolean;
  readonly everyone?: boolean;
  readonly members?: boolean;
  readonly abort?: boolean;
  readonly resume?: boolean;
  readonly user?: string;
}

/** `canbao impact`: whose answers differ between two moments, packs or readings; the same inputs give the same digest. */
export function impactCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('impact')
    .description(
      say({
        zh: '影响分析: 比较两组知悉时点、规则和解读下的答复, 谁不同、差多少; 中断后从断点继续',
        en: 'compare the answers of two moments, packs or readings: whose differ, and by how much; goes on after an interruption',
      }),
    )
    .argument('[id]', say({ zh: '已有的影响分析, 如 impact-3', en: 'a run that is there, as impact-3' }))
    .option(
      '--a <side>',
      say({
        zh: '一方 (默认现状), 可重复: known-at=…、pack=fujian@1 或 pack.yaml 草稿、reading=R1=yes、change=change-1',
        en: 'one side (default: the present), repeatable: known-at=…, pack=fujian@1 or a draft pack.yaml, reading=R1=yes, change=change-1',
      }),
      sideOf('--a'),
      {},
    )
    .option(
      '--b <side>',
      say({ zh: '另一方, 写法同 --a', en: 'the other side, written as --a' }),
      sideOf('--b'),
      {},
    )
    .option('--region <code>', say({ zh: '范围: 统筹区', en: 'population: a region' }))
    .option(
      '--member <number>',
      say({ zh: '范围: 参保人, 可重复', en: 'population: a member, repeatable' }),
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option(
      '--from <file>',
      say({ zh: '范围: 文件中的参保人, 每行一人', en: 'population: the members in a file, one a line' }),
    )
    .option(
      '--decisions',
      say({
        zh: '范围: 已发出的答复及其业务日',
        en: 'population: answers that were served, on the days they are about',
      }),
    )
    .option('--everyone', say({ zh: '范围: 所有参保人', en: 'population: every member' }))
    .option('--members', say({ zh: '以 CSV 列出有差异的参保人', en: 'list the members that differ, as CSV' }))
    .option('--abort', say({ zh: '中止', en: 'end it' }))
    .option('--resume', say({ zh: '继续已中止的', en: 'take up one that was ended' }))
    .option(
      '--user <nn>',
      say({ zh: '示例账本中的办理人, 如 07', en: 'the person in a sample ledger, as 07' }),
    );
  examples(
    command,
    shell,
    [
      'canbao impact --region 359901 --b reading=R1=yes',
      'canbao impact --everyone --b pack=policies/350000-fujian/pack.yaml --data ./county',
      'canbao impact --decisions --a known-at=2028-03-05 --b known-at=2028-03-10',
      'canbao impact impact-3 --members > members.csv',
    ],
    {
      zh: '1 有人无法读取; 2 用法或草稿有误; 4 状态不符; 7 无法连接或无权限; 130 中断, 可继续',
      en: '1 some members cannot be read; 2 wrong usage, or a draft with faults; 4 wrong state; 7 cannot connect or not allowed; 130 interrupted, can go on',
    },
  );
  for (const add of [withLanguage, withOutput, withLedger]) add(command, shell);
  return command.action(async (id: string | undefined, options: ImpactOptions) => {
    if (id !== undefined) checkContinued(options);
    const asked = id ?? requestOf(options);
    const access = await openImpact(shell, options);
    await askThenClose(shell, access, () => done(shell, access, options, asked));
  });
}

async function done(
  shell: Shell,
  access: ImpactAccess,
  options: ImpactOptions,
  asked: string | object,
): Promise<void> {
  if (typeof asked === 'string' && options.members === true) {
    for await (const line of access.lines(asked)) shell.print(line);
    return;
  }
  const begun =
    typeof asked === 'string'
      ? await taken(access, asked, options)
      : await access.start(asked).catch(refusedQuestion);
  const run = begun.state === 'running' ? await followed(shell, access, begun, options) : begun;
  printAnswer(shell, options, { whole: run, lines: () => impactLines(run, shell.say) });
  if (run.numbers.unreadable > 0) process.exitCode = EXIT.findings;
}

/** Takes the step that the flags name; gives the run after it. */
function taken(access: ImpactAccess, id: string, { abort, resume }: ImpactOptions): Promise<ImpactRun> {
  if (abort === true) return access.step(id, 'abort');
  return resume === true ? access.step(id, 'resume') : access.get(id);
}

async function followed(
  shell: Shell,
  access: ImpactAccess,
  { id }: ImpactRun,
  options: LedgerOptions,
): Promise<ImpactRun> {
  const line = new StatusLine(shell);
  return stoppedBySignals(async (signal) => {
    const run = await access.follow(id, signal, (step) => {
      line.show(() => impactStepText(step, shell.say));
    });
    if (run.state === 'running') throw interrupted(run, access.isServer, sameLedger(options));
    return run;
  }).finally(() => {
    line.end();
  });
}

function interrupted(
  { id, done: looked, total }: ImpactRun,
  isServer: boolean,
  where: string,
): CommandFailure {
  const again = `canbao impact ${id}${where}`;
  const count = `${String(looked)}/${String(total)}`;
  return new CommandFailure({
    exit: EXIT.interrupted,
    detail: isServer
      ? { zh: `已停止观看 (${count}); 服务继续。`, en: `Stopped watching at ${count}; the server goes on.` }
      : { zh: `已中断 (${count})。`, en: `Interrupted at ${count}.` },
    remedy: isServer
      ? {
          zh: `继续查看: ${again}; 中止: ${again} --abort。`,
          en: `Watch on: ${again}; end it: ${again} --abort`,
        }
      : {
          zh: `从断点继续: ${again}`,
          en: `Go on from there: ${again}`,
        },
  });
}

/** The request that the flags make. */
function requestOf(options: ImpactOptions): object {
  const { a, b, region, member, from, decisions, everyone } = options;
  const named = from === undefined ? member : [...member, ...linesOf(from)];
  const populations = [
    ...(region === undefined ? [] : [{ region }]),
    ...(member.length > 0 || from !== undefined ? [{ members: named }] : []),
    ...(decisions === true ? [{ decisions: true }] : []),
    ...(everyone === true ? [{ everyone: true }] : []),
  ];
  const [population, ...others] = populations;
  if (population === undefined || others.length > 0)
    throw wrongUsage({
      zh: '须恰好指明一个范围: --region、--member 或 --from、--decisions、--everyone; 或写编号。',
      en: 'Name exactly one population: --region, --member or --from, --decisions, --everyone; or the number of a run.',
    });
  if (stepsIn(options) > 0)
    throw wrongUsage({
      zh: '--members、--abort、--resume 须与编号同用。',
      en: '--members, --abort and --resume need the number of a run.',
    });
  return { population, a, b };
}

/** A run that is there has its population and sides already. */
function checkContinued(options: ImpactOptions): void {
  const { a, b, region, member, from, decisions, everyone } = options;
  const sides = Object.keys(a).length + Object.keys(b).length;
  const isAskedAnew = [region, from, decisions, everyone].some((flag) => flag !== undefined);
  if (sides > 0 || isAskedAnew || member.length > 0)
    throw wrongUsage({
      zh: '已有编号的影响分析不再写范围与双方。',
      en: 'A run that is there has its population and sides already.',
    });
  if (stepsIn(options) > 1)
    throw wrongUsage({
      zh: '--members、--abort、--resume 只能用其一。',
      en: 'Only one of --members, --abort and --resume can be given.',
    });
}

function stepsIn({ abort, resume, members }: ImpactOptions): number {
  return [abort, resume, members].filter((step) => step === true).length;
}

function linesOf(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}
