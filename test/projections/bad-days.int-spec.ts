import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CivilDate } from '#libs/enrollment';
import { Connection, type EventStore, StoreUnavailableError } from '#libs/event-store';
import { DatabaseFaults } from '#libs/event-store/testing';
import { standingSource } from '#libs/ledger';
import type { MemberSource, PausePoint, StandingModel } from '#libs/projections';
import { readModelContent } from '#libs/projections/testing';
import { bruteForce, expectToBeBruteForce } from './brute-force.js';
import { appendTo, configure, eventOf, type GivenLog, openLog } from './given-log.js';
import { caughtUp, Folders, modelOf, until } from './models.js';

const folders = new Folders();

afterAll(() => {
  folders.remove();
});

const registered = { region: '359901', liableFrom: '2020-01-01' };

async function register({ store }: GivenLog, member: string, region = '359901'): Promise<number> {
  const event = eventOf('MemberRegistered', { ...registered, region }, '2020-01-01');
  return appendTo(store, `member-${member}`, event);
}

async function pay({ store }: GivenLog, member: string, coverageYear: number): Promise<number> {
  const paidOn = `${coverageYear - 1}-11-25`;
  return appendTo(
    store,
    `member-${member}`,
    eventOf('PremiumPaid', { coverageYear, paidOn, amountFen: 40_000 }, paidOn),
  );
}

/** The step of the live rows that was begun and not ended; null: none. */
function underwayIn(directory: string): string | null {
  const connection = Connection.open(join(directory, 'read-models.sqlite'));
  const row = connection.query<[string | null]>('SELECT underway FROM generations WHERE live = 1').get();
  connection.close();
  return row?.[0] ?? null;
}

/** A source under which one event of a member cannot be derived, until it is mended. */
function poisoned(store: EventStore, member: string): { source: MemberSource; poison: Set<number> } {
  const source = standingSource(store);
  const poison = new Set<number>();
  const load: MemberSource['load'] = async (asked, events) => {
    const loaded = await source.load(asked, events);
    return {
      at: (point) => {
        if (asked === member && [...poison].some((position) => position <= point.position))
          throw new Error('this fact makes no sense');
        return loaded.at(point);
      },
      answersChanged: (between) => loaded.answersChanged(between),
    };
  };
  return { source: { ...source, load }, poison };
}

describe('an event that cannot be taken', () => {
  test('is set aside with the later ones of its member, in order; the others go on; mended, it is taken', async () => {
    const log = await openLog();
    const directory = folders.next();
    const { source, poison } = poisoned(log.store, 'P-0001');
    await register(log, 'P-0001');
    await register(log, 'P-0002');
    const troubles: string[] = [];
    const model = modelOf(log.store, directory, { source, onTrouble: (trouble) => troubles.push(trouble) });
    await model.catchUp();
    const [before] = readModelContent(directory).rows;

    const first = await pay(log, 'P-0001', 2028);
    poison.add(first);
    await pay(log, 'P-0002', 2028);
    await model.catchUp();
    const second = await pay(log, 'P-0001', 2029);
    log.setClock('2029-03-01T00:00:00Z');
    await configure(log.ledger, 310_000);
    await model.catchUp();

    const content = readModelContent(directory);
    expect(content.parked.map((line) => JSON.parse(line) as unknown[])).toEqual([
      ['P-0001', first, expect.any(String), 'this fact makes no sense'],
      ['P-0001', second, expect.any(String), 'behind a parked event of the same member'],
    ]);
    expect(model.status).toMatchObject({
      parkedMembers: 1,
      parkedEvents: 2,
      position: await log.store.head(),
    });
    expect(troubles).toEqual(['1 more members are set aside']);
    // The row is as it was before the event; only the calendar passes it by.
    expect(JSON.parse(content.rows[0] ?? '')).toEqual(
      (JSON.parse(before ?? '') as unknown[]).map((value, index) => (index === 2 ? null : value)),
    );
    const expected = await bruteForce(log.store, '2029-03-01' as CivilDate);
    expect(content.rows[1]).toBe(expected.rows[1]);

    expect(await model.retryParked()).toEqual({ released: 0, parked: 1 });
    poison.clear();
    expect(await model.retryParked()).toEqual({ released: 1, parked: 0 });
    expect(model.status).toMatchObject({ parkedMembers: 0, parkedEvents: 0 });
    await expectToBeBruteForce(log.store, directory);
    await model.stop();
    await log.store.close();
  });

  test('is set aside alike when it comes in one batch with what is before and after it, and in a rebuild', async () => {
    const log = await openLog();
    const [oneByOne, atOnce] = [folders.next(), folders.next()];
    const { source, poison } = poisoned(log.store, 'P-0001');
    await register(log, 'P-0001');
    await caughtUp(log.store, oneByOne, { source });
    await pay(log, 'P-0001', 2028);
    await caughtUp(log.store, oneByOne, { source });
    poison.add(await pay(log, 'P-0001', 2029));
    await caughtUp(log.store, oneByOne, { source });
    await pay(log, 'P-0001', 2030);
    await caughtUp(log.store, oneByOne, { source });
    await caughtUp(log.store, atOnce, { source });
    const { rows, parked } = readModelContent(oneByOne);
    expect(parked).toHaveLength(2);
    expect(readModelContent(atOnce)).toMatchObject({ rows, parked });
    const model = modelOf(log.store, atOnce, { source });
    await model.rebuild();
    await model.stop();
    expect(readModelContent(atOnce)).toMatchObject({ rows, parked });
    await log.store.close();
  });

  test('is one whose stored bytes are damaged, too; a later damaged event harms no earlier row', async () => {
    const log = await openLog();
    const directory = folders.next();
    await register(log, 'P-0001');
    // No day of its own: no fact of this program.
    await appendTo(log.store, 'member-P-0001', eventOf('PremiumPaid', { coverageYear: 2028 }));
    await caughtUp(log.store, directory);
    const { rows, parked } = readModelContent(directory);
    expect(parked).toHaveLength(1);
    expect(parked[0]).toContain('damaged-event');
    expect(JSON.parse(rows[0] ?? '')).toMatchObject({ 0: 'P-0001', 1: '359901', 3: 1 });
    await log.store.close();
  });
});

test('a member of which the store gives nothing any more is set aside at its midnight, which comes to an end', async () => {
  const log = await openLog();
  const directory = folders.next();
  await register(log, 'P-0001');
  await pay(log, 'P-0001', 2028);
  await caughtUp(log.store, directory);
  const source = standingSource(log.store);
  const load: MemberSource['load'] = (member, events) =>
    source.load(member, member === 'P-0001' ? [] : events);
  let derived = 0;
  const at = (): Promise<void> => {
    derived += 1;
    return derived < 1_000 ? Promise.resolve() : Promise.reject(new Error('The midnight does not end.'));
  };
  log.setClock('2029-03-01T00:00:00Z');
  await register(log, 'P-0002');
  await caughtUp(log.store, directory, { source: { ...source, load }, pauses: { at } });
  const { rows, parked } = readModelContent(directory);
  expect(parked).toEqual([expect.stringMatching(/P-0001.*The store gives none of its events/)]);
  expect(rows.map((row) => (JSON.parse(row) as readonly unknown[])[0])).toEqual(['P-0001', 'P-0002']);
  await log.store.close();
});

describe('one projector per database', () => {
  test('a second one is refused, in this process too, and the first goes on', async () => {
    const log = await openLog();
    const directory = folders.next();
    const first = modelOf(log.store, directory);
    await first.catchUp();
    const second = modelOf(log.store, directory);
    await expect(second.catchUp()).rejects.toMatchObject({ code: 'read-models-locked' });
    second.start();
    await until(second, ({ state }) => state === 'waiting');
    expect(second.status.reason).toBe('read-models-locked');
    await register(log, 'P-0001');
    await first.catchUp();
    await first.stop();
    // Its turn comes by itself.
    await until(second, ({ state }) => state === 'following');
    await second.stop();
    await expectToBeBruteForce(log.store, directory);
    await log.store.close();
  });

  test('a file that holds something else is left alone', async () => {
    const log = await openLog();
    const directory = folders.next();
    await caughtUp(log.store, directory);
    writeFileSync(join(directory, 'read-models.sqlite'), 'notes\n'.repeat(400));
    await expect(modelOf(log.store, directory).catchUp()).rejects.toMatchObject({ code: 'not-read-models' });
    expect(readFileSync(join(directory, 'read-models.sqlite'), 'utf8')).toMatch(/^notes/);
    await log.store.close();
  });
});

describe('so many members that they are taken in pieces', () => {
  const members = Array.from({ length: 1_100 }, (_, index) => `P-${String(index).padStart(4, '0')}`);

  /** Stops a model after the first piece of what it does next. */
  async function stopAtFirstPiece(log: GivenLog, directory: string): Promise<void> {
    let stopped: Promise<void> | undefined;
    let pieces = 0;
    const at = (point: PausePoint): Promise<void> => {
      if (point === 'committed') {
        pieces += 1;
        stopped ??= model.stop();
      }
      return Promise.resolve();
    };
    const model = modelOf(log.store, directory, { pauses: { at } });
    expect(await model.catchUp()).toBe(false);
    await stopped;
    expect(pieces).toBe(1);
  }

  test.each([
    ['an event', (log: GivenLog) => configure(log.ledger, 310_000)],
    [
      'a midnight',
      (log: GivenLog) => {
        log.setClock('2028-01-05T00:00:00Z');
        return Promise.resolve();
      },
    ],
  ])('%s is ended between two of them by a stop, and gone on with', async (_, happens) => {
    const log = await openLog();
    const directory = folders.next();
    for (const member of members) await register(log, member);
    await caughtUp(log.store, directory);
    expect(underwayIn(directory)).toBeNull();
    await happens(log);
    await stopAtFirstPiece(log, directory);
    expect(underwayIn(directory)).not.toBeNull();
    await caughtUp(log.store, directory);
    expect(underwayIn(directory)).toBeNull();
    await expectToBeBruteForce(log.store, directory);
    await log.store.close();
  });

  test.each([
    [
      'an event',
      async (log: GivenLog) => {
        log.setClock('2027-11-21T02:00:00Z');
        await configure(log.ledger, 310_000);
      },
    ],
    [
      'a midnight',
      (log: GivenLog) => {
        log.setClock('2028-01-05T00:00:00Z');
        return Promise.resolve();
      },
    ],
  ])('%s is behind until all of them have it, and says for how long', async (_, happens) => {
    const log = await openLog();
    const directory = folders.next();
    log.setClock('2027-11-21T01:00:00Z');
    for (const member of members) await register(log, member);
    const said: StandingModel['status'][] = [];
    const at = (point: PausePoint): Promise<void> => {
      if (point === 'committed' && hasHappened) said.push(model.status);
      return Promise.resolve();
    };
    const model = modelOf(log.store, directory, { pauses: { at } });
    let hasHappened = false;
    model.start();
    await until(model, ({ state }) => state === 'following');
    hasHappened = true;
    await happens(log);
    await until(model, () => said.length > 2);
    await until(model, ({ state }) => state === 'following');
    for (const { state, lagSeconds } of said) {
      expect(state).toBe('catching-up');
      expect(lagSeconds).toBeGreaterThan(3_000);
    }
    expect(model.status.lagSeconds).toBe(0);
    await model.stop();
    await log.store.close();
  });
});

test('a model that has never had anything says how long it has tried', async () => {
  const log = await openLog();
  const directory = folders.next();
  const first = modelOf(log.store, directory);
  await first.catchUp();
  const second = modelOf(log.store, directory);
  second.start();
  await until(second, ({ state }) => state === 'waiting');
  log.setClock('2027-11-20T12:00:00Z');
  expect(second.status.lagSeconds).toBeGreaterThan(3_600);
  await second.stop();
  await first.stop();
  await log.store.close();
});

describe('a store that is away', () => {
  test('is waited for, readiness says so, and nothing is missed or told twice', async () => {
    const log = await openLog();
    const directory = folders.next();
    let isAway = false;
    const away = (): void => {
      if (isAway) throw new StoreUnavailableError('unreachable');
    };
    const flaky: EventStore = {
      ...log.store,
      ledger: log.store.ledger,
      now: () => log.store.now(),
      health: () => log.store.health(),
      head: async () => (away(), log.store.head()),
      readStream: async (...asked) => (away(), log.store.readStream(...asked)),
      readAll: (range) => log.store.readAll(range),
      resolvePosition: async (knownAt) => (away(), log.store.resolvePosition(knownAt)),
      subscribe: async function* (options) {
        away();
        for await (const item of log.store.subscribe(options)) {
          away();
          yield item;
        }
      },
    };
    const troubles: unknown[] = [];
    const model = modelOf(flaky, directory, { onTrouble: (_, error) => troubles.push(error) });
    model.start();
    await register(log, 'P-0001');
    await until(model, ({ state }) => state === 'following');
    expect(model.status).toMatchObject({ lagSeconds: 0, reason: null });

    isAway = true;
    await pay(log, 'P-0001', 2028);
    await until(model, ({ state }) => state === 'waiting');
    expect(model.status).toMatchObject({ reason: 'unreachable' });
    log.setClock('2028-01-05T00:00:00Z');
    expect(model.status.lagSeconds).toBeGreaterThan(86_400);
    expect(await model.reaches(await log.store.head(), 50)).toBe(false);
    expect(troubles[0]).toBeInstanceOf(StoreUnavailableError);

    isAway = false;
    await until(model, ({ state, asOf }) => state === 'following' && asOf === '2028-01-05');
    expect(await model.reaches(await log.store.head(), 1_000)).toBe(true);
    await model.stop();
    expect(model.status.state).toBe('stopped');
    await expectToBeBruteForce(log.store, directory);
    await log.store.close();
  });
});

describe('a clock', () => {
  test('that steps back over a midnight: facts recorded before it are told as known at it', async () => {
    const log = await openLog();
    const directory = folders.next();
    await register(log, 'P-0001');
    await register(log, 'P-0002');
    await pay(log, 'P-0001', 2028);
    const model = modelOf(log.store, directory);
    log.setClock('2027-12-31T16:00:05Z');
    await model.catchUp();
    expect(model.status.asOf).toBe('2028-01-01');
    const told = readModelContent(directory).feed;
    expect(told.length).toBeGreaterThan(0);
    // An hour back: still 2027 in China, and so is what is recorded now.
    log.setClock('2027-12-31T15:00:00Z');
    await pay(log, 'P-0002', 2028);
    await configure(log.ledger, 310_000);
    await model.catchUp();
    expect(model.status.asOf).toBe('2028-01-01');
    const { feed, rows } = readModelContent(directory);
    const expected = await bruteForce(log.store, '2028-01-01' as CivilDate);
    expect(feed).toEqual(expected.feed);
    expect(feed).not.toEqual(told);
    expect(rows).toEqual(expected.rows);
    await model.stop();
    await log.store.close();
  });

  test('that is years ahead: every missed midnight is made up for, once', async () => {
    const log = await openLog();
    const [daily, late] = [folders.next(), folders.next()];
    await register(log, 'P-0001');
    await pay(log, 'P-0001', 2028);
    for (let year = 2028; year <= 2030; year += 1) {
      log.setClock(`${year}-06-30T00:00:00Z`);
      await caughtUp(log.store, daily);
      await caughtUp(log.store, daily);
    }
    await caughtUp(log.store, late);
    await expectToBeBruteForce(log.store, daily);
    expect(readModelContent(late).feed).toEqual(readModelContent(daily).feed);
    await log.store.close();
  });
});

describe('another log than before', () => {
  test('of another history under the same id: what was made of the old one is dropped', async () => {
    const directory = folders.next();
    const old = await openLog();
    await register(old, 'P-0001');
    await register(old, 'P-0002');
    await caughtUp(old.store, directory);
    await old.store.close();
    // As after a restored back-up: the last events are gone, and others have come in their places.
    const restored = await openLog();
    await register(restored, 'P-0001', '359902');
    await register(restored, 'P-0003');
    await register(restored, 'P-0004');
    await caughtUp(restored.store, directory);
    await expectToBeBruteForce(restored.store, directory);
    await restored.store.close();
  });
});

describe('a full disk', () => {
  test('is waited for; with room again, the projector goes on where it was', async () => {
    const faults = new DatabaseFaults();
    try {
      const log = await openLog();
      const directory = folders.next();
      await register(log, 'P-0001');
      const attempts: string[] = [];
      const at = (point: PausePoint): Promise<void> => {
        if (point === 'ready-to-commit') attempts.push(model.status.state);
        return Promise.resolve();
      };
      const model = modelOf(log.store, directory, { pauses: { at } });
      await model.catchUp();
      const before = readModelContent(directory);
      attempts.length = 0;
      await pay(log, 'P-0001', 2028);
      const full = (_: number, name: string): 'full' | undefined =>
        name.startsWith('run INSERT INTO standings') ? 'full' : undefined;
      await faults.during(full, async () => {
        model.start();
        await until(model, () => attempts.length === 3);
      });
      // Nobody is told, while it is tried again, that it is worth waiting for.
      expect(attempts).toEqual(['catching-up', 'waiting', 'waiting']);
      expect(model.status).toMatchObject({ reason: 'disk-full', position: before.position });
      await until(model, ({ state }) => state === 'following');
      await model.stop();
      await expectToBeBruteForce(log.store, directory);
      await log.store.close();
    } finally {
      faults.remove();
    }
  });

  test.each(['exec BEGIN IMMEDIATE', 'exec COMMIT', 'run UPDATE generations', 'get SELECT min(day)'])(
    'a call to the database that fails once, %s, costs an attempt and nothing else',
    async (failing) => {
      const faults = new DatabaseFaults();
      try {
        const log = await openLog();
        const directory = folders.next();
        await register(log, 'P-0001');
        await pay(log, 'P-0001', 2028);
        log.setClock('2028-06-30T00:00:00Z');
        const model = modelOf(log.store, directory);
        let isOver = false;
        const once = (_: number, name: string): 'lost' | undefined => {
          if (isOver || !name.startsWith(failing)) return undefined;
          isOver = true;
          return 'lost';
        };
        await faults.during(once, async () => {
          model.start();
          await until(model, ({ state, asOf }) => state === 'following' && asOf === '2028-06-30');
        });
        expect(isOver).toBe(true);
        await model.stop();
        await expectToBeBruteForce(log.store, directory);
        await log.store.close();
      } finally {
        faults.remove();
      }
    },
  );
});

describe('drift', () => {
  test('one row that is not what the log gives is found, and a rebuild mends it', async () => {
    const log = await openLog();
    const directory = folders.next();
    for (const member of ['P-0001', 'P-0002', 'P-0003']) await register(log, member);
    const troubles: string[] = [];
    const model = modelOf(log.store, directory, { onTrouble: (trouble) => troubles.push(trouble) });
    await model.catchUp();
    expect(await model.checkDrift(50)).toEqual({ checked: 50, different: [] });
    const connection = Connection.open(join(directory, 'read-models.sqlite'));
    connection.exec(`UPDATE standings_1 SET standing = replace(standing, '"streakYears":0', '"streakYears":1')
      WHERE member = 'P-0002'`);
    connection.close();
    expect((await model.checkDrift(50)).different).toEqual(['P-0002']);
    expect(model.status.drift).toEqual({ checked: 100, different: 1 });
    expect(troubles).toEqual([expect.stringContaining('1 of 50 rows differ')]);
    await model.rebuild();
    expect((await model.checkDrift(50)).different).toEqual([]);
    await expectToBeBruteForce(log.store, directory);
    await model.stop();
    await log.store.close();
  });
});

test('a rebuild while facts and midnights go on ends equal to the log, and the feed tells each midnight once', async () => {
  const log = await openLog();
  const directory = folders.next();
  for (let index = 1; index <= 30; index += 1) await register(log, `P-${String(index).padStart(4, '0')}`);
  const model = modelOf(log.store, directory);
  model.start();
  await until(model, ({ state }) => state === 'following');
  let isBuilt = false;
  const building = model.rebuild().then((built) => (isBuilt = built));
  for (let index = 1; index <= 30; index += 1) {
    await pay(log, `P-${String(index).padStart(4, '0')}`, 2028);
    if (index === 15) log.setClock('2028-02-01T00:00:00Z');
  }
  await building;
  expect(isBuilt).toBe(true);
  await until(model, ({ state, asOf }) => state === 'following' && asOf === '2028-02-01');
  expect(await model.reaches(await log.store.head(), 5_000)).toBe(true);
  await model.stop();
  expect(readModelContent(directory).tables).toHaveLength(1);
  await expectToBeBruteForce(log.store, directory);
  await log.store.close();
});
