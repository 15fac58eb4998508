import { parentPort, workerData } from 'node:worker_threads';
import { benchBook, rebuilt } from './rebuild.js';
import { population } from './population.js';

/** Which members a worker rebuilds: those whose number leaves `part` when divided by `parts`. */
export interface Share {
  readonly members: number;
  readonly part: number;
  readonly parts: number;
}

// A worker has its rows and its rules before the clock starts, as one that reads a store beside it would.
const { members, part, parts } = workerData as Share;
const rows = population(members).filter((_, index) => index % parts === part);
const book = benchBook();
parentPort?.on('message', () => parentPort?.postMessage(rebuilt(rows, book)));
