import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import { StoreUnavailableError } from '../errors.js';
import type { EventStore } from '../port.js';
import { buildChild, startChild } from '../testing/child-process.js';
import { everything, newEvents } from '../testing/index.js';
import { Connection } from './connection.js';
import { ledgerFiles } from './data-directory.js';
import { type Journal, openSqliteJournal } from './journal.js';
import { JournalLoop } from './journal-loop.js';
import { openSqliteStore } from './open.js';
import { openLedgerSnapshot } from './snapshot.js';

const folder = mkdtempSync(join(tmpdir(), 'canbao-journal-'));
let directories = 0;
let directory = '';
let store: EventStore;
let journal: Journal;
let letGo = (): Promise<void> => Promise.resolve();

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function openBoth(checkpointFrames?: number): Promise<void> {
  directory = join(folder, String((directories += 1)));
  const create = {
    logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
    kind: 'ledger',
    clockOffsetMs: 0,
    appVersion: '0',
  } as const;
  store = await openSqliteStore({ directory, create, clock: Date.now, checkpointFrames });
  journal = openSqliteJournal(directory);
  letGo = () => {
    journal.close();
    return store.close();
  };
}

afterEach(() => letGo());

let streams = 0;

/** One commit after the other. */
async function append(commits: number): Promise<void> {
  for (let commit = 0; commit < commits; commit += 1)
    await store.append(`member-${(streams += 1)}`, 0, newEvents(2));
}

/** Appends until the journal has so many frames, or was begun anew. */
async function appendUntil(frames: number): Promise<void> {
  for (let last = -1; ;) {
    const { frames: now } = journal.length();
    if (now >= frames || now < last) return;
    last = now;
    await append(1);
  }
}

const journalFile = (): string => `${ledgerFiles(directory).database}-wal`;

describe('a journal beside its owner', () => {
  test('is looked at without being taken in', async () => {
    await openBoth();
    await append(3);
    const { frames, waiting } = journal.length();
    expect(frames).toBeGreaterThan(0);
    expect(waiting).toBe(frames);
    expect(journal.length()).toEqual({ frames, waiting });
  });

  test('is taken in whole where nobody writes, and the next commit begins it anew', async () => {
    await openBoth();
    await append(10);
    const { frames } = journal.length();
    expect(journal.takeIn()).toEqual({ frames, waiting: 0 });
    await append(1);
    expect(journal.length().frames).toBeLessThan(frames);
  });

  test('does not hold up a commit, nor does a transaction under way keep it from being taken in', async () => {
    await openBoth();
    await append(3);
    const other = Connection.open(ledgerFiles(directory).database);
    other.exec('BEGIN IMMEDIATE; PRAGMA user_version = 77');
    expect(journal.takeIn()).toMatchObject({ waiting: 0 });
    other.exec('COMMIT');
    expect(other.pragma('user_version')).toBe(77);
    expect(journal.length().waiting).toBeGreaterThan(0);
    other.close();
  });

  test('keeps what the snapshot of a back-up needs, which sees nothing of what came after', async () => {
    await openBoth();
    await append(5);
    const snapshot = openLedgerSnapshot(directory);
    const before = (await everything(store)).length;
    await append(5);
    const { waiting } = journal.takeIn();
    expect(waiting).toBeGreaterThan(0);
    const copy = join(directory, 'copy.db');
    await snapshot.copyTo(copy);
    snapshot.close();
    const copied = Connection.open(copy);
    expect(copied.query('SELECT count(*) FROM events').get()).toEqual([before]);
    copied.close();
    expect(journal.takeIn()).toMatchObject({ waiting: 0 });
  });

  test('is empty once the owner is closed, and the journal was let go of', async () => {
    await openBoth();
    await append(3);
    journal.takeIn();
    journal.close();
    await store.close();
    expect(existsSync(journalFile()) ? statSync(journalFile()).size : 0).toBe(0);
  });
});

describe('the commits of a store', () => {
  test('take its journal in from the frames that were said', async () => {
    await openBoth(100);
    await appendUntil(200);
    expect(journal.length().frames).toBeLessThan(120);
  });

  test('leave it to somebody else below that', async () => {
    await openBoth(400);
    await appendUntil(300);
    const { frames, waiting } = journal.length();
    expect(frames).toBeGreaterThanOrEqual(300);
    expect(waiting).toBe(frames);
  });
});

describe('the loop that keeps a journal short', () => {
  const pace = { everyMs: 1, fromFrames: 50, backOffMs: 1 };

  test('does nothing before it is long enough, nor where nothing was written since', async () => {
    await openBoth();
    const taken: number[] = [];
    const loop = new JournalLoop(() => openSqliteJournal(directory), {
      pace,
      onTaken: ({ waiting }) => taken.push(waiting),
    });
    loop.start();
    await pause(30);
    expect(taken).toEqual([]);
    await appendUntil(60);
    while (!taken.includes(0)) await pause(1);
    const { length } = taken;
    await pause(30);
    expect(taken).toHaveLength(length);
    await loop.stop();
  });

  test('says once that it cannot, and once more after it could', async () => {
    const troubles: unknown[] = [];
    let takes = 0;
    let isBroken = true;
    const faulty: Journal = {
      length: () => ({ frames: 60, waiting: 60 }),
      takeIn: () => {
        takes += 1;
        if (isBroken) throw new StoreUnavailableError('failed', new Error('disk I/O error'));
        return { frames: 60, waiting: 0 };
      },
      close: () => undefined,
    };
    const loop = new JournalLoop(() => faulty, { pace, onTrouble: (error) => troubles.push(error) });
    loop.start();
    const taken = async (): Promise<void> => {
      for (const enough = takes + 5; takes < enough;) await pause(1);
    };
    await taken();
    expect(troubles).toHaveLength(1);
    isBroken = false;
    await taken();
    isBroken = true;
    await taken();
    expect(troubles).toHaveLength(2);
    await loop.stop();
  });

  test('waits for its next look where an open read needs the rest', async () => {
    let takes = 0;
    const held: Journal = {
      length: () => ({ frames: 60, waiting: 40 }),
      takeIn: () => {
        takes += 1;
        return { frames: 60, waiting: 40 };
      },
      close: () => undefined,
    };
    const loop = new JournalLoop(() => held, { pace: { ...pace, everyMs: 60_000 } });
    loop.start();
    await pause(20);
    expect(takes).toBe(1);
    await loop.stop();
  });
});

const FROM_FRAMES = 300;

/** Each a page with its header; a batch is written whole, and the thread may be at it when a commit wants to do the rest. */
const MOST_BYTES = 3 * 4 * FROM_FRAMES * (4_096 + 24);

test('under a load that never pauses a thread keeps the journal short, and what is not taken in yet small', async () => {
  const program = buildChild(folder);
  const steady = join(folder, 'steady');
  const child = startChild(process.execPath, [program, steady, 'race-beside', String(FROM_FRAMES)]);
  const left = (): readonly (readonly number[])[] =>
    child.lines
      .filter((line) => line.startsWith('taken'))
      .map((line) => line.split(' ').slice(1).map(Number));
  await child.said('taken');
  while (left().length < 50) await pause(20);
  child.process.kill('SIGKILL');
  await child.ended;
  expect(child.lines.filter((line) => line.startsWith('trouble'))).toEqual([]);
  expect(statSync(`${ledgerFiles(steady).database}-wal`).size).toBeLessThan(MOST_BYTES);
  const waiting = left().map(([, each = 0]) => each);
  expect(waiting.filter((each) => each < FROM_FRAMES).length).toBeGreaterThan(waiting.length / 2);
}, 120_000);
