import { openBeside, Seals } from '#libs/audit';
import { type EventStore, openSqliteLogView, openStore, type StoreAddress } from '#libs/event-store';
import { type CommandFailure, notFound, wrongUsage } from '../failures/failure.js';
import type { StoreOptions } from '../flags/groups.js';
import type { Shell } from '../shell.js';
import { storeAddressOf } from './store-address.js';

/** A ledger and its seals, opened beside whoever serves it. */
export interface SealedLog {
  readonly log: Pick<EventStore, 'ledger' | 'readPages'>;
  readonly seals: Seals;
  /** Of the seals. */
  readonly directory: string;
}

type ClosableLog = SealedLog['log'] & { close(): void | Promise<void> };

/**
 * Opens them, lets them be used, and closes them again.
 *
 * @throws CommandFailure where no place is named, or nothing is sealed there; a StoreError; NotSealsError
 */
export async function withSealedLog<Result>(
  shell: Shell,
  options: StoreOptions & { readonly seals?: string },
  use: (opened: SealedLog) => Promise<Result>,
): Promise<Result> {
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
    return await use({ log, seals: new Seals(database, logId), directory });
  } finally {
    database?.close();
    await log.close();
  }
}

function openedBeside(address: StoreAddress): Promise<ClosableLog> {
  return address.engine === 'sqlite'
    ? Promise.resolve(openSqliteLogView(address.directory))
    : openStore(address, { clock: Date.now });
}

/** There is no checkpoint in a directory of seals. */
export function notSealed(directory: string): CommandFailure {
  return notFound(
    { zh: `${directory} 中还没有检查点。`, en: `There is no checkpoint in ${directory} yet.` },
    { zh: '先启动服务, 数秒后即封存。', en: 'Serve the ledger first: it is sealed after some seconds.' },
  );
}
