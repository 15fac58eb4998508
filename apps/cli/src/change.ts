import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { parseDocument } from 'yaml';
import type { PolicyChangeAnswer } from '#libs/ledger';
import { ask, type HttpLedger, post } from './access/http-access.js';
import { httpLedgerOf } from './access/open-access.js';
import { EXIT } from './failures/exit-codes.js';
import { wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type ServerOptions, withLanguage, withOutput, withServer } from './flags/groups.js';
import { changeLines } from './lines/change-lines.js';
import { dryRunNote } from './lines/dry-run.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import type { Shell } from './shell.js';

interface ChangeOptions extends OutputOptions, ServerOptions {
  readonly user?: string;
}

interface ReadingOptions extends ChangeOptions {
  readonly pack: string;
  readonly choice: string;
  readonly evidence: string;
  readonly confidence: string;
  readonly cases: string;
}

interface WritingOptions extends ChangeOptions {
  readonly commit?: boolean;
}

interface ApproveOptions extends WritingOptions {
  readonly impact?: string;
}

/** `canbao change`: policy changes by draft, cases, impact run and a second person; a server keeps them. */
export function changeCommand(shell: Shell): Command {
  const { say } = shell;
  const change = new Command('change').description(
    say({
      zh: '规则变更: 提交草稿与案例, 经影响分析和另一人批准后生效; 由服务办理',
      en: 'change policy: a draft with its cases, an impact run, approval by another person; done by a server',
    }),
  );
  examples(
    change,
    shell,
    [
      'canbao change pack fujian-2.yaml --cases cases.yaml',
      'canbao impact --everyone --b change=change-1',
      'canbao change approve change-1 --impact impact-4 --commit --user 07',
    ],
    {
      zh: '1 案例未过; 2 草稿有误; 4 状态不符; 7 无法连接或无权限 (含本人批准)',
      en: '1 a case failed; 2 a draft with faults; 4 wrong state; 7 cannot connect or not allowed (also one’s own approval)',
    },
  );
  for (const command of [pack, reading, region, show, approve, withdraw]) change.addCommand(command(shell));
  return change;
}

function pack(shell: Shell): Command {
  const command = new Command('pack')
    .description(shell.say({ zh: '提交规则包的新版本', en: 'submit another version of a pack' }))
    .argument('<file>', shell.say({ zh: 'pack.yaml 草稿', en: 'the draft, a pack.yaml' }))
    .requiredOption('--cases <file>', shell.say({ zh: '案例文件', en: 'the cases that it must pass' }));
  return withFlags(command, shell).action(
    async (file: string, options: ChangeOptions & { readonly cases: string }) => {
      const text = readFileSync(file, 'utf8');
      // The path names the version; whatever else is wrong with the file, the server says with its line.
      const draft = parseDocument(text, { uniqueKeys: false });
      const [id, version] = [draft.get('id'), draft.get('version')].map(String);
      if (id === undefined || version === undefined || !draft.has('id') || !draft.has('version'))
        throw wrongUsage({ zh: `${file}: 缺少 id 或 version。`, en: `${file}: states no id or no version.` });
      const path = `/v1/policy-packs/${encodeURIComponent(id)}/versions/${encodeURIComponent(version)}`;
      await submit(shell, options, path, { pack: text, cases: readFileSync(options.cases, 'utf8') });
    },
  );
}

function reading(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('reading')
    .description(say({ zh: '提交解读的另一取值', en: 'submit another choice of a reading' }))
    .argument('<id>', say({ zh: '解读编号, 如 R16', en: 'the reading, as R16' }))
    .requiredOption('--pack <id>', say({ zh: '规则包', en: 'the pack that reads so' }))
    .requiredOption('--choice <choice>', say({ zh: '取值', en: 'the choice' }))
    .requiredOption('--evidence <text>', say({ zh: '依据', en: 'why' }))
    .requiredOption(
      '--confidence <level>',
      say({ zh: '把握: high | medium | low', en: 'high | medium | low' }),
    )
    .requiredOption('--cases <file>', say({ zh: '案例文件', en: 'the cases that must pass' }));
  return withFlags(command, shell).action(async (id: string, options: ReadingOptions) => {
    const { pack: packId, choice, evidence, confidence, cases } = options;
    const body = { pack: packId, choice, evidence, confidence, cases: readFileSync(cases, 'utf8') };
    await submit(shell, options, `/v1/readings/${encodeURIComponent(id)}/changes`, body);
  });
}

function region(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('region')
    .description(
      say({
        zh: '提交统筹区的规则包、封顶线、缴费标准',
        en: 'submit pack, base ceilings and premiums of a region',
      }),
    )
    .argument('<code>', say({ zh: '区划代码', en: 'the region' }))
    .argument(
      '<file>',
      say({
        zh: 'JSON: { "pack", "baseCeilingFen", "premiumFen", "sample" }',
        en: 'JSON: { "pack", "baseCeilingFen", "premiumFen", "sample" }',
      }),
    );
  return withFlags(command, shell).action(async (code: string, file: string, options: ChangeOptions) => {
    await submit(shell, options, `/v1/regions/${encodeURIComponent(code)}`, jsonIn(file));
  });
}

function show(shell: Shell): Command {
  const command = new Command('show')
    .description(shell.say({ zh: '显示一项变更', en: 'show a change' }))
    .argument('<id>', shell.say({ zh: '变更编号, 如 change-1', en: 'the change, as change-1' }));
  return withFlags(command, shell).action(async (id: string, options: ChangeOptions) => {
    print(shell, options, await get(serverOf(shell, options), id));
  });
}

function approve(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('approve')
    .description(say({ zh: '批准 (须为另一人, 加 --commit)', en: 'approve (another person, with --commit)' }))
    .argument('<id>', say({ zh: '变更编号', en: 'the change' }))
    .option('--impact <run>', say({ zh: '所依据的影响分析', en: 'the impact run that it rests on' }));
  return withCommit(command, shell).action(async (id: string, options: ApproveOptions) => {
    const body = options.impact === undefined ? {} : { impactRun: options.impact };
    await write(shell, options, { id, step: 'approval', body });
  });
}

function withdraw(shell: Shell): Command {
  const command = new Command('withdraw')
    .description(
      shell.say({
        zh: '撤回未生效的变更 (加 --commit)',
        en: 'take a change back that is not in force (with --commit)',
      }),
    )
    .argument('<id>', shell.say({ zh: '变更编号', en: 'the change' }));
  return withCommit(command, shell).action(async (id: string, options: WritingOptions) => {
    await write(shell, options, { id, step: 'withdrawal', body: {} });
  });
}

function withCommit(command: Command, shell: Shell): Command {
  const text = { zh: '写入; 否则仅显示', en: 'write; without it the change is only shown' };
  return withFlags(command.option('--commit', shell.say(text)), shell);
}

/** Takes a step of a change, or shows the change as it is. */
async function write(
  shell: Shell,
  options: WritingOptions,
  { id, step, body }: { readonly id: string; readonly step: string; readonly body: object },
): Promise<void> {
  const ledger = serverOf(shell, options);
  if (options.commit !== true) {
    shell.note(dryRunNote(shell.say));
    print(shell, options, await get(ledger, id));
    return;
  }
  print(shell, options, (await post<PolicyChangeAnswer>(ledger, `${pathOf(id)}/${step}`, body)).answer);
}

function withFlags(command: Command, shell: Shell): Command {
  command.option(
    '--user <nn>',
    shell.say({ zh: '示例账本中的办理人, 如 07', en: 'the person in a sample ledger, as 07' }),
  );
  for (const add of [withLanguage, withOutput, withServer]) add(command, shell);
  return command;
}

async function submit(shell: Shell, options: ChangeOptions, path: string, body: object): Promise<void> {
  const { answer } = await post<PolicyChangeAnswer>(serverOf(shell, options), path, body);
  print(shell, options, answer);
  if ((answer.cases?.failed ?? 0) > 0) process.exitCode = EXIT.findings;
}

function serverOf(shell: Shell, options: ChangeOptions): HttpLedger {
  return { ...httpLedgerOf(shell, options), sampleUser: options.user ?? null };
}

function pathOf(id: string): string {
  return `/v1/policy-changes/${encodeURIComponent(id)}`;
}

async function get(ledger: HttpLedger, id: string): Promise<PolicyChangeAnswer> {
  return (await ask<PolicyChangeAnswer>(ledger, pathOf(id), { method: 'GET' })).answer;
}

function print(shell: Shell, options: ChangeOptions, change: PolicyChangeAnswer): void {
  printAnswer(shell, options, { whole: change, lines: () => changeLines(change, shell.say) });
}

function jsonIn(file: string): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as object;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw wrongUsage({ zh: `${file}: 不是 JSON。`, en: `${file}: is no JSON.` });
  }
}
