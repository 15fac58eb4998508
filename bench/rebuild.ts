import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type CivilDate,
  derive,
  type Fact,
  type Fen,
  policyBook,
  type PolicyBook,
  standingOn,
} from '#libs/enrollment';
import { loadShippedPacks } from '#libs/policy';
import { type Figure, median } from './measure.js';
import { BENCH_REGIONS, type Row } from './population.js';

const ON = '2031-03-01' as CivilDate;
const MEMBERS = 40_000;
const ROUNDS = 7;

/** Which members a worker rebuilds: those whose number leaves `part` when divided by `parts`. */
export interface Share {
  readonly members: number;
  readonly part: number;
  readonly parts: number;
}

/** The rebuild of every standing from JSON rows on two workers beside one. */
export async function rebuildFigures(): Promise<readonly Figure[]> {
  const one = await msWith(1);
  const two = await msWith(2);
  return [
    {
      name: 'rebuild on two workers / on one (rates)',
      ratio: one / two,
      bound: { kind: 'at-least', value: 1.8 },
      detail: `${rate(two)} / ${rate(one)} members per s`,
    },
  ];
}

/** Decodes, derives and reads the standing of every member; gives how many have one. */
export function rebuilt(rows: readonly (readonly Row[])[], book: PolicyBook): number {
  let standings = 0;
  for (const member of rows) {
    const facts = member.map((row) => JSON.parse(row) as Fact);
    const history = derive(facts, book, { throughYear: 2031 });
    if (history !== undefined && standingOn(history, ON).breakYears.length >= 0) standings += 1;
  }
  return standings;
}

/** The five packs, one for each region of the generated members. */
export function benchBook(): PolicyBook {
  const packs = loadShippedPacks().map(({ pack }) => pack);
  const regions = BENCH_REGIONS.map((code, index) => ({
    code,
    policy: packs[index]?.id ?? '',
    baseCeilingFen: new Map([[2020, 30_000_000 as Fen]]),
    premiumFen: new Map([[2020, 40_000 as Fen]]),
  }));
  return policyBook({ packs, regions });
}

/** Median milliseconds of a whole rebuild shared by so many workers, each warm and with its rows in memory. */
async function msWith(parts: number): Promise<number> {
  const workers = Array.from({ length: parts }, (_, part) => {
    const workerData: Share = { members: MEMBERS, part, parts };
    return new Worker(join(__dirname, 'rebuild-worker.js'), { workerData });
  });
  const round = async (): Promise<number> => {
    const start = performance.now();
    const standings = await Promise.all(workers.map(answerOf));
    if (standings.reduce((a, b) => a + b, 0) !== MEMBERS) throw new Error('The bench lost a member.');
    return performance.now() - start;
  };
  await round();
  await round();
  const times: number[] = [];
  for (let index = 0; index < ROUNDS; index += 1) times.push(await round());
  await Promise.all(workers.map((worker) => worker.terminate()));
  return median(times);
}

function answerOf(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.postMessage('rebuild');
  });
}

function rate(ms: number): string {
  return Math.round((MEMBERS * 1000) / ms).toLocaleString('en');
}
