import {
  addKey,
  type Checkpoint,
  openBeside,
  readCheckpoint,
  readNote,
  revokeKey,
  rootAt,
  verifyLog,
  type LogVerdict,
  type OutsideCheckpoint,
} from '../index.js';
import { sealedLedger, type SealedLedger, witnessLine } from '../testing/index.js';

/** A checkpoint as an auditor keeps it. */
function keptBy({ sealer }: SealedLedger): OutsideCheckpoint {
  const note = sealer.seals.checkpoints.latest()?.note ?? '';
  const checkpoint = readCheckpoint(readNote(note).text);
  const { size, root } = checkpoint;
  return { name: 'letter', size, root, checkpoint };
}

async function verdictOn(
  { directory, store }: SealedLedger,
  outside: readonly OutsideCheckpoint[],
): Promise<LogVerdict> {
  const seals = openBeside(directory, store.ledger.logId);
  try {
    return await verifyLog({ log: store, seals, outside });
  } finally {
    seals?.close();
  }
}

/** Ledgers with one log id: the second stands for what somebody put in place of the first. */
let original: SealedLedger;
let other: SealedLedger;
beforeEach(async () => {
  original = await sealedLedger();
  other = await sealedLedger();
  await original.append(40, 5);
  await original.sealer.seal();
});
afterEach(async () => {
  await original.remove();
  await other.remove();
});

test('a log that was rewritten with its seals cannot be told from itself, but from a checkpoint kept elsewhere', async () => {
  await other.append(41, 4);
  await other.sealer.seal();
  expect(await verdictOn(other, [])).toMatchObject({ findings: [], appendOnly: 'cannot-tell' });
  const verdict = await verdictOn(other, [keptBy(original)]);
  expect(verdict.findings).toEqual([{ kind: 'not-append-only', size: 40, name: 'letter' }]);
  expect(verdict.appendOnly).toBe('violated');
});

test('a restored old back-up is whole in itself; a later checkpoint tells how many events are missing', async () => {
  await other.append(30, 5);
  await other.sealer.seal();
  expect(await verdictOn(other, [])).toMatchObject({ findings: [], appendOnly: 'cannot-tell' });
  const verdict = await verdictOn(other, [keptBy(original)]);
  expect(verdict.findings).toEqual([{ kind: 'events-lost', size: 40, name: 'letter', lost: 10 }]);
  expect(verdict.appendOnly).toBe('violated');
});

test('a ledger that only grew lies on every checkpoint kept of it, also where its seals are gone', async () => {
  const kept = [keptBy(original)];
  await original.append(9, 5);
  await original.sealer.seal();
  kept.push(keptBy(original));
  expect(await verdictOn(original, kept)).toMatchObject({ findings: [], appendOnly: 'proved' });
  const verdict = await verifyLog({ log: original.store, seals: undefined, outside: kept });
  expect(verdict).toMatchObject({ findings: [], appendOnly: 'proved', sealedSize: 0, events: 49 });
  expect(verdict.head).toEqual({ size: 49, root: kept[1]?.root });
});

test('a first key known from elsewhere tells a ledger that another key sealed', async () => {
  const pinned = original.keys().current.verifier;
  await other.append(3);
  await other.sealer.seal();
  const seals = openBeside(other.directory, other.store.ledger.logId);
  const verdict = await verifyLog({ log: other.store, seals, outside: [], pinned });
  seals?.close();
  expect(verdict.findings).toEqual([{ kind: 'checkpoint-changed', size: 3, because: 'key-not-handed-over' }]);
});

test('what a known witness signed proves as much as a checkpoint kept elsewhere; a log that it never saw does not', async () => {
  const note = original.sealer.seals.checkpoints.latest()?.note ?? '';
  const { witness, line } = witnessLine(readNote(note).text);
  original.sealer.seals.cosign(40, witness, line);
  await original.append(3, 5);
  await original.sealer.seal();
  await other.append(41, 4);
  await other.sealer.seal();
  const witnessedOf = async ({ directory, store }: SealedLedger): Promise<LogVerdict> => {
    const seals = openBeside(directory, store.ledger.logId);
    try {
      return await verifyLog({ log: store, seals, outside: [], witnesses: [witness] });
    } finally {
      seals?.close();
    }
  };
  const seen = [{ witness, size: 40 }];
  expect(await witnessedOf(original)).toMatchObject({ findings: [], appendOnly: 'proved', witnessed: seen });
  expect(await witnessedOf(other)).toMatchObject({ findings: [], appendOnly: 'cannot-tell', witnessed: [] });
});

describe('a checkpoint kept elsewhere says more than its root', () => {
  /** The same checkpoint, saying something otherwise. */
  function saying(otherwise: Partial<Checkpoint>): OutsideCheckpoint {
    const kept = keptBy(original);
    if (kept.checkpoint === undefined) throw new Error('It is no signed note.');
    return { ...kept, checkpoint: { ...kept.checkpoint, ...otherwise } };
  }

  test('of another making than the ledger is found, also where its own seals say nothing of it any more', async () => {
    const made = saying({ creation: { kind: 'sample', digest: `sha256:${'0'.repeat(64)}` } });
    const changed = [{ kind: 'creation-changed', size: 40 }];
    expect((await verdictOn(original, [made])).findings).toEqual(changed);
    const unsealed = await verifyLog({ log: original.store, seals: undefined, outside: [made] });
    expect(unsealed.findings).toEqual(changed);
    expect((await verdictOn(original, [saying({ creation: null })])).findings).toEqual([]);
  });

  test.each([
    ['other heads of streams', { heads: Buffer.alloc(32) }],
    ['another number of declarations', { declarations: 7 }],
  ])('with %s than the stored one of its size, it is of another log', async (_, otherwise) => {
    const { findings } = await verdictOn(original, [saying(otherwise)]);
    expect(findings).toEqual([{ kind: 'not-append-only', size: 40, name: 'letter' }]);
  });

  test('a revocation in it counts for the checkpoints of the ledger', async () => {
    const { verifier } = original.keys().current;
    const { findings } = await verdictOn(original, [saying({ revoked: [{ verifier, size: 39 }] })]);
    expect(findings).toEqual([{ kind: 'checkpoint-changed', size: 40, because: 'key-revoked' }]);
  });
});

describe('a checkpoint kept elsewhere by a key that was revoked since', () => {
  let first: string;
  let last: OutsideCheckpoint;
  /** The first key counts through 40 events; another one has sealed since, and 50 events are there. */
  beforeEach(async () => {
    first = original.keys().current.verifier;
    last = keptBy(original);
    addKey(original.directory, original.store.ledger.logId);
    revokeKey(original.directory, { verifier: first, size: 40 });
    await original.append(10, 5);
    await original.sealer.seal();
  });

  /** What the first key signs of so many events. */
  function byFirst(size: number, root: Buffer): OutsideCheckpoint {
    if (last.checkpoint === undefined) throw new Error('It is no signed note.');
    return { name: 'found.txt', size, root, checkpoint: { ...last.checkpoint, size, root } };
  }

  test('counts up to the size that the revocation names', async () => {
    expect(await verdictOn(original, [last])).toMatchObject({
      ...{ findings: [], appendOnly: 'proved', revokedNotes: [] },
    });
  });

  test('counts for nothing beyond it, where it agrees and where it does not', async () => {
    const right = rootAt(original.sealer.seals.tree.subtrees, 45);
    for (const [note, isOther] of [
      [byFirst(45, right), false],
      [byFirst(45, Buffer.alloc(32)), true],
      [byFirst(60, Buffer.alloc(32)), true],
    ] as const)
      expect(await verdictOn(original, [note])).toMatchObject({
        ...{ findings: [], appendOnly: 'cannot-tell' },
        revokedNotes: [{ name: 'found.txt', size: note.size, isOther }],
      });
    // Another one that counts proves what it proves.
    const both = await verdictOn(original, [byFirst(45, right), keptBy(original)]);
    expect(both).toMatchObject({ appendOnly: 'proved', revokedNotes: [{ size: 45 }] });
  });

  test('revokes nothing itself', async () => {
    const { verifier } = original.keys().current;
    const note = byFirst(45, Buffer.alloc(32));
    if (note.checkpoint === undefined) throw new Error('It is no signed note.');
    const forged = { ...note, checkpoint: { ...note.checkpoint, revoked: [{ verifier, size: 1 }] } };
    expect((await verdictOn(original, [forged])).findings).toEqual([]);
  });

  test('is known as one by what another one from elsewhere revokes, too', async () => {
    const revoking = keptBy(original);
    const without = await verifyLog({
      log: original.store,
      seals: undefined,
      outside: [byFirst(45, Buffer.alloc(32))],
    });
    expect(without).toMatchObject({ appendOnly: 'violated', revokedNotes: [] });
    const known = await verifyLog({
      ...{ log: original.store, seals: undefined },
      outside: [byFirst(45, Buffer.alloc(32)), revoking],
    });
    expect(known).toMatchObject({ findings: [], appendOnly: 'proved', revokedNotes: [{ size: 45 }] });
  });
});
