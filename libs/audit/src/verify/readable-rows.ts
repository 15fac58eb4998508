import { type Connection, wholeNumber } from '#libs/event-store';

/** The tables of the seals and the kinds of their values, as they are laid out. */
const TABLES: readonly { readonly table: string; readonly columns: Columns; readonly key: string }[] = [
  { table: 'tiles', columns: { level: 'integer', tile: 'integer', hashes: 'blob' }, key: 'level, tile' },
  { table: 'positions', columns: { tile: 'integer', first: 'integer', positions: 'text' }, key: 'tile' },
  { table: 'heads', columns: { key: 'text', stream: 'text', length: 'integer', leaf: 'blob' }, key: 'key' },
  { table: 'head_rows', columns: { prefix: 'text', kinds: 'text', hashes: 'blob' }, key: 'prefix' },
  { table: 'checkpoints', columns: { size: 'integer', position: 'integer', note: 'text' }, key: 'size' },
  {
    table: 'cosignatures',
    columns: { size: 'integer', witness: 'text', line: 'text' },
    key: 'size, witness',
  },
];

type Columns = Readonly<Record<string, 'integer' | 'text' | 'blob'>>;

/** Longer than any note; one has some hundred bytes for each key that was revoked. */
const LONGEST_NOTE_BYTES = 4_000_000;

/** Longer than any other value of the seals: the longest is that of a row of the map of heads, or a witness's key. */
const LONGEST_VALUE_BYTES = 10_000;

/**
 * Has a connection to seals show only what can be read, each row once and in order: a value of another type is none that a reader
 * expects, a number may be beyond what a program can hold, a text longer than it can, and rows out of order could be gone through
 * without end. A row whose key is no such number or too long is left out; any other value is shown as its bytes, as 0, or as nothing
 * where it is too long. The file is as before: the tables shown in
 * place of its own are the connection's, in memory.
 *
 * @param disordered tables whose rows the file does not have in their order
 * @returns the tables that have values which cannot be read
 * @throws the driver's own errors where a table is gone or cannot be read
 */
export function showReadable(connection: Connection, disordered: ReadonlySet<string>): readonly string[] {
  return TABLES.flatMap(({ table, columns, key }) => {
    const kinds = Object.entries(columns);
    const isReadable = kinds.map(readable).join(' AND ');
    const [unreadable = 0] =
      connection
        .query<[number]>(`SELECT count(*) FROM main.${table} NOT INDEXED WHERE NOT (${isReadable})`)
        .get() ?? [];
    if (unreadable === 0 && !disordered.has(table)) return [];
    const keys = kinds.filter(([name]) => key.split(', ').includes(name));
    // A table of the connection's own comes before that of the file where a name is looked up.
    connection.exec(`
      CREATE TEMP TABLE ${table} (${Object.keys(columns).join(', ')}, PRIMARY KEY (${key})) WITHOUT ROWID;
      INSERT OR IGNORE INTO temp.${table} SELECT ${kinds.map(shown).join(', ')} FROM main.${table} NOT INDEXED
        WHERE ${keys.map(holdable).join(' AND ')};
    `);
    return unreadable === 0 ? [] : [table];
  });
}

type Column = readonly [name: string, type: Columns[string]];

function readable([name, type]: Column): string {
  return type === 'integer'
    ? holdable([name, type])
    : `typeof(${name}) = '${type}' AND ${holdable([name, type])}`;
}

/** True of what the driver can hand over, whatever its type. SQLite tells how long a value is without reading it. */
function holdable([name, type]: Column): string {
  if (type === 'integer') return `${wholeNumber(name)} IS NOT NULL`;
  const most = name === 'note' ? LONGEST_NOTE_BYTES : LONGEST_VALUE_BYTES;
  return `coalesce(octet_length(${name}), 0) <= ${most}`;
}

function shown([name, type]: Column): string {
  if (type === 'integer') return `coalesce(${wholeNumber(name)}, 0)`;
  return `CAST(iif(${holdable([name, type])}, coalesce(${name}, ''), '') AS ${type})`;
}
