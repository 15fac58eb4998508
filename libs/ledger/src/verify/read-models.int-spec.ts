import * as fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, type EventStore, openSqliteStore, type SqlValue } from '#libs/event-store';
import { newEvent } from '#libs/event-store/testing';
import { readModelFile, StandingModel } from '#libs/projections';
import { everyRegion, openLedger, standingSource } from '../index.js';
import { author, given, paid, registered, sampleRegions, shippedPacks } from '../testing/index.js';
import { type ReadModelsVerdict, verifyReadModels } from './read-models.js';

/** Changes tried of each column of each table. */
const CHANGES_EACH = process.env['CANBAO_FULL'] === '1' ? 12 : 1;

let directory: string;
let store: EventStore;
let database: Connection;
let now = '2026-12-20T10:00:00+08:00';

/** Read models with a row in each table: of windows and of single events, of a midnight, with a member set aside. */
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'canbao-rows-'));
  store = await openSqliteStore({
    directory: join(directory, 'data'),
    create: {
      logId: '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17',
      kind: 'ledger',
      clockOffsetMs: 0,
      appVersion: '0.0.0',
    },
    clock: () => Date.parse(now),
  });
  const model = new StandingModel({
    directory: join(directory, 'data'),
    store,
    source: standingSource(store),
    pauses: { at: () => Promise.resolve() },
    limits: { batchEvents: 2, windowEvents: 6 },
  });
  const parts = { store, packs: shippedPacks(), engine: '0.0.0', standings: model };
  const ledger = await openLedger(parts);
  const decide = (member: string): Promise<unknown> =>
    ledger.decisions.serve({
      ...{ kind: 'standing', member, on: '2026-12-20', language: 'zh', scope: everyRegion },
      ...{ actor: 'key-1', correlationId: 'request-1' },
    });
  await ledger.policy.importRegions(sampleRegions(), author);
  for (const member of ['P-0001', 'P-0002', 'P-0003', 'P-0004']) {
    await given(ledger, member, registered, paid(2025, '2024-10-01'));
    await decide(member);
  }
  await model.catchUp();
  // One by one, so that their entries are written.
  for (const member of ['P-0001', 'P-0002']) {
    await given(ledger, member, paid(2027, '2026-12-01'));
    await model.catchUp();
  }
  const { logId } = store.ledger;
  await ledger.feed.acknowledge({
    ...{ name: 'claims', actor: 'key:k1', correlationId: 'test', scope: { regions: ['359901'] } },
    cursor: `${logId}.answers.1.0`,
  });
  // A fact past all rules, with which its member cannot be derived.
  const { length } = await store.readStream('member-P-0004');
  await store.append('member-P-0004', length, [newEvent({ type: 'PremiumPaid', data: { paidOn: 7 } })]);
  await model.catchUp();
  // A midnight comes on which standings move; the next such one is near enough to be looked ahead for.
  for (now of ['2027-01-02T10:00:00+08:00', '2027-12-20T10:00:00+08:00']) await model.catchUp();
  await model.lookAhead();
  await model.stop();
  database = Connection.open(readModelFile(join(directory, 'data')));
});
afterAll(async () => {
  database.close();
  await store.close();
  rmSync(directory, { recursive: true });
});

function verified(): Promise<ReadModelsVerdict> {
  return verifyReadModels(store, join(directory, 'data'), new AbortController().signal);
}

test('read models that nobody touched are the same, and each of their tables has rows', async () => {
  expect(await verified()).toEqual({ status: 'same' });
  for (const table of tables()) expect([table, rowsOf(table).length > 0]).toEqual([table, true]);
});

test('a file of which a page cannot be read is damaged, and named', async () => {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const other = mkdtempSync(join(directory, 'damaged-'));
  const bytes = readFileSync(readModelFile(join(directory, 'data')));
  writeFileSync(readModelFile(other), bytes.fill(0xaa, 8_192, 12_288));
  const verdict = await verifyReadModels(store, other, new AbortController().signal);
  expect(verdict).toMatchObject({
    status: 'damaged',
    reason: expect.stringMatching(/^read-models\.sqlite: /) as string,
  });
});

test('a comparison that is told to end says nothing of the rows', async () => {
  const verdict = await verifyReadModels(store, join(directory, 'data'), AbortSignal.abort());
  expect(verdict).toEqual({ status: 'not-compared' });
});

function tables(): readonly string[] {
  return database
    .query<[string]>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
    .map(([name]) => name);
}

function rowsOf(table: string): readonly (readonly SqlValue[])[] {
  return database.query<SqlValue[]>(`SELECT * FROM ${table}`).all();
}

function columnsOf(table: string): readonly string[] {
  return database
    .query<[string]>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(([name]) => name);
}

/** Another value of the same sort: a digit, a letter or a number of it is another one. */
function changed(value: SqlValue, at: number): SqlValue {
  if (typeof value === 'number') return value + 1 + (at % 40);
  const text = value ?? '0';
  const places = Array.from(text).flatMap((sign, place) => (/[0-9a-z]/.test(sign) ? [place] : []));
  const place = places[at % places.length] ?? 0;
  const other = /[0-8]/.test(text.charAt(place)) ? String(Number(text.charAt(place)) + 1) : '0';
  return text.slice(0, place) + other + text.slice(place + 1);
}

test('a changed value of any column of any table is found, and its table named', async () => {
  const kinds = tables().flatMap((table) => columnsOf(table).map((column) => ({ table, column })));
  expect(kinds.length).toBeGreaterThan(50);
  for (const { table, column } of kinds) {
    const rows = rowsOf(table);
    const columns = columnsOf(table);
    const place = columns.indexOf(column);
    await fc.assert(
      fc.asyncProperty(fc.nat(rows.length - 1), fc.nat(), async (number, at) => {
        const row = rows[number] ?? [];
        const others = columns.map((name) => `${name} IS ?`).join(' AND ');
        const write = database.command(`UPDATE ${table} SET ${column} = ? WHERE ${others}`);
        const after = row.with(place, changed(row[place] ?? null, at));
        try {
          write(after[place] ?? null, ...row);
        } catch {
          // The database itself refuses some: a key twice, or a flag that is neither 0 nor 1.
          return;
        }
        const verdict = await verified().finally(() => {
          write(row[place] ?? null, ...after);
        });
        const named = 'rows' in verdict ? verdict.rows.map((each) => each.table) : verdict;
        // What is foreseen of a row is named by its member, whichever of both was changed.
        const expected = column === 'foreseen' ? 'upcoming' : table.replace(/_\d+$/, '');
        expect({ table, column, at, named }).toMatchObject({ named: expect.arrayContaining([expected]) });
      }),
      { numRuns: CHANGES_EACH },
    );
  }
  expect(await verified()).toEqual({ status: 'same' });
});

test('what is foreseen goes with its row: a flag that was taken back leaves what was foreseen behind', async () => {
  const taken = 'UPDATE standings_1 SET foreseen = 0 WHERE member =';
  const [[member] = []] = database
    .query<[string]>('SELECT member FROM standings_1 WHERE foreseen = 1 LIMIT 1')
    .all();
  database.exec(`${taken} '${String(member)}'`);
  const verdict = await verified();
  database.exec(`UPDATE standings_1 SET foreseen = 1 WHERE member = '${String(member)}'`);
  expect(verdict).toEqual({ status: 'different', rows: [{ table: 'upcoming', key: member }] });
});

test('a file laid out by another program is not taken for the same', async () => {
  const layout = database.pragma('user_version');
  database.exec(`PRAGMA user_version = ${String(layout + 1)}`);
  const verdict = await verified();
  database.exec(`PRAGMA user_version = ${String(layout)}`);
  expect(verdict).toMatchObject({ status: 'damaged', reason: expect.stringContaining('laid them out') });
});
