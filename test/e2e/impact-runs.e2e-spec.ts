import { setTimeout as pause } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'supertest';
import type { ImpactMembers, ImpactRun, TypicalMembers } from '#libs/ledger';
import { createApp } from '../../apps/ledger/src/create-app.js';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
beforeAll(async () => {
  run = await startApp({ sample: true });
});
afterAll(() => run.stop());

const whatIf = { population: { region: '359901' }, b: { readings: 'R1=yes' } };
const fujian = readFileSync(join(__dirname, '../../policies/350000-fujian/pack.yaml'), 'utf8');

const post = (path: string, body: object = {}, user = '01'): Test =>
  run.http().post(path).set('Sample-User', user).send(body);
const get = (path: string): Test => run.http().get(path);

async function finished(id: string): Promise<ImpactRun> {
  for (;;) {
    const { body } = await get(`/v1/impact-runs/${id}`).expect(200);
    if ((body as ImpactRun).state !== 'running') return body as ImpactRun;
    await pause(10);
  }
}

async function begun(request: object): Promise<ImpactRun> {
  const { body } = await post('/v1/impact-runs', request).expect(201);
  return finished((body as ImpactRun).id);
}

test('R1 = yes makes the wait of P-0001 six months, and names everyone else whom it affects', async () => {
  const seen = await begun(whatIf);
  expect(seen).toMatchObject({ state: 'done', startedBy: 'sample-user:01', ratePerSecond: null });
  expect(seen.numbers.examined).toBeGreaterThan(1);
  expect(seen.digest).toMatch(/^sha256:/);
  const { body } = await get(`/v1/impact-runs/${seen.id}/members`).expect(200);
  const { items, next } = body as ImpactMembers;
  expect(next).toBeNull();
  expect(items).toHaveLength(seen.numbers.changed);
  expect(items.find(({ member }) => member === 'P-0001')).toMatchObject({
    buckets: ['payable-lost', 'wait-up'],
    waiting: { coverageYear: 2028, before: { totalMonths: 5 }, after: { totalMonths: 6 } },
  });
  const longer = await get(`/v1/impact-runs/${seen.id}/members?bucket=wait-up&limit=1`).expect(200);
  expect((longer.body as ImpactMembers).items).toHaveLength(1);
  expect((longer.body as ImpactMembers).next).toBe('P-0001');
  const typical = await get(`/v1/impact-runs/${seen.id}/typical-members`).expect(200);
  const examples = (typical.body as TypicalMembers).items.map(({ example }) => example.member);
  expect(examples.sort()).toEqual(items.map(({ member }) => member));

  const csv = await get(`/v1/impact-runs/${seen.id}/members?format=csv`).expect(200);
  expect(csv.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${seen.id}.csv"`,
  });
  const [head, ...rows] = csv.text.trimEnd().split('\r\n');
  expect(head).toMatch(/^member,region,buckets,from,until,/);
  expect(rows).toHaveLength(items.length);
  expect(rows[0]).toMatch(/^P-0001,359901,payable-lost wait-up,2028-01-01,/);

  // The same positions, asked by somebody else: the same run.
  const { a, b } = seen;
  const again = {
    ...whatIf,
    a: { knownAt: `pos:${a.position}` },
    b: { ...whatIf.b, knownAt: `pos:${b.position}` },
  };
  const same = await post('/v1/impact-runs', again, '07').expect(200);
  expect(same.body).toMatchObject({ id: seen.id, digest: seen.digest });
  const list = await get('/v1/impact-runs').expect(200);
  expect((list.body as { readonly items: ImpactRun[] }).items.map(({ id }) => id)).toContain(seen.id);
  const aborted = await post(`/v1/impact-runs/${seen.id}/abort`).expect(409);
  expect(aborted.body).toMatchObject({ code: 'wrong-job-state' });
  expect((await post(`/v1/impact-runs/${seen.id}/resumption`).expect(200)).body).toMatchObject({
    state: 'done',
  });
});

test('a draft in the body is compared as if it had been adopted; its faults are told by line', async () => {
  const draft = fujian
    .replace(/^version: .*$/m, 'version: "2"')
    .replace(
      /^ {2}wait\.fixed: .*$/m,
      '  wait.fixed: { clause: wait, value: 4, evidence: text, confidence: high }',
    );
  const seen = await begun({ population: { everyone: true }, b: { pack: { draft } } });
  expect(seen.b.pack).toMatchObject({ id: 'fujian', version: '2', as: 'adopted' });
  expect(seen.numbers.buckets['wait-up']).toBeGreaterThan(0);
  const packs = await get('/v1/policy-packs').expect(200);
  expect(JSON.stringify(packs.body)).not.toContain(seen.b.pack?.digest);

  const faulty = draft.replace('value: 4', 'value: four');
  const refused = await post('/v1/impact-runs', { ...whatIf, b: { pack: { draft: faulty } } }).expect(400);
  expect(refused.body).toMatchObject({
    code: 'malformed-request',
    errors: [{ pointer: '/b/pack/draft', line: 85 }],
  });
  const adopted = await post('/v1/impact-runs', { ...whatIf, b: { pack: { draft: fujian } } }).expect(400);
  expect((adopted.body as { readonly detail: string }).detail).toContain('fujian');
});

test('a run that no process carries on is taken up by the next one that starts', async () => {
  const { impactRuns } = run.service.ledger;
  const author = { actor: 'sample-user:03', correlationId: 'x', scope: { regions: 'all' } } as const;
  const left = await impactRuns.start({ ...whatIf, b: { readings: 'R2=no' } }, author);
  const other = await createApp(run.service, '0.0.0');
  await other.init();
  try {
    expect(await finished(left.run.id)).toMatchObject({ state: 'done' });
  } finally {
    await other.close();
  }
});

test.each([
  ['no body', '', 400, 'malformed-request'],
  ['a list', [], 400, 'malformed-request'],
  ['no population', {}, 400, 'malformed-request'],
  ['another field', { ...whatIf, c: {} }, 400, 'malformed-request'],
  ['an unknown region', { population: { region: '123456' } }, 422, 'unknown-region'],
  ['an unknown pack', { ...whatIf, b: { pack: 'atlantis@1' } }, 422, 'unknown-pack'],
  ['a moment to come', { ...whatIf, a: { knownAt: '2099-01-01' } }, 400, 'known-at-in-future'],
])('%s', async (_, body, status, code) => {
  const refused = await run
    .http()
    .post('/v1/impact-runs')
    .set('Content-Type', 'application/json')
    .send(body)
    .expect(status);
  expect((refused.body as { readonly code: string }).code).toBe(code);
});

test.each([
  ['GET', '/v1/impact-runs/impact-999', 404],
  ['GET', '/v1/impact-runs/nonsense/members', 404],
  ['GET', '/v1/impact-runs/nonsense/members?format=csv', 404],
  ['GET', '/v1/impact-runs/impact-1/members?bucket=winners', 400],
  ['GET', '/v1/impact-runs/impact-1/members?limit=0', 400],
  ['POST', '/v1/impact-runs/impact-999/abort', 404],
  ['POST', '/v1/impact-runs/impact-999/resumption', 404],
])('%s %s: %d', async (method, path, status) => {
  await (method === 'GET' ? get(path) : post(path)).expect(status);
});
