import { join } from 'node:path';
import * as fc from 'fast-check';
import { Connection, type LogView, namedAs, openSqliteLogView, type SqlValue } from '#libs/event-store';
import {
  addKey,
  type Finding,
  type OutsideCheckpoint,
  logIdentity,
  openBeside,
  openAsFound,
  readCheckpoint,
  readNote,
  type SealDatabase,
  verifyLog,
} from '../index.js';
import { sealedLedger, type SealedLedger, witnessLine } from '../testing/index.js';

/** Changes tried in all, evenly over the kinds below. */
const CHANGES = process.env['CANBAO_FULL'] === '1' ? 10_000 : 1_000;

/** So many that the map of heads has a row. */
const STREAMS = 40;

/** Each third event, by its number, which is its position, too. */
const keyOf = (made: number): string | undefined => (made % 3 === 0 ? `key-${made}` : undefined);

let ledger: SealedLedger;
let view: LogView;
let seals: SealDatabase;
let log: Connection;
let outside: readonly OutsideCheckpoint[];

beforeAll(async () => {
  ledger = await sealedLedger();
  for (const count of [3, 14, 30, 1, 100]) {
    await ledger.append(count, STREAMS, keyOf);
    await ledger.sealer.seal();
    if (count === 14) addKey(ledger.directory, ledger.store.ledger.logId);
  }
  const { checkpoints } = ledger.sealer.seals;
  for (const size of [17, 148]) {
    const note = checkpoints.of(size)?.note ?? '';
    const { witness, line } = witnessLine(readNote(note).text);
    ledger.sealer.seals.cosign(size, witness, line);
  }
  const { size, root } = readCheckpoint(readNote(checkpoints.latest()?.note ?? '').text);
  outside = [{ name: 'kept', size, root }];
  // After the last checkpoint, so that only the stream's own order guards them.
  await ledger.append(4, STREAMS, keyOf);
  view = openSqliteLogView(ledger.directory);
  const beside = openBeside(ledger.directory, ledger.store.ledger.logId);
  if (beside === undefined) throw new Error('There are no seals.');
  seals = beside;
  log = Connection.open(join(ledger.directory, 'ledger.db'));
  // Whoever can write the file can take these away, too.
  log.exec('PRAGMA busy_timeout = 5000; DROP TRIGGER events_never_change; DROP TRIGGER events_never_go');
});
afterAll(async () => {
  log.close();
  seals.close();
  view.close();
  await ledger.remove();
});

async function findings(): Promise<readonly Finding[]> {
  return (await verifyLog({ log: view, seals, outside: [] })).findings;
}

/** The same of files that are opened now, whose records of themselves are read then. */
async function findingsOpened(): Promise<readonly Finding[]> {
  const opened = openSqliteLogView(ledger.directory);
  const found = openAsFound(ledger.directory).seals;
  try {
    const identity = await logIdentity({ log: opened, seals: found, outside: [] });
    if (identity === undefined) throw new Error('Nothing tells which ledger it is.');
    const log = namedAs(opened, identity.logId);
    return [...identity.findings, ...(await verifyLog({ log, seals: found, outside: [] })).findings];
  } finally {
    found?.close();
    opened.close();
  }
}

test('nothing is found where nothing was changed, and a checkpoint from outside proves it', async () => {
  const verdict = await verifyLog({ log: view, seals, outside });
  expect(verdict).toMatchObject({ findings: [], appendOnly: 'proved', events: 152, sealedSize: 148 });
  expect((await verifyLog({ log: view, seals, outside: [] })).appendOnly).toBe('cannot-tell');
  expect((await verifyLog({ log: view, seals: undefined, outside: [] })).appendOnly).toBe('cannot-tell');
  expect((await verifyLog({ log: view, seals: undefined, outside })).appendOnly).toBe('proved');
});

/** One kind of stored value: where it stands, how it is changed, and what has to be found. */
interface Kind {
  readonly name: string;
  readonly database: () => Connection;
  readonly table: string;
  readonly column: string;
  /** Names the row of a value; its values are compared with the finding. */
  readonly key: readonly string[];
  /** How it is found; undefined: by `findings`. */
  readonly verified?: () => Promise<readonly Finding[]>;
  /** Narrows the rows. */
  readonly where?: string;
  readonly finds: (key: readonly SqlValue[], after: string) => Partial<Finding>;
  /** What may be found instead, because the value can no more be read. */
  readonly orFinds?: (key: readonly SqlValue[]) => Partial<Finding>;
  /** What is found beside it; undefined: whatever follows from it. */
  readonly andFinds?: (key: readonly SqlValue[]) => readonly Partial<Finding>[];
}

const logConnection = (): Connection => log;
const sealConnection = (): Connection => seals.connection;

function ofEvents(column: string): Kind {
  return {
    name: `events.${column}`,
    database: logConnection,
    table: 'events',
    column,
    key: ['pos'],
    where: 'pos <= (SELECT max(pos) - 4 FROM events)',
    finds: ([position]) => ({ kind: 'event-changed', position: Number(position) }),
  };
}

/** The text of an event; a change may leave no JSON, and the finding says after which event reading ends. */
function ofTexts(column: string): Kind {
  const before = (position: SqlValue | undefined): number =>
    log
      .query<[number]>('SELECT coalesce(max(pos), 0) FROM events WHERE pos < ?')
      .get(Number(position))?.[0] ?? 0;
  return {
    ...ofEvents(column),
    orFinds: ([position]) => ({ kind: 'log-unreadable', position: before(position) }),
  };
}

/** What a file says of itself. */
function ofRecord(database: () => Connection, column: string, finds: Partial<Finding>): Kind {
  return {
    name: `ledger.${column} of ${finds.kind === 'log-id-changed' ? finds.place : 'store'}`,
    ...{ database, table: 'ledger', column, key: ['only'], finds: () => finds, verified: findingsOpened },
  };
}

const KINDS: readonly Kind[] = [
  ofRecord(logConnection, 'log_id', { kind: 'log-id-changed', place: 'store' }),
  ofRecord(sealConnection, 'log_id', { kind: 'log-id-changed', place: 'seals' }),
  ofRecord(logConnection, 'scripted', { kind: 'script-changed', isOpen: true }),
  ...['clock_offset_ms', 'app_version', 'created_ms'].map((column) =>
    ofRecord(logConnection, column, { kind: 'creation-changed' }),
  ),
  ...['schema_version', 'recorded_ms', 'id', 'version'].map(ofEvents),
  ...['data', 'metadata'].map(ofTexts),
  // A number that names no stream or type hides the event altogether.
  ...['stream', 'type'].map((column) => ({
    ...ofEvents(column),
    finds: ([position]: readonly SqlValue[]) => ({ position: Number(position) }),
  })),
  // A name that many events share: each of them is another event.
  ...['streams', 'types'].map((table): Kind => ({
    ...{ name: `${table}.name`, database: logConnection, table, column: 'name', key: ['id'] },
    finds: () => ({ kind: 'event-changed' }),
  })),
  ...['key', 'count'].map((column): Kind => ({
    ...{ name: `keys.${column}`, database: logConnection, table: 'keys', column, key: ['first_pos'] },
    finds: ([position]) => ({ kind: 'key-changed', position: Number(position) }),
  })),
  {
    ...{ name: 'keys.first_pos', database: logConnection, table: 'keys', column: 'first_pos', key: ['key'] },
    finds: ([key]) => ({ kind: 'key-changed', position: Number(String(key).slice('key-'.length)) }),
  },
  {
    name: 'tiles.hashes',
    database: sealConnection,
    table: 'tiles',
    column: 'hashes',
    key: ['level', 'tile'],
    finds: ([level, tile]) => ({ kind: 'tree-changed', level: Number(level), tile: Number(tile) }),
  },
  ...['first', 'positions'].map((column): Kind => ({
    name: `positions.${column}`,
    database: sealConnection,
    table: 'positions',
    column,
    key: ['tile'],
    finds: ([tile]) => ({ kind: 'positions-changed', tile: Number(tile) }),
  })),
  ...['stream', 'length', 'leaf'].map((column): Kind => ({
    name: `heads.${column}`,
    database: sealConnection,
    table: 'heads',
    column,
    key: ['key'],
    finds: ([key]) => ({ kind: 'head-changed', key: String(key) }),
  })),
  ...['kinds', 'hashes'].map((column): Kind => ({
    name: `head_rows.${column}`,
    database: sealConnection,
    table: 'head_rows',
    column,
    key: ['prefix'],
    finds: ([prefix]) => ({ kind: 'head-row-changed', prefix: String(prefix) }),
  })),
  {
    ...{ name: 'checkpoints.position', database: sealConnection, table: 'checkpoints', column: 'position' },
    key: ['size'],
    finds: ([size]) => ({ kind: 'checkpoint-changed', size: Number(size), because: 'another-place' }),
    andFinds: () => [],
  },
  {
    ...{ name: 'checkpoints.size', database: sealConnection, table: 'checkpoints', column: 'size' },
    key: ['note'],
    finds: (_, after) => ({ kind: 'checkpoint-changed', size: Number(after), because: 'another-place' }),
    andFinds: () => [],
  },
  {
    ...{ name: 'checkpoints.note', database: sealConnection, table: 'checkpoints', column: 'note' },
    key: ['size'],
    finds: ([size]) => ({ kind: 'checkpoint-changed', size: Number(size) }),
    // The key changes with the note of 47: without that, those after it are not signed rightly.
    andFinds: ([size]) =>
      (size === 47 ? [48, 148] : []).map((later) => ({
        ...{ kind: 'checkpoint-changed', size: later, because: 'key-not-handed-over' },
      })),
  },
  ...['line', 'witness'].map((column): Kind => ({
    name: `cosignatures.${column}`,
    database: sealConnection,
    table: 'cosignatures',
    column,
    key: ['size'],
    finds: ([size]) => ({ kind: 'cosignature-changed', size: Number(size) }),
  })),
];

/** Another value of the same sort: a digit, a letter or a byte of it is another one; a flag is the other one. */
function changed(value: string, type: string, at: number, by: number): string {
  if (type === 'flag') return String(1 - Number(value));
  if (type === 'integer') return String(Number(value) + 1 + (by % 1_000));
  const digits = type === 'blob' ? '0123456789ABCDEF' : '0123456789abcdefghijklmnopqrstuvwxyz';
  const places = Array.from(value).flatMap((sign, place) => (digits.includes(sign) ? [place] : []));
  const place = places[at % places.length] ?? 0;
  const base = type === 'blob' ? 16 : /\d/.test(value.charAt(place)) ? 10 : 36;
  const digit = digits.indexOf(value.charAt(place));
  const other =
    base === 36 ? 10 + ((digit - 10 + 1 + (by % 25)) % 26) : (digit + 1 + (by % (base - 1))) % base;
  return value.slice(0, place) + digits.charAt(other) + value.slice(place + 1);
}

test.each(KINDS.map((kind) => [kind.name, kind] as const))(
  'a changed value of %s is found where it is',
  async (_, kind) => {
    const {
      database,
      table,
      column,
      key,
      where = 'TRUE',
      finds,
      orFinds,
      andFinds,
      verified = findings,
    } = kind;
    const connection = database();
    const rows = connection
      .query<SqlValue[]>(
        `SELECT typeof(${column}), CASE typeof(${column}) WHEN 'blob' THEN hex(${column}) ELSE CAST(${column} AS TEXT) END,
         ${key.join(', ')} FROM ${table} WHERE ${where} ORDER BY ${key.join(', ')}`,
      )
      .all();
    const type = String(rows[0]?.[0]);
    const value = type === 'blob' ? 'unhex(?)' : type === 'integer' ? 'CAST(? AS INTEGER)' : '?';
    const write = connection.command(
      `UPDATE ${table} SET ${column} = ${value} WHERE ${key.map((name) => `${name} = ?`).join(' AND ')}`,
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(rows.length - 1), fc.nat(), fc.nat(), async (place, at, by) => {
        const [, before = '', ...values] = rows[place] ?? [];
        const after = changed(String(before), column === 'scripted' ? 'flag' : type, at, by);
        try {
          write(after, ...values);
        } catch {
          // The database itself refuses some: a version or an id twice.
          return;
        }
        const found = await verified().finally(() => {
          write(String(before), ...values);
        });
        const isUnreadable = orFinds !== undefined && found.some(({ kind }) => kind === 'log-unreadable');
        const expected = isUnreadable ? orFinds(values) : finds(values, after);
        expect(found).toContainEqual(expect.objectContaining(expected));
        if (andFinds !== undefined)
          expect(found).toEqual(
            [expected, ...andFinds(values)].map((each) => expect.objectContaining(each) as unknown),
          );
      }),
      { numRuns: Math.ceil(CHANGES / KINDS.length) },
    );
  },
);

describe('rows that go, come or change places', () => {
  /** Changes both databases, verifies, and puts them back. */
  async function after(connection: Connection, sql: string): Promise<readonly Finding[]> {
    connection.exec(`BEGIN IMMEDIATE; ${sql}`);
    connection.exec('COMMIT');
    return findings();
  }

  const rows = (connection: Connection, sql: string): readonly (readonly SqlValue[])[] =>
    connection.query<SqlValue[]>(sql).all();

  test('a deleted event is missing, and nothing else', async () => {
    const [position] = rows(log, 'SELECT pos FROM events ORDER BY pos LIMIT 1 OFFSET 100')[0] ?? [];
    const columns = 'pos, stream, version, type, schema_version, recorded_ms, hex(id), data, metadata';
    const [row = []] = rows(log, `SELECT ${columns} FROM events WHERE pos = ${String(position)}`);
    const found = await after(log, `DELETE FROM events WHERE pos = ${String(position)}`);
    log.command('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, unhex(?), ?, ?)')(...row);
    expect(found).toEqual([{ kind: 'event-missing', position }]);
  });

  test('what is wrong behind an event that cannot be read is found too', async () => {
    const [[unread, data] = [], [later] = []] = rows(
      log,
      'SELECT pos, data FROM events WHERE pos IN (50, 99) ORDER BY pos',
    );
    const [[before] = []] = rows(log, `SELECT max(pos) FROM events WHERE pos < ${String(unread)}`);
    const add = (amount: string): string =>
      `UPDATE events SET schema_version = schema_version ${amount} WHERE pos = ${String(later)}`;
    const found = await after(
      log,
      `UPDATE events SET data = '{"cut' WHERE pos = ${String(unread)}; ${add('+ 1')}`,
    );
    log.command('UPDATE events SET data = ? WHERE pos = ?')(data ?? '', unread ?? 0);
    log.exec(add('- 1'));
    expect(found).toEqual([
      { kind: 'log-unreadable', position: before },
      { kind: 'event-missing', position: unread },
      { kind: 'event-changed', position: later },
    ]);
    expect(await findings()).toEqual([]);
  });

  test.each([
    ['data', "'\"' || hex(zeroblob(5000000)) || '\"'"],
    ['metadata', "'\"' || hex(zeroblob(5000000)) || '\"'"],
    ['data', 'CAST(zeroblob(9000000) AS TEXT)'],
  ])(
    '%s of an event that are %s, longer than any, are not read, and what stands behind them is',
    async (column, value) => {
      log.exec('CREATE TEMP TABLE kept AS SELECT pos, data, metadata FROM events WHERE pos = 50');
      const found = await after(log, `UPDATE events SET ${column} = ${value} WHERE pos = 50`);
      log.exec(
        `UPDATE events SET ${column} = (SELECT ${column} FROM temp.kept) WHERE pos = 50; DROP TABLE temp.kept`,
      );
      expect(found).toEqual([
        { kind: 'log-unreadable', position: 49 },
        { kind: 'event-missing', position: 50 },
      ]);
      expect(await findings()).toEqual([]);
    },
  );

  test('metadata that are no object are those of a changed event', async () => {
    const [[metadata] = []] = rows(log, 'SELECT metadata FROM events WHERE pos = 50');
    const found = await after(log, "UPDATE events SET metadata = 'null' WHERE pos = 50");
    log.command('UPDATE events SET metadata = ? WHERE pos = 50')(metadata ?? '');
    expect(found).toEqual([{ kind: 'event-changed', position: 50 }]);
    expect(await findings()).toEqual([]);
  });

  test('a name of a stream that is longer than any makes its events unreadable', async () => {
    const [[id, name] = [], ...others] = rows(
      log,
      'SELECT id, name FROM streams WHERE id IN (SELECT stream FROM events WHERE pos = 50)',
    );
    expect(others).toEqual([]);
    const own = rows(log, `SELECT pos FROM events WHERE stream = ${String(id)} ORDER BY pos`);
    const found = await after(log, `UPDATE streams SET name = hex(zeroblob(60000)) WHERE id = ${String(id)}`);
    log.command('UPDATE streams SET name = ? WHERE id = ?')(name ?? '', id ?? 0);
    for (const [position] of own)
      expect(found).toContainEqual({ kind: 'log-unreadable', position: Number(position) - 1 });
    expect(await findings()).toEqual([]);
  });

  test('a checkpoint over more events than anything here can hold is named, and they are not looked for one by one', async () => {
    const size = 2 ** 52;
    const found = await after(seals.connection, `INSERT INTO checkpoints VALUES (${String(size)}, 1, 'x')`);
    seals.connection.exec(`DELETE FROM checkpoints WHERE size = ${String(size)}`);
    expect(found).toEqual([{ kind: 'checkpoint-changed', size, because: 'malformed' }]);
    expect(await findings()).toEqual([]);
  });

  test('two events that change places are both named', async () => {
    const [[a] = [], [b] = []] = rows(log, 'SELECT pos FROM events WHERE pos IN (40, 60) ORDER BY pos');
    const swap = `UPDATE events SET pos = 1000000 WHERE pos = ${String(a)};
      UPDATE events SET pos = ${String(a)} WHERE pos = ${String(b)};
      UPDATE events SET pos = ${String(b)} WHERE pos = 1000000`;
    const found = await after(log, swap);
    await after(log, swap);
    expect(found).toEqual(
      expect.arrayContaining([
        { kind: 'event-changed', position: a },
        { kind: 'event-changed', position: b },
      ]),
    );
  });

  test('a cut tail is missing event by event', async () => {
    const [[from] = []] = rows(log, 'SELECT pos FROM events ORDER BY pos LIMIT 1 OFFSET 140');
    const columns = 'pos, stream, version, type, schema_version, recorded_ms, hex(id), data, metadata';
    const kept = rows(log, `SELECT ${columns} FROM events WHERE pos >= ${String(from)} ORDER BY pos`);
    const found = await after(log, `DELETE FROM events WHERE pos >= ${String(from)}`);
    const insert = log.command('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, unhex(?), ?, ?)');
    for (const row of kept) insert(...row);
    const sealed = kept.slice(0, 8).map(([position]) => ({ kind: 'event-missing', position }));
    // Of the events after the last checkpoint, which nothing else guards, the one with a key is missed by it.
    expect(found).toEqual([...sealed, { kind: 'key-astray', position: 150 }]);
  });

  test.each([
    ['that goes', "DELETE FROM keys WHERE key = 'key-60'", [{ kind: 'key-changed', position: 60 }]],
    ['that comes', "INSERT INTO keys VALUES ('other', 900, 1)", [{ kind: 'key-astray', position: 900 }]],
    [
      'that is bound to the events of another one',
      "UPDATE keys SET first_pos = 63 WHERE key = 'key-60'",
      [{ kind: 'key-changed', position: 60 }],
    ],
    [
      'that is longer than any',
      "UPDATE keys SET key = hex(zeroblob(60000)) WHERE key = 'key-60'",
      [
        { kind: 'key-changed', position: 60 },
        { kind: 'key-astray', position: 60 },
      ],
    ],
    [
      'that changes places with another one',
      "UPDATE keys SET first_pos = 123 - first_pos WHERE key IN ('key-60', 'key-63')",
      [60, 63].map((position) => ({ kind: 'key-changed', position })),
    ],
  ])('an idempotency key %s', async (_, sql, expected) => {
    log.exec('CREATE TEMP TABLE kept AS SELECT * FROM keys');
    const found = await after(log, sql);
    log.exec('DELETE FROM keys; INSERT INTO keys SELECT * FROM temp.kept; DROP TABLE temp.kept');
    expect(found).toEqual(expected);
    expect(await findings()).toEqual([]);
  });

  test('the key of an event that stands elsewhere is not blamed for it', async () => {
    const found = await after(log, 'UPDATE events SET pos = 9060 WHERE pos = 60');
    log.exec('UPDATE events SET pos = 60 WHERE pos = 9060');
    expect(found).toEqual([{ kind: 'event-missing', position: 60 }]);
    expect(await findings()).toEqual([]);
  });

  test.each(['tiles', 'positions', 'heads', 'head_rows', 'checkpoints'])(
    'a row of %s that goes',
    async (table) => {
      const all = rows(seals.connection, `SELECT count(*) FROM ${table}`)[0]?.[0];
      const second = Math.min(1, Number(all) - 1);
      seals.connection.exec(`CREATE TEMP TABLE kept AS SELECT * FROM ${table} LIMIT 1 OFFSET ${second}`);
      const found = await after(
        seals.connection,
        `DELETE FROM ${table} WHERE EXISTS (SELECT 1 FROM temp.kept k WHERE ${sameRow(table)})`,
      );
      seals.connection.exec(`INSERT INTO ${table} SELECT * FROM temp.kept; DROP TABLE temp.kept`);
      expect(rows(seals.connection, `SELECT count(*) FROM ${table}`)[0]?.[0]).toBe(all);
      expect(found.length).toBeGreaterThan(0);
      expect(await findings()).toEqual([]);
    },
  );

  test('a head that goes is named by its stream, which the log tells, as is one whose stream was changed', async () => {
    const [[key = '', stream = ''] = []] = rows(seals.connection, 'SELECT key, stream FROM heads LIMIT 1');
    const of = `WHERE key = '${String(key)}'`;
    const expected = [{ kind: 'head-changed', key, stream }];
    seals.connection.exec(`CREATE TEMP TABLE kept AS SELECT * FROM heads ${of}`);
    const deleted = await after(seals.connection, `DELETE FROM heads ${of}`);
    seals.connection.exec('INSERT INTO heads SELECT * FROM temp.kept; DROP TABLE temp.kept');
    expect(deleted).toEqual(expected);
    const renamed = await after(seals.connection, `UPDATE heads SET stream = 'other' ${of}`);
    seals.connection.command(`UPDATE heads SET stream = ? ${of}`)(stream);
    expect(renamed).toEqual(expected);
    expect(await findings()).toEqual([]);
  });

  test('an event put in behind every checkpoint from outside takes nothing from what they prove', async () => {
    const columns = 'stream, version + 7, type, schema_version, recorded_ms, randomblob(16), data, metadata';
    const [[position] = []] = rows(log, 'SELECT max(pos) + 1 FROM events');
    log.exec(`INSERT INTO events SELECT pos + 1, ${columns} FROM events ORDER BY pos DESC LIMIT 1`);
    const [known, unknown] = [
      await verifyLog({ log: view, seals, outside }),
      await verifyLog({ log: view, seals, outside: [] }),
    ];
    log.exec(`DELETE FROM events WHERE pos = ${String(position)}`);
    const broken = { kind: 'stream-broken', position };
    expect(known.findings).toContainEqual(broken);
    expect(known.appendOnly).toBe('proved');
    expect(unknown.findings).toContainEqual(broken);
    expect(unknown.appendOnly).toBe('violated');
    expect(await findings()).toEqual([]);
  });

  function sameRow(table: string): string {
    const key =
      {
        tiles: ['level', 'tile'],
        positions: ['tile'],
        heads: ['key'],
        head_rows: ['prefix'],
        checkpoints: ['size'],
      }[table] ?? [];
    return key.map((name) => `k.${name} = ${table}.${name}`).join(' AND ');
  }
});
