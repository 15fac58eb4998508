import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, openSqliteLogView } from '#libs/event-store';
import {
  type Finding,
  openBeside,
  openForSealing,
  readCheckpoint,
  readNote,
  rootFromHeadProof,
  type SealDatabase,
  Seals,
  verifyLog,
} from '../index.js';
import { sealedLedger } from '../testing/index.js';

/** A ledger of 70 events in 40 streams with three checkpoints, as the first release left it. */
const KEPT = join(__dirname, '..', 'testing', 'layout-1');
const LOG_ID = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canbao-layout-1-'));
  data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  copyFileSync(join(KEPT, 'seal-keys'), join(data, 'seal-keys'));
  for (const [text, file] of [
    ['ledger.sql', 'ledger.db'],
    ['seals.sql', 'seals.sqlite'],
  ] as const) {
    const path = join(data, file);
    const connection = Connection.open(path);
    connection.exec(`BEGIN; ${readFileSync(join(KEPT, text), 'utf8')} COMMIT`);
    connection.close();
  }
  for (const name of ['seal-keys', 'ledger.db', 'seals.sqlite']) chmodSync(join(data, name), 0o600);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function findings(seals: SealDatabase): Promise<readonly Finding[]> {
  const log = openSqliteLogView(data);
  const verdict = await verifyLog({ log, seals, outside: [] });
  log.close();
  return verdict.findings;
}

function prefixes({ connection }: SealDatabase): readonly string[] {
  return connection
    .query<[string]>('SELECT prefix FROM head_rows ORDER BY prefix')
    .all()
    .map(([prefix]) => prefix);
}

function opened(): SealDatabase {
  const seals = openBeside(data, LOG_ID);
  if (seals === undefined) throw new Error('There are no seals.');
  return seals;
}

test('is read as it is: verified with every row, and each stream is proved', async () => {
  const database = opened();
  expect(await findings(database)).toEqual([]);
  expect(prefixes(database).length).toBeGreaterThan(10);
  const seals = new Seals(database, LOG_ID);
  const { heads } = readCheckpoint(readNote(seals.checkpoints.latest()?.note ?? '').text);
  for (let stream = 0; stream < 41; stream += 1) {
    const name = `member-P-${String(stream).padStart(4, '0')}`;
    const proof = seals.head(name);
    expect(rootFromHeadProof(seals.heads.keyOf(name), proof)).toEqual(heads);
    expect(proof.found?.key.equals(seals.heads.keyOf(name)) ?? false).toBe(stream < 40);
  }
  const write = database.connection.command('UPDATE head_rows SET kinds = ? WHERE prefix = ?');
  for (const prefix of prefixes(database)) {
    const [kinds = ''] =
      database.connection.query<[string]>('SELECT kinds FROM head_rows WHERE prefix = ?').get(prefix) ?? [];
    write('-'.repeat(16), prefix);
    expect(await findings(database)).toEqual([{ kind: 'head-row-changed', prefix }]);
    write(kinds, prefix);
  }
  expect(database.connection.pragma('user_version')).toBe(1);
  database.close();
});

test('whoever seals takes the rows away that are made from heads now, and nothing else', async () => {
  const before = opened();
  const notes = new Seals(before, LOG_ID).checkpoints.page(0, 10);
  before.close();
  openForSealing(data, LOG_ID).close();
  const after = opened();
  expect(after.connection.pragma('user_version')).toBe(2);
  expect(prefixes(after)).toEqual(['']);
  expect(new Seals(after, LOG_ID).checkpoints.page(0, 10)).toEqual(notes);
  expect(await findings(after)).toEqual([]);
  after.close();
});

test('is sealed on: the next checkpoint continues those that were signed', async () => {
  const before = opened();
  const notes = new Seals(before, LOG_ID).checkpoints.page(0, 10);
  before.close();
  const ledger = await sealedLedger(folder);
  await ledger.append(50, 45);
  await ledger.sealer.seal();
  const outside = notes.map(({ note }, index) => ({
    ...readCheckpoint(readNote(note).text),
    name: String(index),
  }));
  const seals = opened();
  const verdict = await verifyLog({ log: ledger.store, seals, outside });
  expect(verdict).toMatchObject({ findings: [], appendOnly: 'proved', sealedSize: 120 });
  seals.close();
  await ledger.close();
});

test('a layout that nobody knows is left untouched', () => {
  const connection = Connection.open(join(data, 'seals.sqlite'));
  connection.exec('PRAGMA user_version = 3');
  const refused = expect.objectContaining({ code: 'not-seals' });
  expect(() => openForSealing(data, LOG_ID)).toThrow(refused);
  expect(() => openBeside(data, LOG_ID)).toThrow(refused);
  expect(connection.pragma('user_version')).toBe(3);
  connection.close();
});
