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

/**
 * Has a connection to seals show only what can be read, each row once and in order: a value of another type is none that a reader
 * expects, a number may be beyond what a program can hold, and rows out of order could be gone through without end. A row whose
 * key is no such number is left out; any other value is shown as its bytes, or as 0. The file is as before: the tables shown in
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
    const hasKey = kinds.filter(([name, type]) => type === 'integer' && key.split(', ').includes(name));
    // A table of the connection's own comes before that of the file where a name is looked up.
    connection.exec(`
      CREATE TEMP TABLE ${table} (${Object.keys(columns).join(', ')}, PRIMARY KEY (${key})) WITHOUT ROWID;
      INSERT OR IGNORE INTO temp.${table} SELECT ${kinds.map(shown).join(', ')} FROM main.${table} NOT INDEXED
        WHERE ${['TRUE', ...hasKey.map(readable)].join(' AND ')};
    `);
    return unreadable === 0 ? [] : [table];
  });
}

type Column = readonly [name: string, type: Columns[string]];

function readable([name, type]: Column): string {
  return type === 'integer' ? `${wholeNumber(name)} IS NOT NULL` : `typeof(${name}) = '${type}'`;
}

function shown([name, type]: Column): string {
  if (type === 'integer') return `coalesce(${wholeNumber(name)}, 0)`;
  return `CAST(coalesce(${name}, '') AS ${type})`;
}
