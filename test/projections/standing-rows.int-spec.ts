import fc from 'fast-check';
import { civilDayOfInstant } from '#libs/enrollment';
import type { EventStore } from '#libs/event-store';
import { Killed, KillingPauses, readModelContent } from '#libs/projections/testing';
import { enough, tried } from '../replay/sizes.js';
import { bruteForce } from './brute-force.js';
import {
  appendTo,
  configure,
  eventOf,
  type GivenLog,
  lives,
  openLog,
  record,
  type Step,
  stricter,
} from './given-log.js';
import { packs } from '../replay/sample-policy.js';
import { caughtUp, Folders, modelOf } from './models.js';

const folders = new Folders();

afterAll(() => {
  folders.remove();
});

/** Many days are derived one by one; a busy machine takes its time. */
const LONG_MS = process.env['CANBAO_FULL'] === '1' ? 1_200_000 : 120_000;

async function expectToBeBruteForce(store: EventStore, directory: string): Promise<number> {
  const content = readModelContent(directory);
  const asOf = civilDayOfInstant(store.now());
  expect(content.asOf).toBe(asOf);
  expect(content.position).toBe(await store.head());
  const expected = await bruteForce(store, asOf);
  expect(content.rows).toEqual(expected.rows);
  expect(content.regions).toEqual(expected.regions);
  expect(content.feed).toEqual(expected.feed);
  return content.feed.length;
}

/** Records the steps with policy events between them, the projector catching up after some of them. */
async function lived(
  log: GivenLog,
  steps: readonly Step[],
  cuts: readonly number[],
  onCut: () => Promise<void>,
): Promise<void> {
  const third = Math.floor(steps.length / 3);
  for (const [index, step] of steps.entries()) {
    await record(log, [step]);
    if (index === third) await configure(log.ledger, 320_000);
    if (index === 2 * third) {
      const fujian = packs.find(({ id }) => id === 'fujian');
      if (fujian !== undefined)
        await appendTo(log.store, 'policy', eventOf('PackAdopted', { pack: stricter(fujian) }));
    }
    if (cuts.includes(index)) await onCut();
  }
}

test(
  'rows and feed are those of brute force, whatever the schedule of batches',
  async () => {
    let entries = 0;
    const schedules = fc.tuple(lives(3), fc.array(fc.nat(40), { maxLength: 6 }), fc.boolean());
    await fc.assert(
      fc.asyncProperty(schedules, async ([steps, cuts, isRebuilt]) => {
        const log = await openLog();
        const directory = folders.next();
        await lived(log, steps, cuts, () => caughtUp(log.store, directory));
        log.setClock('2036-02-01T00:00:00Z');
        await caughtUp(log.store, directory);
        entries += await expectToBeBruteForce(log.store, directory);
        if (isRebuilt) {
          const before = readModelContent(directory);
          const model = modelOf(log.store, directory);
          expect(await model.rebuild()).toBe(true);
          await model.stop();
          const { tables, ...after } = readModelContent(directory);
          expect(tables).toHaveLength(1);
          expect(tables).not.toEqual(before.tables);
          expect(after).toEqual({ ...before, tables: undefined });
        }
        await log.store.close();
      }),
      tried(6),
    );
    expect(entries).toBeGreaterThan(enough(50));
  },
  LONG_MS,
);

test(
  'killed at each place where it waits, and started again, the projector comes to the same rows and feed',
  async () => {
    const [steps = []] = fc.sample(lives(3), { numRuns: 1, seed: 7 });
    const log = await openLog();
    await lived(log, steps, [], () => Promise.resolve());
    log.setClock('2036-02-01T00:00:00Z');
    const undisturbed = folders.next();
    const counting = new KillingPauses(Infinity);
    await caughtUp(log.store, undisturbed, { pauses: counting });
    await expectToBeBruteForce(log.store, undisturbed);
    const expected = readModelContent(undisturbed);
    const every = process.env['CANBAO_FULL'] === '1' ? 1 : Math.ceil(counting.count / 50);
    const points = new Set<string>();
    for (let at = 1; at <= counting.count; at += every) {
      const directory = folders.next();
      const killed = await caughtUp(log.store, directory, { pauses: new KillingPauses(at) }).catch(
        (error: unknown) => error,
      );
      expect(killed).toBeInstanceOf(Killed);
      points.add((killed as Killed).point);
      await caughtUp(log.store, directory);
      expect(readModelContent(directory)).toEqual(expected);
    }
    expect([...points].sort()).toEqual(['committed', 'member-derived', 'ready-to-commit']);
    await log.store.close();
  },
  LONG_MS,
);

test(
  'killed at each place of a rebuild, the next one goes on to the same rows, and the feed is told nothing',
  async () => {
    const [steps = []] = fc.sample(lives(3), { numRuns: 1, seed: 11 });
    const log = await openLog();
    await lived(log, steps, [], () => Promise.resolve());
    log.setClock('2036-02-01T00:00:00Z');
    const prepare = async (): Promise<string> => {
      const directory = folders.next();
      await caughtUp(log.store, directory);
      return directory;
    };
    const first = await prepare();
    const { tables: _, ...expected } = readModelContent(first);
    const counting = new KillingPauses(Infinity);
    const counted = modelOf(log.store, first, { pauses: counting });
    await counted.rebuild();
    await counted.stop();
    const points = new Set<string>();
    for (let at = 1; at <= counting.count; at += 1) {
      const directory = await prepare();
      const dying = modelOf(log.store, directory, { pauses: new KillingPauses(at) });
      const killed = await dying.rebuild().catch((error: unknown) => error);
      expect(killed).toBeInstanceOf(Killed);
      points.add((killed as Killed).point);
      await dying.stop();
      const model = modelOf(log.store, directory);
      expect(await model.rebuild()).toBe(true);
      await model.stop();
      const { tables, ...content } = readModelContent(directory);
      expect(content).toEqual(expected);
      expect(tables).toHaveLength(1);
    }
    expect([...points].sort()).toEqual(['page-built', 'ready-to-commit', 'ready-to-switch', 'switched']);
    await log.store.close();
  },
  LONG_MS,
);
