import * as fc from 'fast-check';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

test('a changed value of any column of any table is found, and no row of another table is named', async () => {
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
        const expected = table.replace(/_\d+$/, '');
        expect({ table, column, at, named: new Set(named as readonly string[]) }).toEqual({
          ...{ table, column, at, named: new Set([expected]) },
        });
      }),
      { numRuns: CHANGES_EACH },
    );
  }
  expect(await verified()).toEqual({ status: 'same' });
});

describe('what is named is what was changed, and nothing sound beside it', () => {
  /** What is named after a change; the file is then put back. */
  async function namedAfter(sql: string): Promise<unknown> {
    const place = mkdtempSync(join(directory, 'changed-'));
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    cpSync(readModelFile(join(directory, 'data')), readModelFile(place));
    const other = Connection.open(readModelFile(place));
    other.exec(sql);
    other.close();
    const verdict = await verifyReadModels(store, place, { signal: new AbortController().signal });
    if (!('rows' in verdict)) return verdict;
    const rows = verdict.rows.map(({ table, key }) => `${table} ${key}`);
    return verdict.notJudged === null ? rows : { rows, notJudged: verdict.notJudged };
  }

  const first = (column: string, where: string): SqlValue =>
    database.query<[SqlValue]>(`SELECT ${column} FROM ${where} LIMIT 1`).get()?.[0] ?? null;
  const foreseen = (): string => String(first('member', 'standings_1 WHERE foreseen = 1'));

  test.each([0, 2])(
    'a flag of looking ahead that was changed to %i: its row of the standings',
    async (flag) => {
      const member = foreseen();
      const named = await namedAfter(
        `UPDATE standings_1 SET foreseen = ${String(flag)} WHERE member = '${member}'`,
      );
      expect(named).toEqual([`standings ${member}`]);
    },
  );

  test('a row of the standings that was deleted, and not what was foreseen of it', async () => {
    const member = foreseen();
    expect(await namedAfter(`DELETE FROM standings_1 WHERE member = '${member}'`)).toEqual([
      `standings ${member}`,
    ]);
  });

  test.each([
    ['deleted', 'DELETE FROM upcoming_1'],
    ['changed', "UPDATE upcoming_1 SET region = '359999'"],
    ['put at another row', 'UPDATE upcoming_1 SET id = 9999'],
  ])('what was foreseen and is %s: by its member', async (_, change) => {
    const member = foreseen();
    const id = `(SELECT rowid FROM standings_1 WHERE member = '${member}')`;
    expect(await namedAfter(`${change} WHERE id = ${id}`)).toEqual([`upcoming ${member}`]);
  });

  test('what was foreseen of a row that never was: by its number', async () => {
    const added = "INSERT INTO upcoming_1 VALUES (9999, '359999', NULL, NULL, NULL, NULL)";
    expect(await namedAfter(added)).toEqual(['upcoming 9999']);
  });

  const others =
    "UPDATE standings_1 SET region = '359999' WHERE member = (SELECT min(member) FROM standings_1)";

  test.each([
    'UPDATE generations SET position = (SELECT max(position) FROM feed_answers) - 1',
    'UPDATE generations SET live = 0',
    'UPDATE generations SET generation = 7',
    'UPDATE generations SET version = version + 1',
    "UPDATE generations SET as_of = '2031-01-01'",
    'UPDATE generations SET anchor = NULL',
    "UPDATE generations SET position = position - 1, digest = ''",
    'DELETE FROM generations',
    'UPDATE feed_spans SET after = after + 1',
    'UPDATE feed_spans SET through = through + 5',
  ])('what says how far they had come (%s): nothing is compared by it', async (change) => {
    const table = change.includes('feed_spans') ? 'feed_spans' : 'generations';
    expect(await namedAfter(`${others}; ${change}`)).toEqual({
      rows: expect.arrayContaining([expect.stringMatching(`^${table} `)]),
      notJudged: { count: null, because: [] },
    });
    expect(JSON.stringify(await namedAfter(change))).not.toContain('feed_answers');
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
