import { existsSync } from 'node:fs';
import { Command } from 'commander';
import {
  accessLogDirectory,
  addKey,
  AuditError,
  keyFileOf,
  type KeyList,
  listKeys,
  openBeside,
  revokeKey,
  Seals,
} from '#libs/audit';
import { openSqliteLogView } from '#libs/event-store';
import { storeAddressOf } from './access/store-address.js';
import { conflict, notFound, wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type StoreOptions, withLanguage, withOutput, withStore } from './flags/groups.js';
import { wholeNumberOf } from './flags/parse.js';
import { dryRunNote } from './lines/dry-run.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { tableLines } from './output/table.js';
import type { Shell } from './shell.js';

interface SealingKeyOptions extends OutputOptions, StoreOptions {
  readonly seals?: string;
  readonly ofAccessLog?: boolean;
  readonly commit?: boolean;
  readonly size?: number;
}

/** Where the key file is, and whose keys they are. */
interface Place {
  readonly directory: string;
  readonly logId: string;
}

/** `canbao sealing-key list|rotate|revoke`: the keys that sign checkpoints; a running server takes the change up. */
export function sealingKeyCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('sealing-key').description(
    say({
      zh: '封存密钥: 列出、更换、作废; 服务不必停止, 下一检查点起生效',
      en: 'the keys that sign checkpoints: list, rotate, revoke; a running server takes the change up with its next checkpoint',
    }),
  );
  examples(
    command,
    shell,
    [
      'canbao sealing-key list --data DIR',
      'canbao sealing-key rotate --data DIR --commit',
      'canbao sealing-key revoke 1f2e3d4c --size 26000000 --data DIR --commit',
    ],
    {
      zh: '3 没有台账、密钥文件或该密钥; 4 该密钥仍在使用; 7 无法读写',
      en: '3 no ledger, key file or such key; 4 the key is in use; 7 cannot read or write',
    },
  );
  return command
    .addCommand(listCommand(shell))
    .addCommand(rotateCommand(shell))
    .addCommand(revokeCommand(shell));
}

function listCommand(shell: Shell): Command {
  const command = withPlace(new Command('list'), shell).description(
    shell.say({ zh: '列出公钥', en: 'list the public keys' }),
  );
  return command.action((options: SealingKeyOptions) => {
    printKeys(shell, options, listed(placeOf(shell, options)));
  });
}

function rotateCommand(shell: Shell): Command {
  const command = withPlace(new Command('rotate'), shell).description(
    shell.say({
      zh: '启用新密钥: 下一检查点由新旧两把签署, 从而移交; 以前的检查点照常可验',
      en: 'begin a new key: the next checkpoint is signed by both and so hands over; earlier ones verify as before',
    }),
  );
  return withCommit(command, shell).action((options: SealingKeyOptions) => {
    const place = placeOf(shell, options);
    if (options.commit === true) addKey(place.directory, place.logId);
    else shell.note(dryRunNote(shell.say));
    printKeys(shell, options, listed(place));
  });
}

function revokeCommand(shell: Shell): Command {
  const { say } = shell;
  const command = withPlace(new Command('revoke'), shell)
    .description(
      say({
        zh: '作废旧密钥: 它不再为超过 --size 条的检查点作证; 先更换',
        en: 'revoke a former key: it counts for no checkpoint of more than --size events; rotate first',
      }),
    )
    .argument('<key>', say({ zh: '公钥或其编号 (见 list)', en: 'a public key or its id (see list)' }))
    .option(
      '--size <events>',
      say({
        zh: '最后可信检查点的条数 (默认最后一个检查点)',
        en: 'events under the last checkpoint that you trust (default: the last one)',
      }),
      wholeNumberOf('--size', { min: 0, max: Number.MAX_SAFE_INTEGER }),
    );
  return withCommit(command, shell).action((key: string, options: SealingKeyOptions) => {
    const place = placeOf(shell, options);
    const known = listed(place).keys.find(({ verifier, id }) => verifier === key || id === key);
    if (known === undefined) throw notFound({ zh: `没有密钥 ${key}。`, en: `There is no key ${key}.` });
    if (known.isCurrent)
      throw conflict({ zh: '该密钥正在使用; 先更换。', en: 'That key is in use; rotate first.' });
    const size = options.size ?? sealedSize(place);
    if (options.commit === true) revokeKey(place.directory, { verifier: known.verifier, size });
    else shell.note(dryRunNote(say));
    printKeys(shell, options, listed(place));
  });
}

function withPlace(command: Command, shell: Shell): Command {
  const { say } = shell;
  return withStore(withOutput(withLanguage(command, shell), shell), shell)
    .option(
      '--seals <dir>',
      say({ zh: '封存所在目录 (默认数据目录)', en: 'directory of the seals (default: the data directory)' }),
    )
    .option('--of-access-log', say({ zh: '查询记录的密钥', en: 'the keys of the access log' }));
}

function withCommit(command: Command, { say }: Shell): Command {
  return command.option(
    '--commit',
    say({ zh: '写入; 否则仅演练', en: 'write; without it this is a dry run' }),
  );
}

function placeOf(shell: Shell, options: SealingKeyOptions): Place {
  const address = storeAddressOf(options, shell.env);
  if (address?.engine !== 'sqlite')
    throw wrongUsage({
      zh: '写 --data 指明数据目录; 存储在服务器上时, 逐行编辑 seal-keys (见运维文档)。',
      en: 'Name a data directory with --data; with a store on a server edit the lines of seal-keys (see the operating manual).',
    });
  const data = options.ofAccessLog === true ? accessLogDirectory(address.directory) : address.directory;
  const view = openSqliteLogView(data);
  view.close();
  const directory = options.ofAccessLog === true ? data : (options.seals ?? data);
  if (existsSync(keyFileOf(directory))) return { directory, logId: view.ledger.logId };
  throw notFound({
    zh: `${directory} 中没有 seal-keys: 尚未封存。`,
    en: `${directory} has no seal-keys: nothing was sealed there yet.`,
  });
}

function listed({ directory }: Place): KeyList {
  try {
    return listKeys(keyFileOf(directory));
  } catch (error) {
    if (error instanceof AuditError && error.code === 'malformed-key')
      throw conflict({ zh: `seal-keys 不合格式: ${error.message}`, en: error.message });
    throw error;
  }
}

function sealedSize({ directory, logId }: Place): number {
  const database = openBeside(directory, logId);
  if (database === undefined) return 0;
  const size = new Seals(database, logId).checkpoints.latest()?.size ?? 0;
  database.close();
  return size;
}

function printKeys(shell: Shell, options: OutputOptions, { keys }: KeyList): void {
  const { say } = shell;
  const titles = [
    { zh: '编号', en: 'id' },
    { zh: '状态', en: 'state' },
    { zh: '公钥', en: 'public key' },
  ];
  printAnswer(shell, options, {
    whole: keys,
    records: () => keys.map((key) => ({ ...key })),
    lines: () =>
      tableLines(
        titles.map((title) => ({ title: say(title) })),
        keys.map(({ id, verifier, isCurrent, revokedFrom }) => [
          id,
          revokedFrom !== null
            ? say({ zh: `#${revokedFrom} 之后作废`, en: `revoked after #${revokedFrom}` })
            : isCurrent
              ? say({ zh: '使用中', en: 'in use' })
              : say({ zh: '旧', en: 'former' }),
          verifier,
        ]),
      ),
  });
}
