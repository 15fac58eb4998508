import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, type RecordedEvent } from '#libs/event-store';
import {
  addKey,
  consistencyPath,
  isConsistent,
  keepReseal,
  keptReseals,
  keyFileOf,
  leafText,
  namedReseals,
  openBeside,
  type OutsideCheckpoint,
  proveUnderReseal,
  readCheckpoint,
  readNote,
  readReseal,
  type ResealProof,
  resealed,
  revokeKey,
  rootFromInclusion,
  Sealer,
  type Seals,
  signReseal,
  verifyLog,
  verifyReseals,
  type Finding,
  writeNote,
} from '../index.js';
import { sealedLedger, type SealedLedger } from '../testing/index.js';
import { hasherOf } from './algorithms.js';

const signal = new AbortController().signal;
const onEvent = (): void => undefined;

let ledger: SealedLedger;
beforeEach(async () => {
  ledger = await sealedLedger();
  await ledger.append(20);
  await ledger.sealer.seal();
  await ledger.append(13);
  await ledger.sealer.seal();
  await ledger.append(4);
});
afterEach(async () => {
  await ledger.remove();
});

const seals = (): Seals => ledger.sealer.seals;

async function reseal(): Promise<string> {
  const made = await resealed({ log: ledger.store, seals: seals(), algorithm: 'sm3', signal, onEvent });
  return keepReseal(ledger.directory, made, await signReseal(made, ledger.keys()));
}

async function found(outside: readonly OutsideCheckpoint[] = []): Promise<readonly Finding[]> {
  const database = openBeside(ledger.directory, ledger.store.ledger.logId);
  try {
    const reseals = keptReseals(ledger.directory);
    return await verifyReseals({ log: ledger.store, seals: database, reseals, outside, signal });
  } finally {
    database?.close();
  }
}

const because = (finding: Finding | undefined): string =>
  finding?.kind === 'reseal-changed' ? finding.because : String(finding?.kind);

describe('named by the next checkpoint', () => {
  /** Seals once more, naming the re-seals that lie there. */
  async function sealedOn(): Promise<void> {
    const { directory, store, keys } = ledger;
    const database = openBeside(directory, store.ledger.logId);
    if (database === undefined) throw new Error('There are no seals.');
    await new Sealer(store, database, keys, { reseals: () => namedReseals(directory) }).seal();
    database.close();
  }

  const file = (name: string): string => join(ledger.directory, name);

  function newestKept(): OutsideCheckpoint {
    const checkpoint = readCheckpoint(readNote(seals().checkpoints.latest()?.note ?? '').text);
    return { name: 'auditor.txt', size: checkpoint.size, root: checkpoint.root, checkpoint };
  }

  test('a checkpoint kept elsewhere names it, too: deleted together with the seals it is missing', async () => {
    await reseal();
    await sealedOn();
    const kept = newestKept();
    expect(await found([kept])).toEqual([]);
    rmSync(file('reseal-sm3-33.txt'));
    const { store } = ledger;
    const gone = await verifyReseals({ log: store, seals: undefined, reseals: [], outside: [kept], signal });
    expect(gone).toEqual([{ kind: 'reseal-missing', name: 'reseal-sm3-33.txt' }]);
  });

  test.each([
    ['names another size', 'reseal sm3 33', 'reseal sm3 20'],
    ['names another digest', /(reseal sm3 33 sha256:)./, '$1'],
    ['is no note any more', /^[^]*$/, 'x'],
  ])('where the note that names it %s, that is no finding about the re-seal', async (_, from, to) => {
    await reseal();
    await sealedOn();
    const connection = Connection.open(file('seals.sqlite'));
    const write = connection.command('UPDATE checkpoints SET note = ? WHERE size = 37');
    write((seals().checkpoints.latest()?.note ?? '').replace(from, to));
    connection.close();
    expect(await found()).toEqual([]);
  });

  test.each([
    ['another letter', /previous 20/, 'previous 19'],
    ['nothing of it', /^[^]*$/, 'x'],
  ])('where the note of its size has %s, its key is told by the notes around', async (_, from, to) => {
    await reseal();
    await sealedOn();
    const connection = Connection.open(file('seals.sqlite'));
    const write = connection.command('UPDATE checkpoints SET note = ? WHERE size = 33');
    write((seals().checkpoints.of(33)?.note ?? '').replace(from, to));
    connection.close();
    expect(await found()).toEqual([]);
  });

  describe('where the note of its size is gone', () => {
    function withoutNote(size: number): void {
      const connection = Connection.open(file('seals.sqlite'));
      connection.exec(`DELETE FROM checkpoints WHERE size = ${String(size)}`);
      connection.close();
    }

    test('the next one that names it tells for whom it was signed', async () => {
      await reseal();
      await sealedOn();
      withoutNote(33);
      expect(await found()).toEqual([]);
    });

    test('so it is where that note handed a key over', async () => {
      addKey(ledger.directory, ledger.store.ledger.logId);
      await ledger.sealer.seal();
      await reseal();
      await ledger.append(4);
      await sealedOn();
      withoutNote(37);
      expect(await found()).toEqual([]);
    });

    test('nor is one blamed that no note names any more, with the notes between gone as well', async () => {
      for (let times = 0; times < 3; times += 1) {
        await reseal();
        await ledger.append(4);
        await sealedOn();
      }
      for (const size of [33, 41]) withoutNote(size);
      expect(await found()).toEqual([]);
    });

    test('one of another key that no note names is blamed', async () => {
      await reseal();
      await ledger.sealer.seal();
      const { text } = readNote(readFileSync(file('reseal-sm3-33.txt'), 'utf8'));
      const other = await sealedLedger();
      const { current } = other.keys();
      const own = text.replace(/^key .*$/m, `key ${current.verifier}`);
      const signatures = [await current.sign(own)];
      await other.remove();
      writeFileSync(file('reseal-sm3-33.txt'), writeNote({ text: own, signatures }));
      withoutNote(33);
      expect(await found()).toEqual([
        { kind: 'reseal-changed', name: 'reseal-sm3-33.txt', because: 'unknown-key' },
      ]);
    });
  });

  test('a revocation that a later checkpoint leaves out counts for it all the same', async () => {
    await reseal();
    const { verifier } = ledger.keys().current;
    addKey(ledger.directory, ledger.store.ledger.logId);
    revokeKey(ledger.directory, { verifier, size: 30 });
    await ledger.append(1);
    await ledger.sealer.seal();
    const revoked = [{ kind: 'reseal-changed', name: 'reseal-sm3-33.txt', because: 'key-revoked' }];
    expect(await found()).toEqual(revoked);
    const after = readFileSync(keyFileOf(ledger.directory), 'utf8');
    writeFileSync(keyFileOf(ledger.directory), after.replace(/^revoked .*\n/m, ''));
    await ledger.append(1);
    await ledger.sealer.seal();
    expect(newestKept().checkpoint?.revoked).toEqual([]);
    expect(await found()).toEqual(revoked);
  });

  test('one that is deleted or renamed is noticed, and so is another in its place', async () => {
    await reseal();
    await sealedOn();
    expect(await found()).toEqual([]);
    const note = readFileSync(file('reseal-sm3-33.txt'), 'utf8');
    renameSync(file('reseal-sm3-33.txt'), file('kept-elsewhere.txt'));
    expect(await found()).toEqual([{ kind: 'reseal-missing', name: 'reseal-sm3-33.txt' }]);
    renameSync(file('kept-elsewhere.txt'), file('reseal-sm3-20.txt'));
    expect(await found()).toEqual([
      { kind: 'reseal-changed', name: 'reseal-sm3-20.txt', because: 'another-place' },
      { kind: 'reseal-missing', name: 'reseal-sm3-33.txt' },
    ]);
    rmSync(file('reseal-sm3-20.txt'));
    const text = `${readNote(note).text}later x\n`;
    const signature = await ledger.keys().current.sign(text);
    writeFileSync(file('reseal-sm3-33.txt'), writeNote({ text, signatures: [signature] }));
    expect(await found()).toEqual([
      { kind: 'reseal-changed', name: 'reseal-sm3-33.txt', because: 'another-note' },
    ]);
  });
});

test('SM3 is the function of GB/T 32905: its published vectors come out', () => {
  const sm3 = hasherOf('sm3');
  expect(sm3('abc').toString('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  expect(sm3('abcd'.repeat(16)).toString('hex')).toBe(
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  );
});

const sm3 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash('sm3');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 6962 §2.1 as it is written there. */
function treeHash(leaves: readonly string[]): Buffer {
  const [first] = leaves;
  if (leaves.length === 1 && first !== undefined) return sm3(Uint8Array.of(0), first);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return sm3(Uint8Array.of(1), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

test('a re-seal has the root over the same leaves, and says over which checkpoint it is', async () => {
  await reseal();
  const [kept] = keptReseals(ledger.directory);
  const leaves: string[] = [];
  for await (const page of ledger.store.readPages({ after: 0, limit: 33 })) {
    for (const event of page) {
      const before = page.findLast(
        ({ stream, version }) => stream === event.stream && version === event.version - 1,
      );
      const previous = before === undefined ? null : seals().tree.leaf(page.indexOf(before));
      leaves.push(leafText(event, { logId: ledger.store.ledger.logId, previous }));
    }
  }
  expect(kept?.name).toBe('reseal-sm3-33.txt');
  const { text } = readNote(kept?.note ?? '');
  expect(readReseal(text)).toMatchObject({
    algorithm: 'sm3',
    size: 33,
    position: 33,
    root: treeHash(leaves),
  });
  const [, , root] = (seals().checkpoints.of(33)?.note ?? '').split('\n');
  expect(readReseal(text).over.toString('base64')).toBe(root);
  expect(text).toMatch(
    /^canbao-ledger\/[0-9a-f-]{36}\/sm3\n33\n.+\nheads sm3:[0-9a-f]{64}\nposition 33\nover sha256:[0-9a-f]{64}\nkey .+\ncreation sm3:[0-9a-f]{64}\n$/,
  );
});

test('each event is proved to be under it, by SM3 alone', async () => {
  await reseal();
  const [kept] = keptReseals(ledger.directory);
  const made = readReseal(readNote(kept?.note ?? '').text);
  const prove = (position: number): Promise<ResealProof> =>
    proveUnderReseal({ log: ledger.store, seals: seals(), reseal: made, position, signal, onEvent });
  const events: RecordedEvent[] = [];
  for await (const page of ledger.store.readPages({ after: 0, limit: 33 })) events.push(...page);
  expect(events).toHaveLength(33);
  for (const { position, id } of events) {
    const { text, leaf, path, index, size } = await prove(position);
    expect((JSON.parse(text) as { readonly id: string }).id).toBe(id);
    expect(leaf).toEqual(sm3(Uint8Array.of(0), text));
    expect(rootFromInclusion(leaf, { index, size, path }, hasherOf('sm3'))).toEqual(made.root);
  }
  await expect(prove(34)).rejects.toMatchObject({ code: 'not-sealed' });
  await expect(
    proveUnderReseal({
      log: ledger.store,
      seals: seals(),
      reseal: { ...made, root: made.over },
      position: 1,
      signal,
      onEvent,
    }),
  ).rejects.toMatchObject({ code: 'log-not-as-sealed' });
});

test('nothing that was sealed is touched, old proofs and checkpoints count, and both verify', async () => {
  const proof = seals().inclusion(7, 20);
  const root = readNote(seals().note(20) ?? '').text.split('\n')[2] ?? '';
  const before = sealedBytes();
  await reseal();
  expect(sealedBytes()).toBe(before);
  const database = openBeside(ledger.directory, ledger.store.ledger.logId);
  await expect(verifyLog({ log: ledger.store, seals: database, outside: [] })).resolves.toMatchObject({
    findings: [],
  });
  database?.close();
  expect(await found()).toEqual([]);
  expect(rootFromInclusion(proof.leaf, proof)?.toString('base64')).toBe(root);
  // And the log goes on growing under both.
  await ledger.append(9);
  await ledger.sealer.seal();
  await reseal();
  expect(keptReseals(ledger.directory).map(({ name }) => name)).toEqual([
    'reseal-sm3-33.txt',
    'reseal-sm3-46.txt',
  ]);
  expect(await found()).toEqual([]);
  const path = consistencyPath(seals().tree.subtrees, 20, 46);
  const now = { size: 46, root: Buffer.from(seals().note(46)?.split('\n')[2] ?? '', 'base64') };
  expect(isConsistent({ size: 20, root: Buffer.from(root, 'base64') }, now, path)).toBe(true);
});

function sealedBytes(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(ledger.directory)
    .filter((each) => each.startsWith('seals.sqlite'))
    .sort())
    if (!name.endsWith('-shm')) hash.update(readFileSync(join(ledger.directory, name)));
  return hash.digest('hex');
}

test('it goes over to a new key with the checkpoints, and one of a key that was revoked before is found', async () => {
  await reseal();
  const { verifier } = ledger.keys().current;
  addKey(ledger.directory, ledger.store.ledger.logId);
  await ledger.append(1);
  await ledger.sealer.seal();
  await reseal();
  expect(await found()).toEqual([]);
  revokeKey(ledger.directory, { verifier, size: 20 });
  await ledger.append(1);
  await ledger.sealer.seal();
  expect((await found()).map(because)).toEqual(['key-revoked']);
});

test('where the record of the creation was changed, a re-seal is not blamed for it', async () => {
  await reseal();
  const { directory, store } = ledger;
  const database = openBeside(directory, store.ledger.logId);
  const log = {
    ledger: { ...store.ledger, appVersion: '9.9.9' },
    readPages: store.readPages.bind(store),
  };
  const reseals = keptReseals(directory);
  expect(await verifyReseals({ log, seals: database, reseals, signal })).toEqual([]);
  database?.close();
});

test('where every checkpoint is gone, the re-seals are not blamed for it', async () => {
  await reseal();
  const { directory, store } = ledger;
  const file = Connection.open(join(directory, 'seals.sqlite'));
  file.exec('DELETE FROM checkpoints');
  file.close();
  const database = openBeside(directory, store.ledger.logId);
  const { findings } = await verifyLog({ log: store, seals: database, outside: [] });
  expect(findings).toEqual([{ kind: 'checkpoint-missing', size: 33 }]);
  const reseals = keptReseals(directory);
  const [missing] = findings;
  expect(await verifyReseals({ log: store, seals: database, reseals, missing, signal })).toEqual([]);
  database?.close();
});

test('every change of a re-seal, and of an event under it, is found', async () => {
  await reseal();
  const { directory, store } = ledger;
  const [kept] = keptReseals(directory);
  const note = kept?.note ?? '';
  const logId = store.ledger.logId;
  const database = openBeside(directory, logId);
  const verdictOf = async (changed: string): Promise<string> =>
    because(
      (
        await verifyReseals({ log: store, seals: database, reseals: [{ name: 'x', note: changed }], signal })
      )[0],
    );
  const lines = note.split('\n');
  for (const [at, line] of lines.slice(0, 7).entries()) {
    const digit = line.search(/\d(?!.*\d)/);
    const other = line[digit] === '3' ? '4' : '3';
    const changed = lines.with(at, line.slice(0, digit) + other + line.slice(digit + 1)).join('\n');
    expect(['malformed', 'bad-signature']).toContain(await verdictOf(changed));
  }
  // Signed by the right key over what is not there.
  const made = readReseal(readNote(note).text);
  for (const other of [
    { ...made, root: Buffer.alloc(32) },
    { ...made, heads: Buffer.alloc(32) },
    { ...made, over: Buffer.alloc(32) },
    { ...made, position: 32 },
  ])
    expect(await verdictOf(await signReseal(other, ledger.keys()))).toBe('another-log');
  expect(await verdictOf(await signReseal({ ...made, size: 32 }, ledger.keys()))).toBe('unknown-key');
  expect(await verdictOf('canbao-ledger/x/md5\n')).toBe('malformed');
  database?.close();
  const connection = Connection.open(join(directory, 'ledger.db'));
  connection.exec(
    `DROP TRIGGER events_never_change; UPDATE events SET data = '{"amountFen":1}' WHERE pos = 9`,
  );
  connection.close();
  expect((await found()).map(because)).toEqual(['another-log']);
});

test('nothing is signed over a log that is not the one that was sealed, nor before anything is sealed', async () => {
  const connection = Connection.open(join(ledger.directory, 'ledger.db'));
  connection.exec(
    `DROP TRIGGER events_never_change; UPDATE events SET data = '{"amountFen":1}' WHERE pos = 9`,
  );
  connection.close();
  await expect(reseal()).rejects.toMatchObject({ code: 'log-not-as-sealed', position: 33 });
  const fresh = await sealedLedger();
  await fresh.append(1);
  const options = { log: fresh.store, seals: fresh.sealer.seals, algorithm: 'sm3', signal, onEvent } as const;
  await expect(resealed(options)).rejects.toMatchObject({ code: 'not-sealed' });
  await fresh.remove();
  expect(keptReseals(join(ledger.directory, 'nowhere'))).toEqual([]);
});

test('a key that is gone signs nothing', async () => {
  const made = await resealed({ log: ledger.store, seals: seals(), algorithm: 'sm3', signal, onEvent });
  rmSync(join(ledger.directory, 'seal-keys'));
  addKey(ledger.directory, ledger.store.ledger.logId);
  await expect(signReseal(made, ledger.keys())).rejects.toMatchObject({ code: 'key-without-predecessor' });
});
