import * as fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, type LedgerRecord, openSqliteCopy, openSqliteLogView } from '#libs/event-store';
import { newEvent, pastTypes } from '#libs/event-store/testing';
import { type Finding, verifyLog } from '../index.js';

/** Changes tried of the rows of `inverted`. */
const CHANGES = process.env['CANBAO_FULL'] === '1' ? 500 : 25;

const ledger: LedgerRecord = {
  logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.1.0',
  createdAt: '2027-01-01T00:00:00.000Z',
  schemaVersion: 1,
};

let directory: string;
/** A copy of a ledger of two writers: the second event was recorded before the first, and so was the third. */
beforeEach(async () => {
  directory = join(mkdtempSync(join(tmpdir(), 'canbao-inverted-')), 'data');
  const target = await openSqliteCopy({ directory, ledger });
  const instants = ['05', '02', '04', '06'].map((second) => `2027-01-02T00:00:${second}.000Z`);
  await target.takeEvents(
    instants.map((recordedAt, index) => ({
      ...newEvent(),
      ...{ stream: 'member-P-0001', version: index + 1, position: index + 1, recordedAt },
    })),
  );
  await target.finish();
  await target.close();
});
afterEach(() => {
  rmSync(join(directory, '..'), { recursive: true });
});

async function findingsAfter(sql: string): Promise<readonly Finding[]> {
  const connection = Connection.open(join(directory, 'ledger.db'));
  connection.exec(sql);
  connection.close();
  const view = openSqliteLogView(directory);
  const { findings } = await verifyLog({ log: view, seals: undefined, outside: [] });
  view.close();
  return findings;
}

test('a copy with the latest recordings that its events give is as it should be', async () => {
  expect(await findingsAfter('')).toEqual([]);
});

test.each([
  ['another moment', 'UPDATE inverted SET highest_ms = highest_ms - 1 WHERE pos = 3', 3],
  ['another event', 'UPDATE inverted SET pos = 4 WHERE pos = 3', 4],
  ['a row that is gone', 'DELETE FROM inverted WHERE pos = 2', 2],
  ['a row too many', 'INSERT INTO inverted VALUES (4, 1798848006000)', 4],
  ['a moment that no calendar has', 'UPDATE inverted SET highest_ms = 9007199254740991 WHERE pos = 3', 3],
  ['a layout without such moments', 'PRAGMA user_version = 1', 2],
])('%s is found', async (_, sql, position) => {
  expect(await findingsAfter(sql)).toContainEqual({ kind: 'latest-recording-changed', position });
});

test.each(['9007199254740993', '9223372036854775807', '1.5', "'x'", "x'01'", 'NULL'])(
  'a moment of %s, which no program can hold or is none, is found where it is',
  async (value) => {
    pastTypes(
      join(directory, 'ledger.db'),
      'inverted',
      `UPDATE inverted SET highest_ms = ${value} WHERE pos = 2`,
    );
    expect(await findingsAfter('DELETE FROM inverted WHERE pos = 3')).toEqual(
      [2, 3].map((position) => ({ kind: 'latest-recording-changed', position })),
    );
  },
);

test('a row of no position that a program can hold is found, and so is the one that is gone for it', async () => {
  expect(await findingsAfter('UPDATE inverted SET pos = 9007199254740993 WHERE pos = 2')).toEqual(
    [null, 2].map((position) => ({ kind: 'latest-recording-changed', position })),
  );
});

test('whatever value of a row is changed, the row is named', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(2, 3),
      fc.constantFrom('pos', 'highest_ms'),
      fc.integer({ min: 2, max: 2 ** 52 }),
      async (position, column, by) => {
        const found = await findingsAfter(
          `UPDATE inverted SET ${column} = ${column} + ${by} WHERE pos = ${position}`,
        );
        const now = column === 'pos' ? position + by : position;
        await findingsAfter(`UPDATE inverted SET ${column} = ${column} - ${by} WHERE pos = ${now}`);
        for (const each of [position, now])
          expect(found).toContainEqual({ kind: 'latest-recording-changed', position: each });
      },
    ),
    { numRuns: CHANGES },
  );
  expect(await findingsAfter('')).toEqual([]);
});

test('an event recorded at a moment that no calendar has cannot be read, which is told where it is', async () => {
  const change = 'UPDATE events SET recorded_ms = 9007199254740991 WHERE pos = 3';
  expect(await findingsAfter(`DROP TRIGGER events_never_change; ${change}`)).toContainEqual({
    kind: 'log-unreadable',
    position: 2,
  });
});
