import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { EventStore } from '#libs/event-store';
import {
  type DirectCalls,
  directCalls,
} from '../libs/event-store/src/testing/protocol-server/direct-calls.js';
import { benchEvent, openBenchStore, startBenchServer } from './eventstoredb-store.js';
import { type Figure, median } from './measure.js';

const CALLERS = 64;
const APPENDS = 4_000;
const ROUNDS = 5;
const STREAM_EVENTS = 500;
const STREAM_READS = 40;
/** The whole figure of the heap: `CANBAO_BENCH_APPENDS=1000000 npm run bench`, some minutes and 2 GB for the server. */
const HEAP_APPENDS = Number(process.env['CANBAO_BENCH_APPENDS'] ?? 100_000);
const HEAP_RECONNECTS = Math.max(10, HEAP_APPENDS / 10_000);
const HEAP_LIMIT_MB = 10;

/** The adapter beside the same calls made directly with the client, both on the protocol server. */
export async function eventStoreDbFigures(): Promise<readonly Figure[]> {
  const server = await startBenchServer();
  try {
    const store = await openBenchStore(server.connectionString);
    const direct = directCalls(server.connectionString);
    const figures = [await appending(store, direct), ...(await reading(store, direct))];
    await store.close();
    await direct.dispose();
    return [...figures, await heap()];
  } finally {
    await server.stop();
  }
}

/** An append of the adapter is two appends: the document is reserved; the event. Meanwhile it follows the whole ledger. */
async function appending(store: EventStore, direct: DirectCalls): Promise<Figure> {
  let run = 0;
  const ratios: { readonly adapter: number; readonly client: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    run += 1;
    const adapter = await rate(async (number) => {
      await store.append(`member-${String(run)}-${String(number)}`, 0, [
        benchEvent(run.toString(16), number),
      ]);
    });
    run += 1;
    const unfollow = await direct.follow('direct-');
    const client = await rate(async (number) => {
      const event = benchEvent(run.toString(16), number);
      const reserved = benchEvent('d', run * APPENDS + number);
      const stream = `direct-${String(run)}-${String(number)}`;
      // What is reserved carries the event, so that anyone can finish the append.
      await direct.append(`reserved-${event.id}`, -1, {
        ...reserved,
        data: { stream, version: 1, events: [{ ...event }] },
      });
      await direct.append(stream, -1, event);
    });
    await unfollow();
    // The first round warms both up.
    if (round > 0) ratios.push({ adapter, client });
  }
  return figure('append through the adapter / the same calls with the client', ratios);
}

async function reading(store: EventStore, direct: DirectCalls): Promise<readonly Figure[]> {
  const stream = 'member-read';
  for (let version = 0; version < STREAM_EVENTS; version += 100) {
    const events = Array.from({ length: 100 }, (_, index) => benchEvent('e', version + index));
    await store.append(stream, version, events);
  }
  const served = `canbao.${stream}`;
  const total = await countAll(store);
  const streams: { readonly adapter: number; readonly client: number }[] = [];
  const all: { readonly adapter: number; readonly client: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const adapter = await eventsPerSecond(async () => (await store.readStream(stream)).length);
    const client = await eventsPerSecond(() => direct.readStream(served));
    const ours = await eventsPerSecond(() => countAll(store), 1);
    const theirs = await eventsPerSecond(() => direct.readAll('canbao.', total), 1);
    if (round === 0) continue;
    streams.push({ adapter, client });
    all.push({ adapter: ours, client: theirs });
  }
  return [
    figure('read a stream through the adapter / with the client', streams),
    figure('read the whole ledger, filtered by the server / the same by a subscription of the client', all),
  ];
}

async function countAll(store: EventStore): Promise<number> {
  let count = 0;
  for await (const page of store.readPages({ after: 0 })) count += page.length;
  return count;
}

/** Appends per second by so many callers. */
async function rate(append: (number: number) => Promise<void>): Promise<number> {
  let started = 0;
  const start = process.hrtime.bigint();
  const caller = async (): Promise<void> => {
    while (started < APPENDS) await append((started += 1));
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return APPENDS / (Number(process.hrtime.bigint() - start) / 1e9);
}

async function eventsPerSecond(read: () => Promise<number>, times = STREAM_READS): Promise<number> {
  let events = 0;
  const start = process.hrtime.bigint();
  for (let time = 0; time < times; time += 1) events += await read();
  return events / (Number(process.hrtime.bigint() - start) / 1e9);
}

function figure(
  name: string,
  rounds: readonly { readonly adapter: number; readonly client: number }[],
): Figure {
  const adapter = median(rounds.map((round) => round.adapter));
  const client = median(rounds.map((round) => round.client));
  return {
    name,
    ratio: median(rounds.map((round) => round.adapter / round.client)),
    bound: { kind: 'at-least', value: 0.9 },
    detail: `${adapter.toFixed(0)} / ${client.toFixed(0)} per s`,
  };
}

/** What a process of its own keeps in memory after many appends and lost connections. */
async function heap(): Promise<Figure> {
  const child = fork(join(__dirname, 'eventstoredb-heap.js'), [
    String(HEAP_APPENDS),
    String(HEAP_RECONNECTS),
  ]);
  const { early, late } = await new Promise<{ readonly early: number; readonly late: number }>(
    (resolve, reject) => {
      child.once('message', resolve);
      child.once('error', reject);
      child.once('exit', (code) => {
        reject(new Error(`The bench of the heap ended with ${String(code)}.`));
      });
    },
  );
  const megabytes = (bytes: number): number => bytes / 1e6;
  return {
    name: `heap after ${String(HEAP_APPENDS)} appends and ${String(HEAP_RECONNECTS)} reconnects - after ${String(HEAP_APPENDS / 10)} appends, MB`,
    ratio: megabytes(late - early),
    bound: { kind: 'at-most', value: HEAP_LIMIT_MB },
    detail: `${megabytes(late).toFixed(1)} - ${megabytes(early).toFixed(1)} MB`,
  };
}
