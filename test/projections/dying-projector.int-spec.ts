import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { type EventStore, openSqliteStore } from '#libs/event-store';
import { DatabaseFaults } from '#libs/event-store/testing';
import { readModelContent } from '#libs/projections/testing';
import { expectToDie } from '../faults/dying-process.js';
import { isFull } from '../replay/sizes.js';
import { configure, lives, openLog, record } from './given-log.js';
import { caughtUp, Folders, modelOf } from './models.js';

/** How many of the calls the process is killed at. */
const KILLS = isFull ? 200 : 8;
const CLOCK = '2036-02-01T00:00:00.000Z';

const folders = new Folders();
const ledger = folders.next();
const program = `${folders.next()}.cjs`;

beforeAll(async () => {
  const root = join(__dirname, '..', '..');
  buildSync({
    entryPoints: [join(__dirname, 'dying-projector.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    packages: 'external',
    define: { __dirname: JSON.stringify(root) },
    logLevel: 'error',
  });
  const [steps = []] = fc.sample(lives(2), { numRuns: 1, seed: 3 });
  const log = await openLog(ledger);
  await record(log, steps);
  await configure(log.ledger, 310_000);
  await log.store.close();
});

afterAll(() => {
  folders.remove();
});

async function withStore<Answer>(work: (store: EventStore) => Promise<Answer>): Promise<Answer> {
  const store = await openSqliteStore({ directory: ledger, clock: () => Date.parse(CLOCK) });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The number of calls that some work makes. */
async function callsOf(work: (store: EventStore) => Promise<void>): Promise<number> {
  const faults = new DatabaseFaults();
  try {
    return await withStore(async (store) => {
      await faults.during(
        () => undefined,
        () => work(store),
      );
      return faults.calls.length;
    });
  } finally {
    faults.remove();
  }
}

async function rebuilt(store: EventStore, directory: string): Promise<void> {
  const model = modelOf(store, directory);
  await model.rebuild();
  await model.stop();
}

test.each(['catch-up', 'rebuild'] as const)(
  'wherever the process is killed during a %s, the next one comes to the same rows and feed',
  async (task) => {
    const prepared = folders.next();
    if (task === 'rebuild') await withStore((store) => caughtUp(store, prepared));
    const copyOf = (): string => {
      const directory = folders.next();
      if (task === 'rebuild') cpSync(prepared, directory, { recursive: true });
      return directory;
    };
    const work = task === 'rebuild' ? rebuilt : caughtUp;
    const expectedAt = copyOf();
    const calls = await callsOf((store) => work(store, expectedAt));
    const { tables: _, ...expected } = readModelContent(expectedAt);
    expect(expected.rows).toHaveLength(2);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const directory = copyOf();
      const call = 1 + Math.floor(((kill + 0.5) * calls) / KILLS);
      const kind = kill % 2 === 0 ? 'die-before' : 'die-after';
      await expectToDie(program, [ledger, directory, CLOCK, task, String(call), kind]);
      await withStore(async (store) => {
        await caughtUp(store, directory);
        await work(store, directory);
      });
      const { tables, ...content } = readModelContent(directory);
      expect(content).toEqual(expected);
      expect(tables).toHaveLength(1);
    }
  },
  600_000,
);
