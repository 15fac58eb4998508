import fc from 'fast-check';
import { civilDayOfInstant } from '#libs/enrollment';
import { Connection, type EventStore } from '#libs/event-store';
import { standingSource } from '#libs/ledger';
import {
  type AnswerChanged,
  differentRows,
  IN_MEMORY,
  type MemberSource,
  NO_WINDOWS,
  readModelFile,
  type StandingModel,
} from '#libs/projections';
import { Killed, KillingPauses, readModelContent } from '#libs/projections/testing';
import { packs } from '../replay/sample-policy.js';
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
import { Folders, modelOf } from './models.js';

const folders = new Folders();

afterAll(() => {
  folders.remove();
});

const LONG_MS = process.env['CANBAO_FULL'] === '1' ? 1_200_000 : 120_000;
const BEGINNING = { position: 0, number: 0 };
const LATER = '2036-02-01T00:00:00Z';

/** Every entry of `answers`, read in pages. */
async function answersOf(model: StandingModel, pageSize: number): Promise<readonly AnswerChanged[]> {
  const entries: AnswerChanged[] = [];
  for (;;) {
    const page = await model.answersChanged(entries.at(-1) ?? BEGINNING, pageSize);
    entries.push(...page);
    if (page.length < pageSize) return entries;
  }
}

/** Lets a read model catch up and stops it; gives what consumers read. */
async function read(
  store: EventStore,
  directory: string,
  parts: Parameters<typeof modelOf>[2] = {},
  pageSize = 1_000,
): Promise<readonly AnswerChanged[]> {
  const model = modelOf(store, directory, parts);
  try {
    await model.catchUp();
    return await answersOf(model, pageSize);
  } finally {
    await model.stop();
  }
}

/** Records lives with another ceiling, another pack and a watermark between their facts. */
async function lived(
  log: GivenLog,
  steps: readonly Step[],
  onStep: (index: number) => Promise<void>,
): Promise<void> {
  const quarter = Math.floor(steps.length / 4);
  for (const [index, step] of steps.entries()) {
    await record(log, [step]);
    if (index === quarter) await configure(log.ledger, 320_000);
    if (index === 2 * quarter) {
      const fujian = packs.find(({ id }) => id === 'fujian');
      if (fujian !== undefined)
        await appendTo(log.store, 'policy', eventOf('PackAdopted', { pack: stricter(fujian) }));
    }
    if (index === 3 * quarter) {
      const word = {
        source: 'tax',
        region: '359901',
        kind: 'premiums',
        completeThrough: '2027-11-19',
      } as const;
      const scope = { regions: 'all' } as const;
      await log.ledger.watermarks.declare(word, { actor: 'tax', correlationId: 'test', scope });
    }
    await onStep(index);
  }
  log.setClock(LATER);
}

test(
  'rows, feed and every entry that is made when it is read are those of events taken one by one',
  async () => {
    const shapes = fc.record({
      steps: lives(3),
      cuts: fc.array(fc.nat(60), { maxLength: 3 }),
      batchEvents: fc.integer({ min: 1, max: 6 }),
      more: fc.integer({ min: 1, max: 60 }),
      pageSize: fc.integer({ min: 1, max: 40 }),
    });
    let made = 0;
    await fc.assert(
      fc.asyncProperty(shapes, async ({ steps, cuts, batchEvents, more, pageSize }) => {
        const log = await openLog();
        const directory = folders.next();
        const limits = { batchEvents, windowEvents: batchEvents + more };
        const alone = modelOf(log.store, IN_MEMORY);
        await lived(log, steps, async (index) => {
          await alone.catchUp();
          if (cuts.includes(index)) await read(log.store, directory, { limits });
        });
        await alone.catchUp();
        const expected = await answersOf(alone, 1_000);
        await alone.stop();
        const told = await read(log.store, directory, { limits }, pageSize);
        expect(told).toEqual(expected);
        const content = readModelContent(directory);
        const asOf = civilDayOfInstant(log.store.now());
        expect(content).toMatchObject({ asOf, position: await log.store.head() });
        const { rows, regions, feed } = await bruteForce(log.store, asOf);
        expect(content).toMatchObject({ rows, regions, feed });
        made += told.length - content.answers.length;
        await log.store.close();
      }),
      tried(4),
    );
    expect(made).toBeGreaterThan(enough(50));
  },
  LONG_MS,
);

test(
  'killed at each place where it waits, and started again, windows come to the same rows and entries',
  async () => {
    const [steps = []] = fc.sample(lives(3), { numRuns: 1, seed: 7 });
    const log = await openLog();
    await lived(log, steps, () => Promise.resolve());
    const limits = { batchEvents: 4, windowEvents: 30 };
    const undisturbed = folders.next();
    const counting = new KillingPauses(Infinity);
    const expected = await read(log.store, undisturbed, { limits, pauses: counting });
    expect(expected).toEqual(await read(log.store, folders.next()));
    const { answers: _, ...content } = readModelContent(undisturbed);
    const every = process.env['CANBAO_FULL'] === '1' ? 1 : Math.ceil(counting.count / 15);
    let isKilled = false;
    for (let at = 1; at <= counting.count; at += every) {
      const directory = folders.next();
      const killed = await read(log.store, directory, { limits, pauses: new KillingPauses(at) }).catch(
        (error: unknown) => error,
      );
      isKilled ||= killed instanceof Killed;
      expect(await read(log.store, directory, { limits }, 11)).toEqual(expected);
      const { answers: __, ...found } = readModelContent(directory);
      expect(found).toEqual(content);
    }
    expect(isKilled).toBe(true);
    await log.store.close();
  },
  LONG_MS,
);

/** A source under which a member cannot be derived while some of its events count, until they are mended. */
function poisoned(
  store: EventStore,
  isPoisoned: (member: string, position: number) => boolean,
): MemberSource {
  const source = standingSource(store);
  const check = (member: string, position: number): void => {
    if (isPoisoned(member, position)) throw new Error('this fact makes no sense');
  };
  return {
    ...source,
    load: async (member, events) => {
      const loaded = await source.load(member, events);
      return {
        at: (point) => (check(member, point.position), loaded.at(point)),
        answersChanged: (between) => {
          check(member, between.before);
          check(member, between.after);
          return loaded.answersChanged(between);
        },
      };
    },
  };
}

const limits = { batchEvents: 2, windowEvents: 50 };

/** Two members: registered, and paid for three years; each year's payment recorded on its day, or all on one. */
async function twoMembers({ store, setClock }: GivenLog, isOneDay = false): Promise<readonly number[]> {
  const positions: number[] = [];
  const members = ['P-0001', 'P-0002'];
  const registered = { region: '359901', liableFrom: '2020-01-01' };
  for (const member of members)
    await appendTo(store, `member-${member}`, eventOf('MemberRegistered', registered, '2020-01-01'));
  for (const coverageYear of [2028, 2029, 2030]) {
    const paidOn = `${coverageYear - 1}-11-25`;
    if (!isOneDay) setClock(`${paidOn}T02:00:00Z`);
    for (const member of members) {
      const paid = eventOf('PremiumPaid', { coverageYear, paidOn, amountFen: 40_000 }, paidOn);
      positions.push(await appendTo(store, `member-${member}`, paid));
    }
  }
  setClock('2030-03-01T00:00:00Z');
  return positions;
}

test('an event that cannot be taken is set aside in a window as it is alone, and taken later it is told once', async () => {
  const log = await openLog();
  const [, , poison = 0] = await twoMembers(log);
  let isMended = false;
  const source = poisoned(
    log.store,
    (member, position) => !isMended && member === 'P-0001' && position >= poison,
  );
  const [alone, directory] = [folders.next(), folders.next()];
  const one = { source, limits: NO_WINDOWS };
  const expected = await read(log.store, alone, one);
  expect(await read(log.store, directory, { source, limits }, 3)).toEqual(expected);
  const kept = ({ rows, feed, parked }: ReturnType<typeof readModelContent>): object => ({
    rows,
    feed,
    parked,
  });
  expect(readModelContent(alone).parked).toHaveLength(2);
  expect(kept(readModelContent(directory))).toEqual(kept(readModelContent(alone)));

  isMended = true;
  const told: (readonly AnswerChanged[])[] = [];
  for (const [folder, parts] of [
    [alone, one],
    [directory, { source, limits }],
  ] as const) {
    const model = modelOf(log.store, folder, parts);
    await model.catchUp();
    expect(await model.retryParked()).toEqual({ released: 1, parked: 0 });
    told.push(await answersOf(model, 2));
    await model.stop();
  }
  expect(told[1]).toEqual(told[0]);
  expect(told[1]?.length).toBeGreaterThan(expected.length);
  expect(kept(readModelContent(directory))).toEqual(kept(readModelContent(alone)));
  await log.store.close();
});

test('a member that cannot be derived on a later day is set aside at that midnight', async () => {
  const log = await openLog();
  await twoMembers(log);
  const source = standingSource(log.store);
  const failing: MemberSource = {
    ...source,
    load: async (member, events) => {
      const loaded = await source.load(member, events);
      const at: typeof loaded.at = (point) => {
        if (member === 'P-0002' && point.on === '2029-01-01') throw new Error('no such day');
        return loaded.at(point);
      };
      return { at, answersChanged: (between) => loaded.answersChanged(between) };
    },
  };
  const [alone, directory] = [folders.next(), folders.next()];
  const expected = await read(log.store, alone, { source: failing });
  expect(await read(log.store, directory, { source: failing, limits })).not.toEqual([]);
  const { answers: _, ...content } = readModelContent(alone);
  expect(content.parked).toHaveLength(2);
  expect(expected.length).toBeGreaterThan(0);
  expect(readModelContent(directory)).toMatchObject(content);
  await log.store.close();
});

test('a state that could not be derived is passed over: what undid it tells what became of the one before', async () => {
  const log = await openLog();
  const positions = await twoMembers(log, true);
  const bad = positions[2] ?? 0;
  const source = poisoned(
    log.store,
    (member, position) => member === 'P-0001' && position >= bad && position < bad + 2,
  );
  const told = await read(log.store, folders.next(), { source, limits });
  const sound = await read(log.store, folders.next(), { limits });
  const of = (entries: readonly AnswerChanged[], position: number): readonly string[] =>
    entries.filter((entry) => entry.position === position).map(({ change }) => change);
  expect(of(told, bad)).toEqual([]);
  expect(of(told, bad - 2)).toEqual(of(sound, bad - 2));
  // Two years are told with the second payment.
  expect(of(told, bad + 2).join()).toContain('"from":"2029-01-01"');
  expect(of(sound, bad + 2).join()).not.toContain('"from":"2029-01-01"');
  await log.store.close();
});

test('compared with what has every entry written, nothing differs but what is missing', async () => {
  const log = await openLog();
  await twoMembers(log);
  const [windows, written] = [folders.next(), folders.next()];
  await read(log.store, windows, { limits });
  await read(log.store, written, { limits: NO_WINDOWS });
  expect(readModelContent(windows).answers.length).toBeLessThan(readModelContent(written).answers.length);
  expect(differentRows(windows, written).rows).toEqual([]);
  const connection = Connection.open(readModelFile(windows));
  connection.exec('DELETE FROM feed_spans');
  connection.close();
  expect(differentRows(windows, written).rows.map(({ table }) => table)).toContain('feed_answers');
  await log.store.close();
});
