import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  fileFindings,
  IN_MEMORY,
  openBeside,
  openForSealing,
  SEAL_LAYOUT,
  sealFile,
  Seals,
  sha256,
  verifyLog,
} from '#libs/audit';
import {
  type EventStore,
  LEDGER_FILE,
  LEDGER_LAYOUT,
  openSqliteStore,
  type Position,
} from '#libs/event-store';
import { type Figure, median } from './measure.js';
import { memberRows } from './population.js';

const LOG_ID = '00000000-0000-4000-8000-000000000001';
const VERIFIED_MEMBERS = 4_000;
/**
 * Long enough for many seals, and for some ten times at which the journal is taken into the ledger, so that one more or less of
 * either in a run decides little.
 */
const APPENDS = 120_000;
/** Each caller appends to so many streams in turn, so that nobody waits for a version. */
const STREAMS_OF_CALLER = 100;
const ROUNDS = 9;
const CALLERS = 64;
const LEAVES = 10_000_000;
const PROOFS = 2_000;

/** Sealing beside appends, verifying, and one proof in a large tree. */
export async function auditFigures(): Promise<readonly Figure[]> {
  return [...(await sealingFigures()), await verifyFigure(), proofFigure()];
}

async function opened<Result>(use: (store: EventStore, data: string) => Promise<Result>): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
  const data = join(directory, 'data');
  const create = { logId: LOG_ID, kind: 'ledger', clockOffsetMs: 0, appVersion: 'bench' } as const;
  const store = await openSqliteStore({ directory: data, create, clock: Date.now });
  try {
    return await use(store, data);
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
}

/**
 * Appends per second with and without the thread that seals. A round has one run with it and two without, which see the same
 * machine; each of them comes first in turn, since a ledger that grows is slower to append to. How far the two without are
 * from each other tells what the figure can tell.
 */
async function sealingFigures(): Promise<readonly Figure[]> {
  return opened(async (store, data) => {
    const versions = new Map<string, number>();
    const rounds: Round[] = [];
    const seconds: number[] = [];
    await appended(store, 'warm', versions);
    const sealedRun = async (name: string): Promise<Appended> => {
      const stop = await sealing(data);
      // What was appended without it would stand beside the load.
      await sealedThrough(data, await store.head());
      const run = await appended(store, name, versions);
      const ended = performance.now();
      await sealedThrough(data, await store.head());
      seconds.push((performance.now() - ended) / 1_000);
      await stop();
      return run;
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const bare: Appended[] = [];
      let sealed: Appended | undefined;
      for (let place = 0; place < 3; place += 1) {
        const name = `${String(round)}-${String(place)}`;
        if (place === round % 3) sealed = await sealedRun(name);
        else bare.push(await appended(store, name, versions));
      }
      if (sealed !== undefined) rounds.push({ sealed, bare });
    }
    const ratios = rounds.map(({ sealed, bare }) => sealed.rate / mean(bare.map(({ rate }) => rate)));
    const control = rounds.map(({ bare: [one, other] }) => (other?.rate ?? NaN) / (one?.rate ?? NaN));
    const rates = [
      median(rounds.map(({ sealed }) => sealed.rate)),
      median(rounds.map(({ bare }) => mean(bare.map(({ rate }) => rate)))),
    ];
    const more = median(
      rounds.map(({ sealed, bare }) => sealed.cpuUs - mean(bare.map(({ cpuUs }) => cpuUs))),
    );
    const longest = Math.max(...seconds);
    return [
      {
        name: 'appends of 64 callers while the ledger is sealed / without',
        ratio: median(ratios),
        bound: { kind: 'at-least', value: 0.97 },
        detail:
          `${rates.map((rate) => rate.toFixed(0)).join(' / ')} per s; median of ${String(ROUNDS)} rounds, ${spread(ratios)}; ` +
          `${more.toFixed(0)} µs of processor time more an append, all threads`,
      },
      {
        name: 'appends of 64 callers without sealing / the same again',
        ratio: median(control),
        detail: `median of the same rounds, ${spread(control)}`,
      },
      {
        name: 'seconds from the last of these appends until all are sealed, the longest',
        ratio: longest,
        bound: { kind: 'at-most', value: 60 },
        detail: `median ${median(seconds).toFixed(1)} s, after ${String(APPENDS)} appends each`,
      },
    ];
  });
}

/** One run while the ledger is sealed, and two without, in their order. */
interface Round {
  readonly sealed: Appended;
  readonly bare: readonly Appended[];
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, each) => sum + each, 0) / figures.length;
}

function spread(ratios: readonly number[]): string {
  return `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
}

async function sealing(data: string): Promise<() => Promise<unknown>> {
  const thread = join(__dirname, '..', 'apps', 'ledger', 'src', 'sealing', 'seal-thread.js');
  const worker = new Worker(thread, { workerData: { ledger: data, seals: data, logId: LOG_ID } });
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  await new Promise((resolve) => worker.once('message', resolve));
  return () => {
    worker.postMessage('stop');
    return ended;
  };
}

/** Waits until everything up to a position is sealed. */
async function sealedThrough(data: string, head: Position): Promise<void> {
  for (let through = 0; through < head;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const seals = openBeside(data, LOG_ID);
    through = seals === undefined ? 0 : new Seals(seals, LOG_ID).sealedThrough;
    seals?.close();
  }
}

/** Appends of one run per second, and the processor time of all threads meanwhile for each. */
interface Appended {
  readonly rate: number;
  readonly cpuUs: number;
}

async function appended(store: EventStore, run: string, versions: Map<string, number>): Promise<Appended> {
  const rows = memberRows(1).map(
    (row) => JSON.parse(row) as { readonly type: string; readonly data: unknown },
  );
  let started = 0;
  const caller = async (_: unknown, callerNumber: number): Promise<void> => {
    while (started < APPENDS) {
      const number = (started += 1);
      const { type, data } = rows[number % rows.length] ?? { type: 'PremiumPaid', data: {} };
      const prefix = sha256(`${run}/${String(number)}`)
        .toString('hex')
        .slice(0, 8);
      const id = `${prefix}-0000-5000-8000-${number.toString(16).padStart(12, '0')}`;
      const metadata = { correlationId: id, actor: 'bench', source: { system: 'bench', document: id } };
      const stream = `member-B-${String(callerNumber * STREAMS_OF_CALLER + (number % STREAMS_OF_CALLER))}`;
      const version = versions.get(stream) ?? 0;
      await store.append(stream, version, [{ id, type, schemaVersion: 1, data, metadata }]);
      versions.set(stream, version + 1);
    }
  };
  const before = process.cpuUsage();
  const start = performance.now();
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const rate = (APPENDS * 1_000) / (performance.now() - start);
  const { user, system } = process.cpuUsage(before);
  return { rate, cpuUs: (user + system) / APPENDS };
}

/** Events verified a second of processor time: files with their indexes, hashes, tree, map of heads, checkpoints. */
async function verifyFigure(): Promise<Figure> {
  return opened(async (store, data) => {
    for (let member = 0; member < VERIFIED_MEMBERS; member += 1) {
      const events = memberRows(member).map((row) => {
        const { id, type, data } = JSON.parse(row) as { id: string; type: string; data: unknown };
        const metadata = { correlationId: id, actor: 'bench', source: { system: 'bench', document: id } };
        return { id, type, schemaVersion: 1, data, metadata };
      });
      await store.append(`member-P-${String(member)}`, 0, events);
    }
    const stop = await sealing(data);
    await sealedThrough(data, await store.head());
    await stop();
    const seals = openBeside(data, LOG_ID);
    const rates: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const before = process.cpuUsage();
      const damaged = [
        ...fileFindings(join(data, LEDGER_FILE), LEDGER_LAYOUT),
        ...fileFindings(sealFile(data), SEAL_LAYOUT),
      ];
      const { events, findings } = await verifyLog({ log: store, seals, outside: [] });
      if (findings.length + damaged.length > 0) throw new Error('The bench altered its ledger.');
      const { user, system } = process.cpuUsage(before);
      rates.push((events * 1e6) / (user + system));
    }
    seals?.close();
    const rate = median(rates);
    return {
      name: 'events verified per second of one core, in thousands',
      ratio: rate / 1_000,
      bound: { kind: 'at-least', value: 60 },
      detail: `${String(VERIFIED_MEMBERS * 15)} events, processor time of all threads`,
    };
  });
}

/** Median time of an inclusion proof in a tree of ten million leaves. */
function proofFigure(): Figure {
  const seals = new Seals(openForSealing(IN_MEMORY, LOG_ID), LOG_ID);
  const piece = Array.from({ length: 10_000 }, (_, index) => sha256(String(index)));
  for (let size = 0; size < LEAVES; size += piece.length) {
    const positions = piece.map((_, index) => size + index + 1);
    seals.tree.grown(size, { leaves: piece, positions }).write();
  }
  seals.checkpoints.add({ size: LEAVES, position: LEAVES, note: '' });
  const times = Array.from({ length: PROOFS }, (_, index) => {
    const position = 1 + ((index * 7_919_317) % LEAVES);
    const start = performance.now();
    seals.inclusion(position);
    return performance.now() - start;
  });
  seals.close();
  const ms = median(times);
  return {
    name: 'inclusion proof of one leaf in 10 million, ms (median)',
    ratio: ms,
    bound: { kind: 'at-most', value: 1 },
    detail: `${(ms * 1_000).toFixed(0)} µs of ${String(PROOFS)} proofs`,
  };
}
