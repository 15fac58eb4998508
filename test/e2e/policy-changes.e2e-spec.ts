import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Test } from 'supertest';
import type { ImpactRun, PolicyChangeAnswer } from '#libs/ledger';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
beforeAll(async () => {
  run = await startApp({ sample: true });
});
afterAll(() => run.stop());

const fujian = readFileSync(join(__dirname, '../../policies/350000-fujian/pack.yaml'), 'utf8');
const pack = fujian
  .replace(/^version: .*$/m, 'version: "2"')
  .replace(
    /^ {2}wait\.fixed: .*$/m,
    '  wait.fixed: { clause: wait, value: 4, evidence: text, confidence: high }',
  );
const casesOf = (months: number): string => `
- name: Two missed years
  policy: fujian
  facts:
    - { type: MemberRegistered, liableFrom: 2020-01-01 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2026-10-15 }
  expect:
    - { on: 2027-01-01, waiting: { totalMonths: ${String(months)} } }
`;
const cases = casesOf(5);

const post = (path: string, body: object, user = '01'): Test =>
  run.http().post(path).set('Sample-User', user).send(body);
const get = (path: string): Test => run.http().get(path);

async function impactOf(change: string, population: object = { everyone: true }): Promise<string> {
  const { body } = await post('/v1/impact-runs', { population, b: { change } }).expect(201);
  const { id } = body as ImpactRun;
  for (;;) {
    const seen = await get(`/v1/impact-runs/${id}`).expect(200);
    if ((seen.body as ImpactRun).state === 'done') return id;
    await pause(10);
  }
}

async function monthsOfP0001(): Promise<number> {
  const { body } = await get('/v1/members/P-0001/standing?on=2028-03-15').expect(200);
  return (body as { readonly waiting: { readonly totalMonths: number } }).waiting.totalMonths;
}

test('a pack version is submitted, simulated, adopted by another person, and answers', async () => {
  const version = '/v1/policy-packs/fujian/versions/2';
  await get(version).expect(404);
  const submitted = await post(version, { pack, cases }).expect(201);
  expect(submitted.body).toMatchObject({
    id: 'change-1',
    state: 'submitted',
    cases: { passed: 1, failed: 0 },
  });
  const waiting = await get(`${version}/adoption`).expect(200);
  expect((waiting.body as PolicyChangeAnswer).checklist.map(({ item, status }) => [item, status])).toEqual([
    ['version-free', 'met'],
    ['cases-pass', 'met'],
    ['published', 'met'],
    ['impact-run', 'open'],
  ]);
  const early = await post(`${version}/adoption`, {}, '07').expect(409);
  expect(early.body).toMatchObject({ code: 'wrong-job-state' });
  const impactRun = await impactOf('change-1');
  const own = await post(`${version}/adoption`, { impactRun }).expect(403);
  expect(own.body).toMatchObject({ code: 'second-person-required' });
  expect(await monthsOfP0001()).toBe(5);
  const adopted = await post(`${version}/adoption`, { impactRun }, '07').expect(200);
  expect(adopted.body).toMatchObject({ state: 'adopted', approvedBy: 'sample-user:07', impactRun });
  expect(await monthsOfP0001()).toBe(6);
  await get(version).expect(200);
  expect((await get('/v1/policy-changes').expect(200)).body.items).toHaveLength(1);
});

test('a reading is chosen by two people, is signed, and tells the feed once for each member that it touches', async () => {
  const change = {
    pack: 'fujian',
    choice: 'yes',
    evidence: '某市函复。',
    confidence: 'medium',
    cases: casesOf(6),
  };
  const submitted = await post('/v1/readings/R1/changes', change).expect(201);
  const { id } = submitted.body as PolicyChangeAnswer;
  expect(submitted.body).toMatchObject({ subject: 'fujian R1', cases: { passed: 1, failed: 0 } });
  const impactRun = await impactOf(id);
  const { body } = await post(`/v1/policy-changes/${id}/approval`, { impactRun }, '07').expect(200);
  const { position } = body as { readonly position: number };
  // Under the second version already six months; the first break year makes it seven.
  expect(await monthsOfP0001()).toBe(7);
  const readings = await get('/v1/readings').expect(200);
  const [r1] = readings.body.items as { readonly packs: readonly { readonly pack: string }[] }[];
  expect(r1?.packs.find((each) => each.pack === 'fujian@2')).toMatchObject({
    choice: 'yes',
    signer: 'sample-user:07',
  });
  expect((await get('/v1/readings/R1/changes').expect(200)).body.items).toHaveLength(1);
  // The read model follows the log by itself; what it has not seen yet it will have seen in a moment.
  while ((run.service.projections[0]?.position ?? 0) < position) await pause(20);
  const feed = await get('/v1/feed?after=beginning&limit=500').expect(200);
  const told = (feed.body as readonly FeedEntry[]).filter(
    ({ data }) => data.cause.kind === 'reading' && data.field === 'waiting',
  );
  const members = told.map(({ subject }) => subject);
  expect(members).toContain('P-0001');
  expect(new Set(members).size).toBe(members.length);
});

/** As far as it matters here. */
interface FeedEntry {
  readonly subject: string;
  readonly data: { readonly cause: { readonly kind: string }; readonly field: string };
}

test('a region goes live by two people; in a sample ledger only a sample one', async () => {
  const region = { pack: 'fujian', baseCeilingFen: 30_000_000, premiumFen: 40_000, sample: true };
  const { body } = await post('/v1/regions/359977', region).expect(201);
  const { id } = body as PolicyChangeAnswer;
  await get('/v1/regions/359977').expect(404);
  await post(`/v1/policy-changes/${id}/approval`, { impactRun: 7 }, '07').expect(400);
  await post(`/v1/policy-changes/${id}/approval`, { impactRun: 'impact-999' }, '07').expect(404);
  await post(`/v1/policy-changes/${id}/approval`, {}, '07').expect(200);
  expect((await get('/v1/regions/359977').expect(200)).body).toMatchObject({ pack: 'fujian' });
  const real = await post('/v1/regions/350100', { ...region, sample: false }).expect(400);
  expect(real.body).toMatchObject({ errors: [{ pointer: '/sample' }] });
});

test('a change can be withdrawn, once', async () => {
  const third = pack.replace('version: "2"', 'version: "3"');
  const { body } = await post('/v1/policy-packs/fujian/versions/3', { pack: third, cases }).expect(201);
  const { id } = body as PolicyChangeAnswer;
  expect((await post(`/v1/policy-changes/${id}/withdrawal`, {}).expect(200)).body).toMatchObject({
    state: 'withdrawn',
  });
  await post(`/v1/policy-changes/${id}/withdrawal`, {}).expect(409);
  await get('/v1/policy-packs/fujian/versions/3/adoption').expect(404);
});

test.each([
  ['an empty draft', '/v1/policy-packs/fujian/versions/2', {}, 400, 'malformed-request'],
  [
    'a draft that is no YAML',
    '/v1/policy-packs/fujian/versions/2',
    { pack: 'id: [', cases },
    400,
    'malformed-request',
  ],
  [
    'a draft of another version',
    '/v1/policy-packs/fujian/versions/3',
    { pack, cases },
    400,
    'malformed-request',
  ],
  ['an unknown reading', '/v1/readings/R99/changes', { pack: 'fujian' }, 404, 'not-found'],
  ['a list', '/v1/readings/R1/changes', [], 400, 'malformed-request'],
  ['a region that is none', '/v1/regions/3599', { pack: 'fujian' }, 404, 'not-found'],
  ['an unknown pack', '/v1/regions/359977', { pack: 'atlantis', sample: true }, 422, 'unknown-pack'],
  ['an unknown change', '/v1/policy-changes/nonsense/approval', {}, 404, 'not-found'],
])('%s', async (_, path, body, status, code) => {
  const refused = await post(path, body).expect(status);
  expect((refused.body as { readonly code: string }).code).toBe(code);
});
