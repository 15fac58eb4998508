import { setTimeout as pause } from 'node:timers/promises';
import type { Test } from 'supertest';
import { type ImpactMembers, type ImpactRun, type Role, ROLES } from '#libs/ledger';
import { readRegions } from '#libs/policy';
import { type RunningApp, startApp } from './running-app.js';

const author = { actor: 'test', correlationId: 'test' };
const [home, elsewhere] = ['359901', '359904'] as const;
const members = { [home]: 'P-0501', [elsewhere]: 'P-0502' } as const;

let run: RunningApp;
const secrets = new Map<string, string>();

beforeAll(async () => {
  run = await startApp({ sample: false });
  const { ledger } = run.service;
  const yaml = [home, elsewhere].map(
    (code) =>
      `- { code: "${code}", policy: fujian, baseCeilingYuan: 300000, premiumYuan: 400, sample: true }`,
  );
  await ledger.policy.importRegions(readRegions(yaml.join('\n'), 'regions.yaml', ['fujian']), author);
  for (const role of ROLES) {
    for (const region of [home, elsewhere]) {
      const { secret } = await ledger.access.createKey({ role, regions: [region], label: role }, author);
      secrets.set(`${role} ${region}`, secret);
    }
  }
  for (const region of [home, elsewhere]) {
    // Three years missed, and back for 2028: five months of waiting, six with R1 = yes.
    await tell(region, '/v1/members', { member: members[region], region, liableFrom: '2020-01-01' });
    const paid = { coverageYear: 2028, paidOn: '2027-11-20', amountFen: 40_000 };
    await tell(region, `/v1/members/${members[region]}/premium-payments`, paid);
    const check = { member: members[region], on: '2028-06-10' };
    await asked('claims-system', region, run.http().post('/v1/eligibility-checks')).send(check).expect(200);
  }
});
afterAll(() => run.stop());

function asked(role: Role, region: string, request: Test): Test {
  return request
    .set('Authorization', `Bearer ${secrets.get(`${role} ${region}`) ?? ''}`)
    .set('Access-Purpose', 'audit');
}

let documents = 0;
async function tell(region: string, path: string, body: object): Promise<void> {
  documents += 1;
  const source = { system: 'bureau', document: `I-${documents}` };
  const request = run.http().post(path).set('Idempotency-Key', source.document);
  await asked('caseworker', region, request)
    .send({ ...body, source })
    .expect(201);
}

const get = (role: Role, region: string, path: string): Test => asked(role, region, run.http().get(path));

async function begun(role: Role, region: string, population: object): Promise<ImpactRun> {
  const request = asked(role, region, run.http().post('/v1/impact-runs'));
  const { body } = await request.send({ population, b: { readings: 'R1=yes' } }).expect(201);
  const { id } = body as ImpactRun;
  for (;;) {
    const { body: seen } = await get(role, region, `/v1/impact-runs/${id}`).expect(200);
    if ((seen as ImpactRun).state !== 'running') return seen as ImpactRun;
    await pause(10);
  }
}

test('a run of everyone is one of the regions of its key; another region does not find it', async () => {
  const mine = await begun('policy-officer', home, { everyone: true });
  expect(mine).toMatchObject({ state: 'done', numbers: { examined: 1, changed: 1, payableLostDays: 30 } });
  const { body } = await get('reviewer', home, `/v1/impact-runs/${mine.id}/members`).expect(200);
  expect((body as ImpactMembers).items).toMatchObject([
    { member: members[home], buckets: ['payable-lost', 'wait-up'] },
  ]);
  for (const path of ['', '/members', '/members?format=csv', '/typical-members'])
    await get('policy-officer', elsewhere, `/v1/impact-runs/${mine.id}${path}`).expect(404);
  const list = await get('auditor', elsewhere, '/v1/impact-runs').expect(200);
  expect(list.body).toEqual({ items: [] });
  const others = run.http().post('/v1/impact-runs');
  await asked('policy-officer', elsewhere, others)
    .send({ population: { region: home } })
    .expect(403);
});

test('of answers served, only those to keys about members of the region count', async () => {
  const served = await begun('operator', elsewhere, { decisions: true });
  expect(served.numbers).toMatchObject({ examined: 1, changed: 1, decisions: 1 });
  expect(JSON.stringify(served)).not.toContain(members[home]);
});

test('roles that decide nothing about policy start none, and whoever lists the members is written down', async () => {
  for (const role of ['caseworker', 'reviewer', 'auditor', 'claims-system', 'admin'] as const) {
    const request = asked(role, home, run.http().post('/v1/impact-runs'));
    await request.send({ population: { region: home } }).expect(403);
  }
  const mine = await begun('operator', home, { region: home });
  const path = `/v1/impact-runs/${mine.id}/members`;
  const silent = run
    .http()
    .get(path)
    .set('Authorization', `Bearer ${secrets.get(`reviewer ${home}`) ?? ''}`);
  expect((await silent.expect(403)).body).toMatchObject({ code: 'purpose-missing' });
  await get('reviewer', home, path).expect(200);
  const log = await get('auditor', home, `/v1/access-log?member=${members[home]}`).expect(200);
  const { items } = log.body as { readonly items: readonly { readonly route: string }[] };
  expect(items.some(({ route }) => route.includes('/v1/impact-runs/'))).toBe(true);
});
