import { parentPort, workerData } from 'node:worker_threads';
import { comparison, type ComparisonSource, type RawMember } from './comparison.js';

// A thread of an impact run: what it is given decides everything, so that it reads no store and no file.
const compare = comparison(workerData as ComparisonSource);
parentPort?.on('message', (members: readonly RawMember[]) => {
  parentPort?.postMessage(members.map(compare));
});
