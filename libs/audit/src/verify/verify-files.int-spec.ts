import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, openSqliteLogView } from '#libs/event-store';
import { loseLastEntry } from '#libs/event-store/testing';
import { openAsFound, sealFile, verifyLog } from '../index.js';
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

test('seals with a value of another type than the layout has are not used', () => {
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
  expect(openAsFound(ledger.directory)).toMatchObject({
    seals: undefined,
    findings: [{ says: 'non-TEXT value in checkpoints.note', table: 'checkpoints' }],
  });
});

test.each([
  ['DELETE FROM ledger', 'holds no seals of a ledger'],
  ['PRAGMA application_id = 5', 'holds no seals of a ledger'],
  ['DROP TABLE cosignatures', 'no such table: cosignatures'],
  ['UPDATE checkpoints SET size = 9007199254740993', 'too large'],
  ['UPDATE heads SET length = 9223372036854775807 WHERE key = (SELECT max(key) FROM heads)', 'too large'],
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
