import { readNote, type SignedCheckpoint } from '#libs/audit';
import { witnessLine } from '#libs/audit/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'supertest';
import { FACT_TYPES, type FactType } from '#libs/enrollment';
import { type Action, type Role, ROLES } from '#libs/ledger';
import { FACT_ROUTES } from '../../apps/ledger/src/facts/fact-routes.js';
import { FACT_EXAMPLES } from '../../apps/ledger/src/openapi/fact-examples.js';
import { routesOf } from './registered-routes.js';
import { type RunningApp, startApp } from './running-app.js';

const home = '359901';
const destination = '359902';
const elsewhere = '359904';
const member = 'P-1001';
const author = { actor: 'test', correlationId: 'test' };

/** What a route needs, and what it says to a key of another region than the member's. */
interface Row {
  readonly action: Action | 'public';
  /**
   * `member`: another region's key does not find it. `region`: it may not act there. `own`: it sees its own part.
   * `everyone`: no member is read.
   */
  readonly about: 'member' | 'region' | 'own' | 'everyone';
  /** People say why they read a member. */
  readonly needsPurpose?: true;
  /** A claims system finds only what was served to itself, and the one that these routes name was not. */
  readonly isOwnForSystems?: true;
  readonly path?: string;
  readonly body?: object;
}

/** Who is let in where, as docs/api.md §8 has it; stated here, so that a wrong table in the program is noticed. */
const allowed: Readonly<Partial<Record<Action | 'public', readonly Role[]>>> = {
  public: ROLES,
  'read-policy': ROLES,
  derive: ROLES,
  'read-members': ['caseworker', 'reviewer', 'auditor'],
  'read-log': ['auditor'],
  quote: ['caseworker'],
  'append-facts': ['caseworker'],
  'append-claims': ['caseworker', 'claims-system'],
  'check-eligibility': ['caseworker', 'claims-system'],
  decide: ['caseworker'],
  'read-decisions': ['caseworker', 'reviewer', 'auditor', 'claims-system'],
  'run-jobs': ['operator'],
  'read-jobs': ['operator', 'reviewer', 'auditor'],
  approve: ['reviewer'],
  'change-policy': ['policy-officer'],
  'read-policy-changes': ['policy-officer', 'reviewer', 'auditor'],
  'approve-policy': ['policy-officer', 'reviewer'],
  'run-impact': ['operator', 'policy-officer'],
  'read-impact': ['operator', 'policy-officer', 'reviewer', 'auditor'],
  'read-feed': ['auditor', 'claims-system'],
  'read-access-log': ['auditor'],
  verify: ['auditor'],
};

function isAllowed(role: Role, action: Action | 'public'): boolean {
  const roles = allowed[action];
  if (roles === undefined) throw new Error(`The table says nothing of "${action}".`);
  return roles.includes(role);
}

const read = { action: 'read-members', about: 'member', needsPurpose: true } as const;
const policy = { action: 'read-policy', about: 'everyone' } as const;
const decision = {
  action: 'read-decisions',
  about: 'member',
  needsPurpose: true,
  isOwnForSystems: true,
} as const;

/** Every route but those of the facts. A route without a row fails the first test. */
const rows: Readonly<Record<string, Row>> = {
  'GET /livez': { action: 'public', about: 'everyone' },
  'GET /readyz': { action: 'public', about: 'everyone' },
  // Everyone here calls from this machine; metrics.e2e-spec.ts calls from another one.
  'GET /metrics': { action: 'public', about: 'everyone' },
  'GET /problems': { action: 'public', about: 'everyone' },
  'GET /problems/:code': { action: 'public', about: 'everyone', path: '/problems/not-found' },
  'GET /docs': { action: 'public', about: 'everyone' },
  'GET /docs/*': { action: 'public', about: 'everyone', path: '/docs/swagger-ui-init.js' },
  'GET /asyncapi.json': { action: 'public', about: 'everyone' },
  'GET /openapi.json': { action: 'public', about: 'everyone' },
  'GET /v1/members': { action: 'read-members', about: 'own', needsPurpose: true },
  'GET /v1/members/:member': read,
  'GET /v1/members/:member/events': read,
  'GET /v1/members/:member/standing': read,
  'GET /v1/members/:member/timeline': read,
  'GET /v1/members/:member/explanation': { ...read, path: `/v1/members/${member}/explanation?field=waiting` },
  'POST /v1/members/:member/diffs': { ...read, body: {} },
  'POST /v1/members/:member/bisections': { ...read, body: { field: 'waiting' } },
  'GET /v1/members/:member/blame': { ...read, path: `/v1/members/${member}/blame?field=waiting` },
  'POST /v1/members/:member/what-ifs': {
    ...read,
    body: { facts: [{ type: 'MemberDeceased', diedOn: '2030-01-01' }] },
  },
  'GET /v1/radar': { action: 'read-log', about: 'own', needsPurpose: true },
  'GET /v1/feed': { action: 'read-feed', about: 'own', needsPurpose: true },
  'GET /v1/consumers': { action: 'run-jobs', about: 'own' },
  'POST /v1/consumers/:consumer/acknowledgement': {
    action: 'read-feed',
    about: 'everyone',
    path: '/v1/consumers/claims/acknowledgement',
    body: {},
  },
  'GET /v1/access-log': { action: 'read-access-log', about: 'own', needsPurpose: true },
  'GET /v1/access-log/checkpoints': { action: 'read-access-log', about: 'everyone' },
  'GET /v1/access-log/checkpoints/:size': {
    action: 'read-access-log',
    about: 'everyone',
    path: '/v1/access-log/checkpoints/latest',
  },
  'GET /v1/access-log/proofs/inclusion': {
    action: 'read-access-log',
    about: 'everyone',
    path: '/v1/access-log/proofs/inclusion?position=1&size=1',
  },
  'GET /v1/access-log/proofs/consistency': {
    action: 'read-access-log',
    about: 'everyone',
    path: '/v1/access-log/proofs/consistency?from=0',
  },
  'GET /v1/events': { action: 'read-log', about: 'own', needsPurpose: true },
  'GET /v1/events/:position': { action: 'read-log', about: 'member', needsPurpose: true },
  'POST /v1/repair-quotes': { action: 'quote', about: 'member', needsPurpose: true, body: { member } },
  'POST /v1/eligibility-checks': {
    action: 'check-eligibility',
    about: 'member',
    needsPurpose: true,
    body: { member },
  },
  'POST /v1/decisions': {
    action: 'decide',
    about: 'member',
    needsPurpose: true,
    body: { kind: 'standing', member },
  },
  'GET /v1/decisions/:decision': decision,
  'GET /v1/decisions/:decision/explanation': decision,
  'GET /v1/decisions/:decision/replay': decision,
  'GET /v1/decisions/:decision/letter': decision,
  'GET /v1/decisions/:decision/seal': decision,
  // It shows every fact of the member, so it asks for what these ask.
  'GET /v1/decisions/:decision/evidence-bundle': read,
  'GET /v1/sources/:source/watermarks': {
    action: 'read-policy',
    about: 'own',
    path: '/v1/sources/bureau/watermarks',
  },
  'POST /v1/sources/:source/watermarks': {
    action: 'run-jobs',
    about: 'region',
    path: '/v1/sources/bureau/watermarks',
    body: { region: home, kind: 'premiums', completeThrough: '2026-01-31' },
  },
  'GET /v1/year-closes': { action: 'read-jobs', about: 'own' },
  'POST /v1/year-closes': {
    action: 'run-jobs',
    about: 'region',
    body: { region: home, coverageYear: 2026 },
  },
  'GET /v1/year-closes/:close': { action: 'read-jobs', about: 'member' },
  'GET /v1/year-closes/:close/members': { action: 'read-jobs', about: 'member', needsPurpose: true },
  'POST /v1/year-closes/:close/approval': { action: 'approve', about: 'member', body: {} },
  'POST /v1/year-closes/:close/abort': { action: 'run-jobs', about: 'member', body: {} },
  'POST /v1/policy-packs/:id/versions/:version': {
    action: 'change-policy',
    about: 'everyone',
    path: '/v1/policy-packs/fujian/versions/2',
    body: {},
  },
  'GET /v1/policy-packs/:id/versions/:version/adoption': {
    action: 'read-policy-changes',
    about: 'everyone',
    path: '/v1/policy-packs/jincheng/versions/2/adoption',
  },
  'POST /v1/policy-packs/:id/versions/:version/adoption': {
    action: 'approve-policy',
    about: 'everyone',
    path: '/v1/policy-packs/jincheng/versions/2/adoption',
    body: {},
  },
  'GET /v1/readings/:id/changes': {
    action: 'read-policy-changes',
    about: 'own',
    path: '/v1/readings/R1/changes',
  },
  'POST /v1/readings/:id/changes': {
    action: 'change-policy',
    about: 'everyone',
    path: '/v1/readings/R1/changes',
    body: {},
  },
  'POST /v1/regions/:code': {
    action: 'change-policy',
    about: 'region',
    path: `/v1/regions/${home}`,
    body: { pack: 'fujian' },
  },
  'GET /v1/policy-changes': { action: 'read-policy-changes', about: 'everyone' },
  'GET /v1/policy-changes/:change': {
    action: 'read-policy-changes',
    about: 'everyone',
    path: '/v1/policy-changes/change-2',
  },
  'POST /v1/policy-changes/:change/approval': {
    action: 'approve-policy',
    about: 'everyone',
    path: '/v1/policy-changes/change-2/approval',
    body: {},
  },
  'POST /v1/policy-changes/:change/withdrawal': {
    action: 'change-policy',
    about: 'everyone',
    path: '/v1/policy-changes/change-2/withdrawal',
    body: {},
  },
  'GET /v1/impact-runs': { action: 'read-impact', about: 'own' },
  'POST /v1/impact-runs': { action: 'run-impact', about: 'region', body: { population: { region: home } } },
  'GET /v1/impact-runs/:run': { action: 'read-impact', about: 'member' },
  'GET /v1/impact-runs/:run/members': { action: 'read-impact', about: 'member', needsPurpose: true },
  'GET /v1/impact-runs/:run/typical-members': { action: 'read-impact', about: 'member', needsPurpose: true },
  'POST /v1/impact-runs/:run/resumption': { action: 'run-impact', about: 'member', body: {} },
  'POST /v1/impact-runs/:run/abort': { action: 'run-impact', about: 'member', body: {} },
  'POST /v1/derivations': {
    action: 'derive',
    about: 'everyone',
    body: { policy: 'fujian', on: '2031-01-01', events: [] },
  },
  'GET /v1/policy-packs': policy,
  'GET /v1/policy-packs/:id/versions/:version': { ...policy, path: '/v1/policy-packs/fujian/versions/1' },
  'GET /v1/readings': policy,
  'GET /v1/regions': policy,
  'GET /v1/policy-log': policy,
  'GET /v1/checkpoints': policy,
  'GET /v1/checkpoints/:size': { ...policy, path: '/v1/checkpoints/latest' },
  'POST /v1/checkpoints/:size/witnesses': {
    action: 'verify',
    about: 'everyone',
    get path() {
      return `/v1/checkpoints/${String(checkpoint.size)}/witnesses`;
    },
    get body() {
      const { witness, line } = witnessLine(readNote(checkpoint.note).text);
      return { witness, signature: line };
    },
  },
  'GET /v1/proofs/inclusion': {
    action: 'verify',
    about: 'everyone',
    get path() {
      return `/v1/proofs/inclusion?position=${String(firstPosition)}&size=1`;
    },
  },
  'GET /v1/proofs/consistency': {
    action: 'verify',
    about: 'everyone',
    path: '/v1/proofs/consistency?from=0',
  },
  'GET /v1/session': { action: 'public', about: 'everyone' },
  'POST /v1/session': {
    action: 'public',
    about: 'everyone',
    get body() {
      return { key: secrets.get(`auditor ${home}`) ?? '' };
    },
  },
  'DELETE /v1/session': { action: 'public', about: 'everyone' },
  'GET /v1/regions/:code': { ...policy, path: `/v1/regions/${home}` },
  ...Object.fromEntries(FACT_TYPES.map((type) => [`POST /v1/${FACT_ROUTES[type]}`, factRow(type)])),
};

function factRow(type: FactType): Row {
  const action = type === 'ClaimSettled' || type === 'ClaimReversed' ? 'append-claims' : 'append-facts';
  const path = `/v1/${FACT_ROUTES[type].replace(':member', member)}?dryRun=true`;
  return { action, about: 'member', path, body: FACT_EXAMPLES[type] };
}

const jincheng = readFileSync(join(__dirname, '../../policies/140500-jincheng/pack.yaml'), 'utf8');

let run: RunningApp;

/** The process seals its ledger and its access log beside its requests, a few seconds after something was recorded. */
async function firstCheckpoint(): Promise<SignedCheckpoint> {
  const head = await run.service.logPosition();
  for (let tries = 0; tries < 400; tries += 1) {
    const latest = run.service.seals?.checkpoints.latest();
    const isLogSealed = (run.service.accessSeals?.sealedThrough ?? 0) > 0;
    if (latest !== undefined && latest.position >= head && isLogSealed) return latest;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('Nothing was sealed in time.');
}

const secrets = new Map<string, string>();
let position = 0;
let decisionId = '';
let closeId = '';
let checkpoint = { size: 0, note: '' };
/** On a server's store it is not 1. */
let firstPosition = 0;
let runId = '';

beforeAll(async () => {
  run = await startApp({ sample: false });
  const { ledger } = run.service;
  const region = { premiumFen: new Map(), baseCeilingFen: new Map(), sample: false };
  await ledger.policy.importRegions(
    [home, destination, elsewhere].map((code) => ({ ...region, code, policy: 'fujian' })),
    author,
  );
  for (const role of ROLES) {
    for (const code of [home, elsewhere]) {
      const { secret } = await ledger.access.createKey({ role, regions: [code], label: role }, author);
      secrets.set(`${role} ${code}`, secret);
    }
  }
  const registered = await asked('caseworker', home, run.http().post('/v1/members'))
    .set('Idempotency-Key', 'registration')
    .send(FACT_EXAMPLES.MemberRegistered)
    .expect(201);
  position = registered.body.event.position;
  const served = await asked('caseworker', home, run.http().post('/v1/decisions'))
    .send({ kind: 'eligibility', member })
    .expect(201);
  decisionId = served.body.decisionId;
  checkpoint = await firstCheckpoint();
  firstPosition = run.service.seals?.tree.positionsOf(0)[0] ?? 0;
  const close = await asked('operator', home, run.http().post('/v1/year-closes'))
    .send({ region: home, coverageYear: 2025 })
    .expect(201);
  closeId = close.body.id;
  const impact = await asked('policy-officer', home, run.http().post('/v1/impact-runs'))
    .send({ population: { region: home } })
    .expect(201);
  runId = impact.body.id;
  // Two drafts of a pack that no region is under: the one is adopted or not, the other withdrawn.
  for (const version of ['2', '3']) {
    const pack = jincheng.replace(/^version: .*$/m, `version: "${version}"`);
    const body = { pack, cases: '- { name: Nothing said, policy: jincheng, facts: [] }' };
    const change = { kind: 'pack', id: 'jincheng', version, body } as const;
    await ledger.policyChanges.submit(change, { ...author, scope: { regions: 'all' } });
  }
});
afterAll(() => run.stop());

function asked(role: Role, region: string, request: Test, purpose: string | null = 'enquiry'): Test {
  const withKey = request.set('Authorization', `Bearer ${secrets.get(`${role} ${region}`) ?? ''}`);
  return purpose === null ? withKey : withKey.set('Access-Purpose', purpose);
}

function requestOf(route: string): Test {
  const [method = '', pattern = ''] = route.split(' ');
  const row = rows[route];
  const path =
    row?.path ??
    pattern
      .replace(':member', member)
      .replace(':position', String(position))
      .replace(':decision', decisionId)
      .replace(':close', closeId)
      .replace(':run', runId);
  if (method === 'DELETE') return run.http().delete(path);
  return method === 'POST' ? run.http().post(path).send(row?.body) : run.http().get(path);
}

const routes = Object.keys(rows);
const codeOf = async (request: Test): Promise<string> => {
  const { status, body } = await request;
  return status < 400 ? 'let in' : `${String(status)} ${String(body.code)}`;
};
/** A refusal of the domain is an answer too: the caller was let in and understood. */
const isLetIn = (code: string): boolean => !/^(401|403|404|429|5)/.test(code);

test('every registered route has a row of the matrix, and no row is without a route', () => {
  expect(routesOf(run.app)).toEqual([...routes].sort());
});

test.each(routes)('without a key: %s', async (route) => {
  const isPublic = rows[route]?.action === 'public';
  expect(await codeOf(requestOf(route))).toBe(isPublic ? 'let in' : '401 not-authenticated');
  const wrong = requestOf(route).set('Authorization', 'Bearer canbao_wrong');
  expect(await codeOf(wrong)).toBe(isPublic ? 'let in' : '401 not-authenticated');
});

describe.each(ROLES)('a %s', (role) => {
  test.each(routes)('of the region: %s', async (route) => {
    const { action, isOwnForSystems } = rows[route]!;
    const code = await codeOf(asked(role, home, requestOf(route)));
    if (isAllowed(role, action) && isOwnForSystems === true && role === 'claims-system')
      expect(code).toBe('404 not-found');
    else if (isAllowed(role, action)) expect(isLetIn(code)).toBe(true);
    else expect(code).toBe('403 not-allowed');
  });

  test.each(routes)('of another region: %s', async (route) => {
    const { action, about } = rows[route]!;
    const answer = await asked(role, elsewhere, requestOf(route));
    const code = answer.status < 400 ? 'let in' : `${String(answer.status)} ${String(answer.body.code)}`;
    if (!isAllowed(role, action)) expect(code).toBe('403 not-allowed');
    else if (about === 'everyone') expect(isLetIn(code)).toBe(true);
    else if (about === 'own')
      expect(answer.body.items ?? answer.body.backdated?.facts ?? answer.body).toEqual([]);
    else if (route === 'POST /v1/members' || about === 'region') expect(code).toBe('403 not-allowed');
    else expect(code).toMatch(/^404 (member-)?not-found$/);
    if (about !== 'everyone') expect(answer.text).not.toContain(member);
  });

  test.each(routes)('without a purpose: %s', async (route) => {
    const { action, needsPurpose, isOwnForSystems } = rows[route]!;
    const isPerson = ['caseworker', 'reviewer', 'auditor'].includes(role);
    const code = await codeOf(asked(role, home, requestOf(route), null));
    if (!isAllowed(role, action)) expect(code).toBe('403 not-allowed');
    else if (needsPurpose === true && isPerson) expect(code).toBe('403 purpose-missing');
    else if (isOwnForSystems === true && role === 'claims-system') expect(code).toBe('404 not-found');
    else expect(isLetIn(code)).toBe(true);
  });
});

test('a purpose is one of the list', async () => {
  const path = `/v1/members/${member}`;
  for (const purpose of ['enquiry', 'dispute', 'correction', 'audit']) {
    await asked('auditor', home, run.http().get(path), purpose).expect(200);
  }
  for (const purpose of ['sample', 'curiosity', '']) {
    await asked('auditor', home, run.http().get(path), purpose).expect(403);
  }
});

test('a member who moves: the old region keeps the past, the new one sees all', async () => {
  const caseworker = (request: Test, key: string): Test =>
    asked('caseworker', home, request).set('Idempotency-Key', key);
  const registration = {
    ...FACT_EXAMPLES.MemberRegistered,
    member: 'P-2002',
    source: { system: 's', document: 'r' },
  };
  await caseworker(run.http().post('/v1/members'), 'move-1').send(registration).expect(201);
  const { secret } = await run.service.ledger.access.createKey(
    { role: 'caseworker', regions: [destination], label: 'destination' },
    author,
  );
  const there = (request: Test): Test =>
    request.set({ Authorization: `Bearer ${secret}`, 'Access-Purpose': 'enquiry' });
  await there(run.http().get('/v1/members/P-2002')).expect(404);
  // The receiving region needs to know only the number.
  await there(run.http().post('/v1/members/P-2002/region-transfers'))
    .set('Idempotency-Key', 'move-2')
    .send({
      fromRegion: home,
      toRegion: destination,
      effectiveOn: '2026-05-01',
      source: { system: 's', document: 'm' },
    })
    .expect(201);
  await there(run.http().get('/v1/members/P-2002/standing?on=2026-06-01')).expect(200);
  await asked('caseworker', home, run.http().get('/v1/members/P-2002/standing?on=2026-04-30')).expect(200);
  await asked('caseworker', home, run.http().get('/v1/members/P-2002/standing?on=2026-06-01')).expect(404);
  await asked('caseworker', elsewhere, run.http().get('/v1/members/P-2002')).expect(404);
});

test('a revoked key is nobody, from the next request on', async () => {
  const { access } = run.service.ledger;
  const { secret, key } = await access.createKey({ role: 'auditor', regions: 'all', label: 'short' }, author);
  const ask = (): Test => run.http().get('/v1/regions').set('Authorization', `Bearer ${secret}`);
  await ask().expect(200);
  await access.revokeKey(key.keyId, author);
  expect(await codeOf(ask())).toBe('401 not-authenticated');
});

test('what is appended names the key and the client’s correlation id, and no person', async () => {
  const posted = await asked('claims-system', home, run.http().post(`/v1/members/${member}/claims`))
    .set({ 'Idempotency-Key': 'claim-1', 'Correlation-Id': 'batch-7' })
    .send(FACT_EXAMPLES.ClaimSettled)
    .expect(201);
  const events = await asked('auditor', home, run.http().get(`/v1/members/${member}/events`)).expect(200);
  const items = events.body.items as readonly { id: string }[];
  const event = items.find(({ id }) => id === posted.body.event.id);
  expect(event).toMatchObject({ actor: expect.stringMatching(/^key:/), correlationId: 'batch-7' });
});

test('a key has its own limit of requests, and so has an address without one', async () => {
  const limited = await startApp({ sample: false, requestsPerMinute: 3 });
  try {
    const { secret } = await limited.service.ledger.access.createKey(
      { role: 'auditor', regions: 'all', label: 'limited' },
      author,
    );
    const ask = (authorization: string): Test =>
      limited.http().get('/v1/regions').set('Authorization', authorization);
    for (let sent = 0; sent < 3; sent += 1) await ask(`Bearer ${secret}`).expect(200);
    const refused = await ask(`Bearer ${secret}`).expect(429);
    expect(refused.body.code).toBe('rate-limited');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    for (let sent = 0; sent < 3; sent += 1) await ask('Bearer guess').expect(401);
    await ask('Bearer another').expect(429);
  } finally {
    await limited.stop();
  }
});
