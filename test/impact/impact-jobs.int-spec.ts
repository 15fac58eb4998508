import { everyRegion, type ImpactRun, type Ledger, openLedger } from '#libs/ledger';
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

const author = { actor: 'officer-1', correlationId: 'test', scope: everyRegion } as const;
const whatIf = { a: {}, b: { readings: 'R1=yes' } } as const;
const memberOf = (number: number): string => `P-${String(1000 + number)}`;

/** So many members who missed 2025 to 2027; every second one came back for 2028. */
async function withMembers(count: number): Promise<TestLedger> {
  const log = await openTestLedger();
  for (let number = 0; number < count; number += 1) {
    const back = number % 2 === 0 ? [paid(2028, '2027-11-01')] : [];
    await given(log.ledger, memberOf(number), registered, ...back);
  }
  return log;
}

async function check(ledger: Ledger, actor: string, member: string, on: string): Promise<void> {
  const request = { kind: 'eligibility', member, on, language: 'zh' } as const;
  await ledger.decisions.serve({ ...request, actor, correlationId: 'test', scope: everyRegion });
}

async function done(ledger: Ledger, population: object, sides: object = whatIf): Promise<ImpactRun> {
  const { run } = await ledger.impactRuns.start({ population, ...sides }, author);
  return ledger.impactRuns.run({ id: run.id });
}

test('a reading that lengthens waits: who, by how much, and the digest of it', async () => {
  const { ledger } = await withMembers(4);
  const run = await done(ledger, { region: REGION });
  expect(run).toMatchObject({
    id: 'impact-1',
    state: 'done',
    done: 4,
    total: 4,
    a: { pack: null, readings: {} },
    b: { pack: null, readings: { R1: 'yes' } },
    on: '2027-11-20',
    serviceDates: { from: null, until: '2030-01-01' },
    numbers: { examined: 4, changed: 2, unchanged: 2, payableGainedDays: 0, unreadable: 0 },
    startedBy: 'officer-1',
  });
  expect(run.numbers.buckets).toMatchObject({ 'wait-up': 2, 'payable-lost': 2, 'ceiling-down': 0 });
  expect(run.digest).toMatch(/^sha256:[\da-f]{64}$/);
  const { items, next } = await ledger.impactRuns.members({ id: run.id, scope: everyRegion });
  expect(next).toBeNull();
  expect(items).toMatchObject([
    {
      member: memberOf(0),
      region: REGION,
      buckets: ['payable-lost', 'wait-up'],
      // Break years 2025 to 2027: five months become six.
      affected: { from: '2028-01-01', until: '2029-01-01' },
      payableLostDays: 30,
      waiting: {
        coverageYear: 2028,
        before: { totalMonths: 5, benefitsFrom: '2028-06-01' },
        after: { totalMonths: 6, benefitsFrom: '2028-07-01' },
      },
      ceiling: null,
    },
    { member: memberOf(2) },
  ]);
  const typical = await ledger.impactRuns.typicalMembers({ id: run.id, scope: everyRegion });
  expect(typical.items.map(({ alike, example }) => [alike, example.member])).toEqual([
    [2, memberOf(0)],
    [2, memberOf(2)],
  ]);
});

test('of decisions served, only the days they are about are compared, and their consumers are counted', async () => {
  const { ledger } = await withMembers(3);
  await check(ledger, 'key:hospital-1', memberOf(0), '2028-06-15');
  await check(ledger, 'key:hospital-1', memberOf(0), '2028-07-15');
  await check(ledger, 'key:hospital-2', memberOf(0), '2028-06-15');
  await check(ledger, 'key:hospital-2', memberOf(1), '2028-06-15');
  const before = await done(ledger, { decisions: true });
  expect(before.numbers).toMatchObject({ examined: 2, changed: 1, payableLostDays: 1, decisions: 3 });
  expect(before.consumers).toEqual([
    { actor: 'key:hospital-1', members: 1, decisions: 2 },
    { actor: 'key:hospital-2', members: 1, decisions: 1 },
  ]);
  // What is served later belongs to a later run.
  await check(ledger, 'key:hospital-3', memberOf(2), '2028-06-15');
  expect((await ledger.impactRuns.run({ id: before.id })).digest).toBe(before.digest);
  const { items } = await ledger.impactRuns.members({ id: before.id, scope: everyRegion });
  expect(items.map(({ member }) => member)).toEqual([memberOf(0)]);
  const after = await done(ledger, { decisions: true });
  expect(after.consumers).toHaveLength(3);
  expect(after.digest).not.toBe(before.digest);
});

test('what was paid on days that cease to be payable is told, and claimed back from nobody', async () => {
  const { ledger, store } = await withMembers(1);
  const member = memberOf(0);
  const claim = { pooledFundFen: 120_000, majorIllnessFen: 0, medicalAidFen: 0 };
  await given(
    ledger,
    member,
    { type: 'ClaimSettled', claimId: 'C-1', servedOn: '2028-06-10', settledOn: '2028-06-12', ...claim },
    { type: 'ClaimSettled', claimId: 'C-2', servedOn: '2028-08-10', settledOn: '2028-08-12', ...claim },
  );
  const head = await store.head();
  const run = await done(ledger, { members: [member, 'P-9999'] });
  expect(run.numbers).toMatchObject({
    examined: 1,
    unknown: 1,
    claimsOnLostDays: 1,
    paidOnLostDaysFen: 120_000,
  });
  // Only the events of the run itself were appended.
  const appended: string[] = [];
  for await (const { stream } of store.readAll({ after: head })) appended.push(stream);
  expect(new Set(appended)).toEqual(new Set(['impact-run-1']));
});

test('the same inputs are one run; stopped anywhere, aborted and taken up, it comes to the same digest', async () => {
  const { ledger, store } = await withMembers(150);
  const once = await done(ledger, { everyone: true });
  const again = await ledger.impactRuns.start(
    {
      population: { everyone: true },
      a: { knownAt: `pos:${String(once.a.position)}` },
      b: { knownAt: `pos:${String(once.b.position)}`, readings: 'R1=yes' },
    },
    author,
  );
  expect(again).toMatchObject({ created: false, run: { id: once.id, digest: once.digest } });

  const at = `pos:${String(once.b.position)}`;
  const request = {
    population: { region: REGION },
    a: { knownAt: at },
    b: { knownAt: at, readings: 'R1=yes' },
  };
  const { run } = await ledger.impactRuns.start(request, author);
  const steps: ImpactRun[] = [];
  const stopping = new AbortController();
  const stopped = await ledger.impactRuns.run({
    id: run.id,
    checkpointMs: 0,
    signal: stopping.signal,
    onStep: (step) => {
      steps.push(step);
      stopping.abort();
    },
  });
  expect(stopped).toMatchObject({ state: 'running', done: 64, total: 150, digest: null });
  expect(steps.map(({ done: looked }) => looked)).toEqual([64]);

  const aborted = await ledger.impactRuns.abort(run.id, author);
  expect(aborted).toMatchObject({ state: 'aborted', done: 64 });
  expect(await codeOf(ledger.impactRuns.abort(run.id, author))).toBe('wrong-job-state');
  expect(await ledger.impactRuns.run({ id: run.id })).toMatchObject({ state: 'aborted', done: 64 });
  const { items } = await ledger.impactRuns.members({ id: run.id, scope: everyRegion, limit: 500 });
  expect(items).toHaveLength(32);

  // Another process takes it up.
  const other = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  const resumed = await other.impactRuns.start(request, { ...author, actor: 'officer-2' });
  expect(resumed).toMatchObject({ created: false, run: { id: run.id, state: 'running', done: 64 } });
  const [one, two] = await Promise.all([
    other.impactRuns.run({ id: run.id, checkpointMs: 0 }),
    ledger.impactRuns.run({ id: run.id, checkpointMs: 0 }),
  ]);
  expect(one.digest).toBe(two.digest);
  expect(one.numbers).toEqual(once.numbers);
  expect((await ledger.impactRuns.list(everyRegion)).map(({ id, state }) => [id, state])).toEqual([
    [once.id, 'done'],
    [run.id, 'done'],
  ]);
});

test('a caller sees, and is shown, only its own regions', async () => {
  const { ledger } = await withMembers(2);
  await given(ledger, 'P-0901', { ...registered, region: '359904' }, paid(2028, '2027-11-01'));
  const scope = regions('359904');
  const own = { ...author, scope };
  expect(await codeOf(ledger.impactRuns.start({ population: { region: REGION }, ...whatIf }, own))).toBe(
    'not-allowed',
  );
  const { run } = await ledger.impactRuns.start({ population: { everyone: true }, ...whatIf }, own);
  const seen = await ledger.impactRuns.run({ id: run.id });
  expect(seen.numbers).toMatchObject({ examined: 1, changed: 1 });
  const everything = await done(ledger, { everyone: true });
  expect(await codeOf(ledger.impactRuns.get({ id: everything.id, scope }))).toBe('not-found');
  expect((await ledger.impactRuns.list(scope)).map(({ id }) => id)).toEqual([run.id]);
});

test('a member whose facts cannot be read is counted, and the others are compared', async () => {
  const { ledger, store } = await withMembers(2);
  const metadata = { actor: 'a', correlationId: 'c', effectiveOn: '2027-01-01' };
  const id = '00000000-0000-5000-8000-000000000001';
  await store.append(`member-${memberOf(1)}`, 1, [
    { id, type: 'Nonsense', schemaVersion: 1, data: {}, metadata },
  ]);
  const run = await done(ledger, { everyone: true });
  expect(run.numbers).toMatchObject({ examined: 2, changed: 1, unchanged: 0, unreadable: 1 });
});

test.each([
  ['no population', {}, 'malformed-request'],
  ['two populations', { population: { everyone: true, decisions: true } }, 'malformed-request'],
  ['everyone but not', { population: { everyone: false } }, 'malformed-request'],
  ['no members', { population: { members: [] } }, 'malformed-request'],
  ['a member as a number', { population: { members: [1] } }, 'malformed-request'],
  ['an unknown region', { population: { region: '123456' } }, 'unknown-region'],
  [
    'a side with another field',
    { population: { everyone: true }, b: { since: '2027' } },
    'malformed-request',
  ],
  ['a moment that is none', { population: { everyone: true }, a: { knownAt: 'x' } }, 'malformed-request'],
  [
    'a moment to come',
    { population: { everyone: true }, a: { knownAt: '2099-01-01' } },
    'known-at-in-future',
  ],
  ['an unknown pack', { population: { everyone: true }, b: { pack: 'fujian@9' } }, 'unknown-pack'],
  ['an unknown reading', { population: { everyone: true }, b: { readings: 'R99=yes' } }, 'malformed-request'],
  [
    'a draft that is no pack',
    { population: { everyone: true }, b: { pack: { draft: 'id: x' } } },
    'malformed-request',
  ],
])('%s is refused, and nothing is begun', async (_, request, code) => {
  const { ledger, store } = await openTestLedger();
  const head = await store.head();
  expect(await codeOf(ledger.impactRuns.start(request, author))).toBe(code);
  expect(await store.head()).toBe(head);
});
