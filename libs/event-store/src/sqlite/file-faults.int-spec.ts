import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loseLastEntry, newEvent, pastGuards } from '../testing/index.js';
import { Connection } from './connection.js';
import { fileFaults } from './file-faults.js';
import { openSqliteStore } from './open.js';
import { LEDGER_LAYOUT } from './schema.js';

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
  pastGuards(file, 'DELETE FROM events WHERE pos = 2; PRAGMA wal_checkpoint(TRUNCATE)');
});
afterEach(() => {
  rmSync(join(directory, '..'), { recursive: true });
});

test('a file in which nothing was changed has no fault', () => {
  expect(fileFaults(file, LEDGER_LAYOUT)).toEqual([]);
});

test('an entry that an index has lost is told with its row, its position and its stream', () => {
  loseLastEntry(file, 'sqlite_autoindex_events_2');
  expect(fileFaults(file, LEDGER_LAYOUT)).toEqual([
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
  expect(fileFaults(file, LEDGER_LAYOUT)).toMatchObject([{ index, ...told }]);
});

test('a value that the layout refuses is told with its table', () => {
  const connection = Connection.open(file);
  connection.exec('PRAGMA ignore_check_constraints = ON; UPDATE ledger SET only = 2');
  connection.close();
  expect(fileFaults(file, LEDGER_LAYOUT)).toEqual([
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
    'CREATE INDEX by_type ON events (type)',
    { says: "index by_type is none of the program's", table: 'events' },
  ],
  ['CREATE TABLE more (a)', { says: "table more is none of the program's", table: 'more' }],
  ['CREATE VIEW facts AS SELECT data FROM events', { says: "view facts is none of the program's" }],
])('%s: what somebody added to a file is told', (added, told) => {
  const connection = Connection.open(file);
  connection.exec(added);
  connection.close();
  expect(fileFaults(file, LEDGER_LAYOUT)).toMatchObject([told]);
});

test.each([
  ['DROP TRIGGER events_never_change', { says: 'trigger events_never_change is gone', table: 'events' }],
  [
    'DROP TRIGGER events_never_go; CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT 1; END',
    { says: 'trigger events_never_go is not as the program lays it out', table: 'events' },
  ],
  ['DROP TABLE keys', { says: 'table keys is gone', table: 'keys' }],
  [
    laidOutAnew('keys', 'key TEXT PRIMARY KEY', 'key TEXT PRIMARY KEY COLLATE NOCASE'),
    { says: 'table keys is not as the program lays it out', table: 'keys' },
  ],
  [
    laidOutAnew('ledger', ' CHECK (only = 1)', ''),
    { says: 'table ledger is not as the program lays it out', table: 'ledger' },
  ],
  ['PRAGMA user_version = 2', { says: 'table inverted is gone', table: 'inverted' }],
])('%s: what somebody took away or changed of the layout of a file is told', (change, told) => {
  const connection = Connection.open(file);
  connection.exec(change);
  connection.close();
  expect(fileFaults(file, LEDGER_LAYOUT)).toContainEqual(expect.objectContaining(told));
});

test('a ledger that was laid out before there were access logs has no fault', () => {
  const connection = Connection.open(file);
  connection.exec(laidOutAnew('ledger', ", 'access-log'", ''));
  connection.close();
  expect(fileFaults(file, LEDGER_LAYOUT)).toEqual([]);
});

/** A table with its rows, in which something is laid out otherwise. */
function laidOutAnew(table: string, from: string, to: string): string {
  const text =
    LEDGER_LAYOUT.objects(Connection.open(':memory:'))?.find(({ name }) => name === table)?.sql[0] ?? '';
  return `ALTER TABLE ${table} RENAME TO before; ${text.replace(from, to)}; INSERT INTO ${table} SELECT * FROM before; DROP TABLE before`;
}

test('a page that is none, and a file that is no database, are faults and no failure', () => {
  const bytes = readFileSync(file);
  writeFileSync(file, Buffer.concat([bytes.subarray(0, 4_096), Buffer.alloc(bytes.length - 4_096, 0xaa)]));
  expect(fileFaults(file, LEDGER_LAYOUT)).not.toEqual([]);
  writeFileSync(file, 'something else'.repeat(100));
  expect(fileFaults(file, LEDGER_LAYOUT)).toMatchObject([
    { says: expect.stringMatching(/malformed|not a database/) as string },
  ]);
});

describe('what the numbers of events stand for', () => {
  test.each([
    [
      'an event of no type',
      'UPDATE events SET type = 99 WHERE pos = 3',
      { table: 'events', row: 3 },
      /of type 99, which is not in types/,
    ],
    [
      'an event of no stream',
      'UPDATE events SET stream = 99 WHERE pos = 3',
      { table: 'events', row: 3 },
      /of stream 99, which is not in streams/,
    ],
    [
      'a stream of no event',
      "INSERT INTO streams (name) VALUES ('member-P-7777')",
      { table: 'streams', row: 4, isIdle: true },
      /row 4 of streams is of no row of events/,
    ],
    [
      'a type of no event',
      "INSERT INTO types (name) VALUES ('Other')",
      { table: 'types', row: 2, isIdle: true },
      /row 2 of types/,
    ],
  ])('%s is told', (_, sql, told, says) => {
    pastGuards(file, sql);
    expect(fileFaults(file, LEDGER_LAYOUT)).toMatchObject([
      { ...told, says: expect.stringMatching(says) as string },
    ]);
  });
});

test.each(['ledger', 'streams', 'types', 'events', 'keys'])(
  'nothing can be made of %s with a column more, or gone',
  (table) => {
    const connection = Connection.open(file);
    connection.exec(`ALTER TABLE ${table} ADD COLUMN extra TEXT`);
    expect(fileFaults(file, LEDGER_LAYOUT)).toMatchObject([{ table, hasOtherColumns: true }]);
    connection.exec(`DROP TABLE ${table}`);
    connection.close();
    expect(fileFaults(file, LEDGER_LAYOUT)).toContainEqual(
      expect.objectContaining({ table, hasOtherColumns: true }),
    );
  },
);
