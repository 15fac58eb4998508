import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { type EventStore, openSqliteStore } from '#libs/event-store';
import { DatabaseFaults } from '#libs/event-store/testing';
import { readModelContent } from '#libs/projections/testing';
import { complaintOf } from '../faults/dying-process.js';
import { isFull } from '../replay/sizes.js';
import { appendTo, configure, eventOf, lives, openLog, record } from './given-log.js';
import { caughtUp, Folders, lookedAhead, modelOf } from './models.js';

/** How many of the calls the process is killed at. */
const KILLS = isFull ? 200 : 8;
/** Share of them that may find the work done. */
const MOST_ENDED_EARLY = 0.05;
const CLOCK = '2036-12-20T00:00:00.000Z';
/** After a midnight at which members move. */
const LATER = '2037-02-01T00:00:00.000Z';

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
  log.setClock('2036-12-18T00:00:00.000Z');
  const registered = { region: '359901', liableFrom: '2020-01-01' };
  await appendTo(log.store, 'member-P-0003', eventOf('MemberRegistered', registered, '2020-01-01'));
  const paid = { coverageYear: 2037, paidOn: '2036-12-18', amountFen: 40_000 };
  await appendTo(log.store, 'member-P-0003', eventOf('PremiumPaid', paid, '2036-12-18'));
  await configure(log.ledger, 310_000);
  await log.store.close();
});

afterAll(() => {
  folders.remove();
});

async function withStore<Answer>(
  work: (store: EventStore) => Promise<Answer>,
  clock: string = CLOCK,
): Promise<Answer> {
  const store = await openSqliteStore({ directory: ledger, clock: () => Date.parse(clock) });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The number of calls that some work makes. */
async function callsOf(work: (store: EventStore) => Promise<void>, clock: string): Promise<number> {
  const faults = new DatabaseFaults();
  try {
    return await withStore(async (store) => {
      await faults.during(
        () => undefined,
        () => work(store),
      );
      return faults.calls.length;
    }, clock);
  } finally {
    faults.remove();
  }
}

async function rebuilt(store: EventStore, directory: string): Promise<void> {
  const model = modelOf(store, directory);
  await model.rebuild();
  await model.stop();
}

test.each(['catch-up', 'rebuild', 'midnight'] as const)(
  'wherever the process is killed during the task %s, the next one comes to the same rows and feed',
  async (task) => {
    const prepared = folders.next();
    if (task === 'rebuild') await withStore((store) => caughtUp(store, prepared));
    // Every move of the midnights that come was foreseen.
    if (task === 'midnight') await withStore((store) => lookedAhead(store, prepared));
    const clock = task === 'midnight' ? LATER : CLOCK;
    const copyOf = (): string => {
      const directory = folders.next();
      if (task !== 'catch-up') cpSync(prepared, directory, { recursive: true });
      return directory;
    };
    const work = { 'catch-up': caughtUp, rebuild: rebuilt, midnight: lookedAhead }[task];
    const expectedAt = copyOf();
    const calls = await callsOf((store) => work(store, expectedAt), clock);
    const { tables: _, ...expected } = readModelContent(expectedAt);
    expect(expected.rows).toHaveLength(3);
    if (task === 'midnight') expect(expected.feed).not.toEqual(readModelContent(prepared).feed);
    let endedEarly = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const directory = copyOf();
      const call = 1 + Math.floor(((kill + 0.5) * calls) / KILLS);
      const kind = kill % 2 === 0 ? 'die-before' : 'die-after';
      const complaint = await complaintOf(program, [ledger, directory, clock, task, String(call), kind]);
      // How often a runner looks for more is a matter of time, so that the last calls do not come in every run.
      if (complaint !== null) {
        expect(complaint).toMatch(/made only \d+ calls/);
        endedEarly += 1;
      }
      await withStore(async (store) => {
        await caughtUp(store, directory);
        await work(store, directory);
      }, clock);
      const { tables, ...content } = readModelContent(directory);
      expect(content).toEqual(expected);
      expect(tables).toHaveLength(1);
    }
    expect(endedEarly).toBeLessThanOrEqual(KILLS * MOST_ENDED_EARLY);
  },
  600_000,
);
