import { parentPort, workerData } from 'node:worker_threads';
import { followSqliteLog } from '#libs/event-store';
import { standingSource } from '#libs/ledger';
import { type FileId, type SaidByProjector, StandingModel, TurnPauses } from '#libs/projections';
import { DRIFT } from './drift.js';

/** Directories of the ledger and of its read models. */
export interface ProjectedPlaces {
  readonly ledger: string;
  readonly readModels: string;
}

/** What whoever started the thread tells it: that something was appended, that a file was found damaged, or that it is to end. */
export type ToProjector = 'appended' | { readonly damaged: FileId } | 'stop';

/** What the thread tells whoever started it. */
export type FromProjector = SaidByProjector | { readonly trouble: Trouble };

/** A failure as a thread can tell it. */
export interface Trouble {
  readonly text: string;
  readonly error: { readonly code?: string; readonly message: string; readonly stack?: string } | null;
}

/** How often it is said how far a step has come that takes long. */
const PROGRESS_MS = 250;

/** Projects until it is told to stop; nothing of the ledger is open here but its log, which is only read. */
async function project({ ledger, readModels }: ProjectedPlaces): Promise<void> {
  const log = followSqliteLog(ledger, Date.now);
  const model = new StandingModel({
    directory: readModels,
    store: log,
    source: standingSource(log),
    pauses: new TurnPauses(),
    drift: DRIFT,
    onTrouble: (text, error) => {
      tell({ trouble: { text, error: toldOf(error) } });
    },
  });
  const stopping = new AbortController();
  const stopped = new Promise((resolve) => {
    stopping.signal.addEventListener('abort', resolve);
  });
  parentPort?.on('message', (message: ToProjector) => {
    if (message === 'appended') log.appended();
    else if (message === 'stop') stopping.abort();
    else model.distrust(message.damaged);
  });
  model.start();
  for (let told = ''; !stopping.signal.aborted;) {
    const said: SaidByProjector = { status: model.status, isOpen: model.isOpen };
    const text = JSON.stringify(said);
    if (text !== told) tell(said);
    told = text;
    await Promise.race([model.changed(PROGRESS_MS), stopped]);
  }
  await model.stop();
  log.close();
  parentPort?.close();
}

function tell(message: FromProjector): void {
  parentPort?.postMessage(message);
}

function toldOf(error: unknown): Trouble['error'] {
  if (!(error instanceof Error)) return null;
  const { code } = error as { readonly code?: unknown };
  const { message, stack } = error;
  return {
    message,
    ...(typeof code === 'string' ? { code } : {}),
    ...(stack === undefined ? {} : { stack }),
  };
}

// What fails here ends the thread as a whole, with all that it has begun, and whoever started it begins another one.
if (parentPort !== null) void project(workerData as ProjectedPlaces);
