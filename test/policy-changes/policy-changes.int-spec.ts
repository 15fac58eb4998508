import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  everyRegion,
  type ImpactRun,
  type Ledger,
  type LedgerError,
  openLedger,
  type PolicyChangeAnswer,
} from '#libs/ledger';
import {
  codeOf,
  given,
  openTestLedger,
  paid,
  REGION,
  registered,
  regions,
  shippedPacks,
  type TestLedger,
} from '#libs/ledger/testing';
import { Folders, modelOf } from '../projections/models.js';

const officer = { actor: 'officer-1', correlationId: 'test', scope: everyRegion } as const;
const reviewer = { ...officer, actor: 'reviewer-1' } as const;
const fujian = readFileSync(join(__dirname, '../../policies/350000-fujian/pack.yaml'), 'utf8');

/** The second version of the pack: the fixed part of a wait is a month longer, also for the past. */
const longer = fujian
  .replace(/^version: .*$/m, 'version: "2"')
  .replace(
    /^ {2}wait\.fixed: .*$/m,
    '  wait.fixed: { clause: wait, value: 4, evidence: text, confidence: high }',
  );

/** A case whose wait has so many months: break years 2025 and 2026, back in the window for 2027. */
const caseOf = (months: number): string => `
- name: Two missed years
  policy: fujian
  baseCeilingYuan: 300000
  facts:
    - { type: MemberRegistered, liableFrom: 2020-01-01 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2026-10-15 }
  expect:
    - { on: 2027-01-01, waiting: { totalMonths: ${months} } }
`;

const folders = new Folders();
afterAll(() => {
  folders.remove();
});

/** A member back after three years: five months under the first version. */
async function withMember(): Promise<TestLedger> {
  const log = await openTestLedger();
  await given(log.ledger, 'P-1000', registered, paid(2028, '2027-11-01'));
  return log;
}

function submitPack(ledger: Ledger, pack = longer, cases = caseOf(5)): Promise<PolicyChangeAnswer> {
  const version = /^version: "(.*)"$/m.exec(pack)?.[1] ?? '';
  return ledger.policyChanges.submit({ kind: 'pack', id: 'fujian', version, body: { pack, cases } }, officer);
}

function submitReading(ledger: Ledger, cases = caseOf(5)): Promise<PolicyChangeAnswer> {
  const body = {
    pack: 'fujian',
    choice: 'yes',
    evidence: 'Letter 7.',
    confidence: 'medium',
    cases,
  };
  return ledger.policyChanges.submit({ kind: 'reading', id: 'R1', body }, officer);
}

async function impactOf(
  ledger: Ledger,
  change: string,
  population: object = { everyone: true },
): Promise<ImpactRun> {
  const { run } = await ledger.impactRuns.start({ population, b: { change } }, officer);
  return ledger.impactRuns.run({ id: run.id });
}

async function adopted(ledger: Ledger, { id }: PolicyChangeAnswer): Promise<PolicyChangeAnswer> {
  const { id: impactRun } = await impactOf(ledger, id);
  return ledger.policyChanges.approve(id, { impactRun }, reviewer);
}

async function monthsOf(ledger: Ledger, knownAt?: string): Promise<number | null | undefined> {
  const question = { member: 'P-1000', on: '2028-01-01', scope: everyRegion };
  const asked = knownAt === undefined ? question : { ...question, knownAt };
  return (await ledger.members.standing(asked)).waiting?.totalMonths;
}

test('a pack goes from draft to cases, impact run, second person and event; the past stays as it was known', async () => {
  const { ledger, store } = await withMember();
  const submitted = await submitPack(ledger);
  expect(submitted).toMatchObject({
    id: 'change-1',
    kind: 'pack',
    state: 'submitted',
    subject: 'fujian@2',
    effectiveFrom: '2024-09-01',
    regions: [REGION, '359902'],
    cases: { passed: 1, failed: 0 },
    submittedBy: 'officer-1',
    approvedBy: null,
  });
  const status = (change: PolicyChangeAnswer): string[] =>
    change.checklist.map((line) => `${line.item} ${line.status}`);
  expect(status(submitted)).toEqual([
    'version-free met',
    'cases-pass met',
    'published met',
    'impact-run open',
  ]);
  // Only a draft: nothing answers by it.
  expect(await monthsOf(ledger)).toBe(5);
  const before = await store.head();

  expect(await codeOf(ledger.policyChanges.approve('change-1', {}, officer))).toBe('second-person-required');
  const tooEarly = ledger.policyChanges.approve('change-1', {}, reviewer);
  await expect(tooEarly).rejects.toMatchObject({ code: 'wrong-job-state', facts: { open: 'impact-run' } });
  expect(await store.head()).toBe(before);

  const run = await impactOf(ledger, 'change-1');
  expect(run).toMatchObject({ a: { change: null }, b: { change: 'change-1' }, numbers: { changed: 1 } });
  expect(run.numbers.buckets).toMatchObject({ 'wait-up': 1, 'payable-lost': 1 });
  const approved = await ledger.policyChanges.approve('change-1', { impactRun: run.id }, reviewer);
  expect(approved).toMatchObject({
    state: 'adopted',
    approvedBy: 'reviewer-1',
    impactRun: run.id,
    impactDigest: run.digest,
    position: await store.head(),
    checklist: [],
  });
  expect(await monthsOf(ledger)).toBe(6);
  expect(await monthsOf(ledger, `pos:${String(before)}`)).toBe(5);
  expect(await ledger.policy.pack({ id: 'fujian', version: '2' })).toMatchObject({
    position: approved.position,
  });

  const head = await store.head();
  expect(await ledger.policyChanges.approve('change-1', { impactRun: run.id }, reviewer)).toEqual(approved);
  expect(await codeOf(ledger.policyChanges.withdraw('change-1', officer))).toBe('wrong-job-state');
  expect(await codeOf(submitPack(ledger))).toBe('malformed-request');
  expect(await store.head()).toBe(head);
});

test('a reading is chosen for the versions adopted by then; earlier decisions replay, a later version says it itself', async () => {
  const { ledger, store } = await withMember();
  const serve = { kind: 'standing', member: 'P-1000', on: '2028-01-01', language: 'zh' } as const;
  const author = { actor: 'key:desk', correlationId: 'test', scope: everyRegion };
  const plain = await ledger.decisions.serve({ ...serve, ...author });
  const pinned = await ledger.decisions.serve({ ...serve, ...author, pack: 'fujian@1' });
  const before = await store.head();
  const { digest } = await ledger.policy.pack({ id: 'fujian', version: '1' });

  const change = await submitReading(ledger);
  expect(change).toMatchObject({ kind: 'reading', subject: 'fujian R1', publishedOn: null });
  expect(await adopted(ledger, change)).toMatchObject({ state: 'adopted' });

  expect(await monthsOf(ledger)).toBe(6);
  expect(await monthsOf(ledger, `pos:${String(before)}`)).toBe(5);
  const now = await ledger.policy.pack({ id: 'fujian', version: '1' });
  expect(now.digest).not.toBe(digest);
  expect(now.readings.R1).toMatchObject({ choice: 'yes', evidence: 'Letter 7.', confidence: 'medium' });
  const then = await ledger.policy.pack({ id: 'fujian', version: '1' }, `pos:${String(before)}`);
  expect(then.digest).toBe(digest);
  const { items } = await ledger.policy.readings();
  const r1 = items.find(({ id }) => id === 'R1')?.packs;
  expect(r1?.find(({ pack }) => pack === 'fujian@1')).toMatchObject({ choice: 'yes', signer: 'reviewer-1' });
  expect(r1?.find(({ pack }) => pack === 'anhui@1')).toMatchObject({ choice: 'no', signer: null });
  const log = await ledger.policy.log({ scope: everyRegion });
  expect(log.readings).toMatchObject([
    { pack: 'fujian', reading: 'R1', choice: 'yes', alternatives: ['no'] },
  ]);

  const reader = { actor: 'key:desk', scope: everyRegion, isOwnOnly: false };
  for (const { answer } of [plain, pinned]) {
    const replayed = await ledger.decisions.replay({ id: answer.decisionId ?? '', reader });
    expect(replayed).toEqual({ equal: true, differs: null });
  }

  // The second version states no R1 of its own: it reads its text as the national one does.
  await adopted(ledger, await submitPack(ledger));
  expect(await monthsOf(ledger)).toBe(6);
  expect((await ledger.policy.pack({ id: 'fujian', version: '2' })).readings.R1.choice).toBe('no');
  const again = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  expect((await again.policy.packs()).items).toHaveLength(6);
});

test('an impact run of a reading tells of versions adopted after the change was submitted, as its approval does', async () => {
  const { ledger } = await withMember();
  // It holds under either version.
  const streak = caseOf(5).replace(/waiting: .* \}/, 'streakYears: 1 }');
  const change = await submitReading(ledger, streak);
  await adopted(ledger, await submitPack(ledger));
  expect(await monthsOf(ledger)).toBe(6);
  const run = await impactOf(ledger, change.id);
  expect(run.numbers).toMatchObject({ changed: 1, unchanged: 0, buckets: { 'wait-up': 1 } });
  await ledger.policyChanges.approve(change.id, { impactRun: run.id }, reviewer);
  expect(await monthsOf(ledger)).toBe(7);
  // In force it changes nothing more, and is not about versions that come after it.
  await adopted(ledger, await submitPack(ledger, longer.replace('version: "2"', 'version: "3"')));
  expect(await monthsOf(ledger)).toBe(6);
  expect((await impactOf(ledger, change.id)).numbers).toMatchObject({ changed: 0, unchanged: 1 });
});

test('of two drafts of a version only one is adopted', async () => {
  const { ledger, store } = await withMember();
  const first = await submitPack(ledger);
  const other = await submitPack(ledger, longer.replace('value: 4,', 'value: 5,'), caseOf(6));
  await adopted(ledger, first);
  const { digest } = await ledger.policy.pack({ id: 'fujian', version: '2' });

  const run = await impactOf(ledger, other.id);
  const head = await store.head();
  await expect(ledger.policyChanges.approve(other.id, { impactRun: run.id }, reviewer)).rejects.toMatchObject(
    {
      code: 'wrong-job-state',
      facts: { open: 'version-free' },
    },
  );
  expect(await store.head()).toBe(head);
  expect((await ledger.policy.packs()).items.filter(({ id }) => id === 'fujian')).toHaveLength(2);
  expect((await ledger.policy.pack({ id: 'fujian', version: '2' })).digest).toBe(digest);
  expect((await ledger.policyChanges.withdraw(other.id, officer)).state).toBe('withdrawn');
});

test('a region goes live by two people; nobody is in it yet, so no impact run is needed', async () => {
  const { ledger } = await openTestLedger();
  const body = { pack: 'fujian', baseCeilingFen: { 2025: 30_000_000 }, premiumFen: { 2025: 40_000 } };
  const submitted = await ledger.policyChanges.submit({ kind: 'region-data', code: '350100', body }, officer);
  expect(submitted).toMatchObject({ subject: '350100', regions: [], cases: null });
  expect(submitted.checklist.map(({ status }) => status)).toEqual(Array(4).fill('not-needed'));
  expect(await codeOf(given(ledger, 'P-1', { ...registered, region: '350100' }))).toBe('unknown-region');
  await ledger.policyChanges.approve(submitted.id, {}, reviewer);
  await given(ledger, 'P-1', { ...registered, region: '350100' });
  // From now on somebody is in it.
  const raised = { ...body, baseCeilingFen: { 2025: 35_000_000 } };
  const second = await ledger.policyChanges.submit(
    { kind: 'region-data', code: '350100', body: raised },
    officer,
  );
  expect(await codeOf(ledger.policyChanges.approve(second.id, {}, reviewer))).toBe('wrong-job-state');
  const run = await impactOf(ledger, second.id, { region: '350100' });
  await ledger.policyChanges.approve(second.id, { impactRun: run.id }, reviewer);
  expect(await ledger.policy.region('350100')).toMatchObject({ baseCeilingFen: { 2025: 35_000_000 } });
});

test('cases that fail, a text to be published, an impact run of something else: each holds a change up', async () => {
  const log = await withMember();
  const { ledger, clock } = log;
  const openOf = async (id: string, impactRun?: string): Promise<unknown> => {
    try {
      await ledger.policyChanges.approve(id, impactRun === undefined ? {} : { impactRun }, reviewer);
      return 'nothing';
    } catch (error) {
      return (error as LedgerError).facts['open'];
    }
  };

  const red = await submitPack(ledger, longer, caseOf(4));
  expect(red.cases).toMatchObject({ passed: 0, failed: 1 });
  expect(red.cases?.report.join()).toContain('totalMonths: expected 4, got 5');
  expect(await openOf(red.id, (await impactOf(ledger, red.id)).id)).toBe('cases-pass');

  const future = longer
    .replace(/^publishedOn: .*$/m, 'publishedOn: 2027-12-01')
    .replace('version: "2"', 'version: "3"');
  const unpublished = await submitPack(ledger, future);
  const run = await impactOf(ledger, unpublished.id);
  expect(await openOf(unpublished.id, run.id)).toBe('published');

  // Of another change, of only some, with something else changed, or from before policy was another one.
  expect(await openOf(unpublished.id, (await impactOf(ledger, red.id)).id)).toBe('published, impact-run');
  const some = await impactOf(ledger, unpublished.id, { region: REGION });
  expect(await openOf(unpublished.id, some.id)).toBe('published, impact-run');
  const { run: mixed } = await ledger.impactRuns.start(
    { population: { everyone: true }, b: { change: unpublished.id, readings: 'R1=yes' } },
    officer,
  );
  await ledger.impactRuns.run({ id: mixed.id });
  expect(await openOf(unpublished.id, mixed.id)).toBe('published, impact-run');
  clock.now = '2027-12-01T09:00:00+08:00';
  await adopted(ledger, await submitReading(ledger));
  expect(await openOf(unpublished.id, run.id)).toBe('impact-run');
  expect(await adopted(ledger, unpublished)).toMatchObject({ state: 'adopted' });
});

test('cases run anew when a change is judged: another one may have come into force since they passed', async () => {
  const { ledger } = await withMember();
  const reading = await submitReading(ledger);
  expect(reading).toMatchObject({
    cases: { passed: 1, failed: 0 },
    checklist: expect.arrayContaining([expect.objectContaining({ item: 'cases-pass', status: 'met' })]),
  });
  await adopted(ledger, await submitPack(ledger));

  const seen = await ledger.policyChanges.get(reading.id);
  expect(seen.cases).toEqual({ passed: 1, failed: 0, report: [] });
  const line = { item: 'cases-pass', status: 'open', seen: '0 passed, 1 failed', needed: '0 failed' };
  expect(seen.checklist).toContainEqual(line);
  const refused = adopted(ledger, reading).catch((error: unknown) => error as LedgerError);
  expect(await refused).toMatchObject({ code: 'wrong-job-state', facts: { open: 'cases-pass' } });
  expect(await refused).not.toHaveProperty('facts.expected');
});

test('a change that is approved while it is withdrawn is in force, and whoever withdrew it is told', async () => {
  const { ledger, store } = await withMember();
  const change = await submitReading(ledger);
  const { id: impactRun } = await impactOf(ledger, change.id);
  const append = store.append.bind(store);
  const other = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  jest.spyOn(store, 'append').mockImplementationOnce(async (...step) => {
    await other.policyChanges.approve(change.id, { impactRun }, reviewer);
    return append(...step);
  });
  expect(await codeOf(ledger.policyChanges.withdraw(change.id, officer))).toBe('wrong-job-state');
  expect(await ledger.policyChanges.get(change.id)).toMatchObject({ state: 'adopted' });
});

test('two who approve at once make one event; a withdrawn change is the end of it', async () => {
  const { ledger, store } = await withMember();
  const change = await submitReading(ledger);
  const { id: impactRun } = await impactOf(ledger, change.id);
  const other = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  const both = await Promise.all([
    ledger.policyChanges.approve(change.id, { impactRun }, reviewer),
    other.policyChanges.approve(change.id, { impactRun }, { ...reviewer, actor: 'reviewer-2' }),
  ]);
  expect(both[0]).toEqual(both[1]);
  const chosen = await store.readStream('policy');
  expect(chosen.filter(({ type }) => type === 'ReadingChosen')).toHaveLength(1);

  const withdrawn = await ledger.policyChanges.withdraw((await submitReading(ledger)).id, officer);
  expect(withdrawn.state).toBe('withdrawn');
  expect(await codeOf(ledger.policyChanges.approve(withdrawn.id, {}, reviewer))).toBe('wrong-job-state');
  expect((await ledger.policyChanges.list()).map(({ state }) => state)).toEqual(['adopted', 'withdrawn']);
  expect(await ledger.policyChanges.list('R1')).toHaveLength(2);
  expect(await ledger.policyChanges.list('fujian@2')).toEqual([]);
});

test('only whoever may act in every region that a change touches may submit or approve it', async () => {
  const { ledger } = await withMember();
  const one = { ...officer, scope: regions(REGION) };
  const body = { pack: longer, cases: caseOf(5) };
  const pack = { kind: 'pack', id: 'fujian', version: '2', body } as const;
  expect(await codeOf(ledger.policyChanges.submit(pack, one))).toBe('not-allowed');
  const own = { kind: 'region-data', code: '350100', body: { pack: 'fujian' } } as const;
  expect(await codeOf(ledger.policyChanges.submit(own, one))).toBe('not-allowed');
  const change = await submitPack(ledger);
  expect(await codeOf(ledger.policyChanges.approve(change.id, {}, { ...one, actor: 'reviewer-1' }))).toBe(
    'not-allowed',
  );
});

test('a retroactive pack tells the consumers of each affected member once, and of nobody else', async () => {
  const log = await withMember();
  await given(log.ledger, 'P-1001', registered);
  await given(log.ledger, 'P-1002', { ...registered, region: '359904' }, paid(2028, '2027-11-01'));
  const model = modelOf(log.store, folders.next());
  const fed = await openLedger({
    store: log.store,
    packs: shippedPacks(),
    engine: '0.0.0',
    standings: model,
  });
  await model.catchUp();
  const change = await submitPack(fed);
  const { id: impactRun } = await impactOf(log.ledger, change.id);
  const { position } = await fed.policyChanges.approve(change.id, { impactRun }, reviewer);
  await model.catchUp();
  const batch = await fed.feed.read({ topic: 'answers', after: 'beginning', ...reader, limit: 500 });
  const told = batch.entries.filter((entry) => JSON.stringify(entry).includes('"kind":"pack"'));
  const waits = told.map((entry) => JSON.parse(JSON.stringify(entry)) as FeedEvent).filter(isOfWait);
  expect(waits).toMatchObject([
    {
      subject: 'P-1000',
      data: { cause: { kind: 'pack', position }, before: { totalMonths: 5 }, after: { totalMonths: 6 } },
    },
  ]);
  expect(new Set(told.map((entry) => (entry as unknown as FeedEvent).subject))).toEqual(new Set(['P-1000']));
  await model.catchUp();
  const again = await fed.feed.read({ topic: 'answers', after: batch.cursor, ...reader, limit: 500 });
  expect(again.entries).toEqual([]);
  await model.stop();
});

const reader = { scope: everyRegion, actor: 'key:claims' } as const;

interface FeedEvent {
  readonly subject: string;
  readonly data: { readonly field: string };
}

function isOfWait({ data }: FeedEvent): boolean {
  return data.field === 'waiting';
}

test.each([
  [
    'a pack of another version than the path',
    { kind: 'pack', id: 'fujian', version: '9', body: { pack: longer, cases: caseOf(5) } },
    'malformed-request',
  ],
  ['no cases', { kind: 'pack', id: 'fujian', version: '2', body: { pack: longer } }, 'malformed-request'],
  [
    'a pack that is none',
    { kind: 'pack', id: 'fujian', version: '2', body: { pack: '[]', cases: caseOf(5) } },
    'malformed-request',
  ],
  ['an unknown reading', { kind: 'reading', id: 'R99', body: {} }, 'not-found'],
  [
    'a choice that is none',
    {
      kind: 'reading',
      id: 'R1',
      body: { pack: 'fujian', choice: 'perhaps', evidence: 'x', confidence: 'low', cases: caseOf(5) },
    },
    'malformed-request',
  ],
  [
    'no evidence',
    {
      kind: 'reading',
      id: 'R1',
      body: { pack: 'fujian', choice: 'yes', confidence: 'low', cases: caseOf(5) },
    },
    'malformed-request',
  ],
  [
    'evidence with an identity number',
    {
      kind: 'reading',
      id: 'R1',
      body: {
        ...{ pack: 'fujian', choice: 'yes', confidence: 'low', cases: caseOf(5) },
        evidence: 'Letter about 11010519491231002X.',
      },
    },
    'personal-identifier',
  ],
  [
    'a case with a phone number',
    {
      kind: 'pack',
      id: 'fujian',
      version: '2',
      body: { pack: longer, cases: caseOf(5).replace('Two missed years', 'Call 13800138000') },
    },
    'personal-identifier',
  ],
  [
    'a reading of an unknown pack',
    {
      kind: 'reading',
      id: 'R1',
      body: { pack: 'atlantis', choice: 'yes', evidence: 'x', confidence: 'low', cases: caseOf(5) },
    },
    'unknown-pack',
  ],
  [
    'a region under an unknown pack',
    { kind: 'region-data', code: '350100', body: { pack: 'atlantis' } },
    'unknown-pack',
  ],
  [
    'a region with an amount that is none',
    { kind: 'region-data', code: '350100', body: { pack: 'fujian', baseCeilingFen: 1.5 } },
    'invalid-amount',
  ],
  ['a region that is none', { kind: 'region-data', code: '35', body: { pack: 'fujian' } }, 'not-found'],
] as const)('%s is refused, and nothing is submitted', async (_, change, code) => {
  const { ledger, store } = await openTestLedger();
  const head = await store.head();
  expect(await codeOf(ledger.policyChanges.submit(change, officer))).toBe(code);
  expect(await store.head()).toBe(head);
});
