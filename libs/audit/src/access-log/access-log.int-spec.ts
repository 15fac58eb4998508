import fs, { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, DiskFullError, type LedgerRecord, openSqliteStore } from '#libs/event-store';
import {
  AccessIndex,
  accessIndexFile,
  type AccessEntry,
  AccessLog,
  accessLogFile,
  openForSealing,
  openKeyFile,
  Sealer,
  verifyLog,
} from '../index.js';

const ledger: LedgerRecord = {
  logId: '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.0.0',
  createdAt: '2027-01-01T00:00:00.000Z',
  schemaVersion: 1,
};

let now = 0;
let directory: string;
let log: AccessLog;

const open = (): Promise<AccessLog> => AccessLog.open(directory, { ledger, clock: () => now });

beforeEach(async () => {
  now = Date.parse('2027-03-01T02:00:00.000Z');
  directory = join(mkdtempSync(join(tmpdir(), 'canbao-access-log-')), 'access-log');
  log = await open();
});
afterEach(async () => {
  await log.close();
  rmSync(join(directory, '..'), { recursive: true });
});

function entry(members: readonly string[], more: Partial<AccessEntry> = {}): AccessEntry {
  return {
    actor: 'key:k000000000001',
    holder: 'key:k000000000001',
    purpose: 'enquiry',
    route: 'GET /v1/members/:member',
    parameters: {},
    on: '2027-03-01',
    position: 7,
    members,
    request: '00000000-0000-4000-8000-000000000001',
    correlationId: 'r-1',
    ...more,
  };
}

const all = { after: 0, limit: 1_000 };

test('entries that come together are one after the other, whole, and there again after a restart', async () => {
  const many = Array.from({ length: 1_200 }, (_, index) => entry([`P-${String(index).padStart(4, '0')}`]));
  await Promise.all(many.map((each) => log.record([each])));
  now += 24 * 60 * 60 * 1_000;
  await log.record([entry(['P-0000', 'P-0003'], { purpose: null }), entry(['P-0004'])]);
  await log.close();
  log = await open();
  await log.record([entry(['P-0005'])]);
  const found = await log.page({ ...all, limit: 2_000 });
  expect(found.map(({ number }) => number)).toEqual(Array.from({ length: 1_203 }, (_, index) => index + 1));
  expect(found[1_200]).toEqual({
    ...entry(['P-0000', 'P-0003'], { purpose: null }),
    number: 1_201,
    recordedAt: '2027-03-02T02:00:00.000Z',
    day: '2027-03-02',
  });
});

test('it is found by member, holder, day and purpose, and by all of them at once', async () => {
  const other = { holder: 'key:k000000000002', purpose: 'audit' };
  await log.record([entry(['P-0001', 'P-0002'])]);
  await log.record([entry(['P-0002'], other)]);
  now += 24 * 60 * 60 * 1_000;
  await log.record([entry(['P-0001'], other)]);
  const numbers = async (query: object): Promise<readonly number[]> =>
    (await log.page({ ...all, ...query })).map(({ number }) => number);
  expect(await numbers({ member: 'P-0001' })).toEqual([1, 3]);
  expect(await numbers({ member: 'P-0002' })).toEqual([1, 2]);
  expect(await numbers({ holder: other.holder })).toEqual([2, 3]);
  expect(await numbers({ purpose: 'enquiry' })).toEqual([1]);
  expect(await numbers({ day: '2027-03-02' })).toEqual([3]);
  expect(await numbers({ member: 'P-0002', purpose: 'audit', day: '2027-03-01' })).toEqual([2]);
  expect(await numbers({ after: 1, limit: 1 })).toEqual([2]);
});

test('an index that is gone, or of another program, is made anew', async () => {
  await log.record([entry(['P-0001'])]);
  expect(await log.page(all)).toHaveLength(1);
  await log.close();
  const index = Connection.open(accessIndexFile(directory));
  index.exec('PRAGMA user_version = 99');
  index.close();
  log = await open();
  expect(await log.page({ ...all, member: 'P-0001' })).toHaveLength(1);
  await log.close();
  rmSync(accessIndexFile(directory));
  log = await open();
  expect(await log.page({ ...all, member: 'P-0001' })).toHaveLength(1);
});

test('whoever waits is told where nothing can be written, and what comes later is written', async () => {
  const holder = Connection.open(accessLogFile(directory));
  holder.exec('BEGIN IMMEDIATE');
  const waiting = [log.record([entry(['P-0001'])]), log.record([entry(['P-0002'])])];
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  holder.exec('ROLLBACK');
  holder.close();
  await log.record([entry(['P-0003'])]);
  expect((await log.page(all)).map(({ members }) => members)).toEqual([['P-0003']]);
});

test('entries handed over behind one that could not be written take their place, in their order', async () => {
  const refused = log.record([entry(['P'.repeat(1_100_000)])]);
  const behind = Array.from({ length: 40 }, (_, index) => log.record([entry([`P-${String(index)}`])]));
  await expect(refused).rejects.toMatchObject({ code: 'event-too-large' });
  await Promise.all(behind);
  await log.record([entry(['P-last'])]);
  const found = await log.page(all);
  expect(found.map(({ number }) => number)).toEqual(Array.from({ length: 41 }, (_, index) => index + 1));
  expect(found.slice(0, 40).map(({ members }) => members)).toEqual(
    Array.from({ length: 40 }, (_, index) => [`P-${String(index)}`]),
  );
  expect(found.at(-1)?.members).toEqual(['P-last']);
});

test('the database itself refuses to change or remove an entry', async () => {
  await log.record([entry(['P-0001'])]);
  await log.close();
  const file = Connection.open(accessLogFile(directory));
  expect(() => {
    file.exec('DELETE FROM events');
  }).toThrow('events are never deleted');
  expect(() => {
    file.exec("UPDATE events SET data = '{}'");
  }).toThrow('events never change');
  file.close();
  log = await open();
});

test('it is sealed as a ledger is; a changed purpose, a removed entry and a changed index are found', async () => {
  for (const member of ['P-0001', 'P-0002', 'P-0003']) await log.record([entry([member])]);
  await log.page(all);
  const { logId } = log.store.ledger;
  const seals = openForSealing(directory, logId);
  await new Sealer(log.store, seals, () => openKeyFile(directory, logId)).seal();
  const kinds = async (): Promise<readonly string[]> =>
    (await verifyLog({ log: log.store, seals, outside: [] })).findings.map(
      (finding) => `${finding.kind} ${'position' in finding ? finding.position : ''}`,
    );
  expect(await kinds()).toEqual([]);
  await log.close();

  const file = Connection.open(accessLogFile(directory));
  file.exec('DROP TRIGGER events_never_change; DROP TRIGGER events_never_go');
  file.exec(`UPDATE events SET data = replace(data, 'enquiry', 'audit') WHERE pos = 2`);
  log = await open();
  expect(await kinds()).toContain('event-changed 2');
  await log.close();
  file.exec(`UPDATE events SET data = replace(data, 'audit', 'enquiry') WHERE pos = 2`);
  file.exec('DELETE FROM events WHERE pos = 3');
  file.close();
  log = await open();
  expect(await kinds()).toContain('event-missing 3');
  seals.close();
});

test.each([
  ['an entry that is not found', 'DELETE FROM members_read WHERE number = 2', [2]],
  ['another purpose', "UPDATE reads SET purpose = 'audit' WHERE number = 1", [1]],
  ['another holder', "UPDATE reads SET holder = 'x' WHERE number = 2", [2]],
  ['another day', "UPDATE reads SET day = '2001-01-01' WHERE number = 2", [2]],
  ['a read that never was', "INSERT INTO members_read VALUES ('P-0009', 1)", [0]],
])('the index is held against the log: %s', async (_, change, faults) => {
  await log.record([entry(['P-0001'])]);
  await log.record([entry(['P-0002', 'P-0003'])]);
  await log.page(all);
  await log.close();
  const compared = async (): Promise<readonly number[] | undefined> => {
    const store = await openSqliteStore({ directory, clock: () => now });
    const index = AccessIndex.openToCompare(directory);
    const found = await index?.faults(store);
    index?.close();
    await store.close();
    return found;
  };
  expect(await compared()).toEqual([]);
  const file = Connection.open(accessIndexFile(directory));
  file.exec(change);
  file.close();
  expect(await compared()).toEqual(faults);
  log = await open();
});

test('a ledger is no access log', async () => {
  const place = join(directory, '..', 'data');
  const store = await openSqliteStore({ directory: place, create: ledger, clock: () => now });
  await store.close();
  await expect(AccessLog.open(place, { ledger, clock: () => now })).rejects.toMatchObject({
    code: 'not-access-log',
  });
});

test('entries that found no room are not forgotten until there is some, though nobody comes to try', async () => {
  const disk = fs.statfsSync(directory);
  const free = (bavail: number): fs.StatsFs => Object.assign(disk, { bavail, bsize: 4_096 });
  const room = jest.spyOn(fs, 'statfsSync');
  try {
    room.mockReturnValue(free(0));
    expect(log.isWritable).toBe(true);
    jest.spyOn(log.store, 'append').mockRejectedValueOnce(new DiskFullError(new Error('full')));
    await expect(log.record([entry(['P-0001'])])).rejects.toMatchObject({ code: 'disk-full' });
    expect([log.isOpen, log.isWritable]).toEqual([true, false]);
    // Somebody makes room.
    room.mockReturnValue(free(1_024));
    expect(log.isWritable).toBe(true);
    // Or another attempt finds some.
    room.mockReturnValue(free(0));
    expect(log.isWritable).toBe(false);
    await log.record([entry(['P-0002'])]);
    expect(log.isWritable).toBe(true);
  } finally {
    room.mockRestore();
  }
});
