import { Command, Option } from 'commander';
import { type KeySummary, type Ledger, type NewKey, ROLES, type Role } from '#libs/ledger';
import { author, openLedgerAt } from './access/store-access.js';
import { storeAddressOf } from './access/store-address.js';
import { askThenClose } from './access/then-close.js';
import { examples } from './flags/examples.js';
import { notFound, wrongUsage } from './failures/failure.js';
import { type StoreOptions, withLanguage, withOutput, withStore } from './flags/groups.js';
import { wrongValue } from './flags/parse.js';
import { dryRunNote } from './lines/dry-run.js';
import { keyLines, regionsText } from './lines/key-lines.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { pairLines } from './output/table.js';
import type { Shell } from './shell.js';

interface KeyOptions extends OutputOptions, StoreOptions {
  readonly commit?: boolean;
}

interface CreateOptions extends KeyOptions {
  readonly role?: Role;
  readonly regions?: 'all' | readonly string[];
  readonly label?: string;
  readonly replaces?: string;
}

/** `canbao key create|list|revoke`: the access keys of a ledger, on its store. */
export function keyCommand(shell: Shell): Command {
  const { say } = shell;
  const key = new Command('key').description(
    say({ zh: '访问密钥: 签发、列出、吊销', en: 'access keys: create, list, revoke' }),
  );
  examples(key, shell, [
    'canbao key create --data DIR --role caseworker --regions 350200,350400 --label window-3 --commit',
    'canbao key create --data DIR --replaces KEY --commit',
    'canbao key list --data DIR',
    'canbao key revoke KEY --data DIR --commit',
  ]);
  return key.addCommand(createCommand(shell)).addCommand(listCommand(shell)).addCommand(revokeCommand(shell));
}

function createCommand(shell: Shell): Command {
  const { say } = shell;
  const command = withKeyOptions(new Command('create'), shell)
    .description(say({ zh: '签发密钥; 密钥只显示这一次', en: 'create a key; it is shown this once' }))
    .addOption(new Option('--role <role>', say({ zh: '角色', en: 'role' })).choices(ROLES))
    .option(
      '--regions <codes>',
      say({ zh: '统筹区代码, 以逗号分隔, 或 all', en: 'region codes separated by commas, or all' }),
      regionsOf,
    )
    .option(
      '--label <label>',
      say({ zh: '用途, 不写人名 (默认角色)', en: 'what it is for; no names of people (default: the role)' }),
    )
    .option(
      '--replaces <key>',
      say({
        zh: '接替同一持有者的密钥: 角色、统筹区、用途默认沿用; 其决定、变更流和消费者记录由新密钥继续; 旧密钥另行吊销',
        en: 'take the place of a key of the same holder: role, regions and label are taken over; its decisions, feed and consumers go on; the old key is revoked on its own',
      }),
    );
  return withCommit(command, shell).action(async (options: CreateOptions) => {
    const key = await newKeyOf(shell, options);
    const { role, regions, label } = key;
    if (options.commit !== true) {
      shell.note(dryRunNote(say));
      printAnswer(shell, options, {
        whole: { created: false, ...key },
        lines: () =>
          pairLines([
            ['role', role],
            ['regions', regionsText(regions)],
            ['label', label],
          ]),
      });
      return;
    }
    const created = await withLedger(shell, options, true, (ledger) =>
      ledger.access.createKey(key, author()),
    );
    shell.note(
      say({
        zh: '密钥只显示这一次, 请立即妥善保存:',
        en: 'The key is shown this once; store it safely now:',
      }),
    );
    printAnswer(shell, options, {
      whole: { ...created.key, secret: created.secret },
      lines: () => [created.secret, ...keyLines([created.key], say)],
    });
  });
}

/** What the flags ask for; what they leave out is taken over from the key that is replaced. */
async function newKeyOf(shell: Shell, options: CreateOptions): Promise<NewKey> {
  const { replaces, ...given } = options;
  const former = replaces === undefined ? undefined : await keyOf(shell, options, replaces);
  const { role = former?.role, regions = former?.regions } = given;
  if (role === undefined || regions === undefined)
    throw wrongUsage({
      zh: '缺少 --role 与 --regions, 或 --replaces。',
      en: 'Name --role and --regions, or --replaces.',
    });
  const label = given.label ?? former?.label ?? role;
  return { role, regions, label, ...(replaces === undefined ? {} : { replaces }) };
}

async function keyOf(shell: Shell, options: KeyOptions, keyId: string): Promise<KeySummary> {
  const keys = await withLedger(shell, options, false, (ledger) => ledger.access.listKeys());
  const found = keys.find((key) => key.keyId === keyId);
  if (found !== undefined) return found;
  throw notFound({ zh: `没有密钥 ${keyId}。`, en: `There is no key ${keyId}.` });
}

function listCommand(shell: Shell): Command {
  const command = withKeyOptions(new Command('list'), shell).description(
    shell.say({ zh: '列出密钥, 不含密钥本身', en: 'list the keys, without their text' }),
  );
  return command.action(async (options: KeyOptions) => {
    const keys = await withLedger(shell, options, false, (ledger) => ledger.access.listKeys());
    printKeys(shell, options, keys);
  });
}

function revokeCommand(shell: Shell): Command {
  const { say } = shell;
  const command = withKeyOptions(new Command('revoke'), shell)
    .description(say({ zh: '吊销密钥', en: 'revoke a key' }))
    .argument('<key>', say({ zh: '密钥编号 (见 key list)', en: 'number of the key (see key list)' }));
  return withCommit(command, shell).action(async (keyId: string, options: KeyOptions) => {
    const keys = await withLedger(shell, options, false, async (ledger) =>
      options.commit === true
        ? [await ledger.access.revokeKey(keyId, author())]
        : (await ledger.access.listKeys()).filter((key) => key.keyId === keyId),
    );
    if (options.commit !== true) shell.note(dryRunNote(say));
    printKeys(shell, options, keys);
  });
}

function withKeyOptions(command: Command, shell: Shell): Command {
  return withStore(withOutput(withLanguage(command, shell), shell), shell);
}

function withCommit(command: Command, { say }: Shell): Command {
  return command.option(
    '--commit',
    say({ zh: '写入; 否则仅演练', en: 'write; without it this is a dry run' }),
  );
}

async function withLedger<A>(
  shell: Shell,
  options: KeyOptions,
  mayCreate: boolean,
  asked: (ledger: Ledger) => Promise<A>,
): Promise<A> {
  const address = storeAddressOf(options, shell.env);
  if (address === null) throw missingStore();
  const ledger = await openLedgerAt(address, { mayCreate });
  return askThenClose(shell, ledger, () => asked(ledger));
}

function missingStore(): Error {
  return wrongUsage(
    { zh: '缺少 --store 或 --data。', en: '--store or --data is missing.' },
    {
      zh: '指明台账的存储, 或设环境变量 CANBAO_STORE。',
      en: 'Name the store of the ledger, or set the variable CANBAO_STORE.',
    },
  );
}

function regionsOf(value: string): 'all' | readonly string[] {
  if (value === 'all') return 'all';
  const codes = value.split(',').map((code) => code.trim());
  if (codes.every((code) => /^\d{6}$/.test(code))) return codes;
  throw wrongValue('--regions', value, {
    zh: '六位统筹区代码或 all',
    en: 'region codes of six digits, or all',
  });
}

function printKeys(shell: Shell, options: OutputOptions, keys: readonly KeySummary[]): void {
  printAnswer(shell, options, {
    whole: keys,
    records: () => keys.map((key) => ({ ...key })),
    lines: () => keyLines(keys, shell.say),
  });
}
