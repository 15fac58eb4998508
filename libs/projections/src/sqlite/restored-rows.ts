import { addDays, type CivilDate } from '#libs/enrollment';
import { type Connection, laidOutIn, type SqlValue } from '#libs/event-store';
import { rowDigest } from './row-digest.js';
import { generationOf } from './standing-rows.js';

/** So many values are tried in all: some seconds. */
const MOST_TRIES = 1_000_000;

/** Read models that stand on an earlier day than so many before are not put back. */
const MOST_DAYS = 3_660;

/** What a column may have held, the likeliest first. */
type Tried = Readonly<Record<string, () => Iterable<SqlValue>>>;

/**
 * Puts back the one value that was changed of a row which says how far the read models had come, or what is made when it is read,
 * where the digest of the row tells which it was: among those of read models made anew (`other`, attached) and all positions.
 */
export function restoreRows(connection: Connection): void {
  const columns = columnsOf(connection, 'generations');
  const anew = connection.query<SqlValue[]>('SELECT * FROM other.generations').get();
  if (anew === undefined) return;
  const of = new Map(columns.map((column, place) => [column, anew[place] ?? null]));
  const positions = (): Iterable<SqlValue> => downFrom(Number(of.get('position')));
  const budget = { left: MOST_TRIES };
  const restore = (table: string, tried: Tried): void => {
    restoreTable(connection, { table, tried, budget });
  };
  restore('generations', {
    ...Object.fromEntries(columns.slice(0, -1).map((column) => [column, () => [of.get(column) ?? null]])),
    generation: () => laidOutIn(connection).flatMap(({ table }) => generationOf(table) ?? []),
    as_of: () => daysBackFrom(of.get('as_of') as CivilDate | null),
    position: positions,
  });
  restore('feed_spans', { after: positions, through: positions });
  restore('feed_left_out', { position: positions });
}

function restoreTable(
  connection: Connection,
  {
    table,
    tried,
    budget,
  }: { readonly table: string; readonly tried: Tried; readonly budget: { left: number } },
): void {
  const columns = columnsOf(connection, table);
  const put = connection.command(
    `UPDATE main.${table} SET (${columns.join(', ')}) = (${columns.map(() => '?').join(', ')}) WHERE digest = ?`,
  );
  const rightOf = (row: readonly SqlValue[], digest: SqlValue): readonly SqlValue[] | undefined => {
    for (const [column, values] of Object.entries(tried))
      for (const value of values()) {
        if ((budget.left -= 1) < 0) return undefined;
        const other = row.with(columns.indexOf(column), value);
        if (rowDigest(other) === digest) return other;
      }
    return undefined;
  };
  for (const stored of connection.query<SqlValue[]>(`SELECT * FROM main.${table}`).all()) {
    const [row, digest = null] = [stored.slice(0, -1), stored.at(-1)];
    if (rowDigest(row) === digest) continue;
    const right = rightOf(row, digest);
    if (right !== undefined) put(...right, digest, digest);
  }
}

/** The last one is the digest. */
function columnsOf(connection: Connection, table: string): readonly string[] {
  return connection
    .query<[string]>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(([name]) => name);
}

function* downFrom(position: number): Generator<number> {
  for (let each = position; each >= 0; each -= 1) yield each;
}

function* daysBackFrom(last: CivilDate | null): Generator<CivilDate | null> {
  yield last;
  for (let back = 1; last !== null && back <= MOST_DAYS; back += 1) yield addDays(last, -back);
}
