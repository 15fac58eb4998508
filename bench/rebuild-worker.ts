import { parentPort, workerData } from 'node:worker_threads';
import { population } from './population.js';
import { benchBook, rebuilt, type Share } from './rebuild.js';

// A worker has its rows and its rules before the clock starts, as one that reads a store beside it would.
const { members, part, parts } = workerData as Share;
const rows = population(members).filter((_, index) => index % parts === part);
const book = benchBook();
parentPort?.on('message', () => parentPort?.postMessage(rebuilt(rows, book)));
