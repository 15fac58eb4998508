import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type FileId, readModelFile, type StandingModel } from '#libs/projections';
import { expectToBeBruteForce } from './brute-force.js';
import { configure, type GivenLog, lives, openLog, record } from './given-log.js';
import { caughtUp, damage, Folders, modelOf, until } from './models.js';

const folders = new Folders();

afterAll(() => {
  folders.remove();
});

const everything = { position: 0, number: 0 };

/** A log with some lives, and read models that have them. */
async function projected(): Promise<{ readonly log: GivenLog; readonly directory: string }> {
  const log = await openLog();
  const [steps = []] = fc.sample(lives(3), { numRuns: 1, seed: 7 });
  await record(log, steps.slice(0, 6));
  const directory = folders.next();
  await caughtUp(log.store, directory, { limits: { batchEvents: 1, windowEvents: 1 } });
  return { log, directory };
}

function following(
  { store }: GivenLog,
  directory: string,
): { readonly model: StandingModel; readonly troubles: readonly string[] } {
  const troubles: string[] = [];
  const model = modelOf(store, directory, { onTrouble: (trouble) => troubles.push(trouble) });
  model.start();
  return { model, troubles };
}

/** Takes the file away, and what SQLite keeps beside it. */
function takeAway(directory: string, ends: readonly string[] = ['', '-wal', '-shm']): void {
  for (const end of ends) rmSync(`${readModelFile(directory)}${end}`, { force: true });
}

function fileOf(directory: string): FileId {
  return statSync(readModelFile(directory), { bigint: true }).ino.toString();
}

const remade = 'the read models are damaged, or gone; they are made anew from the log';

describe('read models that are damaged', () => {
  test.each(['generations', 'parked', 'feed_answers', 'standings_1'])(
    'a page of %s: they are moved aside, said, and made anew, and the feed tells what it told',
    async (table) => {
      const { log, directory } = await projected();
      const before = modelOf(log.store, directory);
      await before.catchUp();
      const told = await before.answersChanged(everything, 10_000);
      await before.stop();
      damage(directory, table);
      const bytes = readFileSync(readModelFile(directory));
      const { model, troubles } = following(log, directory);
      await configure(log.ledger, 320_000);
      await until(model, ({ state }) => state === 'following');
      // What nobody meets while projecting is met by whoever reads.
      await model.answersChanged(everything, 10_000).catch(() => undefined);
      await until(model, ({ state, remade: times }) => state === 'following' && times === 1);
      expect(model.status.reason).toBeNull();
      const retold = await model.answersChanged(everything, 10_000);
      expect(retold.slice(0, told.length)).toEqual(told);
      expect(retold.length).toBeGreaterThan(told.length);
      expect(troubles).toContain(remade);
      await model.stop();
      const aside = readFileSync(join(directory, 'read-models.damaged.sqlite'));
      expect(aside.subarray(0, 100).equals(bytes.subarray(0, 100))).toBe(true);
      await expectToBeBruteForce(log.store, directory, 'pastEveryPack');
      await log.store.close();
    },
  );

  test.each(['generations', 'standings_1'])(
    'a page of %s: a rebuild that is asked for makes them anew, too',
    async (table) => {
      const { log, directory } = await projected();
      damage(directory, table);
      const model = modelOf(log.store, directory);
      expect(await model.rebuild()).toBe(true);
      expect(model.status).toMatchObject({ remade: 1, position: await log.store.head() });
      await model.stop();
      await expectToBeBruteForce(log.store, directory, 'pastEveryPack');
      await log.store.close();
    },
  );

  test('said to be damaged again within minutes, they are not made anew again at once', async () => {
    const { log, directory } = await projected();
    const { model } = following(log, directory);
    await until(model, ({ state }) => state === 'following');
    model.distrust(fileOf(directory));
    await until(model, ({ state, remade: times }) => state === 'following' && times === 1);
    model.distrust(fileOf(directory));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(model.status).toMatchObject({ state: 'following', remade: 1 });
    await model.stop();
    await log.store.close();
  });

  test('a file that was taken for damaged, and is another one by now, is left alone', async () => {
    const { log, directory } = await projected();
    const { model } = following(log, directory);
    await until(model, ({ state }) => state === 'following');
    model.distrust('1');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(model.status).toMatchObject({ state: 'following', remade: 0 });
    await model.stop();
    await log.store.close();
  });
});

describe('read models that are taken away while they are kept up', () => {
  test.each([
    ['with what SQLite keeps beside them', ['', '-wal', '-shm']],
    ['without it', ['']],
    ['only their journal', ['-wal']],
  ])('%s: it is noticed, said, and they are made anew, as often as that happens', async (_, ends) => {
    const { log, directory } = await projected();
    const { model, troubles } = following(log, directory);
    for (const times of [1, 2]) {
      await until(model, ({ state }) => state === 'following');
      takeAway(directory, ends);
      await until(model, ({ state, remade: seen }) => state === 'following' && seen === times);
      await configure(log.ledger, 320_000 + times);
    }
    await model.catchUp();
    expect(troubles.filter((trouble) => trouble === remade)).toHaveLength(2);
    expect(existsSync(join(directory, 'read-models.damaged.sqlite'))).toBe(!ends.includes(''));
    await model.stop();
    await expectToBeBruteForce(log.store, directory, 'pastEveryPack');
    await log.store.close();
  });

  test('others that are put in their place are gone on with', async () => {
    const { log, directory } = await projected();
    const other = folders.next();
    await caughtUp(log.store, other);
    const { model } = following(log, directory);
    await until(model, ({ state }) => state === 'following');
    takeAway(directory, ['-wal', '-shm']);
    renameSync(readModelFile(other), readModelFile(directory));
    const file = fileOf(directory);
    await until(model, ({ state, remade: times }) => state === 'following' && times === 1);
    await configure(log.ledger, 320_000);
    await model.catchUp();
    expect(fileOf(directory)).toBe(file);
    await model.stop();
    await expectToBeBruteForce(log.store, directory, 'pastEveryPack');
    await log.store.close();
  });
});

test('a journal whose database is gone, as after a kill while it was moved, belongs to no other', async () => {
  const { log, directory } = await projected();
  const model = modelOf(log.store, directory);
  await configure(log.ledger, 320_000);
  await model.catchUp();
  const journal = readFileSync(`${readModelFile(directory)}-wal`);
  await model.stop();
  expect(journal.length).toBeGreaterThan(0);
  takeAway(directory);
  writeFileSync(`${readModelFile(directory)}-wal`, journal);
  await caughtUp(log.store, directory);
  await expectToBeBruteForce(log.store, directory, 'pastEveryPack');
  await log.store.close();
});

test('a file of which nothing says that it holds read models is left alone, waited for, and not counted', async () => {
  const { log, directory } = await projected();
  writeFileSync(readModelFile(directory), 'notes\n'.repeat(400));
  const { model } = following(log, directory);
  await until(model, ({ state, reason }) => state === 'waiting' && reason === 'not-read-models');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(model.status.remade).toBe(0);
  await expect(modelOf(log.store, directory).rebuild()).rejects.toMatchObject({ code: 'not-read-models' });
  expect(readFileSync(readModelFile(directory), 'utf8')).toMatch(/^notes/);
  // Moved away, they are made.
  rmSync(readModelFile(directory));
  await until(model, ({ state }) => state === 'following');
  await model.stop();
  await log.store.close();
});

test('one that is put in their place while they are kept up is left alone, too', async () => {
  const { log, directory } = await projected();
  const { model } = following(log, directory);
  await until(model, ({ state }) => state === 'following');
  takeAway(directory);
  writeFileSync(readModelFile(directory), 'notes\n'.repeat(400));
  await until(model, ({ state, reason }) => state === 'waiting' && reason === 'not-read-models');
  expect(model.status.remade).toBe(0);
  expect(readFileSync(readModelFile(directory), 'utf8')).toMatch(/^notes/);
  await model.stop();
  await log.store.close();
});
