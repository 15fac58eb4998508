import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addKey,
  openForSealing,
  type OutsideCheckpoint,
  readCheckpoint,
  readNote,
  revokeKey,
  Sealer,
  Seals,
  sha256,
  verifyLog,
  written,
} from '#libs/audit';
import { sealedLedger, type SealedLedger, witnessLine } from '#libs/audit/testing';
import { canonicalJson } from '#libs/canonical';
import {
  type CopySource,
  directoryAddress,
  type EventStore,
  type KeyBinding,
  openCopy,
  openSqliteLogView,
  openStore,
  type RecordedEvent,
  type StoreAddress,
} from '#libs/event-store';
import { newEvent, type ProtocolServerProcess, startProtocolServerProcess } from '#libs/event-store/testing';
import { checkExport, type CheckOutcome, exportLedger, recordOf, takeExport } from '../index.js';
import { type ExportEnd, type ExportHeader, recordLine } from './lines.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-export-'));
const signal = new AbortController().signal;
const onStep = (): void => undefined;
let made = 0;
/** An event with an id that the ledgers here do not use. */
function anEvent(data: unknown = { amountFen: 40_000 }): ReturnType<typeof newEvent> {
  made += 1;
  return newEvent({ id: `aaaaaaaa-0000-5000-8000-${String(made).padStart(12, '0')}`, data });
}
let places = 0;
const newPlace = (): string => join(root, String((places += 1)));

let ledger: SealedLedger;
let lines: readonly string[];
let server: ProtocolServerProcess;

/** Two checkpoints, the second of another key and with a witness, and events after it; two of the appends have keys. */
beforeAll(async () => {
  server = await startProtocolServerProcess();
  ledger = await sealedLedger();
  await ledger.append(12);
  await ledger.sealer.seal();
  await ledger.append(9);
  addKey(ledger.directory, ledger.store.ledger.logId);
  await ledger.store.append(
    'member-x',
    0,
    [anEvent(), anEvent({ text: 'a\u2028b\u0085 "hash":"sha256:0"' })],
    {
      idempotencyKey: 'key-1',
    },
  );
  const second = await ledger.sealer.seal();
  const { seals } = ledger.sealer;
  const { witness, line } = witnessLine(readNote(second?.note ?? '').text);
  seals.cosign(23, witness, line);
  await ledger.append(4);
  await ledger.store.append('member-x', 2, [anEvent()], { idempotencyKey: 'key-2' });
  lines = await exported(ledger.store as EventStore & CopySource, seals);
});
afterAll(async () => {
  await ledger.remove();
  await server.stop();
  rmSync(root, { recursive: true });
});

async function exported(
  source: EventStore & CopySource,
  seals: Seals | undefined,
): Promise<readonly string[]> {
  let text = '';
  const write = (more: string): Promise<void> => {
    text += more;
    return Promise.resolve();
  };
  await exportLedger({ source, seals, engine: '0.0.0', write, onStep, signal });
  return text.slice(0, -1).split('\n');
}

function fileOf(content: readonly string[], end = '\n'): string {
  const file = newPlace();
  writeFileSync(file, content.join('\n') + end);
  return file;
}

const check = (file: string, outside: readonly OutsideCheckpoint[] = []): Promise<CheckOutcome> =>
  checkExport({ file, signal, onStep }, () => outside);

async function refusal(content: readonly string[], end?: string): Promise<string> {
  const outcome = await check(fileOf(content, end));
  return outcome.status === 'refused' ? `${outcome.line} ${outcome.because}` : outcome.status;
}

test('holds header, events with checkpoints between them, keys and end, each with its hash', async () => {
  expect(lines.map((line) => Object.keys(JSON.parse(line) as object)[0])).toEqual([
    'export',
    ...Array.from({ length: 12 }, () => 'event'),
    'checkpoint',
    ...Array.from({ length: 11 }, () => 'event'),
    'checkpoint',
    ...Array.from({ length: 5 }, () => 'event'),
    'hash',
    'hash',
    'end',
  ]);
  await expect(check(fileOf(lines))).resolves.toMatchObject({
    status: 'right',
    end: { events: 28, checkpoints: 2, keys: 2 },
    head: { size: 28 },
    notHeld: [],
  });
});

test('a changed character is refused in its line, wherever it is', async () => {
  for (const [at, line] of lines.entries()) {
    // The n-th digit or letter of a line, another one in each line.
    const place = [...line.matchAll(/[0-9a-f]/g)].map(({ index }) => index);
    for (const part of [0.1, 0.35, 0.6, 0.85]) {
      const index = place[Math.floor(place.length * part)] ?? 0;
      const other = line[index] === '3' ? '4' : '3';
      const changed = line.slice(0, index) + other + line.slice(index + 1);
      const outcome = await refusal(lines.with(at, changed));
      expect(`${at + 1}: ${outcome}`).toMatch(new RegExp(`^${at + 1}: ${at + 1} `));
    }
  }
});

test('a line that is gone, doubled or swapped with the next is refused there or in the next one that tells', async () => {
  for (let at = 0; at < lines.length; at += 1) {
    for (const content of [
      lines.toSpliced(at, 1),
      lines.toSpliced(at, 0, lines[at] ?? ''),
      lines.toSpliced(at, 2, lines[at + 1] ?? '', lines[at] ?? ''),
    ]) {
      const [line] = (await refusal(content)).split(' ');
      expect(Number(line)).toBeGreaterThan(at);
    }
  }
  expect(await refusal(lines.slice(0, 5))).toBe('6 cut');
  expect(await refusal(lines, '')).toBe(`${lines.length} cut`);
  expect(await refusal([...lines, ''])).toBe(`${lines.length + 1} after-end`);
  expect(await refusal([])).toBe('1 no-header');
});

/** A line changed by somebody who knows how its hash is made. */
function forged(line: string, change: (record: Readonly<Record<string, unknown>>) => object): string {
  const { hash: _, index, ...record } = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const changed = change(record);
  const text = canonicalJson(changed);
  const isEvent = 'event' in record;
  const event = canonicalJson((changed as { readonly event?: unknown }).event ?? null);
  const hash = sha256(isEvent ? `\u0000${event}` : `canbao.export/1\n${text}`).toString('hex');
  return canonicalJson({ ...changed, hash: `sha256:${hash}`, ...(isEvent ? { index } : {}) });
}

test('a line that was changed together with its hash is refused by what follows it', async () => {
  const event = forged(lines[3] ?? '', (record) => {
    const { event: leaf } = record as { readonly event: object };
    return { event: { ...leaf, data: { amountFen: 1 } } };
  });
  // The stream goes on at line 11, whose leaf names the one before.
  expect(await refusal(lines.with(3, event))).toBe('11 order');
  const last = forged(lines[12] ?? '', (record) => {
    const { event: leaf } = record as { readonly event: object };
    return { event: { ...leaf, data: { amountFen: 1 } } };
  });
  expect(await refusal(lines.with(12, last))).toBe('14 another-log');
  const checkpoint = forged(lines[13] ?? '', () => {
    const { checkpoint: given } = JSON.parse(lines[13] ?? '') as {
      readonly checkpoint: { readonly note: string };
    };
    return {
      checkpoint: {
        cosignatures: [],
        note: given.note.replace(/(?<=\nheads sha256:)./, (digit) => (digit === '0' ? '1' : '0')),
      },
    };
  });
  expect(await refusal(lines.with(13, checkpoint))).toBe('14 signature');
  const key = forged(lines.at(-2) ?? '', () => ({
    key: { key: 'key-2', stream: 'member-x', version: 1, count: 1 },
  }));
  expect(await refusal(lines.with(-2, key))).toBe(`${lines.length} end`);
  const far = forged(lines.at(-2) ?? '', () => ({
    key: { key: 'key-2', stream: 'member-x', version: 3, count: 2 },
  }));
  expect(await refusal(lines.with(-2, far))).toBe(`${lines.length - 1} order`);
  const end = forged(lines.at(-1) ?? '', () => ({ end: { events: 28, root: 'sha256:0' } }));
  expect(await refusal(lines.with(-1, end))).toBe(`${lines.length} end`);
  const header = forged(lines[0] ?? '', () => ({ export: { format: 'canbao.export/2' } }));
  expect(await refusal(lines.with(0, header))).toBe('1 no-header');
  const later = forged(lines[0] ?? '', () => ({ export: { format: 'canbao.export/2', zz: 1 } }));
  expect(await refusal(lines.with(0, later))).toBe('1 no-header');
});

test('a checkpoint from outside that is not on the events is told apart from one that covers more', async () => {
  const head = { name: 'letter', size: 12, root: ledgerRoot(12) };
  await expect(check(fileOf(lines), [head])).resolves.toMatchObject({ notHeld: [] });
  const other = { ...head, root: Buffer.alloc(32) };
  await expect(check(fileOf(lines), [other])).resolves.toMatchObject({ notHeld: [{ size: 12, lost: 0 }] });
  const more = { ...head, size: 30 };
  await expect(check(fileOf(lines), [more])).resolves.toMatchObject({ notHeld: [{ size: 30, lost: 2 }] });
});

test('a checkpoint from outside that names another making of the ledger than the header is told', async () => {
  const checkpoint = readCheckpoint(readNote(ledger.sealer.seals.checkpoints.of(12)?.note ?? '').text);
  const kept = { name: 'auditor.txt', size: 12, root: checkpoint.root, checkpoint };
  await expect(check(fileOf(lines), [kept])).resolves.toMatchObject({ createdOtherwise: [] });
  const creation = { kind: 'sample', digest: `sha256:${'0'.repeat(64)}` } as const;
  const other = { ...kept, checkpoint: { ...checkpoint, creation } };
  await expect(check(fileOf(lines), [other])).resolves.toMatchObject({ createdOtherwise: [{ size: 12 }] });
});

function ledgerRoot(size: number): Buffer {
  const note = ledger.sealer.seals.checkpoints.of(size)?.note ?? '';
  return Buffer.from(note.split('\n')[2] ?? '', 'base64');
}

/** A ledger of 20 events whose first key, in use up to the checkpoint of 10, is revoked from a size on. */
async function revokedFrom(size: number): Promise<{
  readonly lines: readonly string[];
  readonly noteOf: (size: number) => OutsideCheckpoint;
}> {
  const own = await sealedLedger();
  const first = own.keys().current.verifier;
  for (const sealed of [5, 10, 15, 20]) {
    if (sealed === 15) addKey(own.directory, own.store.ledger.logId);
    if (sealed === 20) revokeKey(own.directory, { verifier: first, size });
    await own.append(5);
    await own.sealer.seal();
  }
  const { seals } = own.sealer;
  const content = await exported(own.store as EventStore & CopySource, seals);
  const notes = new Map([5, 10, 15, 20].map((each) => [each, seals.checkpoints.of(each)?.note ?? '']));
  await own.remove();
  return {
    lines: content,
    noteOf: (of) => {
      const checkpoint = readCheckpoint(readNote(notes.get(of) ?? '').text);
      return { name: String(of), size: of, root: checkpoint.root, checkpoint };
    },
  };
}

describe('a key that was revoked', () => {
  test('for a size that it had signed: the line of its first checkpoint beyond that is refused, though a later line says so', async () => {
    const { lines: content } = await revokedFrom(7);
    expect(content[12]).toContain('"checkpoint":');
    expect(await refusal(content)).toBe('13 key-revoked');
  });

  test('for later sizes alone: every line is right, and what it signs elsewhere counts for nothing', async () => {
    const { lines: content, noteOf } = await revokedFrom(10);
    const file = fileOf(content);
    const { verifier } = noteOf(10).checkpoint ?? {};
    const { checkpoint } = noteOf(20);
    if (verifier === undefined || checkpoint === undefined) throw new Error('A note could not be read.');
    const old = { ...noteOf(20), name: 'old-key', checkpoint: { ...checkpoint, verifier, revoked: [] } };
    await expect(check(file, [noteOf(5), noteOf(15), old])).resolves.toMatchObject({
      ...{ status: 'right', notHeld: [], revokedNotes: [{ name: 'old-key', size: 20, isOther: false }] },
    });
    // Whoever has the key can make this one: it does not refuse the file.
    await expect(check(file, [{ ...old, root: Buffer.alloc(32) }])).resolves.toMatchObject({
      ...{ status: 'right', notHeld: [], revokedNotes: [{ name: 'old-key', size: 20, isOther: true }] },
    });
  });

  test('by a checkpoint from elsewhere alone: the line of its first checkpoint beyond that is refused', async () => {
    const { lines: content, noteOf } = await revokedFrom(10);
    const { verifier } = noteOf(10).checkpoint ?? {};
    const { checkpoint } = noteOf(20);
    if (verifier === undefined || checkpoint === undefined) throw new Error('A note could not be read.');
    const kept = { ...noteOf(20), checkpoint: { ...checkpoint, revoked: [{ verifier, size: 4 }] } };
    expect(await check(fileOf(content), [kept])).toEqual({
      ...{ status: 'refused', line: 7, because: 'key-revoked' },
    });
  });
});

test('a member that lines of a kind do not have is refused and named, though all hashes are made anew', async () => {
  const places: readonly (readonly (string | number)[])[] = [
    ['event'],
    ['event', 'event'],
    ['export'],
    ['export', 'export'],
    ['export', 'export', 'ledger'],
    ['checkpoint'],
    ['checkpoint', 'checkpoint'],
    ['checkpoint', 'checkpoint', 'cosignatures', 0],
    ['key'],
    ['key', 'key'],
    ['end'],
    ['end', 'end'],
  ];
  for (const [kind = '', ...path] of places) {
    // The second checkpoint has a co-signature.
    const at = lines.findLastIndex((line) => Object.hasOwn(JSON.parse(line) as object, kind));
    const changed = forged(lines[at] ?? '', (record) => withMember(record, path));
    const ended = kind === 'end' ? lines.with(at, changed) : withEndAnew(lines.with(at, changed));
    const outcome = await check(fileOf(ended));
    const member = `/${[...path, 'zz'].join('/')}`;
    expect(outcome).toEqual({ status: 'refused', line: at + 1, because: 'unknown-member', member });
  }
});

function withMember(value: unknown, [name, ...rest]: readonly (string | number)[]): object {
  if (name === undefined) return { ...(value as object), zz: 1 };
  if (Array.isArray(value)) return value.with(Number(name), withMember(value[Number(name)], rest)) as object;
  return { ...(value as object), [name]: withMember((value as Record<string, unknown>)[name], rest) };
}

test.each([7, '', null])('a header with %j in the place of the version is refused', async (engine) => {
  const changed = forged(lines[0] ?? '', (record) => {
    const { export: header } = record as { readonly export: ExportHeader };
    return { export: { ...header, engine } };
  });
  expect(await refusal(withEndAnew(lines.with(0, changed)))).toBe('1 no-header');
});

async function imported(content: readonly string[], address: StoreAddress, seals: string): Promise<void> {
  const reading = { file: fileOf(content), signal, onStep };
  const checked = await checkExport(reading);
  if (checked.status === 'refused') throw new Error(checked.because);
  const target = await openCopy(address, recordOf(checked.header), { clock: Date.now });
  const database = openForSealing(seals, checked.header.ledger.logId);
  try {
    await expect(takeExport(reading, { target, seals: database })).resolves.toBe('taken');
  } finally {
    database.close();
    await target.close();
  }
}

test('a header with another kind, clock or day is refused at the first checkpoint, though all hashes are made anew', async () => {
  const header = JSON.parse(lines[0] ?? '') as { readonly export: ExportHeader };
  const { ledger: record } = header.export;
  const others = [
    { kind: 'sample' },
    { clockOffsetMs: 1 },
    { createdAt: '2020-01-01T00:00:00.000Z' },
  ] as const;
  for (const other of others) {
    const changed = recordLine({ export: { ...header.export, ledger: { ...record, ...other } } });
    expect(await refusal(withEndAnew(lines.with(0, changed)))).toBe('14 creation');
  }
  expect(await check(fileOf(lines))).toMatchObject({ status: 'right', isCreationSealed: true });
});

test('a key that is said twice, or is empty, is refused by its line, before anything is taken', async () => {
  const first = lines.findIndex((line) => line.includes('"key":{'));
  const { key } = JSON.parse(lines[first] ?? '') as { readonly key: KeyBinding };
  const other = JSON.parse(lines[first + 1] ?? '') as { readonly key: KeyBinding };
  const withKey = (changed: KeyBinding): readonly string[] =>
    withEndAnew(lines.with(first + 1, recordLine({ key: changed })));
  const line = String(first + 2);
  expect(await refusal(withKey({ ...other.key, key: key.key }))).toBe(`${line} key-twice`);
  expect(await refusal(withKey({ ...other.key, key: '' }))).toBe(`${line} malformed`);
  expect(await refusal(withKey(other.key))).toBe('right');
});

test('a key that an event names and no line binds to it is refused in the last line, though all hashes are made anew', async () => {
  const at = lines.findIndex((line) => line.includes('"key":"key-1"'));
  const { key } = JSON.parse(lines[at] ?? '') as { readonly key: KeyBinding };
  const ended = `${String(lines.length)} key-missing`;
  const { event } = JSON.parse(lines[1] ?? '') as { readonly event: RecordedEvent };
  const changes = [
    { key: 'key-9' },
    { count: 1 },
    { version: 2, count: 1 },
    { stream: event.stream, count: 1 },
  ];
  for (const change of changes) {
    const changed = lines.with(at, recordLine({ key: { ...key, ...change } }));
    expect([change, await refusal(withEndAnew(changed))]).toEqual([change, ended]);
  }
  const end = JSON.parse(lines.at(-1) ?? '') as { readonly end: ExportEnd };
  const without = lines
    .toSpliced(at, 1)
    .with(-1, recordLine({ end: { ...end.end, keys: end.end.keys - 1 } }));
  expect(await refusal(withEndAnew(without))).toBe(`${String(without.length)} key-missing`);
  // A key that was bound to the same events later is named by none of them.
  const later = lines
    .toSpliced(at, 0, recordLine({ key: { ...key, key: 'key-later' } }))
    .with(-1, recordLine({ end: { ...end.end, keys: end.end.keys + 1 } }));
  expect(await refusal(withEndAnew(later))).toBe('right');
});

/** The lines with their last one made anew, as whoever changes something would. */
function withEndAnew(content: readonly string[]): readonly string[] {
  const { end } = JSON.parse(content.at(-1) ?? '') as { readonly end: ExportEnd };
  const before = content.slice(0, -1);
  const digest = written(sha256(before.map((line) => `${line}\n`).join('')));
  return [...before, recordLine({ end: { ...end, lines: digest } })];
}

test('goes into a data directory and comes out as the same bytes; the seals go on with the same key', async () => {
  const directory = newPlace();
  await imported(lines, directoryAddress(directory), directory);
  const store = await openStore(directoryAddress(directory), { clock: Date.now });
  const database = openForSealing(directory, store.ledger.logId);
  expect(await exported(store, new Seals(database, store.ledger.logId))).toEqual(lines);
  await expect(verifyLog({ log: store, seals: database, outside: [] })).resolves.toMatchObject({
    findings: [],
    sealedSize: 23,
    events: 28,
  });
  const sealed = await new Sealer(store, database, ledger.keys).seal();
  expect(sealed?.note).toContain('\nprevious 23\n');
  database.close();
  await store.close();
});

test('goes into a server and back into a data directory: positions, instants, versions, keys and checkpoints stay', async () => {
  const onServer: StoreAddress = {
    engine: 'eventstoredb',
    connection: `${server.connectionString}&ledger=exported`,
  };
  const beside = newPlace();
  mkdirSync(beside);
  await imported(lines, onServer, beside);
  const store = await openStore(onServer, { clock: Date.now });
  const database = openForSealing(beside, store.ledger.logId);
  const again = await exported(store, new Seals(database, store.ledger.logId));
  database.close();
  await store.close();
  // A server gives keys in an order of its own, so the digest over all lines in the last one may differ.
  expect([...again.slice(0, -1)].sort()).toEqual([...lines.slice(0, -1)].sort());
  const directory = newPlace();
  await imported(again, directoryAddress(directory), directory);
  const view = openSqliteLogView(directory);
  expect(await view.head()).toBe(await ledger.store.head());
  view.close();
});

test('an import that was interrupted is served to nobody, and goes on', async () => {
  const directory = newPlace();
  const reading = { file: fileOf(lines), signal, onStep };
  const checked = await checkExport(reading);
  if (checked.status === 'refused') throw new Error(checked.because);
  const target = await openCopy(directoryAddress(directory), recordOf(checked.header), { clock: Date.now });
  const database = openForSealing(directory, checked.header.ledger.logId);
  const half = { file: fileOf(lines.slice(0, 18)), signal, onStep };
  await expect(takeExport(half, { target, seals: database })).resolves.toEqual({
    status: 'refused',
    line: 19,
    because: 'cut',
  });
  await expect(openStore(directoryAddress(directory), { clock: Date.now })).rejects.toMatchObject({
    code: 'store-locked',
  });
  await target.close();
  await expect(openStore(directoryAddress(directory), { clock: Date.now })).rejects.toMatchObject({
    code: 'copy-unfinished',
  });
  expect(() => openSqliteLogView(directory)).toThrow('half-made copy');
  database.close();
  await imported(lines, directoryAddress(directory), directory);
  const store = await openStore(directoryAddress(directory), { clock: Date.now });
  expect(await store.head()).toBe(28);
  await store.close();
});

test('what is recorded while it is written is left out, with its checkpoints and keys', async () => {
  const late = await sealedLedger();
  await late.append(1_500);
  await late.sealer.seal();
  let writes = 0;
  const end = await exportLedger({
    source: late.store as EventStore & CopySource,
    seals: late.sealer.seals,
    engine: '0.0.0',
    write: async () => {
      writes += 1;
      // The first page of events; by then it is settled where the export ends.
      if (writes !== 2) return;
      await late.append(10);
      await late.store.append('member-late', 0, [anEvent()], { idempotencyKey: 'late' });
      await late.sealer.seal();
    },
    onStep,
    signal,
  });
  expect(end).toMatchObject({ events: 1_500, checkpoints: 1, keys: 0 });
  await late.remove();
});
