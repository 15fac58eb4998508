import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import {
  ADDED_ALGORITHMS,
  type AddedAlgorithm,
  keepReseal,
  keyFileOf,
  openBeside,
  readKeyFile,
  type Reseal,
  resealed,
  resealFile,
  Seals,
  signReseal,
  writtenBy,
} from '#libs/audit';
import { type EventStore, openSqliteLogView, openStore, type StoreAddress } from '#libs/event-store';
import { storeAddressOf } from './access/store-address.js';
import { EXIT } from './failures/exit-codes.js';
import { CommandFailure, notFound, wrongUsage } from './failures/failure.js';
import { examples } from './flags/examples.js';
import { type StoreOptions, withLanguage, withOutput, withStore } from './flags/groups.js';
import { interrupted } from './lines/backup-lines.js';
import { dryRunNote } from './lines/dry-run.js';
import { type OutputOptions, printAnswer } from './output/answer.js';
import { Progress } from './output/progress.js';
import { pairLines } from './output/table.js';
import { isAborted, stoppedBySignals } from './serving/stop-signals.js';
import type { Shell } from './shell.js';

interface ResealOptions extends OutputOptions, StoreOptions {
  readonly algorithm: AddedAlgorithm;
  readonly seals?: string;
  readonly commit?: boolean;
}

/** `canbao reseal --algorithm sm3`: everything sealed so far also under another hash function; what was signed stays. */
export function resealCommand(shell: Shell): Command {
  const { say } = shell;
  const command = new Command('reseal')
    .description(
      say({
        zh: '以另一摘要算法再封存: 重算到最后检查点为止的全部事件并签署; 原有封存不变, 服务不必停止',
        en: 'seal anew by another hash function: everything under the last checkpoint is rehashed and signed; what was sealed stays as it is, the server goes on',
      }),
    )
    .addOption(
      new Option('--algorithm <name>', say({ zh: '增加的摘要算法', en: 'the hash function to add' }))
        .choices(ADDED_ALGORITHMS)
        .makeOptionMandatory(),
    );
  withStore(command, shell)
    .option(
      '--seals <dir>',
      say({
        zh: '封存和封存密钥所在目录 (默认数据目录)',
        en: 'directory of the seals and their keys (default: the data directory)',
      }),
    )
    .option(
      '--commit',
      say({ zh: '签署并保存 (默认只计算)', en: 'sign and keep it (default: only compute)' }),
    );
  examples(command, shell, ['canbao reseal --algorithm sm3 --data /var/lib/canbao --commit'], {
    zh: '3 没有台账、检查点或密钥文件; 4 同一检查点已再封存; 6 事件不是当初封存的; 7 无法连接或读写; 130 中断',
    en: '3 no ledger, no checkpoint, or no key file; 4 the last checkpoint was sealed so already; 6 the events are not those that were sealed; 7 cannot connect, read or write; 130 interrupted',
  });
  return withOutput(withLanguage(command, shell), shell).action(async (options: ResealOptions) => {
    const { reseal, file } = await resealing(shell, options);
    const { algorithm, size, position, root, heads, over, logId } = reseal;
    const written = {
      root: writtenBy(algorithm, root),
      heads: writtenBy(algorithm, heads),
      over: writtenBy('sha256', over),
    };
    printAnswer(shell, options, {
      whole: { logId, algorithm, size, position, ...written, file },
      lines: () => [
        ...pairLines([
          [say({ zh: '事件', en: 'events' }), `${size}  pos:${position}`],
          [say({ zh: '新的根', en: 'new root' }), written.root],
          [say({ zh: '末端映射', en: 'map of heads' }), written.heads],
          [say({ zh: '原来的根', en: 'root before' }), written.over],
          ...(file === null ? [] : [[say({ zh: '文件', en: 'file' }), file] as const]),
        ]),
      ],
    });
    if (file === null) shell.note(dryRunNote(say));
  });
}

async function resealing(
  shell: Shell,
  options: ResealOptions,
): Promise<{ readonly reseal: Reseal; readonly file: string | null }> {
  const address = storeAddressOf(options, shell.env);
  const directory = options.seals ?? (address?.engine === 'sqlite' ? address.directory : undefined);
  if (address === null || directory === undefined)
    throw wrongUsage(
      { zh: '缺少 --data, 或 --store 与 --seals。', en: '--data, or --store and --seals, is missing.' },
      { zh: '指明存储和封存所在目录。', en: 'Name the store and the directory of its seals.' },
    );
  const log = await openedBeside(address);
  const { logId } = log.ledger;
  const database = openBeside(directory, logId);
  try {
    if (database === undefined) throw notSealed(directory);
    const seals = new Seals(database, logId);
    const latest = seals.checkpoints.latest();
    if (latest === undefined) throw notSealed(directory);
    const { algorithm } = options;
    const place = resealFile(directory, { algorithm, size: latest.size });
    if (existsSync(place)) throw isThere(place, latest.size);
    const keyFile = keyFileOf(directory);
    if (options.commit === true && !existsSync(keyFile)) throw noKeys(keyFile);
    const reseal = await rehashed(shell, { log, seals, algorithm, total: latest.size });
    if (options.commit !== true) return { reseal, file: null };
    const note = await signReseal(reseal, readKeyFile(keyFile));
    return { reseal, file: keepReseal(directory, reseal, note) };
  } finally {
    database?.close();
    await log.close();
  }
}

type Log = Pick<EventStore, 'ledger' | 'readPages'> & { close(): void | Promise<void> };

/** Opens the ledger beside whoever serves it. */
function openedBeside(address: StoreAddress): Promise<Log> {
  return address.engine === 'sqlite'
    ? Promise.resolve(openSqliteLogView(address.directory))
    : openStore(address, { clock: Date.now });
}

async function rehashed(
  shell: Shell,
  {
    log,
    seals,
    algorithm,
    total,
  }: { readonly log: Log; readonly seals: Seals; readonly algorithm: AddedAlgorithm; readonly total: number },
): Promise<Reseal> {
  const progress = new Progress(shell, total);
  const onEvent = (events: number): void => {
    progress.done(events);
  };
  try {
    return await stoppedBySignals((signal) => resealed({ log, seals, algorithm, signal, onEvent }));
  } catch (error) {
    throw isAborted(error) ? interrupted({ zh: '没有签署。', en: 'Nothing was signed.' }) : error;
  } finally {
    progress.end();
  }
}

function notSealed(directory: string): CommandFailure {
  return notFound(
    { zh: `${directory} 中还没有检查点。`, en: `There is no checkpoint in ${directory} yet.` },
    { zh: '先启动服务, 数秒后即封存。', en: 'Serve the ledger first: it is sealed after some seconds.' },
  );
}

function noKeys(file: string): CommandFailure {
  return notFound(
    {
      zh: `没有密钥文件 ${file}: 无法签署。`,
      en: `There is no key file ${file}: nothing can be signed.`,
    },
    {
      zh: '从其保存处取回 seal-keys; 须有封存最后检查点的那一行。',
      en: 'Bring seal-keys back from where it is kept; it needs the line that signed the last checkpoint.',
    },
  );
}

function isThere(file: string, size: number): CommandFailure {
  return new CommandFailure({
    exit: EXIT.conflict,
    detail: {
      zh: `检查点 #${size} 已有再封存 ${file}, 未作改动。`,
      en: `Checkpoint #${size} was sealed so already, ${file}; nothing was changed.`,
    },
    remedy: { zh: '有新的检查点后再做。', en: 'Do it again once there is a new checkpoint.' },
  });
}
