import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import {
  type AccessLog,
  IN_MEMORY,
  namedReseals,
  openBeside,
  openForSealing,
  openKeyFile,
  passingKeys,
  type SaidBySealer,
  type SealDatabase,
  Sealer,
  SealingLoop,
  type SealingPace,
  type SealingStatus,
  Seals,
  USUAL_PACE,
} from '#libs/audit';
import type { EventStore } from '#libs/event-store';
import type { Flags } from '../flags.js';
import { coreDigest } from './core-digest.js';
import { ServerThread } from '../threads/server-thread.js';
import type { FromSealThread, SealThreadData } from './seal-thread.js';

/** Keeps the seals of the ledger close behind its log, and shows them. */
export interface Sealing {
  start(): void;
  /** Ends after the seal under way and releases the seals. Again is a no-op. */
  stop(): Promise<void>;
  readonly status: SealingStatus;
  /** Undefined before the first seal. */
  readonly seals: Seals | undefined;
}

/** What seals an access log, and where that is. */
export interface AccessSealing extends Sealing {
  readonly directory: string;
  readonly logId: string;
}

/** How it is sealed. */
interface Sealed {
  readonly logger: Logger;
  readonly inThread: boolean;
  /** Of what is sealed beside the requests; a thread keeps the usual one. */
  readonly pace?: SealingPace | undefined;
}

const BEFORE_START: SealingStatus = { state: 'idle', reason: null, size: 0, position: 0, behindSeconds: 0 };

/**
 * What seals the ledger of a process. Null: a store on a server without `--seals DIR`, since seals need a place that
 * stays. In a thread of its own, where the ledger is in a data directory and the program is built, so that appends and
 * answers are not held up.
 */
export function sealingOf(
  store: EventStore,
  { store: address, seals }: Pick<Flags, 'store' | 'seals'>,
  { logger, inThread, pace, reads }: Sealed & { readonly reads: AccessSealing },
): Sealing | null {
  const directory = seals ?? (address.engine === 'sqlite' ? address.directory : null);
  if (directory === null) return null;
  const onTrouble = (error: unknown): void => {
    logger.error({ err: error }, 'sealing failed');
  };
  return inThread && address.engine === 'sqlite' && address.directory !== IN_MEMORY
    ? new ThreadSealing(
        {
          ledger: address.directory,
          seals: directory,
          logId: store.ledger.logId,
          core: coreDigest(),
          accessLog: { directory: reads.directory, logId: reads.logId },
        },
        onTrouble,
      )
    : new SealingHere(store, directory, onTrouble, pace, {
        core: coreDigest(),
        accessLog: () => reads.seals?.newestHead() ?? null,
        reseals: () => namedReseals(directory),
      });
}

/** What seals an access log: beside it in its own directory, with a key of its own. */
export function accessSealingOf(
  { store, directory }: Pick<AccessLog, 'store' | 'directory'>,
  { logger, inThread, pace }: Sealed,
): AccessSealing {
  const { logId } = store.ledger;
  const onTrouble = (error: unknown): void => {
    logger.error({ err: error }, 'sealing of the access log failed');
  };
  const sealing =
    inThread && directory !== IN_MEMORY
      ? new ThreadSealing({ ledger: directory, seals: directory, logId }, onTrouble)
      : new SealingHere(store, directory, onTrouble, pace);
  return Object.assign(sealing, { directory, logId });
}

/** Seals beside the requests of the same thread: for ledgers in memory and on a server. */
class SealingHere implements Sealing {
  private database: SealDatabase | undefined;
  private loop: SealingLoop | undefined;
  seals: Seals | undefined;

  constructor(
    private readonly store: EventStore,
    readonly directory: string,
    private readonly onTrouble: (error: unknown) => void,
    private readonly pace: SealingPace = USUAL_PACE,
    private readonly said: SaidBySealer = {},
  ) {}

  start(): void {
    const { logId } = this.store.ledger;
    try {
      this.database = openForSealing(this.directory, logId);
      const passing = passingKeys(logId);
      const keys = this.directory === IN_MEMORY ? () => passing : () => openKeyFile(this.directory, logId);
      const sealer = new Sealer(this.store, this.database, keys, this.said);
      this.seals = sealer.seals;
      this.loop = new SealingLoop(sealer, () => this.store.head(), {
        pace: this.pace,
        onTrouble: this.onTrouble,
      });
      this.loop.start();
    } catch (error) {
      this.onTrouble(error);
    }
  }

  async stop(): Promise<void> {
    await this.loop?.stop();
    this.seals = undefined;
    this.loop = undefined;
    this.database?.close();
  }

  get status(): SealingStatus {
    return this.loop?.status ?? BEFORE_START;
  }
}

/** Seals in a thread with connections of its own; what it sealed is read beside it. */
class ThreadSealing implements Sealing {
  private thread: ServerThread<'stop', FromSealThread> | undefined;
  private beside: Seals | undefined;
  status: SealingStatus = BEFORE_START;

  constructor(
    private readonly places: SealThreadData,
    private readonly onTrouble: (error: unknown) => void,
  ) {}

  start(): void {
    this.thread = new ServerThread(join(__dirname, 'seal-thread.js'), this.places, {
      onMessage: (message) => {
        if ('status' in message) this.status = message.status;
        else this.onTrouble(Object.assign(new Error(message.trouble.text), { code: message.trouble.code }));
      },
      onError: this.onTrouble,
    });
  }

  async stop(): Promise<void> {
    await this.thread?.stop();
    this.thread = undefined;
    this.beside?.close();
    this.beside = undefined;
  }

  get seals(): Seals | undefined {
    const { seals, logId } = this.places;
    if (this.beside === undefined && this.thread !== undefined && existsSync(seals)) {
      const database = openBeside(seals, logId);
      if (database !== undefined) this.beside = new Seals(database, logId);
    }
    return this.beside;
  }
}
