import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  accessLogDirectory,
  addKey,
  keepReseal,
  keyFileOf,
  letterCode,
  openBeside,
  openForSealing,
  openKeyFile,
  readCheckpoint,
  readLetterCode,
  readNote,
  resealed,
  type SealDatabase,
  Sealer,
  sha256,
  signReseal,
  written,
} from '#libs/audit';
import { acquireOwnerLock, type EventStore, openSqliteLogView, openSqliteStore } from '#libs/event-store';
import { buildChild, loseLastEntry, newEvent, startChild, pastGuards } from '#libs/event-store/testing';
import { type Backup, type BackupOutcome, makeBackup, restoreBackup, type RestoreOutcome } from '../index.js';
import { type BackupManifest, readManifest, writeManifest } from './manifest.js';

const folder = mkdtempSync(join(tmpdir(), 'canbao-backup-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const LOG_ID = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';
const create = { logId: LOG_ID, kind: 'ledger', clockOffsetMs: 0, appVersion: '0' } as const;

let places = 0;
/** A path where nothing is. */
function nowhere(): string {
  places += 1;
  return join(folder, `place-${places}`);
}

function backup(directory: string, options: Partial<Backup> = {}): Promise<BackupOutcome> {
  return makeBackup({
    directory,
    seals: directory,
    accessLog: accessLogDirectory(directory),
    destination: nowhere(),
    withSealKeys: false,
    engine: '0.0.0',
    now: '2031-03-01T00:00:00.000Z',
    signal: new AbortController().signal,
    onStep: () => undefined,
    ...options,
  });
}

function restore(
  from: string,
  options: Partial<Parameters<typeof restoreBackup>[0]> = {},
): Promise<RestoreOutcome> {
  return restoreBackup({
    backup: from,
    directory: nowhere(),
    sealKeys: null,
    outside: () => [],
    anyway: false,
    signal: new AbortController().signal,
    onStep: () => undefined,
    ...options,
  });
}

/** A ledger of one owner that is sealed now and then. */
interface SealedLedger {
  readonly directory: string;
  readonly store: EventStore;
  readonly sealer: Sealer;
  append(events: number): Promise<void>;
  close(): Promise<void>;
}

async function sealedLedger(): Promise<SealedLedger> {
  const directory = nowhere();
  const store = await openSqliteStore({ directory, create, clock: Date.now });
  const seals: SealDatabase = openForSealing(directory, LOG_ID);
  const sealer = new Sealer(store, seals, () => openKeyFile(directory, LOG_ID));
  let appended = 0;
  return {
    directory,
    store,
    sealer,
    append: async (events) => {
      for (const end = appended + events; appended < end; appended += 1)
        await store.append(`member-${appended}`, 0, [newEvent()]);
    },
    close: async () => {
      seals.close();
      await store.close();
    },
  };
}

let ledger: SealedLedger;
beforeEach(async () => {
  ledger = await sealedLedger();
});
afterEach(async () => {
  await ledger.close();
});

test('a back-up that is made while 64 callers append has everything acknowledged up to its position, and nothing else', async () => {
  const directory = nowhere();
  const child = startChild(process.execPath, [buildChild(folder), directory, 'race']);
  await child.said('acknowledged');
  const log = openSqliteLogView(directory);
  const { logId } = log.ledger;
  const seals = openForSealing(directory, logId);
  const sealer = new Sealer(log, seals, () => openKeyFile(directory, logId));
  await sealer.seal();
  for (let round = 0; round < 4; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    const before = child.lines.length;
    const destination = nowhere();
    const [outcome] = await Promise.all([backup(directory, { destination }), sealer.seal()]);
    if (outcome.status !== 'made') throw new Error(outcome.status);
    const { position, findings, events } = outcome.manifest;
    expect(findings).toBe(0);
    const stored = await eventsOf(destination);
    expect(stored.size).toBe(events);
    // What was acknowledged before the back-up began, and whatever else came to stand up to its position.
    expect(Math.max(...acknowledged(child.lines.slice(0, before)).values())).toBeLessThanOrEqual(position);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const upTo = [...acknowledged(child.lines)].filter(([, each]) => each <= position);
    expect(upTo.filter(([id, each]) => stored.get(id) !== each)).toEqual([]);
    expect(acknowledged(child.lines).size).toBeGreaterThan(stored.size);
  }
  child.process.kill('SIGKILL');
  await child.ended;
  seals.close();
  log.close();
});

function acknowledged(lines: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    lines.flatMap((line) => {
      const [word, id = '', , position] = line.split(' ');
      return word === 'acknowledged' ? [[id, Number(position)] as const] : [];
    }),
  );
}

async function eventsOf(directory: string): Promise<ReadonlyMap<string, number>> {
  const view = openSqliteLogView(directory);
  const events = new Map<string, number>();
  for await (const page of view.readPages({ after: 0 }))
    for (const { id, position } of page) events.set(id, position);
  view.close();
  return events;
}

test('is restored as it was: the ledger opens, goes on, and is sealed on with its own key', async () => {
  await ledger.append(30);
  await ledger.sealer.seal();
  await ledger.append(5);
  const destination = nowhere();
  await expect(backup(ledger.directory, { destination })).resolves.toMatchObject({
    status: 'made',
    manifest: { position: 35, events: 35, sealedSize: 30, holdsSealKeys: false, findings: 0 },
  });
  expect(readdirSync(destination).sort()).toEqual(['backup.json', 'ledger.db', 'seals.sqlite']);
  const directory = nowhere();
  const outcome = await restore(destination, { directory, sealKeys: keyFileOf(ledger.directory) });
  expect(outcome).toMatchObject({ status: 'restored', missing: null, holdsSealKeys: true });
  const store = await openSqliteStore({ directory, clock: Date.now });
  await store.append('member-x', 0, [newEvent()]);
  const seals = openForSealing(directory, LOG_ID);
  await expect(new Sealer(store, seals, () => openKeyFile(directory, LOG_ID)).seal()).resolves.toMatchObject({
    size: 36,
  });
  seals.close();
  await store.close();
});

test('what was recorded after a back-up is counted by a later checkpoint, or the code of a letter', async () => {
  await ledger.append(10);
  await ledger.sealer.seal();
  const destination = nowhere();
  await backup(ledger.directory, { destination });
  await ledger.append(7);
  const later = await ledger.sealer.seal();
  if (later === undefined) throw new Error('Nothing was sealed.');
  const root = ledger.sealer.seals.consistency(17, 17).length === 0 ? rootOf(later.note) : undefined;
  const typed = readLetterCode(letterCode({ size: 17, root: root ?? Buffer.alloc(0) }));
  const outside = [{ name: 'letter', ...typed }];
  await expect(restore(destination, { outside: () => outside })).resolves.toMatchObject({
    status: 'restored',
    missing: 7,
    verdict: { findings: [{ kind: 'events-lost', size: 17, lost: 7 }] },
  });
  const earlier = { name: 'earlier', ...headOf(await backup(ledger.directory)) };
  await expect(restore(destination, { outside: () => [earlier] })).resolves.toMatchObject({ missing: 7 });
});

function rootOf(note: string): Buffer {
  return Buffer.from(note.split('\n')[2] ?? '', 'base64');
}

function headOf(outcome: BackupOutcome): { readonly size: number; readonly root: Buffer } {
  if (outcome.status !== 'made') throw new Error(outcome.status);
  return outcome.verdict.head;
}

test('a checkpoint of another history keeps a back-up from being restored, unless somebody insists', async () => {
  await ledger.append(10);
  const destination = nowhere();
  await backup(ledger.directory, { destination });
  const outside = [{ name: 'other', size: 5, root: Buffer.alloc(32) }];
  const directory = nowhere();
  await expect(restore(destination, { directory, outside: () => outside })).resolves.toMatchObject({
    status: 'altered',
    missing: 0,
    verdict: { findings: [{ kind: 'not-append-only', size: 5 }] },
  });
  expect(existsSync(directory)).toBe(false);
  await expect(
    restore(destination, { directory, outside: () => outside, anyway: true }),
  ).resolves.toMatchObject({ status: 'restored' });
});

test('a file of a back-up that was changed, cut or removed is named, and nothing is restored', async () => {
  await ledger.append(10);
  await ledger.sealer.seal();
  const destination = nowhere();
  await backup(ledger.directory, { destination });
  for (const [name, change] of [
    [
      'ledger.db',
      (path: string) => {
        appendFileSync(path, 'x');
      },
    ],
    [
      'seals.sqlite',
      (path: string) => {
        rmSync(path);
      },
    ],
  ] as const) {
    const changed = nowhere();
    const directory = nowhere();
    cpSync(destination, changed, { recursive: true });
    change(join(changed, name));
    await expect(restore(changed, { directory })).resolves.toEqual({ status: 'file-changed', name });
    expect([directory, `${directory}.partial`].map((path) => existsSync(path))).toEqual([false, false]);
  }
});

test('a changed character of backup.json is noticed, wherever it is', async () => {
  await ledger.append(1);
  const destination = nowhere();
  await backup(ledger.directory, { destination });
  const file = join(destination, 'backup.json');
  const text = readFileSync(file, 'utf8');
  expect(readManifest(destination)).toMatchObject({ events: 1 });
  for (let at = 0; at < text.length; at += 1) {
    const other = String.fromCharCode(text.charCodeAt(at) ^ 1);
    writeFileSync(file, text.slice(0, at) + other + text.slice(at + 1));
    expect([at, readManifest(destination)]).toEqual([at, 'malformed']);
  }
  for (const other of ['null', '[]', text.trimEnd(), `${text}\n`]) {
    writeFileSync(file, other);
    expect(readManifest(destination)).toBe('malformed');
  }
});

test.each([
  ['position', { position: 99 }],
  ['events', { events: 99 }],
  ['seals', { files: [] as BackupManifest['files'] }],
  ['kind', { ledger: { logId: LOG_ID, kind: 'sample' as const } }],
])('what backup.json says of the log is held against it: %s', async (_, changes) => {
  await ledger.append(3);
  await ledger.sealer.seal();
  const destination = nowhere();
  await backup(ledger.directory, { destination });
  const manifest = readManifest(destination) as BackupManifest;
  const files = manifest.files.filter(({ name }) => name === 'ledger.db');
  const changed = { ...manifest, ...changes, ...('files' in changes ? { files } : {}) };
  const text = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
  const digest = written(sha256(text(changed)));
  writeFileSync(join(destination, 'backup.json'), text({ ...changed, digest }));
  expect(readManifest(destination)).toEqual(changed);
  const directory = nowhere();
  await expect(restore(destination, { directory, anyway: true })).resolves.toEqual({
    status: 'unreadable',
    because: 'malformed',
  });
  expect(existsSync(directory)).toBe(false);
});

test('a back-up is opened by no program that would write to it, and is restored after the attempt', async () => {
  await ledger.append(1);
  const destination = nowhere();
  await backup(ledger.directory, { destination });
  const before = readdirSync(destination);
  await expect(openSqliteStore({ directory: destination, create, clock: Date.now })).rejects.toMatchObject({
    code: 'is-a-backup',
  });
  expect(readdirSync(destination)).toEqual(before);
  await expect(restore(destination)).resolves.toMatchObject({ status: 'restored' });
});

test('an altered ledger is backed up as it is, and both the back-up and its restore say so', async () => {
  await ledger.append(10);
  await ledger.sealer.seal();
  pastGuards(join(ledger.directory, 'ledger.db'), "UPDATE events SET data = '{}' WHERE pos = 4");
  const destination = nowhere();
  await expect(backup(ledger.directory, { destination })).resolves.toMatchObject({
    status: 'made',
    manifest: { findings: 1 },
    verdict: { findings: [{ kind: 'event-changed', position: 4 }] },
  });
  await expect(restore(destination)).resolves.toMatchObject({ status: 'altered' });
});

test('an index that has lost an entry is found by a back-up, and by its restore; seals that cannot be opened are named', async () => {
  await ledger.append(3);
  await ledger.sealer.seal();
  await ledger.close();
  loseLastEntry(join(ledger.directory, 'ledger.db'), 'sqlite_autoindex_streams_1');
  const destination = nowhere();
  const findings = [{ kind: 'file-damaged', file: 'ledger.db', table: 'streams', stream: 'member-2' }];
  await expect(backup(ledger.directory, { destination })).resolves.toMatchObject({
    status: 'made',
    verdict: { findings },
  });
  await expect(restore(destination)).resolves.toMatchObject({ status: 'altered', verdict: { findings } });
  const seals = join(ledger.directory, 'seals.sqlite');
  const bytes = readFileSync(seals);
  bytes[bytes.indexOf('CREATE TABLE tiles') + 'CREATE TABLE '.length] = 'j'.charCodeAt(0);
  writeFileSync(seals, bytes);
  await expect(backup(ledger.directory)).rejects.toMatchObject({
    reason: 'corrupt',
    message: expect.stringMatching(/seals\.sqlite: .*malformed database schema/) as string,
  });
});

test('neither a back-up nor a restore is put where something is, or where another one is being made', async () => {
  await ledger.append(1);
  const destination = nowhere();
  await backup(ledger.directory, { destination });
  await expect(backup(ledger.directory, { destination })).resolves.toEqual({ status: 'taken' });
  await expect(restore(destination, { directory: ledger.directory })).resolves.toEqual({ status: 'taken' });
  const place = nowhere();
  mkdirSync(`${place}.partial`);
  const lock = acquireOwnerLock(join(`${place}.partial`, 'making.lock'));
  await expect(backup(ledger.directory, { destination: place })).resolves.toEqual({ status: 'in-making' });
  lock.release();
  // What a killed run left beside is cleared away; an empty directory in the place does not count.
  appendFileSync(join(`${place}.partial`, 'ledger.db'), 'half');
  mkdirSync(place);
  await expect(backup(ledger.directory, { destination: place })).resolves.toMatchObject({ status: 'made' });
  expect(existsSync(`${place}.partial`)).toBe(false);
});

test('a link to an empty directory is followed; a file, a link to nothing and what somebody keeps beside are left alone', async () => {
  await ledger.append(1);
  const directory = nowhere();
  mkdirSync(directory);
  const link = nowhere();
  symlinkSync(directory, link);
  await expect(backup(ledger.directory, { destination: link })).resolves.toMatchObject({ status: 'made' });
  expect(existsSync(join(directory, 'backup.json'))).toBe(true);
  const nothing = nowhere();
  symlinkSync(nowhere(), nothing);
  const file = nowhere();
  writeFileSync(file, 'mine');
  for (const destination of [nothing, file])
    await expect(backup(ledger.directory, { destination })).resolves.toEqual({ status: 'taken' });
  const place = nowhere();
  mkdirSync(`${place}.partial`);
  writeFileSync(join(`${place}.partial`, 'notes.txt'), 'mine');
  await expect(backup(ledger.directory, { destination: place })).resolves.toEqual({ status: 'taken-beside' });
  expect(readdirSync(`${place}.partial`)).toEqual(['notes.txt']);
});

test('a back-up that is stopped leaves nothing, in whatever phase', async () => {
  // More than is copied in one step.
  for (let each = 0; each < 6; each += 1)
    await ledger.store.append(`large-${each}`, 0, [newEvent({ data: { text: 'x'.repeat(900_000) } })]);
  for (const phase of ['copy', 'verify'] as const) {
    const stop = new AbortController();
    const destination = nowhere();
    const outcome = await backup(ledger.directory, {
      destination,
      signal: stop.signal,
      onStep: (step) => {
        if (step.phase === phase) stop.abort();
      },
    });
    expect(outcome).toEqual({ status: 'interrupted' });
    expect([destination, `${destination}.partial`].map((path) => existsSync(path))).toEqual([false, false]);
  }
});

test('sealing keys are in a back-up only when asked for, for its owner alone, and never those of another ledger', async () => {
  await ledger.append(3);
  await expect(backup(ledger.directory, { withSealKeys: true })).resolves.toEqual({ status: 'no-seal-keys' });
  await ledger.sealer.seal();
  const destination = nowhere();
  await expect(backup(ledger.directory, { destination, withSealKeys: true })).resolves.toMatchObject({
    manifest: { holdsSealKeys: true },
  });
  for (const name of readdirSync(destination))
    expect(statSync(join(destination, name)).mode & 0o777).toBe(0o600);
  expect(statSync(destination).mode & 0o777).toBe(0o700);
  expect(readFileSync(keyFileOf(destination), 'utf8')).toBe(
    readFileSync(keyFileOf(ledger.directory), 'utf8'),
  );
  await expect(restore(destination)).resolves.toMatchObject({ status: 'restored', holdsSealKeys: true });
  const stranger = nowhere();
  mkdirSync(stranger);
  addKey(stranger, LOG_ID);
  await expect(restore(destination, { sealKeys: keyFileOf(stranger) })).resolves.toEqual({
    status: 'other-seal-keys',
  });
  await expect(restore(destination, { sealKeys: join(stranger, 'none') })).resolves.toEqual({
    status: 'no-seal-keys',
  });
});

test('what was sealed anew by another hash function is in a back-up, and verified with it', async () => {
  await ledger.append(6);
  await ledger.sealer.seal();
  const { store, directory, sealer } = ledger;
  const made = await resealed({
    log: store,
    seals: sealer.seals,
    algorithm: 'sm3',
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
  const file = keepReseal(directory, made, await signReseal(made, openKeyFile(directory, LOG_ID)));
  const destination = nowhere();
  await expect(backup(directory, { destination })).resolves.toMatchObject({ manifest: { findings: 0 } });
  expect(readdirSync(destination)).toContain('reseal-sm3-6.txt');
  await expect(restore(destination)).resolves.toMatchObject({
    status: 'restored',
    verdict: { findings: [] },
  });
  appendFileSync(file, 'x');
  await expect(backup(directory)).resolves.toMatchObject({
    verdict: { findings: [{ kind: 'reseal-changed', because: 'malformed' }] },
  });
});

test('the access log is in a back-up with its seals, and a change of it is found', async () => {
  await ledger.append(2);
  const reads = await sealedLedger();
  await reads.append(5);
  await reads.sealer.seal();
  const destination = nowhere();
  const accessLog = reads.directory;
  await expect(backup(ledger.directory, { destination, accessLog })).resolves.toMatchObject({
    status: 'made',
    manifest: { position: 2, accessLog: { position: 5, sealedSize: 5, findings: 0 } },
  });
  const directory = nowhere();
  await expect(restore(destination, { directory })).resolves.toMatchObject({
    status: 'restored',
    accessLog: { events: 5, findings: [] },
  });
  const store = await openSqliteStore({ directory: accessLogDirectory(directory), clock: Date.now });
  expect(await store.head()).toBe(5);
  await store.close();
  pastGuards(join(accessLog, 'ledger.db'), "UPDATE events SET data = '{}' WHERE pos = 4");
  const altered = nowhere();
  await expect(backup(ledger.directory, { destination: altered, accessLog })).resolves.toMatchObject({
    manifest: { findings: 0, accessLog: { findings: 1 } },
  });
  await expect(restore(altered)).resolves.toMatchObject({ status: 'altered' });
  await reads.close();
});

test('an access log that the ledger names and that is gone or cut is found by a back-up, and by a restore', async () => {
  const reads = await sealedLedger();
  await reads.append(5);
  await reads.sealer.seal();
  const short = nowhere();
  cpSync(reads.directory, short, { recursive: true });
  await reads.append(2);
  await reads.sealer.seal();
  await ledger.append(2);
  await ledger.sealer.seal();
  const before = nowhere();
  await backup(ledger.directory, { destination: before });
  await ledger.append(1);
  await sealedNaming(reads);
  const accessLog = reads.directory;
  const destination = nowhere();
  const whole = { status: 'made', manifest: { findings: 0, accessLog: { findings: 0 } } };
  await expect(backup(ledger.directory, { destination, accessLog })).resolves.toMatchObject(whole);
  const gone = { findings: [{ kind: 'access-log-missing', logId: LOG_ID, size: 7 }] };
  await expect(backup(ledger.directory)).resolves.toMatchObject({
    ...{ status: 'made', manifest: { findings: 1 }, verdict: gone },
  });
  await expect(backup(ledger.directory, { accessLog: short })).resolves.toMatchObject({
    accessLog: { findings: [{ kind: 'events-lost', size: 7, lost: 2 }] },
  });
  await expect(restore(destination)).resolves.toMatchObject({ status: 'restored' });
  withoutAccessLog(destination);
  await expect(restore(destination)).resolves.toMatchObject({ status: 'altered', verdict: gone });
  // What a checkpoint from after the back-up names may have been made after it: it tells of the events alone.
  const checkpoint = readCheckpoint(readNote(ledger.sealer.seals.checkpoints.latest()?.note ?? '').text);
  const kept = { name: 'auditor.txt', size: 3, root: checkpoint.root, checkpoint };
  await expect(restore(before, { outside: () => [kept] })).resolves.toMatchObject({
    ...{ status: 'restored', missing: 1, verdict: { findings: [{ kind: 'events-lost' }] } },
  });
  await reads.close();
});

/** Seals the ledger once, naming the newest checkpoint of its access log. */
async function sealedNaming({ sealer }: SealedLedger): Promise<void> {
  const { directory, store } = ledger;
  const database = openBeside(directory, LOG_ID);
  if (database === undefined) throw new Error('There are no seals.');
  const keys = (): ReturnType<typeof openKeyFile> => openKeyFile(directory, LOG_ID);
  await new Sealer(store, database, keys, { accessLog: () => sealer.seals.newestHead() }).seal();
  database.close();
}

/** Takes the access log out of a back-up, and out of what `backup.json` says. */
function withoutAccessLog(destination: string): void {
  const manifest = readManifest(destination) as BackupManifest;
  rmSync(join(destination, 'access-log'), { recursive: true });
  rmSync(join(destination, 'backup.json'));
  const files = manifest.files.filter(({ name }) => !name.startsWith('access-log/'));
  writeManifest(destination, { ...manifest, accessLog: null, files });
}

test('what is no back-up is not taken for one', async () => {
  const empty = nowhere();
  mkdirSync(empty);
  await expect(restore(empty)).resolves.toEqual({ status: 'unreadable', because: 'none' });
  for (const text of [
    '{',
    '{}',
    '{"format":"canbao.backup/1","ledger":{"logId":"x"},"files":[{"name":"../x","digest":"d"}]}',
  ]) {
    rmSync(join(empty, 'backup.json'), { force: true });
    appendFileSync(join(empty, 'backup.json'), text);
    await expect(restore(empty)).resolves.toEqual({ status: 'unreadable', because: 'malformed' });
  }
});
