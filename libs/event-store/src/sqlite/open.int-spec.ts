import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { EventStore, LedgerCreation } from '../port.js';
import { buildChild, startChild } from '../testing/child-process.js';
import { everything, newEvent, newEvents, pastTypes } from '../testing/index.js';
import { Connection } from './connection.js';
import { ledgerFiles } from './data-directory.js';
import { toOpeningError } from './failure.js';
import { openSqliteLogView } from './log-view.js';
import { openSqliteStore, tryWriting } from './open.js';
import { INVERTED_SCHEMA_VERSION, SCHEMA_VERSION } from './schema.js';

const folder = mkdtempSync(join(tmpdir(), 'canbao-open-'));
const noon = Date.parse('2031-03-01T12:00:00.000Z');
const create: LedgerCreation = {
  logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
  kind: 'sample',
  clockOffsetMs: 5_000,
  appVersion: '0.1.0',
};
let directories = 0;

function newDirectory(): string {
  directories += 1;
  return join(folder, `data-${directories}`);
}

function open(directory: string, clock = (): number => noon): Promise<EventStore> {
  return openSqliteStore({ directory, create, clock });
}

/** Name, mode and content of every file. */
function snapshot(directory: string): readonly string[] {
  return readdirSync(directory).map((name) => {
    const path = join(directory, name);
    return [name, statSync(path).mode, createHash('sha256').update(readFileSync(path)).digest('hex')].join(
      ' ',
    );
  });
}

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('creating and opening', () => {
  test('a record of the creation with a kind that there is not is damage, and says what was seen', async () => {
    const directory = newDirectory();
    await (await open(directory)).close();
    const connection = Connection.open(join(directory, 'ledger.db'));
    connection.exec("PRAGMA ignore_check_constraints = ON; UPDATE ledger SET kind = 'toString'");
    connection.close();
    await expect(open(directory)).rejects.toMatchObject({
      code: 'store-unavailable',
      reason: 'corrupt',
      message: expect.stringContaining('kind "toString"; expected sample, ledger, access-log'),
    });
  });

  test('a record of the creation that is gone is damage', async () => {
    const directory = newDirectory();
    await (await open(directory)).close();
    const connection = Connection.open(join(directory, 'ledger.db'));
    connection.exec('DELETE FROM ledger');
    connection.close();
    await expect(open(directory)).rejects.toMatchObject({
      reason: 'corrupt',
      // Each thing is said once.
      message: expect.stringMatching(
        /^The store found its data damaged;[^;]* backup\. \([^ ]+: the record of the ledger's creation in ledger\.db is gone\)$/,
      ),
    });
  });

  test('keeps the record of the creation and the events', async () => {
    const directory = newDirectory();
    const first = await open(directory);
    const record = { ...create, createdAt: '2031-03-01T12:00:05.000Z', schemaVersion: SCHEMA_VERSION };
    expect(first.ledger).toEqual(record);
    const { events } = await first.append('member-P-0001', 0, newEvents(2), { idempotencyKey: 'k' });
    await first.close();

    const other = { ...create, kind: 'ledger', logId: 'ffffffff-9dad-51d1-80b4-00c04fd430c8' } as const;
    const second = await openSqliteStore({ directory, create: other, clock: () => noon });
    expect(second.ledger).toEqual(record);
    expect(await everything(second)).toEqual(events);
    expect(await second.findByIdempotencyKey('k')).toEqual(events);
    await second.close();
  });

  test('creates nothing unless told to', async () => {
    const directory = newDirectory();
    const refusal = openSqliteStore({ directory, clock: () => noon });
    await expect(refusal).rejects.toMatchObject({ code: 'ledger-not-found', directory });
    await expect(openSqliteStore({ directory: ':memory:', clock: () => noon })).rejects.toMatchObject({
      code: 'ledger-not-found',
    });
    expect(readdirSync(folder)).not.toContain(`data-${directories}`);
  });

  test('starts over where a killed process had not laid out the database yet', async () => {
    const directory = newDirectory();
    mkdirSync(directory, { mode: 0o700 });
    for (const file of Object.values(ledgerFiles(directory))) writeFileSync(file, '', { mode: 0o600 });
    await expect(openSqliteStore({ directory, clock: () => noon })).rejects.toMatchObject({
      code: 'ledger-not-found',
    });
    const store = await open(directory);
    expect(store.ledger.kind).toBe('sample');
    await store.close();
  });

  test('goes on after the last recorded event, though the clock was set back meanwhile', async () => {
    const directory = newDirectory();
    const before = await open(directory);
    const [last] = (await before.append('access', 0, newEvents(1))).events;
    await before.close();

    const after = await open(directory, () => noon - 86_400_000);
    expect(after.now()).toBe(last?.recordedAt);
    const [next] = (await after.append('access', 1, newEvents(1))).events;
    expect(next?.recordedAt).toBe('2031-03-01T12:00:05.001Z');
    expect(next?.position).toBeGreaterThan(last?.position ?? NaN);
    await after.close();
  });

  test('still knows after a restart whether the script of a sample ledger is over', async () => {
    const directory = newDirectory();
    const scripted = (recordedAt: string): readonly ReturnType<typeof newEvent>[] => [
      newEvent({ recordedAt }),
    ];
    let store = await open(directory);
    await store.append('access', 0, scripted('2025-01-26T00:00:00.000Z'));
    await store.close();
    store = await open(directory);
    await store.append('access', 1, scripted('2025-01-26T00:00:00.001Z'));
    await store.append('access', 2, newEvents(1));
    await store.close();
    store = await open(directory);
    await expect(store.append('access', 3, scripted('2032-01-01T00:00:00.000Z'))).rejects.toMatchObject({
      code: 'invalid-event',
    });
    await store.close();
  });

  test('says which directory cannot be used', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '', { mode: 0o600 });
    await expect(open(file)).rejects.toMatchObject({ code: 'store-unavailable', reason: 'directory' });
    await expect(open(join(file, 'below'))).rejects.toThrow(file);
  });
});

describe('a ledger that cannot be written or read is refused at once', () => {
  // The super-user may write everywhere.
  const asUser = process.getuid?.() === 0 || process.platform === 'win32' ? test.skip : test;

  asUser.each(['the directory', 'the database', 'the lock'])('%s is read-only', async (which) => {
    const directory = newDirectory();
    await (await open(directory)).close();
    const { database, lock } = ledgerFiles(directory);
    const path = { 'the directory': directory, 'the database': database, 'the lock': lock }[which] ?? '';
    const mode = statSync(path).mode;
    chmodSync(path, mode & ~0o222);
    const refusal = open(directory);
    await expect(refusal).rejects.toMatchObject({ code: 'store-unavailable', reason: 'directory' });
    await expect(refusal).rejects.toThrow(path);
    chmodSync(path, mode);
    await (await open(directory)).close();
  });

  test('a database that only reads', () => {
    const connection = Connection.open(':memory:');
    connection.exec('PRAGMA query_only = 1');
    let failure: unknown;
    try {
      tryWriting(connection);
    } catch (error) {
      failure = toOpeningError(error, '/var/lib/canbao');
    }
    expect(failure).toMatchObject({ code: 'store-unavailable', reason: 'directory' });
    expect(String(failure)).toContain('/var/lib/canbao');
    connection.close();
  });

  test.each([
    ['the catalogue', 100],
    ['everything behind it', 4096],
  ])('%s is damaged', async (_, from) => {
    const directory = newDirectory();
    await (await open(directory)).close();
    const { database } = ledgerFiles(directory);
    const bytes = readFileSync(database);
    writeFileSync(database, bytes.fill(0xa5, from));
    const refusal = open(directory);
    await expect(refusal).rejects.toMatchObject({ code: 'store-unavailable', reason: 'corrupt' });
    await expect(refusal).rejects.toThrow(directory);
    // The refusal has let go of the ledger.
    await expect(open(directory)).rejects.toMatchObject({ reason: 'corrupt' });
  });
});

test.each([
  ['CAST(log_id AS BLOB)', (logId: string) => logId],
  ["x'eda080'", () => '\ufffd\ufffd\ufffd'],
])('an id of the ledger in bytes (%s) is read as the text that they write', async (bytes, text) => {
  const directory = newDirectory();
  const store = await open(directory);
  const { logId } = store.ledger;
  await store.close();
  pastTypes(ledgerFiles(directory).database, 'ledger', `UPDATE ledger SET log_id = ${bytes}`);
  const view = openSqliteLogView(directory);
  expect(view.ledger.logId).toBe(text(logId));
  view.close();
});

test('pages of events that are damaged are said to be so when they are read', async () => {
  const directory = newDirectory();
  const store = await open(directory);
  await store.append('member-P-0001', 0, newEvents(100, { data: 'x'.repeat(1_000) }));
  await store.close();
  const { database } = ledgerFiles(directory);
  const bytes = readFileSync(database);
  const middle = Math.floor(bytes.length / 2 / 4096) * 4096;
  writeFileSync(database, bytes.fill(0xa5, middle, middle + 4096));
  const damaged = await open(directory);
  await expect(damaged.readStream('member-P-0001')).rejects.toMatchObject({ reason: 'corrupt' });
  await damaged.close();
});

describe('permissions', () => {
  test('the directory and its files are for their owner only', async () => {
    const directory = newDirectory();
    const store = await open(directory);
    await store.append('access', 0, newEvents(1));
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    expect(readdirSync(directory).map((name) => statSync(join(directory, name)).mode & 0o777)).toEqual(
      ['ledger.db', 'ledger.db-shm', 'ledger.db-wal', 'owner.lock'].map(() => 0o600),
    );
    await store.close();
  });

  test('a directory that lets others in is refused, an empty one too', async () => {
    const directory = newDirectory();
    mkdirSync(directory);
    chmodSync(directory, 0o750);
    const refusal = { code: 'unsafe-permissions', path: directory, mode: 0o750, expectedMode: 0o700 };
    await expect(open(directory)).rejects.toMatchObject(refusal);
    expect(readdirSync(directory)).toEqual([]);
    chmodSync(directory, 0o700);
    await (await open(directory)).close();
  });

  test('so is a file', async () => {
    const directory = newDirectory();
    await (await open(directory)).close();
    const { database } = ledgerFiles(directory);
    chmodSync(database, 0o640);
    await expect(open(directory)).rejects.toThrow(`chmod 0600 ${database}`);
  });
});

describe('one owner', () => {
  test('a second owner in the same process is refused until the first closes', async () => {
    const directory = newDirectory();
    const first = await open(directory);
    await expect(open(directory)).rejects.toMatchObject({ code: 'store-locked', directory });
    await expect(open(directory)).rejects.toThrow('Stop that process');
    await first.append('access', 0, newEvents(1));
    await first.close();
    await (await open(directory)).close();
  });

  test('another process is refused too, and its death frees the ledger', async () => {
    const directory = newDirectory();
    const program = buildChild(folder);
    const owner = startChild(process.execPath, [program, directory, 'open']);
    await owner.said('open');
    await expect(open(directory)).rejects.toMatchObject({ code: 'store-locked', directory });

    owner.process.kill('SIGKILL');
    await owner.ended;
    const store = await open(directory);
    const late = startChild(process.execPath, [program, directory, 'open']);
    await expect(late.said('open')).rejects.toThrow('has the data directory');
    await store.close();
  });
});

describe('what is no ledger of this program is refused and left as it is', () => {
  async function expectUntouched(directory: string, refusal: object): Promise<void> {
    const before = snapshot(directory);
    await expect(open(directory)).rejects.toMatchObject(refusal);
    expect(snapshot(directory)).toEqual(before);
  }

  const newer = { code: 'newer-schema', found: INVERTED_SCHEMA_VERSION + 1, known: INVERTED_SCHEMA_VERSION };

  function makeNewer(directory: string): void {
    const connection = Connection.open(ledgerFiles(directory).database);
    connection.exec(`PRAGMA user_version = ${INVERTED_SCHEMA_VERSION + 1}; PRAGMA wal_checkpoint(TRUNCATE)`);
    connection.close();
  }

  test('a ledger of a newer version', async () => {
    const directory = newDirectory();
    await (await open(directory)).close();
    makeNewer(directory);
    await expectUntouched(directory, newer);
  });

  test('a ledger of a newer version that a kill left in the middle', async () => {
    const directory = newDirectory();
    await (await open(directory)).close();
    makeNewer(directory);
    const { database } = ledgerFiles(directory);
    const connection = Connection.open(database);
    connection.exec("INSERT INTO types (name) VALUES ('FromTheFuture')");
    const killed = newDirectory();
    mkdirSync(killed, { mode: 0o700 });
    // As after a kill: the log is there, its index is not.
    for (const end of ['', '-wal']) copyFileSync(database + end, ledgerFiles(killed).database + end);
    connection.close();
    writeFileSync(ledgerFiles(killed).lock, '', { mode: 0o600 });
    expect(statSync(`${ledgerFiles(killed).database}-wal`).size).toBeGreaterThan(0);
    await expectUntouched(killed, newer);
  });

  test('a database of another program, and a file that is no database', async () => {
    for (const content of ['no database at all', undefined]) {
      const directory = newDirectory();
      mkdirSync(directory, { mode: 0o700 });
      const { database, lock } = ledgerFiles(directory);
      writeFileSync(lock, '', { mode: 0o600 });
      writeFileSync(database, content ?? '', { mode: 0o600 });
      if (content === undefined) {
        const connection = Connection.open(database);
        connection.exec('CREATE TABLE theirs (n INTEGER)');
        connection.close();
      }
      await expectUntouched(directory, { code: 'not-a-ledger', path: database });
    }
  });

  test('a ledger whose database was emptied is not taken for one that was never laid out', async () => {
    const directory = newDirectory();
    mkdirSync(directory, { mode: 0o700 });
    const { database, lock } = ledgerFiles(directory);
    for (const file of [lock, database, `${database}-wal`]) writeFileSync(file, '', { mode: 0o600 });
    await expectUntouched(directory, { code: 'not-a-ledger', path: database });
  });
});
