import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type EventStore, openSqliteStore, type RecordedEvent } from '#libs/event-store';
import {
  addKey,
  isConsistent,
  KeyChain,
  keyFileOf,
  leafOf,
  openBeside,
  openForSealing,
  readCheckpoint,
  readNote,
  revokeKey,
  rootFromHeadProof,
  rootFromInclusion,
  type SealedLog,
  Sealer,
  SealingLoop,
  Seals,
  verifyLog,
} from './index.js';
import { sealEvidence } from './evidence.js';
import { sealedLedger, type SealedLedger } from './testing/index.js';

let ledger: SealedLedger;
beforeEach(async () => {
  ledger = await sealedLedger();
});
afterEach(() => ledger.remove());

async function sealed(count: number): Promise<ReturnType<typeof readCheckpoint>> {
  await ledger.append(count);
  const signed = await ledger.sealer.seal();
  if (signed === undefined) throw new Error('Nothing was sealed.');
  return readCheckpoint(readNote(signed.note).text);
}

test('each event is proved against each checkpoint that covers it, and each checkpoint continues those before', async () => {
  const checkpoints = [];
  for (const count of [1, 2, 14, 1, 33, 220]) checkpoints.push(await sealed(count));
  const { seals } = ledger.sealer;
  const leaves = new Map<string, Buffer>();
  let index = 0;
  for await (const event of ledger.store.readAll({ after: 0 })) {
    const { logId } = ledger.store.ledger;
    const leaf = leafOf(event, { logId, previous: leaves.get(event.stream) ?? null });
    leaves.set(event.stream, leaf);
    for (const { size, root } of checkpoints) {
      if (index >= size) continue;
      const proof = seals.inclusion(event.position, size);
      expect(proof).toMatchObject({ index, size, leaf });
      expect(rootFromInclusion(leaf, proof)).toEqual(root);
    }
    index += 1;
  }
  for (const first of checkpoints)
    for (const second of checkpoints.filter(({ size }) => size >= first.size))
      expect(isConsistent(first, second, seals.consistency(first.size, second.size))).toBe(true);
  expect(checkpoints.map(({ previous }) => previous)).toEqual([0, 1, 3, 17, 18, 51]);
});

test('a stream is proved to have so many events and no more, and one that never was to be absent', async () => {
  const { heads } = await sealed(100);
  const { seals } = ledger.sealer;
  const events = await ledger.store.readStream('member-P-0003');
  const key = seals.heads.keyOf('member-P-0003');
  const proof = seals.head('member-P-0003');
  expect(proof.found?.length).toBe(events.length);
  expect(rootFromHeadProof(key, proof)).toEqual(heads);
  const absent = seals.head('member-P-9999');
  expect(rootFromHeadProof(seals.heads.keyOf('member-P-9999'), absent)).toEqual(heads);
  expect(absent.found?.key.equals(seals.heads.keyOf('member-P-9999'))).not.toBe(true);
});

test('nothing new is no checkpoint; what is not sealed has no proof', async () => {
  expect(await ledger.sealer.seal()).toBeUndefined();
  const { position } = await sealed(3);
  expect(await ledger.sealer.seal()).toBeUndefined();
  await ledger.append(1);
  const head = await ledger.store.head();
  const { seals } = ledger.sealer;
  expect(seals.sealedThrough).toBe(position);
  const notSealed = expect.objectContaining({ code: 'not-sealed' });
  expect(() => seals.inclusion(head)).toThrow(notSealed);
  expect(() => seals.inclusion(position, 2)).toThrow(notSealed);
  expect(() => seals.inclusion(position, 99)).toThrow(notSealed);
  expect(() => seals.consistency(2, 4)).toThrow(notSealed);
});

test('sealing goes on in another process where it ended, and readers beside it see each checkpoint', async () => {
  await sealed(20);
  const beside = openBeside(ledger.directory, ledger.store.ledger.logId);
  if (beside === undefined) throw new Error('There are no seals.');
  const reader = new Seals(beside, ledger.store.ledger.logId);
  expect(() => openForSealing(ledger.directory, ledger.store.ledger.logId)).toThrow(
    expect.objectContaining({ code: 'seals-locked' }),
  );
  await ledger.close();
  ledger = await sealedLedger(dirname(ledger.directory));
  const { size, previous } = await sealed(5);
  expect([size, previous]).toEqual([25, 20]);
  expect(reader.checkpoints.latest()?.size).toBe(25);
  reader.close();
});

test('seals of another ledger are not touched', () => {
  const other = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b18';
  expect(() => openBeside(ledger.directory, other)).toThrow(expect.objectContaining({ code: 'not-seals' }));
  expect(openBeside(dirname(ledger.directory), other)).toBeUndefined();
});

describe('nothing is signed', () => {
  async function refusal(store: EventStore): Promise<unknown> {
    const { seals } = ledger.sealer;
    const before = seals.checkpoints.latest();
    const database = openBesideOf(ledger);
    try {
      await new Sealer(store, database, ledger.keys).seal();
      return undefined;
    } catch (error) {
      return (error as { readonly code?: unknown }).code;
    } finally {
      database.close();
      expect(seals.checkpoints.latest()).toEqual(before);
    }
  }

  /** Opens a copy of the ledger as it is now, beside its seals as they will be. */
  async function copied(): Promise<{ readonly store: EventStore; readonly remove: () => Promise<void> }> {
    const directory = mkdtempSync(join(tmpdir(), 'canbao-copy-'));
    mkdirSync(join(directory, 'data'), { mode: 0o700 });
    cpSync(join(ledger.directory, 'ledger.db'), join(directory, 'data', 'ledger.db'));
    cpSync(join(ledger.directory, 'ledger.db-wal'), join(directory, 'data', 'ledger.db-wal'));
    const store = await openSqliteStore({ directory: join(directory, 'data'), clock: Date.now });
    return {
      store,
      remove: async () => {
        await store.close();
        rmSync(directory, { recursive: true });
      },
    };
  }

  test('where an older copy of the log was put back, whether it then grew or not', async () => {
    await ledger.append(10);
    const copy = await copied();
    await sealed(5);
    try {
      expect(await refusal(copy.store)).toBe('log-not-as-sealed');
      const [last] = await copy.store.readStream('member-P-0001', { direction: 'backwards', maxCount: 1 });
      if (last === undefined) throw new Error('The stream is empty.');
      for (let version = last.version; version < last.version + 9; version += 1) {
        const id = `00000000-0000-5000-9000-${String(version).padStart(12, '0')}`;
        const { type, schemaVersion, data, metadata } = last;
        await copy.store.append(last.stream, version, [{ id, type, schemaVersion, data, metadata }]);
      }
      expect(await refusal(copy.store)).toBe('log-not-as-sealed');
    } finally {
      await copy.remove();
    }
  });

  test('where the stored tree or map does not lead to the last signed checkpoint', async () => {
    await ledger.append(40, 40);
    await ledger.sealer.seal();
    await ledger.append(1, 40);
    const database = openBesideOf(ledger);
    const [hex = ''] =
      database.connection.query<[string]>('SELECT hex(hashes) FROM tiles WHERE level = 1').get() ?? [];
    const write = database.connection.command('UPDATE tiles SET hashes = unhex(?) WHERE level = 1');
    write(`00${hex.slice(2)}`);
    expect(await refusal(ledger.store)).toBe('seals-damaged');
    write(hex);
    // Some of the others stand in the same part as the stream that grew.
    const others = "stream <> 'member-P-0001'";
    database.connection.exec(`UPDATE heads SET length = length + 1 WHERE ${others}`);
    expect(await refusal(ledger.store)).toBe('seals-damaged');
    database.connection.exec(`UPDATE heads SET length = length - 1 WHERE ${others}`);
    database.connection.exec("UPDATE head_rows SET hashes = zeroblob(512) WHERE prefix = ''");
    expect(await refusal(ledger.store)).toBe('seals-damaged');
    database.close();
  });

  test('by a key that nobody handed over to', async () => {
    await sealed(3);
    await ledger.append(1);
    const { verifier } = ledger.keys().current;
    rmSync(keyFileOf(ledger.directory));
    const database = openBesideOf(ledger);
    await expect(new Sealer(ledger.store, database, ledger.keys).seal()).rejects.toMatchObject({
      code: 'key-without-predecessor',
      verifier,
    });
    database.close();
  });
});

test('a new key takes over with the next checkpoint, which the key before signs, too', async () => {
  const first = await sealed(3);
  addKey(ledger.directory, ledger.store.ledger.logId);
  const second = await sealed(3);
  const third = await sealed(3);
  expect(second.verifier).not.toBe(first.verifier);
  expect(third.verifier).toBe(second.verifier);
  const { seals } = ledger.sealer;
  const signatures = [3, 6, 9].map((size) => readNote(seals.note(size) ?? '').signatures.length);
  expect(signatures).toEqual([1, 2, 1]);
  const chain = new KeyChain(first.verifier);
  expect([3, 6, 9].map((size) => chain.take(seals.note(size) ?? ''))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a revoked key: what it signed up to the size counts, whatever it signs beyond is found', async () => {
  const first = await sealed(3);
  const stolen = readFileSync(keyFileOf(ledger.directory), 'utf8');
  addKey(ledger.directory, ledger.store.ledger.logId);
  revokeKey(ledger.directory, { verifier: first.verifier, size: 3 });
  await sealed(3);
  const faults = async (): Promise<readonly unknown[]> => {
    const seals = openBesideOf(ledger);
    const { findings } = await verifyLog({ log: ledger.store, seals, outside: [] });
    seals.close();
    return findings;
  };
  expect(await faults()).toEqual([]);
  // The thief puts the old key back in its place and seals on, without a word of the revocation.
  const now = readFileSync(keyFileOf(ledger.directory), 'utf8');
  const [oldKey = ''] = stolen.split('\n').filter((line) => line.startsWith('PRIVATE'));
  const [, newKey = ''] = now.split('\n').filter((line) => line.startsWith('PRIVATE'));
  writeFileSync(keyFileOf(ledger.directory), `${newKey}\n${oldKey}\n`, { mode: 0o600 });
  await sealed(3);
  expect(await faults()).toEqual([{ kind: 'checkpoint-changed', size: 9, because: 'key-revoked' }]);
});

test('evidence shows no checkpoint that a revoked key signed beyond its size', async () => {
  const first = await sealed(3);
  await sealed(3);
  addKey(ledger.directory, ledger.store.ledger.logId);
  await sealed(3);
  revokeKey(ledger.directory, { verifier: first.verifier, size: 3 });
  await sealed(3);
  const { seals } = ledger.sealer;
  const shownFor = (position: number): readonly number[] =>
    sealEvidence(seals, { positions: [position], first: position, since: [] }).checkpoints.notes.map(
      ({ note }) => readCheckpoint(readNote(note).text).size,
    );
  // Of the first event the checkpoint of 3 counts; of the fifth that of 6 counts no more, and the next one is shown.
  expect([1, 5].map(shownFor)).toEqual([
    [3, 9, 12],
    [3, 9, 12],
  ]);
});

test('the loop keeps the seals behind the log, says how far, and stops for what does not mend', async () => {
  const told: unknown[] = [];
  const pace = { pollMs: 5, everyMs: 20, positions: 10, apartMs: 0 };
  const loop = new SealingLoop(ledger.sealer, () => ledger.store.head(), {
    pace,
    onTrouble: (error) => told.push(error),
  });
  loop.start();
  await ledger.append(30);
  const head = await ledger.store.head();
  for (let tries = 0; loop.status.position < head && tries < 500; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(loop.status).toMatchObject({ state: 'sealing', reason: null, size: 30, position: head });
  await loop.stop();
  expect(loop.status.state).toBe('idle');
  const { ledger: record } = ledger.store;
  const emptied: SealedLog = {
    ledger: record,
    head: () => Promise.resolve(0),
    readPages: () => pagesOf(),
    readStream: () => Promise.resolve([]),
  };
  const broken = new SealingLoop(
    new Sealer(emptied, openBesideOf(ledger), ledger.keys),
    () => emptied.head(),
    { pace, onTrouble: (error) => told.push(error) },
  );
  broken.start();
  for (let tries = 0; broken.status.state !== 'stopped' && tries < 500; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 10));
  expect(broken.status).toMatchObject({ state: 'stopped', reason: 'log-not-as-sealed' });
  expect(told).toHaveLength(1);
  await broken.stop();
});

test('under many appends seals come some time apart, so that each takes more events', async () => {
  const sealedAt = new Map<number, number>();
  const apartMs = 200;
  const loop = new SealingLoop(ledger.sealer, () => ledger.store.head(), {
    pace: { pollMs: 5, everyMs: 60_000, positions: 10, apartMs },
    onStatus: ({ size }) => {
      if (!sealedAt.has(size)) sealedAt.set(size, performance.now());
    },
  });
  const sealedTo = async (size: number): Promise<void> => {
    for (let tries = 0; !sealedAt.has(size) && tries < 500; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await ledger.append(10);
  loop.start();
  await sealedTo(10);
  await ledger.append(10);
  await ledger.append(10);
  await sealedTo(30);
  await loop.stop();
  // On a slow machine there may be one of 20 events between.
  const [none, ...times] = [...sealedAt.values()];
  expect(none).toBeDefined();
  expect(sealedAt.has(30)).toBe(true);
  for (const [index, time] of times.entries())
    if (index > 0) expect(time - (times[index - 1] ?? NaN)).toBeGreaterThanOrEqual(apartMs);
  expect(times.length).toBeGreaterThanOrEqual(2);
});

async function* pagesOf(...pages: readonly RecordedEvent[][]): AsyncGenerator<readonly RecordedEvent[]> {
  await Promise.resolve();
  yield* pages;
}

function openBesideOf({ directory, store }: SealedLedger): NonNullable<ReturnType<typeof openBeside>> {
  const database = openBeside(directory, store.ledger.logId);
  if (database === undefined) throw new Error('There are no seals.');
  return database;
}
