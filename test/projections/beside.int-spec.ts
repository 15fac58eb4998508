import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { standingSource } from '#libs/ledger';
import {
  type FileId,
  type ProjectorElsewhere,
  readModelFile,
  ReadModelsClosedError,
  type SaidByProjector,
  type StandingModel,
  type Standings,
  StandingsBeside,
} from '#libs/projections';
import { NoPauses } from '#libs/projections/testing';
import { enough, tried } from '../replay/sizes.js';
import { configure, type GivenLog, lives, openLog, record } from './given-log.js';
import { caughtUp, damage, Folders, modelOf } from './models.js';

const folders = new Folders();

afterAll(() => {
  folders.remove();
});

/** A projector that is where the test is, and says of itself what the test lets it say. */
class Elsewhere implements ProjectorElsewhere {
  hear: (said: SaidByProjector | 'ended') => void = () => undefined;
  isStopped = false;
  readonly distrusted: FileId[] = [];

  distrust(file: FileId): void {
    this.distrusted.push(file);
  }

  start(hear: (said: SaidByProjector | 'ended') => void): void {
    this.hear = hear;
  }

  stop(): Promise<void> {
    this.isStopped = true;
    return Promise.resolve();
  }

  says({ status, isOpen }: StandingModel): void {
    this.hear({ status, isOpen });
  }
}

function besideOf(
  { store }: GivenLog,
  directory: string,
): { readonly beside: StandingsBeside; readonly elsewhere: Elsewhere; readonly troubles: readonly string[] } {
  const elsewhere = new Elsewhere();
  const troubles: string[] = [];
  const parts = { store, source: standingSource(store), pauses: new NoPauses() };
  const onTrouble = (trouble: string): number => troubles.push(trouble);
  const beside = new StandingsBeside(directory, { ...parts, onTrouble }, elsewhere);
  beside.start();
  return { beside, elsewhere, troubles };
}

/** Everything that is asked of standings. */
async function readOf(standings: Standings): Promise<unknown> {
  const regions = ['359901', '359903'];
  const members = standings.members({ after: '', prefix: '', regions: 'all', limit: 1_000 });
  const days = { from: '2000-01-01', until: null } as const;
  return {
    members,
    some: standings.members({ after: members[0] ?? '', prefix: 'P-', regions, limit: 2 }),
    regions: members.map((member) => standings.regionsOf(member)),
    answers: await standings.answersChanged({ position: 0, number: 0 }, 10_000),
    reached: standings.standingsReached({ day: '', member: '' }, 10_000),
    superseded: members.map((member) =>
      standings.superseded({ member, before: Number.MAX_SAFE_INTEGER, ...days, actors: null } as never),
    ),
    consumers: standings.consumers(),
    position: standings.status.position,
  };
}

test('what is read beside the projector is what it reads itself, while it goes on, and through a rebuild', async () => {
  const shapes = fc.record({
    steps: lives(3),
    rebuilds: fc.array(fc.nat(60), { maxLength: 2 }),
    batchEvents: fc.integer({ min: 1, max: 6 }),
    more: fc.integer({ min: 1, max: 30 }),
  });
  let entries = 0;
  await fc.assert(
    fc.asyncProperty(shapes, async ({ steps, rebuilds, batchEvents, more }) => {
      const log = await openLog();
      const directory = folders.next();
      const model = modelOf(log.store, directory, {
        limits: { batchEvents, windowEvents: batchEvents + more },
      });
      const { beside, elsewhere } = besideOf(log, directory);
      for (const [index, step] of steps.entries()) {
        await record(log, [step]);
        if (index % 4 !== 0) continue;
        await model.catchUp();
        if (rebuilds.includes(index)) await model.rebuild();
        elsewhere.says(model);
        expect(await readOf(beside)).toEqual(await readOf(model));
      }
      entries += (await model.answersChanged({ position: 0, number: 0 }, 10_000)).length;
      await beside.stop();
      expect(elsewhere.isStopped).toBe(true);
      await model.stop();
      await log.store.close();
    }),
    tried(3),
  );
  expect(entries).toBeGreaterThan(enough(30));
}, 240_000);

test('a window that is written while a page is read loses none of its entries', async () => {
  const log = await openLog();
  const directory = folders.next();
  const [steps = []] = fc.sample(lives(3), { numRuns: 1, seed: 7 });
  await record(log, steps.slice(0, 4));
  const model = modelOf(log.store, directory, { limits: { batchEvents: 1, windowEvents: 500 } });
  await model.catchUp();
  const { beside, elsewhere } = besideOf(log, directory);
  elsewhere.says(model);
  await record(log, steps.slice(4));
  await configure(log.ledger, 320_000);

  // One entry at a time, and everything is written after the first of them.
  const place = { position: 0, number: 0 };
  const [first, ...rest] = await beside.answersChanged(place, 1);
  expect(rest).toEqual([]);
  const reading = beside.answersChanged(first ?? place, 10_000);
  await model.catchUp();
  elsewhere.says(model);
  const read = await reading;
  const more = await beside.answersChanged(read.at(-1) ?? first ?? place, 10_000);
  const expected = await model.answersChanged(place, 10_000);
  expect([...(first === undefined ? [] : [first]), ...read, ...more]).toEqual(expected);
  expect(expected.length).toBeGreaterThan(read.length);
  await beside.stop();
  await model.stop();
  await log.store.close();
});

test('before there is a database lists are empty and the feed is refused; afterwards it is read, until it is closed', async () => {
  const log = await openLog();
  const directory = folders.next();
  const { beside, elsewhere } = besideOf(log, directory);
  expect(beside.members({ after: '', prefix: '', regions: 'all', limit: 1 })).toEqual([]);
  expect(beside.regionsOf('P-0001')).toEqual([]);
  expect(() => beside.consumers()).toThrow(ReadModelsClosedError);
  await expect(beside.answersChanged({ position: 0, number: 0 }, 1)).rejects.toThrow(ReadModelsClosedError);
  expect(beside.isFollowing).toBe(false);
  expect(await beside.reaches(1, 1)).toBe(false);

  const opened = beside.opened(60_000);
  const head = await log.store.head();
  const reached = beside.reaches(head, 60_000);
  const model = modelOf(log.store, directory);
  await model.catchUp();
  elsewhere.says(model);
  await opened;
  expect(await reached).toBe(true);
  expect(beside.consumers()).toEqual([]);
  expect(await beside.answersChanged({ position: 0, number: 0 }, 1)).toEqual([]);

  const waiting = beside.reaches(head + 1, 60_000);
  await beside.stop();
  expect(await waiting).toBe(false);
  expect(beside.status).toMatchObject({ state: 'stopped', position: head });
  expect(() => beside.consumers()).toThrow(ReadModelsClosedError);
  await model.stop();
  await log.store.close();
});

test('a projector that waits for another process is not waited for', async () => {
  const log = await openLog();
  const { beside, elsewhere } = besideOf(log, folders.next());
  const opened = beside.opened(60_000);
  const { status } = modelOf(log.store, join(folders.next(), 'none'));
  elsewhere.hear({ status: { ...status, state: 'waiting', reason: 'read-models-locked' }, isOpen: false });
  await opened;
  expect(beside.status).toMatchObject({ state: 'waiting', reason: 'read-models-locked' });
  await beside.stop();
  await log.store.close();
});

const everyone = { after: '', prefix: '', regions: 'all', limit: 10 } as const;

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 10) {
    if (waited > 10_000) throw new Error('It did not come to that.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** What a projector says once it has everything, and its end; what it projected stays in the directory. */
async function followed(log: GivenLog, directory: string): Promise<SaidByProjector> {
  const model = modelOf(log.store, directory);
  await model.catchUp();
  const { status } = model;
  await model.stop();
  return { status: { ...status, state: 'following' }, isOpen: true };
}

test('read models that were taken away before they are read are not made by reading, and it is said', async () => {
  const log = await openLog();
  const directory = folders.next();
  const said = await followed(log, directory);
  const { beside, elsewhere, troubles } = besideOf(log, directory);
  for (const end of ['', '-wal', '-shm']) rmSync(`${readModelFile(directory)}${end}`, { force: true });
  elsewhere.hear(said);
  expect(() => beside.members(everyone)).toThrow(ReadModelsClosedError);
  expect(existsSync(readModelFile(directory))).toBe(false);
  expect(beside.status).toMatchObject({ state: 'waiting', reason: 'read-models-damaged' });
  expect(beside.isFollowing).toBe(false);
  expect(troubles).toEqual(['the read models cannot be read']);
  // Once they are there again, they are read.
  await caughtUp(log.store, directory);
  await until(() => beside.isFollowing);
  expect(beside.consumers()).toEqual([]);
  await beside.stop();
  await log.store.close();
});

test.each([
  [
    'sqlite_autoindex_standings_1_1',
    (beside: Standings) => Promise.resolve().then(() => beside.members(everyone)),
  ],
  ['consumers', (beside: Standings) => Promise.resolve().then(() => beside.consumers())],
  ['feed_answers', (beside: Standings) => beside.answersChanged({ position: 0, number: 0 }, 10)],
])('a damaged page of %s is told once, nothing is read while it is, and it heals', async (table, read) => {
  const log = await openLog();
  const [steps = []] = fc.sample(lives(3), { numRuns: 1, seed: 7 });
  await record(log, steps.slice(0, 4));
  const directory = folders.next();
  const said = await followed(log, directory);
  const mend = damage(directory, table);
  const { beside, elsewhere, troubles } = besideOf(log, directory);
  elsewhere.hear(said);
  await expect(read(beside)).rejects.toThrow(ReadModelsClosedError);
  await expect(read(beside)).rejects.toThrow(ReadModelsClosedError);
  expect(() => beside.regionsOf('P-0001')).toThrow(ReadModelsClosedError);
  elsewhere.hear(said);
  expect(beside.status).toMatchObject({ state: 'waiting', reason: 'read-models-damaged' });
  expect(await beside.reaches(said.status.position + 1, 60_000)).toBe(false);
  // Whoever projects is told which file it was, each time that it is tried.
  const file = statSync(readModelFile(directory), { bigint: true }).ino.toString();
  expect(new Set(elsewhere.distrusted)).toEqual(new Set([file]));
  mend();
  await until(() => beside.isFollowing);
  await read(beside);
  expect(troubles).toEqual(['the read models cannot be read']);
  await beside.stop();
  await log.store.close();
});

test('a damaged page that only a reader meets: they are made anew, and the reader turns to the new ones', async () => {
  const log = await openLog();
  const [steps = []] = fc.sample(lives(3), { numRuns: 1, seed: 7 });
  await record(log, steps.slice(0, 4));
  const directory = folders.next();
  await followed(log, directory);
  damage(directory, 'consumers');
  const model = modelOf(log.store, directory);
  const { beside, elsewhere } = besideOf(log, directory);
  elsewhere.distrust = (file) => {
    model.distrust(file);
  };
  model.start();
  await until(() => model.status.state === 'following');
  elsewhere.says(model);
  expect(() => beside.consumers()).toThrow(ReadModelsClosedError);
  await until(() => model.status.remade === 1 && model.status.state === 'following');
  elsewhere.says(model);
  await until(() => beside.isFollowing);
  expect(beside.consumers()).toEqual([]);
  expect(await readOf(beside)).toEqual(await readOf(model));
  await beside.stop();
  await model.stop();
  await log.store.close();
});

test('read models that were taken away and made anew are read, though the old ones still could be', async () => {
  const log = await openLog();
  const [steps = []] = fc.sample(lives(3), { numRuns: 1, seed: 7 });
  await record(log, steps.slice(0, 4));
  const directory = folders.next();
  const model = modelOf(log.store, directory);
  const { beside, elsewhere } = besideOf(log, directory);
  model.start();
  await until(() => model.status.state === 'following');
  elsewhere.says(model);
  beside.consumers();
  for (const end of ['', '-wal', '-shm']) rmSync(`${readModelFile(directory)}${end}`, { force: true });
  await until(() => model.status.remade === 1 && model.status.state === 'following');
  await record(log, steps.slice(4));
  await model.catchUp();
  elsewhere.says(model);
  await looked();
  expect(await readOf(beside)).toEqual(await readOf(model));
  await beside.stop();
  await model.stop();
  await log.store.close();
});

/** What was heard is held against the log. */
async function looked(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('how long everything has not been there', () => {
  test('counts from the last time that it was, whether or not whoever projects says so', async () => {
    const log = await openLog();
    const directory = folders.next();
    const said = await followed(log, directory);
    const { beside, elsewhere } = besideOf(log, directory);
    elsewhere.hear(said);
    await until(() => beside.status.lagSeconds === 0);
    // Recorded, and nothing is heard of whoever projects.
    await configure(log.ledger, 320_000);
    log.setClock('2027-11-20T03:00:00Z');
    await until(() => beside.status.lagSeconds > 3_000);
    elsewhere.hear(await followed(log, directory));
    await until(() => beside.status.lagSeconds === 0);
    await beside.stop();
    await log.store.close();
  });

  test('counts on while one that ends at each start is followed by the next, which knows of nothing yet', async () => {
    const log = await openLog();
    const directory = folders.next();
    const said = await followed(log, directory);
    const { beside, elsewhere } = besideOf(log, directory);
    elsewhere.hear('ended');
    expect(beside.status).toMatchObject({ state: 'waiting', reason: 'failed' });
    log.setClock('2027-11-20T03:00:00Z');
    expect(beside.status.lagSeconds).toBeGreaterThan(3_000);
    elsewhere.hear(said);
    await looked();
    expect(beside.status.lagSeconds).toBe(0);
    elsewhere.hear('ended');
    await looked();
    log.setClock('2027-11-20T04:00:00Z');
    expect(beside.status.lagSeconds).toBeGreaterThan(3_000);
    const unknowing = { ...said.status, state: 'idle', position: 0, asOf: null, lagSeconds: 0 } as const;
    elsewhere.hear({ status: unknowing, isOpen: false });
    expect(beside.status.lagSeconds).toBeGreaterThan(3_000);
    await beside.stop();
    await log.store.close();
  });
});
