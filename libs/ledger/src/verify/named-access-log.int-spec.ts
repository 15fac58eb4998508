import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AccessIndex,
  accessIndexFile,
  AccessLog,
  accessLogDirectory,
  accessLogFile,
  openForSealing,
  openKeyFile,
  type OutsideCheckpoint,
  readCheckpoint,
  readNote,
  type SealDatabase,
  Sealer,
} from '#libs/audit';
import { sealedLedger, type SealedLedger } from '#libs/audit/testing';
import { Connection, openSqliteLogView } from '#libs/event-store';
import { loseLastEntry, pastGuards } from '#libs/event-store/testing';
import { type LedgerVerification, verifyLedger } from '../index.js';
import { shippedPacks } from '../testing/index.js';

let root: string;
let ledger: SealedLedger;
let sealer: Sealer;
let database: SealDatabase;
let place: string;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'canbao-named-'));
  ledger = await sealedLedger(root);
  place = accessLogDirectory(ledger.directory);
  const logId = ledger.store.ledger.logId;
  ledger.sealer.seals.close();
  database = openForSealing(ledger.directory, logId);
  sealer = new Sealer(ledger.store, database, ledger.keys, { accessLog: () => newest });
});
afterEach(async () => {
  database.close();
  await ledger.store.close();
  rmSync(root, { recursive: true });
});

/** The newest checkpoint of the access log, as the program that seals is told it. */
let newest: ReturnType<Sealer['seals']['newestHead']> = null;

/** Logs so many reads and seals them. */
async function readMembers(count: number): Promise<void> {
  const log = await AccessLog.open(place, { ledger: ledger.store.ledger, clock: Date.now });
  const { logId } = log.store.ledger;
  const seals = openForSealing(place, logId);
  const route = { route: 'GET /v1/members/:member', parameters: {}, on: null, position: null };
  const who = { actor: 'key:k1', holder: 'key:k1', purpose: 'enquiry', request: 'r', correlationId: 'r' };
  for (let made = 0; made < count; made += 1) await log.record([{ ...route, ...who, members: ['P-0001'] }]);
  const ownSealer = new Sealer(log.store, seals, () => openKeyFile(place, logId));
  await ownSealer.seal();
  newest = ownSealer.seals.newestHead();
  seals.close();
  await log.close();
}

/** The index is brought up to date, as when somebody asks who read whom. */
async function indexed(): Promise<void> {
  const view = openSqliteLogView(place);
  const entries = AccessIndex.open(place);
  await entries.catchUp(view);
  entries.close();
  view.close();
}

/** Something happens in the ledger, and its next checkpoint names what there is of the access log. */
async function sealedOnce(): Promise<void> {
  await ledger.append(1);
  await sealer.seal();
}

function verified(
  accessLog: string | null = place,
  formerAccessLogs: readonly string[] = [],
  outside: readonly OutsideCheckpoint[] = [],
): Promise<LedgerVerification> {
  return verifyLedger(
    { packs: shippedPacks(), engine: '0.0.0' },
    {
      store: ledger.store,
      seals: outside.length === 0 ? database : undefined,
      outside,
      readModels: null,
      accessLog,
      formerAccessLogs,
      signal: new AbortController().signal,
    },
  );
}

const findingsOf = ({ accessLog }: LedgerVerification): unknown =>
  accessLog.status === 'verified' ? accessLog.log.findings : accessLog;

test('a checkpoint names the newest one of the access log, which may have grown since', async () => {
  await sealedOnce();
  await readMembers(3);
  await sealedOnce();
  await readMembers(2);
  const said = sealer.seals.checkpoints
    .page(0, 9)
    .map(({ note }) => readCheckpoint(readNote(note).text).accessLog);
  expect(said).toMatchObject([null, { size: 3 }]);
  const verification = await verified();
  expect(verification).toMatchObject({ isIntact: true, accessLog: { status: 'verified', gone: [] } });
  // What lies beside the ledger on one disk proves nothing that was kept elsewhere.
  expect(verification.accessLog).toMatchObject({ log: { appendOnly: 'cannot-tell' } });
});

test('an entry that names no members any more is found where it is', async () => {
  await readMembers(3);
  await indexed();
  pastGuards(
    accessLogFile(place),
    `UPDATE events SET data = replace(data, '"members"', '"Members"') WHERE pos = 2`,
  );
  expect(findingsOf(await verified())).toEqual([{ kind: 'event-changed', position: 2 }]);
});

test.each([
  ['changed', `UPDATE events SET data = replace(data, 'enquiry', 'dispute') WHERE pos = 2`, 'event-changed'],
  ['deleted', 'DELETE FROM events WHERE pos = 2', 'event-missing'],
])('an entry that was %s is found where it is, and its index is not blamed', async (_, change, kind) => {
  await readMembers(3);
  await indexed();
  pastGuards(accessLogFile(place), change);
  const verification = await verified();
  expect(findingsOf(verification)).toEqual([{ kind, position: 2 }]);
  expect(verification.accessLog).toMatchObject({ index: [] });
});

test('one that was deleted, or has another in its place, is gone', async () => {
  await readMembers(3);
  const logId = newest?.logId;
  await sealedOnce();
  rmSync(place, { recursive: true });
  const gone = [{ logId, size: 3 }];
  expect(await verified()).toMatchObject({ isIntact: false, accessLog: { status: 'none', gone } });
  await readMembers(5);
  await sealedOnce();
  expect(await verified()).toMatchObject({ isIntact: false, accessLog: { status: 'verified', gone } });
  expect(await verified(null)).toMatchObject({ isIntact: true, accessLog: { status: 'not-verified' } });
});

test('one that was kept elsewhere when the ledger moved is shown beside the one in use', async () => {
  await readMembers(3);
  await sealedOnce();
  const former = join(root, 'former');
  renameSync(place, former);
  await readMembers(5);
  await sealedOnce();
  const verification = await verified(place, [former]);
  expect(verification).toMatchObject({
    isIntact: true,
    accessLog: { status: 'verified', gone: [] },
    formerAccessLogs: [{ status: 'verified', log: { events: 3 } }],
  });
  // It must hold what was named of it, too.
  const short = join(root, 'short');
  await readMembers(1);
  cpSync(place, short, { recursive: true });
  await readMembers(2);
  await sealedOnce();
  expect(await verified(former, [short])).toMatchObject({
    isIntact: false,
    formerAccessLogs: [{ log: { findings: [{ kind: 'events-lost' }] } }],
  });
});

test('one that was put back to an older copy has lost entries; one that went on from there was rewritten', async () => {
  await readMembers(2);
  const older = join(root, 'older');
  cpSync(place, older, { recursive: true });
  await readMembers(3);
  await sealedOnce();
  rmSync(place, { recursive: true });
  cpSync(older, place, { recursive: true });
  const short = await verified();
  expect(findingsOf(short)).toEqual([{ kind: 'events-lost', size: 5, name: '#1', lost: 3 }]);
  expect(short.isIntact).toBe(false);
  await readMembers(6);
  await sealedOnce();
  expect(findingsOf(await verified())).toEqual([{ kind: 'not-append-only', size: 5, name: '#1' }]);
});

test('one that a checkpoint kept elsewhere names must be there, also where the seals that named it are gone', async () => {
  await readMembers(3);
  const named = newest;
  await sealedOnce();
  const checkpoint = readCheckpoint(readNote(sealer.seals.checkpoints.latest()?.note ?? '').text);
  const kept = { name: 'auditor.txt', size: checkpoint.size, root: checkpoint.root, checkpoint };
  // What was kept elsewhere proves the access log, as it proves the ledger.
  const whole = await verified(place, [], [kept]);
  expect(whole).toMatchObject({ isIntact: true, accessLog: { log: { appendOnly: 'proved' }, gone: [] } });
  rmSync(place, { recursive: true });
  const gone = [{ logId: named?.logId, size: 3 }];
  expect(await verified(place, [], [kept])).toMatchObject({ isIntact: false, accessLog: { gone } });
  await readMembers(1);
  expect(await verified(place, [], [kept])).toMatchObject({
    isIntact: false,
    accessLog: { status: 'verified', gone },
  });
});

test.each(['reads_by_day', 'reads_by_holder', 'reads_by_purpose'])(
  'one byte in %s, through which an auditor finds entries, is told as what it is',
  async (index) => {
    await readMembers(3);
    await sealedOnce();
    await indexed();
    expect(await verified()).toMatchObject({ isIntact: true });
    loseLastEntry(accessIndexFile(place), index);
    const verification = await verified();
    expect(verification.isIntact).toBe(false);
    expect(findingsOf(verification)).toEqual([
      expect.objectContaining({ kind: 'file-damaged', file: 'index.sqlite', index, table: 'reads', row: 3 }),
    ]);
  },
);

test('its own file and that of its seals are looked through, too', async () => {
  await readMembers(3);
  await sealedOnce();
  loseLastEntry(join(place, 'ledger.db'), 'sqlite_autoindex_events_1');
  const bytes = readFileSync(join(place, 'seals.sqlite'));
  writeFileSync(join(place, 'seals.sqlite'), bytes.fill(0xaa, 4_096, 8_192));
  expect(findingsOf(await verified())).toEqual([
    expect.objectContaining({ file: 'ledger.db', index: 'sqlite_autoindex_events_1', stream: 'reads' }),
    expect.objectContaining({ file: 'seals.sqlite', index: null }),
  ]);
});

test('where a table of it has another column, the table is named and not the disk', async () => {
  await readMembers(3);
  await sealedOnce();
  const connection = Connection.open(join(place, 'ledger.db'));
  connection.exec('ALTER TABLE keys ADD COLUMN zz TEXT');
  connection.close();
  expect((await verified()).accessLog).toEqual({
    status: 'damaged',
    reason: 'ledger.db: table keys is not as the program lays it out',
  });
});

test.each([
  ['id', /access-log [^-]*/, 'access-log 00000000'],
  ['size', / 3 sha256:/, ' 4 sha256:'],
  ['root', / 3 sha256:../, ' 3 sha256:00'],
])(
  'another %s in the note that names it is found in that note, not in the access log',
  async (_, from, to) => {
    await readMembers(3);
    await sealedOnce();
    const note = sealer.seals.checkpoints.latest()?.note ?? '';
    const changed = note.replace(from, to);
    expect(changed).not.toBe(note);
    database.connection.command('UPDATE checkpoints SET note = ?')(changed);
    const verification = await verified();
    expect(verification.log.findings).toEqual([
      { kind: 'checkpoint-changed', size: 1, because: 'bad-signature' },
    ]);
    expect(verification.accessLog).toMatchObject({ status: 'verified', log: { findings: [] }, gone: [] });
  },
);
