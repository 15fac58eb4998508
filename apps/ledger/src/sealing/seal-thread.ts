import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import {
  type CoreDigest,
  namedReseals,
  openBeside,
  openForSealing,
  openKeyFile,
  Sealer,
  SealingLoop,
  type SealingStatus,
  Seals,
} from '#libs/audit';
import { openSqliteLogView } from '#libs/event-store';

/** Directories of the ledger and of its seals. */
export interface SealThreadData {
  readonly ledger: string;
  readonly seals: string;
  readonly logId: string;
  /** What decides in this program. */
  readonly core?: CoreDigest | null;
  /** Whose newest checkpoint the ledger's name; none where an access log itself is sealed. */
  readonly accessLog?: { readonly directory: string; readonly logId: string };
}

/** What the thread tells whoever started it. */
export type FromSealThread =
  { readonly status: SealingStatus } | { readonly trouble: { readonly code: string; readonly text: string } };

/**
 * How far a thread that seals stands behind those that append and answer, where they want the processor at the same time.
 * It still has a tenth of one then, and a longer backlog is cheaper to seal.
 */
const NICENESS = 10;
/** As the system counts: 0 is usual, and this is nobody's turn before anybody else's. */
const LEAST_PRIORITY = 19;

/** Lets whoever waits for an answer go first. Only Linux has a priority for each thread; elsewhere it is the process's. */
function standBehind(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Math.min(LEAST_PRIORITY, getPriority() + NICENESS));
  } catch {
    // A sandbox may forbid it; sealing is right without.
  }
}

/** Seals until it is told to stop; nothing of the ledger is open here but a view of its log. */
async function seal({ ledger, seals, logId, core = null, accessLog }: SealThreadData): Promise<void> {
  standBehind();
  const log = openSqliteLogView(ledger);
  const database = openForSealing(seals, logId);
  let beside: Seals | undefined;
  /** Made by a thread of its own, perhaps later than this one begins. */
  const reads = (): Seals | undefined => {
    if (accessLog === undefined || beside !== undefined) return beside;
    try {
      const found = openBeside(accessLog.directory, accessLog.logId);
      beside = found === undefined ? undefined : new Seals(found, accessLog.logId);
    } catch {
      // It is being made at this moment, or damaged, which its own verification says: the ledger is sealed all the same.
      return undefined;
    }
    return beside;
  };
  const sealer = new Sealer(log, database, () => openKeyFile(seals, logId), {
    core,
    accessLog: () => reads()?.newestHead() ?? null,
    reseals: () => namedReseals(seals),
  });
  const loop = new SealingLoop(sealer, () => log.head(), {
    onStatus: (status) => {
      tell({ status });
    },
    onTrouble: tellTrouble,
  });
  loop.start();
  await new Promise((resolve) => parentPort?.once('message', resolve));
  await loop.stop();
  beside?.close();
  database.close();
  log.close();
}

function tell(message: FromSealThread): void {
  parentPort?.postMessage(message);
}

function tellTrouble(error: unknown): void {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  tell({ trouble: { code: typeof code === 'string' ? code : 'internal', text: String(message) } });
}

if (parentPort !== null) {
  seal(workerData as SealThreadData).catch((error: unknown) => {
    tellTrouble(error);
    process.exitCode = 1;
  });
}
