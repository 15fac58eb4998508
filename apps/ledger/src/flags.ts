import { parseArgs } from 'node:util';
import {
  directoryAddress,
  holdsPassword,
  parseStoreAddress,
  STORE_ADDRESS_FORMS,
  type StoreAddress,
  withoutCredentials,
} from '#libs/event-store';

/** How the service is started. */
export interface Flags {
  readonly store: StoreAddress;
  readonly sample: boolean;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** A regions.yaml to import before serving. */
  readonly regions: string | null;
  /** Directory of the read models; null: that of the store. */
  readonly readModels: string | null;
  /** Directory of the seals; null: that of the store, and none for a store on a server. */
  readonly seals?: string | null;
  /** Directory of the access log; null: below that of the store, or below that of the seals. */
  readonly accessLog?: string | null;
}

/** The command line cannot be understood. */
export class UsageError extends Error {}

/** A file that the command line names cannot be read. */
export class UnreadableFileError extends Error {
  /** True when there is no such file. */
  readonly isMissing: boolean;

  constructor(flag: string, file: string, cause: NodeJS.ErrnoException) {
    const isMissing = cause.code === 'ENOENT';
    const [zh, en] = isMissing
      ? ['文件不存在', 'there is no such file']
      : [`文件无法读取 (${cause.code ?? ''})`, `the file cannot be read (${cause.code ?? ''})`];
    super(
      `${flag} ${file}: ${zh}; 没有建立或改动任何账本。核对路径后重试。\n` +
        `${flag} ${file}: ${en}; no ledger was created or changed. Check the path and try again.`,
      { cause },
    );
    this.isMissing = isMissing;
  }
}

/**
 * Reads the command line of the service: `--store ADDRESS | --data DIR | --memory`, `--sample`, `--host`, `--port`,
 * `--regions FILE`, `--read-models DIR`, `--seals DIR`, `--access-log DIR`. Without one of the first three the variable `CANBAO_STORE` names the store.
 */
export function readFlags(args: readonly string[], env: NodeJS.ProcessEnv): Flags {
  const values = parse(args);
  const { sample = false, host = '127.0.0.1', regions } = values;
  return {
    store: storeOf(values, env),
    sample,
    host,
    port: portOf(values.port ?? env['PORT'] ?? '3000'),
    regions: regions ?? null,
    readModels: values['read-models'] ?? null,
    seals: values.seals ?? null,
    accessLog: values['access-log'] ?? null,
  };
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  store: text,
  data: text,
  memory: flag,
  sample: flag,
  host: text,
  port: text,
  regions: text,
  'read-models': text,
  seals: text,
  'access-log': text,
};

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function parse(args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function storeOf({ store, data, memory }: Values, env: NodeJS.ProcessEnv): StoreAddress {
  const named = [store, data, memory === true ? ':memory:' : undefined].filter(
    (value) => value !== undefined,
  );
  if (named.length > 1) throw new UsageError('Give one of --store ADDRESS, --data DIR or --memory.');
  if (memory === true) return directoryAddress(':memory:');
  if (data !== undefined) return directoryAddress(data);
  if (store !== undefined) return withoutPassword(addressOf('--store', store));
  const variable = env['CANBAO_STORE'] ?? '';
  if (variable !== '') return addressOf('CANBAO_STORE', variable);
  throw new UsageError(
    'Give one of --store ADDRESS, --data DIR or --memory, or set the variable CANBAO_STORE to an address.',
  );
}

function addressOf(setting: string, text: string): StoreAddress {
  const address = parseStoreAddress(text);
  if (address !== undefined) return address;
  throw new UsageError(`${setting} is "${withoutCredentials(text)}"; expected ${STORE_ADDRESS_FORMS}.`);
}

/** Everybody on the machine can read the arguments of a process. */
function withoutPassword(address: StoreAddress): StoreAddress {
  if (!holdsPassword(address)) return address;
  throw new UsageError('--store holds a password; put the address into the variable CANBAO_STORE instead.');
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port <= 65535) return port;
  throw new UsageError(`The port is "${text}"; expected 0 to 65535.`);
}
