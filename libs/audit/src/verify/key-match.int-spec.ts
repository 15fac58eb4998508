import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, openSqliteLogView } from '#libs/event-store';
import { newEvent, newEvents, pastTypes } from '#libs/event-store/testing';
import { type LogVerdict, verifyLog } from '../index.js';
import { sealedLedger, type SealedLedger } from '../testing/index.js';

let ledger: SealedLedger;
beforeEach(async () => {
  ledger = await sealedLedger();
});
afterEach(() => ledger.remove());

/** Verifies the ledger as somebody left it who wrote past the program. */
async function after(sql: string): Promise<Pick<LogVerdict, 'findings' | 'keys'>> {
  const connection = Connection.open(join(ledger.directory, 'ledger.db'));
  connection.exec(`PRAGMA busy_timeout = 5000; DROP TRIGGER IF EXISTS events_never_change; ${sql}`);
  connection.close();
  const view = openSqliteLogView(ledger.directory);
  const { findings, keys } = await verifyLog({ log: view, seals: undefined, outside: [] });
  view.close();
  return { findings, keys };
}

test('a key whose append is as it names it counts as named, one that an earlier program bound later to the same events does not', async () => {
  await ledger.store.append('member-P-0001', 0, newEvents(3), { idempotencyKey: 'first' });
  const later = "INSERT INTO keys VALUES ('second', 1, 3), ('two of them', 2, 2)";
  expect(await after(later)).toEqual({ findings: [], keys: { named: 1, unnamed: 2, notJudged: 0 } });
});

test('events that older programs recorded name no key, and nothing is claimed of theirs', async () => {
  await ledger.store.append('member-P-0001', 0, [newEvent()], { idempotencyKey: 'k' });
  const older = "UPDATE events SET metadata = json_remove(metadata, '$.boundKey')";
  expect(await after(older)).toEqual({ findings: [], keys: { named: 0, unnamed: 1, notJudged: 0 } });
});

test('more keys than a page are all held against their events', async () => {
  await ledger.append(3, 1, (made) => `k-${made}`);
  const later =
    'WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 2500) ' +
    "INSERT INTO keys SELECT printf('later-%04d', i), 2, 1 FROM n";
  expect(
    await after(`${later}; UPDATE keys SET key = 'z' WHERE key = 'k-2'; DELETE FROM keys WHERE key = 'k-3'`),
  ).toEqual({
    findings: [2, 3].map((position) => ({ kind: 'key-changed', position })),
    keys: { named: 1, unnamed: 2_501, notJudged: 0 },
  });
});

test('keys of which a page was overwritten cannot be read, which is a finding and no failure', async () => {
  await ledger.append(3, 1, (made) => `k-${made}`);
  await ledger.close();
  const file = join(ledger.directory, 'ledger.db');
  const connection = Connection.open(file);
  const [root = 0] =
    connection.query<[number]>("SELECT rootpage FROM sqlite_schema WHERE name = 'keys'").get() ?? [];
  const size = connection.pragma('page_size');
  connection.close();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xaa, (root - 1) * size, root * size));
  const view = openSqliteLogView(ledger.directory);
  const { findings, keys } = await verifyLog({ log: view, seals: undefined, outside: [] });
  view.close();
  expect({ findings, keys }).toEqual({ findings: [{ kind: 'keys-unreadable' }], keys: null });
});

test.each([
  ['no event at all', '0, 1'],
  ['more events than there are', '3, 2'],
  ['events of two streams', '1, 2'],
  ['no events', '1, 0'],
  ['fewer than none', '1, -1'],
  ['more than an append has', '1, 9007199254740991'],
])('a key that is bound to %s is found, whatever its text is', async (_, place) => {
  await ledger.append(3);
  for (const key of ["'k'", "''", "CAST(x'ff' AS TEXT)"]) {
    const { findings } = await after(`DELETE FROM keys; INSERT INTO keys VALUES (${key}, ${place})`);
    expect(findings).toEqual([{ kind: 'key-astray', position: Number(place.split(',')[0]) }]);
  }
});

describe('values that no row of a key can have', () => {
  beforeEach(() => ledger.append(3, 1, (made) => `k-${made}`));

  async function afterTypes(sql: string): Promise<Pick<LogVerdict, 'findings' | 'keys'>> {
    pastTypes(join(ledger.directory, 'ledger.db'), 'keys', sql);
    return after('');
  }
  const changed = { kind: 'key-changed', position: 2 };
  const astray = (position: number | null): object => ({ kind: 'key-astray', position });
  const where = 'WHERE first_pos = 2';

  test.each([
    ['the same bytes for its text', `UPDATE keys SET key = CAST(key AS BLOB) ${where}`, astray(2)],
    ['bytes', `UPDATE keys SET key = x'ff' ${where}`, astray(2)],
    ['no bytes', `UPDATE keys SET key = x'' ${where}`, astray(2)],
  ])('a key that is %s is found by nobody, and the rows after it are still read', async (_, sql, finding) => {
    expect(await afterTypes(sql)).toEqual({
      findings: [changed, finding],
      keys: { named: 2, unnamed: 0, notJudged: 0 },
    });
  });

  test.each([
    "'{}'",
    '1.5',
    "x'01'",
    'NULL',
    '9007199254740993',
    '-9223372036854775807 - 1',
    '1e300',
    '0',
    '501',
  ])('a count of %s is found, with the rows beside it', async (count) => {
    expect(await afterTypes(`UPDATE keys SET count = ${count} ${where}`)).toMatchObject({
      findings: [changed],
      keys: { named: 2 },
    });
  });

  test.each(["'{}'", '1.5', "x'00'", 'NULL', '9007199254740993', '1e300', '-1'])(
    'a place at %s is found, with the rows beside it',
    async (place) => {
      expect(await afterTypes(`UPDATE keys SET first_pos = ${place} ${where}`)).toEqual({
        findings: [changed, astray(null)],
        keys: { named: 2, unnamed: 0, notJudged: 0 },
      });
    },
  );
});
