import * as fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, type EventStore, openSqliteStore, type SqlValue } from '#libs/event-store';
import { readModelFile, StandingModel } from '#libs/projections';
import { standingSource } from '../read-models/standing-source.js';
import { projectedLedger } from '../testing/index.js';
import { type ReadModelsVerdict, verifyReadModels } from './read-models.js';

/** Changes tried of each column of each table. */
const CHANGES_EACH = process.env['CANBAO_FULL'] === '1' ? 12 : 1;

let directory: string;
let store: EventStore;
let database: Connection;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'canbao-rows-'));
  ({ store } = await projectedLedger(join(directory, 'data')));
  database = Connection.open(readModelFile(join(directory, 'data')));
});
afterAll(async () => {
  database.close();
  await store.close();
  rmSync(directory, { recursive: true });
});

function verified(): Promise<ReadModelsVerdict> {
  return verifyReadModels(store, join(directory, 'data'), { signal: new AbortController().signal });
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
  const verdict = await verifyReadModels(store, other, { signal: new AbortController().signal });
  expect(verdict).toMatchObject({
    status: 'damaged',
    reason: expect.stringMatching(/^read-models\.sqlite: /) as string,
  });
});

test('a comparison that is told to end says nothing of the rows', async () => {
  const verdict = await verifyReadModels(store, join(directory, 'data'), { signal: AbortSignal.abort() });
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
  expect(verdict).toEqual({
    status: 'different',
    rows: [{ table: 'upcoming', key: member }],
    notJudged: null,
  });
});

test('a file laid out by another program is not taken for the same', async () => {
  const layout = database.pragma('user_version');
  database.exec(`PRAGMA user_version = ${String(layout + 1)}`);
  const verdict = await verified();
  database.exec(`PRAGMA user_version = ${String(layout)}`);
  expect(verdict).toMatchObject({ status: 'damaged', reason: expect.stringContaining('laid them out') });
});

test('what cannot be read on the way to the end of the log is damage, and is not made anew to be compared', async () => {
  const place = mkdtempSync(join(directory, 'behind-'));
  const { store: other, clock } = await projectedLedger(place);
  const rows = Connection.open(readModelFile(place));
  rows.exec("UPDATE standings_1 SET standing = '{', foreseen = 0; DELETE FROM upcoming_1");
  rows.close();
  clock.now = '2028-01-05T10:00:00+08:00';
  const verdict = await verifyReadModels(other, place, { signal: new AbortController().signal });
  expect(verdict.status).toBe('damaged');
  await other.close();
});

test('read models on which midnights have come that the clock, put right since, has before it are the same', async () => {
  const place = mkdtempSync(join(directory, 'ahead-'));
  const { store: other, clock } = await projectedLedger(place);
  clock.now = '2028-02-03T10:00:00+08:00';
  const model = new StandingModel({
    directory: place,
    store: other,
    source: standingSource(other),
    pauses: { at: () => Promise.resolve() },
  });
  await model.catchUp();
  await model.stop();
  await other.close();
  const late = Date.parse('2027-12-20T11:00:00+08:00');
  const reopened = await openSqliteStore({ directory: place, clock: () => late });
  const verdict = await verifyReadModels(reopened, place, { signal: new AbortController().signal });
  expect(verdict).toEqual({ status: 'same' });
  await reopened.close();
});
