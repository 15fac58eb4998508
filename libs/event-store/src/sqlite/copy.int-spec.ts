import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { LedgerRecord, RecordedEvent } from '../port.js';
import { copyContract, newEvent } from '../testing/index.js';
import { Connection } from './connection.js';
import { ledgerFiles } from './data-directory.js';
import { openSqliteCopy, openSqliteStore } from './open.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-copy-'));
let places = 0;
const newDirectory = (): string => join(root, String((places += 1)));

afterAll(() => {
  rmSync(root, { recursive: true });
});

copyContract('SQLite', () => {
  const directory = newDirectory();
  return {
    copy: (ledger) => openSqliteCopy({ directory, ledger }),
    open: () => openSqliteStore({ directory, clock: Date.now }),
  };
});

const ledger: LedgerRecord = {
  logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.1.0',
  createdAt: '2027-01-01T00:00:00.000Z',
  schemaVersion: 1,
};

function recorded(version: number, recordedAt: string): RecordedEvent {
  return { ...newEvent(), stream: 'member-1', version, position: version, recordedAt };
}

/** The layout of the database that a finished copy of these events has. */
async function layoutOf(directory: string, events: readonly RecordedEvent[]): Promise<number> {
  const target = await openSqliteCopy({ directory, ledger });
  await target.takeEvents(events);
  await target.finish();
  await target.close();
  const connection = Connection.open(ledgerFiles(directory).database);
  const layout = connection.pragma('user_version');
  connection.close();
  return layout;
}

test('a copy in which recordedAt never goes back has the layout of any new ledger', async () => {
  const tied = [recorded(1, '2027-01-02T00:00:00.005Z'), recorded(2, '2027-01-02T00:00:00.005Z')];
  expect(await layoutOf(newDirectory(), tied)).toBe(1);
});

test('one in which it does has a layout that older programs refuse; it says so itself', async () => {
  const directory = newDirectory();
  const events = [recorded(1, '2027-01-02T00:00:00.005Z'), recorded(2, '2027-01-02T00:00:00.004Z')];
  expect(await layoutOf(directory, events)).toBe(2);
  const store = await openSqliteStore({ directory, clock: () => 0 });
  expect(store.ledger.schemaVersion).toBe(2);
  // The system clock is behind: the next event comes after the latest one, not after the last.
  expect(store.now()).toBe('2027-01-02T00:00:00.005Z');
  const { events: added } = await store.append('member-1', 2, [newEvent()]);
  expect(added[0]?.recordedAt).toBe('2027-01-02T00:00:00.006Z');
  await store.close();
});

test('to a program that knows no copies, an unfinished one is no ledger database', async () => {
  const directory = newDirectory();
  const target = await openSqliteCopy({ directory, ledger });
  await target.close();
  const connection = Connection.open(ledgerFiles(directory).database);
  expect(connection.pragma('application_id').toString(16)).toBe(Buffer.from('CNBC').toString('hex'));
  connection.close();
});

test('two processes cannot copy to one directory at once', async () => {
  const directory = newDirectory();
  const target = await openSqliteCopy({ directory, ledger });
  await expect(openSqliteCopy({ directory, ledger })).rejects.toMatchObject({ code: 'store-locked' });
  await target.close();
});
