import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, type LedgerRecord, openSqliteCopy, openSqliteLogView } from '#libs/event-store';
import { newEvent } from '#libs/event-store/testing';
import { type Finding, verifyLog } from '../index.js';

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
])('%s is found', async (_, sql, position) => {
  expect(await findingsAfter(sql)).toContainEqual({ kind: 'latest-recording-changed', position });
});
