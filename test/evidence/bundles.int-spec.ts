import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Checkpoint,
  checkpointText,
  headKey,
  letterCode,
  passingKeys,
  readCheckpoint,
  readNote,
  type SignerRing,
  verifierKey,
  writeNote,
} from '#libs/audit';
import { witnessLine } from '#libs/audit/testing';
import { type EvidenceBundle, everyRegion, openLedger } from '#libs/ledger';
import { author, codeOf, given, paid, REGION, registered, regions, shippedPacks } from '#libs/ledger/testing';
import { packDigest } from '#libs/policy';
import { builtCore, type SealedDecisions, sealedDecisions } from './sealed-decisions.js';
import { CORE, PYTHON, VERIFY_MJS, verifiedByNode, verifiedByPython } from './verifiers.js';

let opened: SealedDecisions;
beforeEach(async () => {
  opened = await sealedDecisions();
});
afterEach(() => opened.close());

const on = '2028-03-15';
const eligibility = { kind: 'eligibility', on } as const;

/** A member who pays again after a gap, under the pack of Fujian. */
async function member(name: string): Promise<void> {
  await given(opened.ledger, name, registered, paid(2028, '2027-11-20'));
}

const parsed = (text: string): EvidenceBundle => JSON.parse(text) as EvidenceBundle;

/** Both verifiers find nothing; gives what the first one leaves open. */
function expectIntact(text: string, ...options: readonly string[]): readonly string[] {
  const byNode = verifiedByNode(text, ...options);
  expect(byNode).toMatchObject({ exit: 0, verdict: 'intact', finding: null });
  const byPython = verifiedByPython(text, ...options);
  if (byPython !== undefined) {
    expect(byPython).toMatchObject({ exit: 0, verdict: 'intact', finding: null });
    expect(byPython.open).toEqual([...byNode.open, 'not-recomputed']);
  }
  return byNode.open;
}

test('Python 3 is there, or the agreement of the two verifiers was not tested', () => {
  if (PYTHON === undefined) process.stderr.write('NOT RUN: verify.py, since this machine has no Python 3.\n');
  expect(PYTHON ?? 'none').toMatch(/python|none/);
});

test('a decision of each kind is shown to be right, by two verifiers that share no line', async () => {
  await member('P-0001');
  await member('P-0002');
  const ids = [
    await opened.decide({ ...eligibility, member: 'P-0001' }),
    await opened.decide({ kind: 'standing', member: 'P-0001', on }),
    await opened.decide({ kind: 'repair-quote', member: 'P-0001', on: '2027-12-01' }),
  ];
  await opened.seal();
  for (const id of ids) expect(expectIntact(await opened.bundle(id))).toContain('not-anchored');
});

test('other members appear nowhere in it', async () => {
  for (const name of ['P-0001', 'P-0002', 'P-0003']) await member(name);
  const id = await opened.decide({ ...eligibility, member: 'P-0002' });
  await opened.decide({ ...eligibility, member: 'P-0003' });
  await opened.seal();
  const text = await opened.bundle(id);
  for (const stream of ['member-P-0001', 'member-P-0003'])
    for (const event of await opened.store.readStream(stream)) expect(text).not.toContain(event.id);
  expect(text).not.toMatch(/P-0001|P-0003/);
  const { found } = parsed(text).parts.facts.head ?? { found: null };
  expect(text.match(/"key":"sha256:[0-9a-f]{64}"/g)?.length).toBeGreaterThan(0);
  expect(found?.length).toBe(2);
});

test('a decision that no checkpoint covers yet is refused with what to wait for', async () => {
  await member('P-0001');
  await opened.seal();
  const through = opened.sealer.seals.sealedThrough;
  const id = await opened.decide({ ...eligibility, member: 'P-0001' });
  await expect(opened.bundle(id)).rejects.toMatchObject({
    code: 'not-sealed',
    detail: { en: `pos:${through + 1} is not sealed yet; the ledger is sealed through pos:${through}.` },
  });
  const question = { id, reader: { actor: 'a', scope: everyRegion, isOwnOnly: false } };
  expect(await opened.ledger.decisions.seal({ ...question, seals: opened.sealer.seals })).toBeNull();
  expect(await codeOf(opened.ledger.decisions.evidenceBundle({ ...question, seals: undefined }))).toBe(
    'not-sealed',
  );
  await opened.seal();
  expectIntact(await opened.bundle(id));
});

test('facts recorded later are shown, and do not change what was known', async () => {
  await member('P-0001');
  const id = await opened.decide({ ...eligibility, member: 'P-0001' });
  await opened.seal();
  await given(opened.ledger, 'P-0001', {
    type: 'SpecialStatusGranted',
    status: 'newborn',
    from: '2027-11-01',
  });
  await opened.seal();
  const text = await opened.bundle(id);
  expect(parsed(text).parts.facts.events).toHaveLength(3);
  expectIntact(text);
});

test('the letter names the first checkpoint that covers the decision, for ever, and its code anchors the bundle', async () => {
  await member('P-0001');
  const id = await opened.decide({ ...eligibility, member: 'P-0001' });
  await opened.seal();
  const early = parsed(await opened.bundle(id));
  await member('P-0002');
  await opened.seal();
  const text = await opened.bundle(id);
  const late = parsed(text);
  expect(late.parts.letters).toEqual(early.parts.letters);
  const reader = { actor: 'a', scope: everyRegion, isOwnOnly: false };
  const seal = await opened.ledger.decisions.seal({ id, reader, seals: opened.sealer.seals });
  expect(late.parts.letters.zh).toContain(seal?.letterCode);
  expect(expectIntact(text, '--checkpoint', seal?.letterCode ?? '')).not.toContain('not-anchored');
  const otherRoot = { size: seal?.checkpoint.size ?? 0, root: Buffer.alloc(32, 7) };
  for (const verify of [verifiedByNode, verifiedByPython]) {
    const found = verify(text, '--checkpoint', letterCode(otherRoot));
    if (found !== undefined) expect(found).toMatchObject({ exit: 6, finding: { code: 'not-append-only' } });
  }
});

test('a checkpoint from elsewhere is connected where the bundle was asked to continue it', async () => {
  await member('P-0001');
  await opened.seal();
  await member('P-0002');
  await opened.seal();
  const middle = opened.sealer.seals.checkpoints.latest();
  const { size, root } = readCheckpoint(readNote(middle?.note ?? '').text);
  const id = await opened.decide({ ...eligibility, member: 'P-0001' });
  await opened.seal();
  const code = letterCode({ size, root });
  expect(expectIntact(await opened.bundle(id), '--checkpoint', code)).toContain('checkpoint-not-connected');
  const connected = await opened.bundle(id, { since: [size] });
  expect(expectIntact(connected, '--checkpoint', code)).not.toContain('checkpoint-not-connected');
  // It is older than the decision: whoever has a key of their own can continue the log from there.
  expect(expectIntact(connected, '--checkpoint', code)).toContain('not-anchored');
  expect(await codeOf(opened.bundle(id, { since: [size + 1_000] }))).toBe('not-sealed');
});

test('keys are followed from the first to the one in use; a witness is checked with its time', async () => {
  await member('P-0001');
  await opened.seal();
  const first = opened.keys;
  const second = passingKeys(opened.store.ledger.logId);
  opened.keys = { ...second, of: (verifier) => second.of(verifier) ?? first.of(verifier) };
  await member('P-0002');
  await opened.seal();
  const id = await opened.decide({ ...eligibility, member: 'P-0001' });
  await opened.seal();
  const { seals } = opened.sealer;
  const { size, note } = seals.checkpoints.latest() ?? { size: 0, note: '' };
  const { witness, line } = witnessLine(readNote(note).text);
  seals.cosign(size, witness, line);
  const text = await opened.bundle(id);
  expect(parsed(text).parts.checkpoints.notes).toHaveLength(3);
  expect(parsed(text).parts.checkpoints.witnesses).toEqual([witness]);
  for (const key of [first.current.verifier, second.current.verifier])
    expect(expectIntact(text, '--key', key)).not.toContain('not-anchored');
  // So does the key of a witness that signed a checkpoint over the decision; one that signed none tells nothing.
  expect(expectIntact(text, '--key', witness)).not.toContain('not-anchored');
  const other = verifierKey('witness.example.com/w2', 'cosignature', Buffer.alloc(32, 7)).text;
  expect(expectIntact(text, '--key', other)).toEqual(
    expect.arrayContaining(['not-witnessed', 'not-anchored']),
  );
  const stranger = passingKeys(opened.store.ledger.logId).current.verifier;
  expect(verifiedByNode(text, '--key', stranger)).toMatchObject({
    exit: 6,
    finding: { code: 'unknown-key' },
  });
});

describe('a whole note from elsewhere that does not count', () => {
  let text: string;
  let last: Checkpoint;
  let first: SignerRing;
  let folder: string;
  /** Another key has sealed since, and the first one counts for no checkpoint of more events than its own. */
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'canbao-notes-'));
    await member('P-0001');
    await opened.seal();
    first = opened.keys;
    const size = opened.sealer.seals.checkpoints.latest()?.size ?? 0;
    const second = passingKeys(opened.store.ledger.logId);
    const revoked = [{ verifier: first.current.verifier, size }];
    opened.keys = { ...second, of: (verifier) => second.of(verifier) ?? first.of(verifier), revoked };
    const id = await opened.decide({ ...eligibility, member: 'P-0001' });
    await opened.seal();
    text = await opened.bundle(id);
    last = readCheckpoint(readNote(opened.sealer.seals.checkpoints.latest()?.note ?? '').text);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function noteBy({ current }: SignerRing, said: Partial<Checkpoint>): Promise<string> {
    const signed = checkpointText({ ...last, verifier: current.verifier, revoked: [], ...said });
    const file = join(folder, 'note.txt');
    writeFileSync(file, writeNote({ text: signed, signatures: [await current.sign(signed)] }));
    return file;
  }

  test('by a key that was revoked for its size proves nothing; where it is of another log, nobody can tell', async () => {
    const same = await noteBy(first, {});
    expect(expectIntact(text, '--checkpoint', same)).toEqual(
      expect.arrayContaining(['revoked-note', 'not-anchored']),
    );
    const other = await noteBy(first, { root: Buffer.alloc(32, 7) });
    for (const verify of [verifiedByNode, verifiedByPython]) {
      const found = verify(text, '--checkpoint', other);
      if (found !== undefined)
        expect(found).toMatchObject({
          ...{ exit: 1, verdict: 'cannot-tell', finding: null },
          open: expect.arrayContaining(['revoked-note-differs', 'not-anchored']),
        });
    }
  });

  test('of another ledger is named as one, also where it has the size of a checkpoint of this', async () => {
    const logId = randomUUID();
    const other = await noteBy(passingKeys(logId), { logId, root: Buffer.alloc(32, 7) });
    const open = expectIntact(text, '--checkpoint', other);
    expect(open).toEqual(expect.arrayContaining(['checkpoint-of-another-ledger', 'not-anchored']));
    expect(open).not.toContain('checkpoint-not-connected');
  });
});

test('a pinned version that was never adopted stands in the bundle itself', async () => {
  await member('P-0001');
  const adopted = await opened.decide({ ...eligibility, member: 'P-0001', pack: 'fujian@1' });
  const { digest: _, ...fujian } = shippedPacks().find(({ id }) => id === 'fujian') ?? shippedPacks()[0]!;
  const content = { ...fujian, version: '9' };
  const packs = [...shippedPacks(), { ...content, digest: packDigest(content) }];
  const later = await openLedger({ store: opened.store, packs, engine: '0.0.0' });
  const question = {
    ...eligibility,
    member: 'P-0001',
    pack: 'fujian@9',
    language: 'zh',
    scope: everyRegion,
  } as const;
  const { answer } = await later.decisions.serve({ ...question, actor: 'tester', correlationId: 'test' });
  await opened.seal();
  const text = await opened.bundle(adopted);
  expect(parsed(text).parts.packs).toMatchObject([
    { id: 'fujian', position: expect.any(Number), pack: null },
  ]);
  expectIntact(text);
  const pinned = await later.decisions.evidenceBundle({
    id: answer.decisionId ?? '',
    reader: { actor: 'auditor', scope: everyRegion, isOwnOnly: false },
    seals: opened.sealer.seals,
  });
  expect(parsed(pinned).parts.packs).toMatchObject([
    { version: '9', position: null, pack: { id: 'fujian' } },
  ]);
  expectIntact(pinned);
});

test('a reading that was chosen since counts from its position on', async () => {
  await member('P-0001');
  const { ledger } = opened;
  const officer = { ...author, actor: 'officer-1', scope: everyRegion };
  const body = { pack: 'fujian', choice: 'yes', evidence: 'Letter 7.', confidence: 'medium', cases: CASES };
  const change = await ledger.policyChanges.submit({ kind: 'reading', id: 'R1', body }, officer);
  const { run } = await ledger.impactRuns.start(
    { population: { everyone: true }, b: { change: change.id } },
    officer,
  );
  await ledger.impactRuns.run({ id: run.id });
  const before = await opened.decide({ ...eligibility, member: 'P-0001' });
  await ledger.policyChanges.approve(change.id, { impactRun: run.id }, { ...officer, actor: 'reviewer-1' });
  const after = await opened.decide({ ...eligibility, member: 'P-0001' });
  await opened.seal();
  const choiceOf = async (id: string): Promise<unknown> => {
    const text = await opened.bundle(id);
    expectIntact(text);
    return parsed(text).parts.readings.find((reading) => reading.id === 'R1')?.choice;
  };
  expect([await choiceOf(before), await choiceOf(after)]).toEqual(['no', 'yes']);
});

const CASES = `
- name: Two missed years
  policy: fujian
  baseCeilingYuan: 300000
  facts:
    - { type: MemberRegistered, liableFrom: 2020-01-01 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2026-10-15 }
  expect:
    - { on: 2027-01-01, waiting: { totalMonths: 5 } }
`;

describe('of a sample ledger', () => {
  /** Makes the letters and the manifest of a bundle again, as of a real ledger, with the core of the build. */
  function madeReal(text: string): string {
    const program = `import { createHash } from 'node:crypto';
      import { readFileSync } from 'node:fs';
      import { recompute } from '${pathToFileURL(CORE).href}';
      import { canonical, letterCode } from '${pathToFileURL(VERIFY_MJS).href}';
      const bundle = JSON.parse(readFileSync(0, 'utf8'));
      const { parts, manifest } = bundle;
      const sha256Of = (said) => 'sha256:' + createHash('sha256').update(said).digest('hex');
      const [{ position }] = parts.decision.events;
      const [, index, leaf] = parts.inclusion.leaves.find(([each]) => each === position);
      const covering = parts.checkpoints.notes
        .map(({ note }) => note.split('\\n'))
        .find(([, size]) => Number(size) > index);
      const root = Buffer.from(covering[2], 'base64');
      const seal = { position, leaf, letterCode: letterCode({ size: Number(covering[1]), root }) };
      parts.letters = recompute(parts, { sha256Of, isSample: false, seal }).letters;
      manifest.ledger = 'ledger';
      manifest.parts.letters = sha256Of(canonical(parts.letters));
      process.stdout.write(canonical(bundle));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      input: text,
      encoding: 'utf8',
      maxBuffer: 50_000_000,
    });
    if (stdout === '') throw new Error(stderr);
    return stdout;
  }

  test('letters that were made again without the mark no longer verify: the checkpoints name a sample', async () => {
    const sample = await sealedDecisions({ sample: true });
    try {
      const id = await sample.decide({ kind: 'eligibility', member: 'P-0001', on });
      await sample.seal();
      const text = await sample.bundle(id);
      expect(expectIntact(text)).not.toContain('creation-not-sealed');
      const forged = madeReal(text);
      expect(parsed(text).parts.letters.zh).toContain('示例');
      expect(parsed(forged).parts.letters.zh).not.toContain('示例');
      for (const found of [verifiedByNode(forged), verifiedByPython(forged)])
        if (found !== undefined)
          expect(found).toMatchObject({
            exit: 6,
            finding: { code: 'creation-changed', at: '/manifest/ledger' },
          });
    } finally {
      await sample.close();
    }
  });
});

describe('watermarks', () => {
  const declare = (
    completeThrough: string,
    source = 'tax-359901',
    region: string = REGION,
  ): Promise<unknown> =>
    opened.ledger.watermarks.declare(
      { source, region, kind: 'premiums', completeThrough },
      { ...author, scope: everyRegion },
    );

  test('are shown whole; what was not complete then stays open', async () => {
    await member('P-0001');
    await declare('2025-06-30', 'office-359901');
    await declare('2025-06-30');
    await declare('2025-07-31', 'tax-359902', '359902');
    const id = await opened.decide({ ...eligibility, member: 'P-0001' });
    await declare('2027-11-19');
    await opened.seal();
    const text = await opened.bundle(id);
    expect(parsed(text).parts.watermarks.events).toHaveLength(4);
    expect(expectIntact(text)).toEqual(expect.arrayContaining(['source-not-complete']));
    expect(expectIntact(text)).not.toContain('watermarks-not-whole');
  });

  /** The member whose stream stands nearest to another one in the map of heads. */
  function memberBeside(stream: string): string {
    const place = headKey(opened.store.ledger.logId, stream);
    const names = Array.from({ length: 2_000 }, (_, number) => `P-${String(1_000 + number)}`);
    const apart = (name: string): string =>
      Buffer.from(
        headKey(opened.store.ledger.logId, `member-${name}`).map((byte, index) => byte ^ (place[index] ?? 0)),
      ).toString('hex');
    const byDistance = new Map(names.map((name) => [apart(name), name]));
    return byDistance.get([...byDistance.keys()].sort()[0] ?? '') ?? '';
  }

  test('a flawless bundle passes --strict, where there are declarations and where there are none', async () => {
    // A proof that the stream is not there would name this member, so it is left out of the bundle.
    await member(memberBeside('watermarks'));
    // The year before is paid, too: the answer rests on no record that a source might still send.
    const covered = { ...registered, liableFrom: '2026-09-01' };
    await given(opened.ledger, 'P-0005', covered, paid(2027, '2026-11-20'), paid(2028, '2027-11-20'));
    const heads: boolean[] = [];
    for (const declared of [false, true]) {
      if (declared) await declare('2027-11-19');
      const id = await opened.decide({ kind: 'standing', member: 'P-0005', on });
      await opened.seal();
      const text = await opened.bundle(id);
      heads.push(parsed(text).parts.watermarks.head !== null);
      const reader = { actor: 'a', scope: everyRegion, isOwnOnly: false };
      const seal = await opened.ledger.decisions.seal({ id, reader, seals: opened.sealer.seals });
      const code = seal?.letterCode ?? '';
      expect(verifiedByNode(text, '--checkpoint', code, '--strict')).toMatchObject({ exit: 0, open: [] });
      // Each thing that it cannot tell still fails.
      expect(verifiedByNode(text, '--strict')).toMatchObject({ exit: 1, open: ['not-anchored'] });
      expect(verifiedByPython(text, '--checkpoint', code, '--strict') ?? { exit: 1 }).toMatchObject({
        exit: 1,
      });
    }
    expect(heads).toEqual([false, true]);
  });

  /** Many declarations of another region, behind those that are there. */
  async function declareMany(count: number): Promise<void> {
    const data = { source: 'tax-359902', region: '359902', kind: 'premiums', completeThrough: '2025-01-01' };
    const events = Array.from({ length: count }, () => ({
      id: randomUUID(),
      type: 'SourceCompleteThrough',
      schemaVersion: 1,
      data,
      metadata: { correlationId: 'test', actor: 'tester' },
    }));
    const { length } = await opened.store.readStream('watermarks');
    for (let taken = 0; taken < events.length; taken += 500)
      await opened.store.append('watermarks', length + taken, events.slice(taken, taken + 500));
  }

  test('of years of every region are shown whole, too', async () => {
    await member('P-0001');
    await declare('2025-06-29');
    await declareMany(2_500);
    const id = await opened.decide({ ...eligibility, member: 'P-0001' });
    await opened.seal();
    const text = await opened.bundle(id);
    expect(parsed(text).parts.watermarks.events).toHaveLength(2_501);
    expect(expectIntact(text)).not.toContain('watermarks-not-whole');
  });

  test('of a longer stream than a bundle shows are those that the answer rests on, and the verifiers say so', async () => {
    await member('P-0001');
    await declare('2025-06-29', 'office-359901');
    await declare('2025-06-29');
    await declareMany(20_000);
    await declare('2025-06-30');
    await declare('2025-07-31');
    const id = await opened.decide({ ...eligibility, member: 'P-0001' });
    await opened.seal();
    const text = await opened.bundle(id);
    const { watermarks } = parsed(text).parts;
    expect(watermarks.head).toBeNull();
    expect(watermarks.events.map(({ version }) => version)).toEqual([1, 2, 20_004]);
    expect(expectIntact(text)).toContain('watermarks-not-whole');
  });
});

test('of a member who moved away the region left behind gets no bundle: a part would prove little', async () => {
  await member('P-0001');
  const id = await opened.decide({ ...eligibility, member: 'P-0001' }, regions(REGION));
  await given(opened.ledger, 'P-0001', {
    type: 'RegionTransferred',
    effectiveOn: '2029-01-01',
    fromRegion: REGION,
    toRegion: '359904',
  });
  const late = await opened.decide({ ...eligibility, member: 'P-0001' }, regions(REGION));
  await opened.seal();
  await expect(opened.bundle(id, { scope: regions(REGION) })).rejects.toMatchObject({
    code: 'not-allowed',
    detail: { en: expect.stringContaining('359904') },
  });
  // Whoever sees the whole member gets it, also of an answer that was made for the eyes of that region.
  expectIntact(await opened.bundle(id));
  expectIntact(await opened.bundle(late));
});

describe('the decision is made again', () => {
  /** The bundle of another decision, sealed like any, with the answer of this one told otherwise. */
  async function sealedLie(id: string, told: (answer: string) => string): Promise<string> {
    const [event] = await opened.store.readStream(`decision-${id}`);
    if (event === undefined) throw new Error('There is no decision.');
    const lie = `dec_${'1'.repeat(25)}`;
    const { answer, ...served } = event.data as { readonly answer: string };
    const { type, schemaVersion, metadata } = event;
    const data = { ...served, decisionId: lie, answer: told(answer.replace(id, lie)) };
    await opened.store.append(`decision-${lie}`, 0, [
      { id: randomUUID(), type, schemaVersion, metadata, data },
    ]);
    await opened.seal();
    return opened.bundle(lie);
  }

  test('by the core that the ledger committed to: one that the rules do not give is altered, though all is sealed', async () => {
    await member('P-0001');
    const id = await opened.decide({ ...eligibility, member: 'P-0001' });
    const text = await sealedLie(id, (answer) => answer.replace('"payable":false', '"payable":true'));
    expect(verifiedByNode(text)).toMatchObject({
      exit: 6,
      finding: {
        code: 'decision-differs',
        at: '/parts/decision/events/0/data/answer',
        detail: 'at /pooledFund/payable: true was served, false comes out',
      },
    });
    const byPython = verifiedByPython(text);
    if (byPython !== undefined)
      expect(byPython).toMatchObject({ exit: 0, open: expect.arrayContaining(['not-recomputed']) });
  });

  test('not before the declarations of sources in it have their form', async () => {
    await member('P-0001');
    const id = await opened.decide({ ...eligibility, member: 'P-0001' });
    const text = await sealedLie(id, (answer) =>
      answer.replace('"completeness":[{', '"completeness":[null,{'),
    );
    for (const found of [verifiedByNode(text), verifiedByPython(text)])
      if (found !== undefined)
        expect(found).toMatchObject({
          exit: 6,
          finding: { code: 'decision-inconsistent', at: '/parts/decision/events/0/data/answer' },
        });
  });

  test('by another core, which proves no alteration where it decides otherwise; and by none that is not the one published', async () => {
    await member('P-0001');
    const id = await opened.decide({ ...eligibility, member: 'P-0001' });
    await opened.seal();
    const text = await opened.bundle(id);
    const directory = mkdtempSync(join(tmpdir(), 'canbao-core-'));
    try {
      const other = join(directory, 'core.mjs');
      writeFileSync(other, 'export const recompute = () => ({ answer: "{}" });\n');
      expect(verifiedByNode(text, '--core', other)).toMatchObject({
        exit: 1,
        verdict: 'cannot-tell',
        finding: null,
        open: expect.arrayContaining(['core-not-committed', 'other-core-differs']),
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
    expect(verifiedByNode(text, '--core-digest', builtCore().digest)).toMatchObject({ exit: 0 });
    expect(verifiedByNode(text, '--core-digest', `sha256:${'0'.repeat(64)}`)).toMatchObject({
      exit: 6,
      finding: { code: 'core-changed' },
    });
  });
});
