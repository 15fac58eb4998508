import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loseLastEntry, newEvent } from '../testing/index.js';
import { Connection } from './connection.js';
import { fileFaults } from './file-faults.js';
import { openSqliteStore } from './open.js';

let directory: string;
let file: string;
beforeEach(async () => {
  directory = join(mkdtempSync(join(tmpdir(), 'canbao-faults-')), 'data');
  file = join(directory, 'ledger.db');
  const create = { logId: 'log', kind: 'ledger', clockOffsetMs: 0, appVersion: '0' } as const;
  const store = await openSqliteStore({ directory, create, clock: Date.now });
  for (const stream of ['member-P-0001', 'member-P-0002', 'member-P-0003'])
    await store.append(stream, 0, [newEvent(), newEvent()]);
  await store.close();
  // Behind a position that is left free, a row is not the one of its number.
  const connection = Connection.open(file);
  connection.exec('DROP TRIGGER events_never_go; DROP TRIGGER events_never_change');
  connection.exec('DELETE FROM events WHERE pos = 2; PRAGMA wal_checkpoint(TRUNCATE)');
  connection.close();
});
afterEach(() => {
  rmSync(join(directory, '..'), { recursive: true });
});

test('a file in which nothing was changed has no fault', () => {
  expect(fileFaults(file)).toEqual([]);
});

test('an entry that an index has lost is told with its row, its position and its stream', () => {
  loseLastEntry(file, 'sqlite_autoindex_events_2');
  expect(fileFaults(file)).toEqual([
    {
      says: 'row 5 missing from index sqlite_autoindex_events_2',
      ...{ index: 'sqlite_autoindex_events_2', table: 'events', row: 6, stream: 'member-P-0003' },
    },
  ]);
});

test.each([
  ['sqlite_autoindex_streams_1', { table: 'streams', row: 3, stream: 'member-P-0003' }],
  ['sqlite_autoindex_events_1', { table: 'events', row: expect.any(Number) as number }],
])('an entry that %s has lost is told', (index, told) => {
  loseLastEntry(file, index);
  expect(fileFaults(file)).toMatchObject([{ index, ...told }]);
});

test('a value that the layout refuses is told with its table', () => {
  const connection = Connection.open(file);
  connection.exec('PRAGMA ignore_check_constraints = ON; UPDATE ledger SET only = 2');
  connection.close();
  expect(fileFaults(file)).toEqual([
    {
      says: 'CHECK constraint failed in ledger',
      ...{ index: null, table: 'ledger', row: null, stream: null },
    },
  ]);
});

test.each([
  [
    'CREATE TRIGGER quiet AFTER INSERT ON keys BEGIN DELETE FROM keys WHERE key = new.key; END',
    { says: "trigger quiet is none of the program's", table: 'keys' },
  ],
  [
    'CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT 1; END',
    { says: "trigger events_never_go is none of the program's", table: 'events' },
  ],
  ['CREATE VIEW facts AS SELECT data FROM events', { says: "view facts is none of the program's" }],
])('%s: what somebody added to a file is told', (added, told) => {
  const connection = Connection.open(file);
  connection.exec(added);
  connection.close();
  expect(fileFaults(file)).toMatchObject([told]);
});

test('a page that is none, and a file that is no database, are faults and no failure', () => {
  const bytes = readFileSync(file);
  writeFileSync(file, Buffer.concat([bytes.subarray(0, 4_096), Buffer.alloc(bytes.length - 4_096, 0xaa)]));
  expect(fileFaults(file)).not.toEqual([]);
  writeFileSync(file, 'something else'.repeat(100));
  expect(fileFaults(file)).toMatchObject([
    { says: expect.stringMatching(/malformed|not a database/) as string },
  ]);
});
