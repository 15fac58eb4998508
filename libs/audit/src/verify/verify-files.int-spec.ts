import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, LEDGER_FILE, namedAs, openSqliteLogView } from '#libs/event-store';
import { loseLastEntry, pastTypes } from '#libs/event-store/testing';
import { type Finding, keyFileOf, logIdentity, openAsFound, sealFile, verifyLog } from '../index.js';
import { sealedLedger, type SealedLedger } from '../testing/index.js';

let ledger: SealedLedger;
let file: string;
beforeEach(async () => {
  ledger = await sealedLedger();
  await ledger.append(300);
  await ledger.sealer.seal();
  await ledger.close();
  file = sealFile(ledger.directory);
});
afterEach(() => ledger.remove());

/** Changes bytes of the file of the seals, as no program that uses SQLite does. */
function changeBytes(change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(file);
  change(bytes);
  writeFileSync(file, bytes);
}

test('seals whose file is whole are opened', () => {
  const { seals, findings } = openAsFound(ledger.directory);
  expect({ logId: seals?.logId, findings }).toEqual({ logId: ledger.store.ledger.logId, findings: [] });
  seals?.close();
});

test('an index of the seals that has lost an entry is a finding, and the seals are used', async () => {
  loseLastEntry(file, 'sqlite_autoindex_positions_1');
  const { seals, findings } = openAsFound(ledger.directory);
  expect(findings).toMatchObject([
    { kind: 'file-damaged', file: 'seals.sqlite', index: 'sqlite_autoindex_positions_1', table: 'positions' },
  ]);
  const view = openSqliteLogView(ledger.directory);
  expect(await verifyLog({ log: view, seals, outside: [] })).toMatchObject({ findings: [], sealedSize: 300 });
  view.close();
  seals?.close();
});

test('seals whose tables are not laid out as any are cannot be opened, which is a finding and no failure', () => {
  changeBytes((bytes) => {
    bytes[bytes.indexOf('CREATE TABLE tiles') + 'CREATE TABLE '.length] = 'j'.charCodeAt(0);
  });
  expect(openAsFound(ledger.directory)).toMatchObject({
    seals: undefined,
    findings: [
      { kind: 'file-damaged', says: expect.stringContaining('malformed database schema') as string },
    ],
  });
});

test('a page of the seals that cannot be read is a finding, and the seals are not used', () => {
  const connection = Connection.open(file);
  const [root = 0] =
    connection.query<[number]>("SELECT rootpage FROM sqlite_schema WHERE name = 'tiles'").get() ?? [];
  const size = connection.pragma('page_size');
  connection.close();
  changeBytes((bytes) => bytes.fill(0xaa, (root - 1) * size, root * size));
  const { seals, findings } = openAsFound(ledger.directory);
  expect(seals).toBeUndefined();
  expect(findings).toContainEqual(expect.objectContaining({ kind: 'file-damaged', file: 'seals.sqlite' }));
});

/** What is found of the ledger, whose file of events somebody changed, by the seals as far as they can be read. */
async function foundAfter(changeOfEvents: string): Promise<readonly Finding[]> {
  const log = Connection.open(join(ledger.directory, LEDGER_FILE));
  log.exec(`PRAGMA busy_timeout = 5000; DROP TRIGGER events_never_change; ${changeOfEvents}`);
  log.close();
  const { seals, findings } = openAsFound(ledger.directory);
  const view = openSqliteLogView(ledger.directory);
  try {
    const identity = await logIdentity({ log: view, seals, outside: [] });
    if (identity === undefined) throw new Error('Nothing tells which ledger it is.');
    const verdict = await verifyLog({ log: namedAs(view, identity.logId), seals, outside: [] });
    return [...findings, ...identity.findings, ...verdict.findings];
  } finally {
    view.close();
    seals?.close();
  }
}

const CHANGE_12 = 'UPDATE events SET schema_version = 7 WHERE pos = 12';

describe('one value that cannot be read, and an event changed elsewhere, which is named all the same', () => {
  const damaged = (table: string, says: string): object => ({
    ...{ kind: 'file-damaged', file: 'seals.sqlite', table, index: null, row: null, stream: null },
    says: expect.stringContaining(says) as string,
  });
  const changed = { kind: 'event-changed', position: 12 };
  const beyond = 'no program can hold';

  test.each([
    ['checkpoints', "INSERT INTO checkpoints VALUES (9007199254740993, 1, '')", beyond, []],
    ['checkpoints', "INSERT INTO checkpoints VALUES (-9223372036854775807 - 1, 1, '')", beyond, []],
    ['cosignatures', "INSERT INTO cosignatures VALUES (9007199254740993, '', '')", beyond, []],
    ['tiles', "INSERT INTO tiles VALUES (0, 9007199254740993, x'00')", beyond, []],
    [
      'tiles',
      "UPDATE tiles SET hashes = 'text' WHERE level = 0 AND tile = 3",
      'non-BLOB value',
      [{ kind: 'tree-changed', level: 0, tile: 3 }],
    ],
    [
      'positions',
      "UPDATE positions SET positions = x'00' WHERE tile = 3",
      'non-TEXT value',
      [{ kind: 'positions-changed', tile: 3 }],
    ],
    [
      'checkpoints',
      'UPDATE checkpoints SET position = 9007199254740993',
      beyond,
      [{ kind: 'checkpoint-changed', size: 300, because: 'another-place' }],
    ],
    [
      'heads',
      "INSERT INTO heads VALUES ('x', '', 9007199254740993, x'00')",
      beyond,
      [{ kind: 'head-changed', key: 'x', stream: '' }],
    ],
    [
      'tiles',
      'UPDATE tiles SET hashes = zeroblob(20000) WHERE level = 0 AND tile = 3',
      beyond,
      [{ kind: 'tree-changed', level: 0, tile: 3 }],
    ],
    [
      'positions',
      "UPDATE positions SET positions = '[' || hex(zeroblob(10000)) || ']' WHERE tile = 3",
      beyond,
      [{ kind: 'positions-changed', tile: 3 }],
    ],
    [
      'heads',
      'UPDATE heads SET leaf = zeroblob(20000) WHERE key = (SELECT min(key) FROM heads)',
      beyond,
      [expect.objectContaining({ kind: 'head-changed' })],
    ],
    ['heads', "INSERT INTO heads VALUES (hex(zeroblob(10000)), '', 1, x'00')", beyond, []],
    [
      'checkpoints',
      'UPDATE checkpoints SET note = hex(zeroblob(3000000))',
      beyond,
      [{ kind: 'checkpoint-changed', size: 300, because: 'malformed' }],
    ],
    ['ledger', 'UPDATE ledger SET log_id = CAST(log_id AS BLOB)', 'non-TEXT value', []],
  ])('%s: %s', async (table, sql, says, more) => {
    pastTypes(file, table, sql);
    expect(await foundAfter(CHANGE_12)).toEqual([damaged(table, says), changed, ...more]);
  });

  test.each(["x'ff'", 'NULL', 'hex(zeroblob(3000))'])(
    'an id of the log that is %s is found to be another one',
    async (value) => {
      pastTypes(file, 'ledger', `UPDATE ledger SET log_id = ${value}`);
      expect(await foundAfter(CHANGE_12)).toEqual([
        ...(value.startsWith('hex') ? [] : [expect.objectContaining({ kind: 'file-damaged' })]),
        expect.objectContaining({ kind: 'log-id-changed', place: 'seals' }),
        changed,
      ]);
    },
  );

  test('a checkpoint whose note is bytes', async () => {
    changeTypeOfNote();
    expect(await foundAfter(CHANGE_12)).toEqual([damaged('checkpoints', 'non-TEXT value'), changed]);
  });
});

test('where no checkpoint is left that says how much was sealed, the seals are not used', () => {
  pastTypes(file, 'checkpoints', 'UPDATE checkpoints SET size = 9007199254740993');
  expect(openAsFound(ledger.directory)).toMatchObject({
    seals: undefined,
    findings: [{ kind: 'file-damaged', table: 'checkpoints' }],
  });
});

function changeTypeOfNote(): void {
  const connection = Connection.open(file);
  const [page = 0] =
    connection.query<[number]>("SELECT rootpage FROM sqlite_schema WHERE name = 'checkpoints'").get() ?? [];
  const size = connection.pragma('page_size');
  connection.close();
  changeBytes((bytes) => {
    // A row of a table: its length, its number, then the length of its head, and the kinds of size, position and note.
    const cell = (page - 1) * size + bytes.readUInt16BE((page - 1) * size + 8);
    const kindOfNote = bytes.indexOf(Buffer.from([0x00, 0x02]), cell) + 2;
    // The last digit of a kind tells text from bytes.
    bytes.writeUInt8(bytes.readUInt8(kindOfNote + 1) ^ 1, kindOfNote + 1);
  });
}

test.each([
  ['DELETE FROM ledger', 'holds no seals of a ledger'],
  ['PRAGMA application_id = 5', 'holds no seals of a ledger'],
  ['DROP TABLE cosignatures', 'cosignatures'],
])('seals after %s are not used, which is a finding and no failure', (change, says) => {
  const connection = Connection.open(file);
  connection.exec(change);
  connection.close();
  expect(openAsFound(ledger.directory)).toMatchObject({
    seals: undefined,
    findings: [{ kind: 'file-damaged', file: 'seals.sqlite', says: expect.stringContaining(says) as string }],
  });
});

test('where there are no seals, nothing is wrong with them', () => {
  expect(openAsFound(join(ledger.directory, 'elsewhere'))).toEqual({ seals: undefined, findings: [] });
});

test.each([
  ['gone', rmSync],
  [
    'empty',
    (path: string) => {
      truncateSync(path);
    },
  ],
])('seals that are %s while the keys are left that sealed are missed', (_, change) => {
  for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  change(file);
  expect(openAsFound(ledger.directory)).toEqual({
    seals: undefined,
    findings: [expect.objectContaining({ kind: 'file-damaged', file: 'seals.sqlite' })],
  });
});

test.each(['checkpoints', 'cosignatures', 'heads', 'positions', 'tiles'])(
  'of seals whose table %s has a column more nothing is used, which is a finding and no failure',
  (table) => {
    const connection = Connection.open(file);
    connection.exec(`ALTER TABLE ${table} ADD COLUMN extra TEXT`);
    connection.close();
    expect(openAsFound(ledger.directory)).toMatchObject({
      seals: undefined,
      findings: [{ kind: 'file-damaged', file: 'seals.sqlite', table }],
    });
  },
);

test.each([
  ['cut', (text: string) => text.slice(0, 60)],
  ['emptied', () => ''],
  [
    'changed in a key',
    (text: string) =>
      text.replace(/(.)(=*\n)$/, (_, last: string, end: string) => `${last === 'A' ? 'B' : 'A'}${end}`),
  ],
])('a key file that was %s is a finding, and the seals are used', (_, change) => {
  const keys = keyFileOf(ledger.directory);
  writeFileSync(keys, change(readFileSync(keys, 'utf8')));
  const { seals, findings } = openAsFound(ledger.directory);
  expect(findings).toMatchObject([{ kind: 'file-damaged', file: 'seal-keys' }]);
  expect(seals).toBeDefined();
  seals?.close();
});
