import { join } from 'node:path';
import type { Test } from 'supertest';
import {
  AccessLog,
  isConsistent,
  readCheckpoint,
  readHash,
  readNote,
  type RecordedAccess,
  rootFromInclusion,
} from '#libs/audit';
import { FACT_TYPES } from '#libs/enrollment';
import { Connection, directoryAddress, openStore } from '#libs/event-store';
import { type CreatedKey, ROLES } from '#libs/ledger';
import { FACT_ROUTES } from '../../apps/ledger/src/facts/fact-routes.js';
import { FACT_EXAMPLES } from '../../apps/ledger/src/openapi/fact-examples.js';
import { type RunningApp, startApp } from './running-app.js';
import { newAddress, testOnSqlite } from './tested-store.js';

/** An entry as an auditor is shown it. */
interface Entry {
  readonly number: number;
  readonly actor: string;
  readonly holder: string;
  readonly purpose: string | null;
  readonly route: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly on: string | null;
  readonly position: number | null;
  readonly count: number;
  readonly members: readonly string[];
}

describe('every route of the OpenAPI document', () => {
  let run: RunningApp;
  const ids = { decision: '', close: '', run: '' };

  beforeAll(async () => {
    run = await startApp({ sample: true });
    // Somebody who never paid: due in a close.
    await run
      .http()
      .post('/v1/members')
      .set('Idempotency-Key', 'unpaid')
      .send(FACT_EXAMPLES.MemberRegistered)
      .expect(201);
    const decision = await run.http().post('/v1/decisions').send({ kind: 'eligibility', member: 'P-0001' });
    ids.decision = (decision.body as { readonly decisionId: string }).decisionId;
    const close = await run.http().post('/v1/year-closes').send({ region: '359901', coverageYear: 2026 });
    ids.close = (close.body as { readonly id: string }).id;
    const population = { region: '359901' };
    const impact = await run
      .http()
      .post('/v1/impact-runs')
      .send({ population, a: {}, b: { knownAt: '2027-01-01' } });
    ids.run = (impact.body as { readonly id: string }).id;
    for (const path of [`/v1/year-closes/${ids.close}`, `/v1/impact-runs/${ids.run}`]) {
      for (let tries = 0; tries < 200; tries += 1) {
        const { state } = (await run.http().get(path)).body as { readonly state: string };
        if (state === 'previewed' || state === 'done') break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    const head = await run.service.logPosition();
    for (let tries = 0; (run.service.seals?.sealedThrough ?? 0) < head && tries < 400; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
  });
  afterAll(() => run.stop());

  /** What a route is asked here; where nothing stands, the parameters of the path are enough. */
  const asked: Readonly<Record<string, { readonly query?: string; readonly body?: object }>> = {
    'GET /v1/members/:member/explanation': { query: 'field=waiting' },
    'POST /v1/members/:member/diffs': { body: { b: { on: '2028-03-15' } } },
    'POST /v1/members/:member/bisections': { body: { field: 'waiting' } },
    'GET /v1/members/:member/blame': { query: 'field=waiting' },
    'POST /v1/members/:member/what-ifs': {
      body: { facts: [{ type: 'MemberDeceased', diedOn: '2030-01-01' }] },
    },
    'GET /v1/radar': { query: 'minDelayDays=10' },
    'GET /v1/feed': { query: 'limit=5' },
    'GET /v1/year-closes/:close/members': { query: 'format=csv' },
    'GET /v1/impact-runs/:run/members': { query: 'format=csv' },
    'GET /v1/proofs/inclusion': {
      get query() {
        // On a server's store the first position is not 1.
        return `position=${String(run.service.seals?.tree.positionsOf(0)[0])}`;
      },
    },
    'GET /v1/proofs/consistency': { query: 'from=0' },
    'GET /v1/access-log/proofs/inclusion': { query: 'position=1' },
    'GET /v1/access-log/proofs/consistency': { query: 'from=0' },
    'POST /v1/repair-quotes': { body: { member: 'P-0001' } },
    'POST /v1/eligibility-checks': { body: { member: 'P-0001' } },
    'POST /v1/decisions': { body: { kind: 'standing', member: 'P-0001' } },
    ...Object.fromEntries(
      FACT_TYPES.map((type) => [
        `POST /v1/${FACT_ROUTES[type]}`,
        {
          query: 'dryRun=true',
          body: { ...FACT_EXAMPLES[type], source: { system: 'test', document: type } },
        },
      ]),
    ),
  };

  const sampleMembers = /\bP-\d{4}\b/g;

  /** Changing routes are asked wrongly, so that they change nothing: what they refuse shows nobody. */
  function isAnswered(route: string, status: number): boolean {
    return status < 300 || (route.startsWith('POST') && status < 500) || ABSENT.includes(route);
  }

  test('leaves an entry for each member that its answer names, or that it tells of without a name', async () => {
    const { body } = await run.http().get('/openapi.json').expect(200);
    const { paths } = body as { readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>> };
    const routes = Object.entries(paths)
      .filter(([path]) => path.startsWith('/v1/'))
      .flatMap(([path, operations]) =>
        Object.keys(operations).map(
          (method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
        ),
      );
    const showing: string[] = [];
    for (const route of routes) {
      const answer = await askedOf(route);
      const shown = new Set(answer.text.match(sampleMembers));
      if (UNNAMED.includes(route)) shown.add('P-0001');
      expect({ route, isAnswered: isAnswered(route, answer.status) }).toEqual({ route, isAnswered: true });
      if (shown.size === 0) continue;
      showing.push(route);
      const since = (await entries(run)).slice(answer.before);
      const logged = new Set(
        since.filter((entry) => entry.route === route).flatMap(({ members }) => members),
      );
      expect({ route, missing: [...shown].filter((each) => !logged.has(each)) }).toEqual({
        route,
        missing: [],
      });
      expect({ route, purposes: [...new Set(since.map(({ purpose }) => purpose))] }).toEqual({
        route,
        purposes: ['sample'],
      });
    }
    // A route that shows nobody here, because nothing was there to be shown, would prove nothing.
    expect(showing.sort()).toEqual([...SHOWING].sort());
  });

  /** Asks a route, with P-0001 where a member is named. */
  async function askedOf(
    route: string,
  ): Promise<{ readonly status: number; readonly text: string; readonly before: number }> {
    const [method = '', pattern = ''] = route.split(' ');
    const { query = '', body } = asked[route] ?? {};
    const path = pattern
      .replace(':member', 'P-0001')
      .replace(':position', String(await positionOfAFact()))
      .replace(/:(decision|close|run)\b/, (_, name: keyof typeof ids) => ids[name])
      .replace(/:(\w+)/g, (_, name: string) => OTHERS[name] ?? '');
    const url = `${path}${query === '' ? '' : `?${query}`}`;
    const request =
      method === 'POST'
        ? run
            .http()
            .post(url)
            .send(body ?? {})
        : method === 'DELETE'
          ? run.http().delete(url)
          : run.http().get(url);
    const before = (await entries(run)).length;
    const { status, text } = await request.buffer(true);
    return { status, text, before };
  }

  async function positionOfAFact(): Promise<number> {
    const { body } = await run.http().get('/v1/members/P-0001/events?limit=1');
    const [first] = (body as { readonly items: readonly { readonly position: number }[] }).items;
    return first?.position ?? 0;
  }

  test('a dry run, a replay and a telling refusal of a fact leave an entry; a new fact stands in the ledger itself', async () => {
    const before = (await entries(run)).length;
    const payment = { ...FACT_EXAMPLES.PremiumPaid, source: { system: 'test', document: 'TX-1' } };
    const send = (query = ''): Test =>
      run
        .http()
        .post(`/v1/members/P-1001/premium-payments${query}`)
        .set('Idempotency-Key', 'access-log')
        .send(payment);
    await send('?dryRun=true').expect(200);
    expect((await entries(run)).length).toBe(before + 1);
    await send().expect(201);
    expect((await entries(run)).length).toBe(before + 1);
    await send().expect(201).expect('Idempotent-Replayed', 'true');
    expect((await entries(run)).length).toBe(before + 2);
    const again = { ...payment, source: { system: 'test', document: 'TX-2' } };
    await run
      .http()
      .post('/v1/members/P-1001/premium-payments')
      .set('Idempotency-Key', 'again')
      .send(again)
      .expect(422);
    const found = await entries(run);
    expect(found.length).toBe(before + 3);
    expect(found.at(-1)).toMatchObject({
      route: 'POST /v1/members/:member/premium-payments',
      members: ['P-1001'],
    });
    await run.http().get('/v1/members/P-0999/standing').expect(404);
    expect((await entries(run)).length).toBe(before + 3);
  });

  test('a batch is one entry of all its members, and each is found by it', async () => {
    const lines = ['P-0001', 'P-0002', 'P-0001', 'P-0999'].map((member) =>
      JSON.stringify({ member, on: '2031-03-01' }),
    );
    const before = (await entries(run)).length;
    await run
      .http()
      .post('/v1/eligibility-checks')
      .set('Content-Type', 'application/x-ndjson')
      .send(lines.join('\n'))
      .expect(200);
    const found = (await entries(run)).slice(before);
    expect(found).toMatchObject([{ members: ['P-0001', 'P-0002'], on: '2031-03-01' }]);
    expect((await entries(run, { member: 'P-0002' })).at(-1)).toEqual(found[0]);
  });

  test('what was logged is sealed', async () => {
    const { length } = await entries(run);
    for (let tries = 0; run.service.accessSealingStatus.size < length; tries += 1) {
      if (tries > 200) throw new Error('The access log was not sealed in time.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { text } = await run.http().get('/metrics').expect(200);
    expect(text).toContain(`canbao_access_log_sealed_entries ${String(length)}\n`);
    expect(text).toContain('canbao_access_log_writable 1\n');
  });

  test('an entry is proved to be under a checkpoint of it, which the next one of the ledger names', async () => {
    const { text: note } = await run.http().get('/v1/access-log/checkpoints/latest').expect(200);
    const checkpoint = readCheckpoint(readNote(note).text);
    expect(checkpoint.creation?.kind).toBe('access-log');
    const { body: page } = await run.http().get('/v1/access-log/checkpoints?limit=1').expect(200);
    expect((page as { readonly items: readonly object[] }).items).toHaveLength(1);
    const { body } = await run.http().get('/v1/access-log/proofs/inclusion?position=1').expect(200);
    const { leaf, path, index, size } = body as Record<'leaf', string> & {
      readonly path: readonly string[];
      readonly index: number;
      readonly size: number;
    };
    const bytes = (written: string): Buffer => readHash(written) ?? Buffer.alloc(0);
    const root = rootFromInclusion(bytes(leaf), { index, size, path: path.map(bytes) });
    expect([size, root]).toEqual([checkpoint.size, checkpoint.root]);
    const { body: grown } = await run.http().get('/v1/access-log/proofs/consistency?from=1').expect(200);
    const { path: between, to } = grown as { readonly path: readonly string[]; readonly to: number };
    const first = { size: 1, root: bytes(leaf) };
    expect(isConsistent(first, { size: to, root: checkpoint.root }, between.map(bytes))).toBe(true);
    await run.http().post('/v1/decisions').send({ kind: 'standing', member: 'P-0001' }).expect(201);
    const named = (): string | undefined => {
      const latest = run.service.seals?.checkpoints.latest();
      return latest && readCheckpoint(readNote(latest.note).text).accessLog?.logId;
    };
    for (let tries = 0; named() === undefined && tries < 200; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(named()).toBe(checkpoint.logId);
    const missing = await run.http().get('/v1/access-log/proofs/inclusion?position=99999');
    expect(missing.body).toMatchObject({ status: 404, code: 'not-found' });
  });
});

/** Every entry, past the HTTP route, which would itself be logged. */
function entries(
  run: RunningApp,
  query: { readonly member?: string } = {},
): Promise<readonly RecordedAccess[]> {
  return run.service.accessLog.page({ after: 0, limit: 10_000, ...query });
}

/** Routes that tell of the member asked about without naming it. */
const UNNAMED: readonly string[] = [
  'GET /v1/decisions/:decision/replay',
  'GET /v1/decisions/:decision/seal',
  ...FACT_TYPES.filter((type) => type !== 'MemberRegistered').map((type) => `POST /v1/${FACT_ROUTES[type]}`),
];

/** Nothing is there to be shown, in the sample ledger: nobody has submitted a change of policy. */
const ABSENT: readonly string[] = [
  'GET /v1/policy-packs/:id/versions/:version/adoption',
  'GET /v1/policy-changes/:change',
];

/** Parameters of paths that no member is behind. */
const OTHERS: Readonly<Record<string, string>> = {
  id: 'fujian',
  version: '1',
  code: '359901',
  source: 'tax-359901',
  size: 'latest',
  change: 'change-1',
  consumer: 'claims',
};

/** Routes that show members, on the sample ledger. A new one stands here, and in the test above leaves its entries. */
const SHOWING: readonly string[] = [
  ...UNNAMED,
  'GET /v1/access-log',
  'GET /v1/decisions/:decision',
  'GET /v1/decisions/:decision/evidence-bundle',
  'GET /v1/decisions/:decision/explanation',
  'GET /v1/decisions/:decision/letter',
  'GET /v1/events',
  'GET /v1/events/:position',
  'GET /v1/feed',
  'GET /v1/impact-runs/:run/members',
  'GET /v1/impact-runs/:run/typical-members',
  'GET /v1/members',
  'GET /v1/members/:member',
  'GET /v1/members/:member/blame',
  'GET /v1/members/:member/events',
  'GET /v1/members/:member/explanation',
  'GET /v1/members/:member/standing',
  'GET /v1/members/:member/timeline',
  'GET /v1/radar',
  'GET /v1/year-closes/:close/members',
  'POST /v1/members/:member/bisections',
  'POST /v1/members/:member/diffs',
  'POST /v1/decisions',
  'POST /v1/eligibility-checks',
  'POST /v1/members/:member/what-ifs',
  'POST /v1/repair-quotes',
];

describe('in a ledger with keys', () => {
  const [home, elsewhere] = ['359901', '359904'] as const;
  const author = { actor: 'test', correlationId: 'test' };
  let run: RunningApp;
  const keys = new Map<string, CreatedKey>();

  beforeAll(async () => {
    run = await startApp({ sample: false, store: newAddress() });
    const { ledger } = run.service;
    const region = { premiumFen: new Map(), baseCeilingFen: new Map(), sample: false, policy: 'fujian' };
    await ledger.policy.importRegions(
      [home, elsewhere].map((code) => ({ ...region, code })),
      author,
    );
    for (const role of ROLES)
      keys.set(role, await ledger.access.createKey({ role, regions: 'all', label: role }, author));
    const there = { role: 'auditor', regions: [elsewhere], label: 'there' } as const;
    keys.set('auditor there', await ledger.access.createKey(there, author));
    for (const [member, code] of [
      ['P-1001', home],
      ['P-1002', elsewhere],
    ])
      await as('caseworker', run.http().post('/v1/members'))
        .set('Idempotency-Key', String(member))
        .send({
          ...FACT_EXAMPLES.MemberRegistered,
          member,
          region: code,
          source: { system: 'test', document: member },
        })
        .expect(201);
  });
  afterAll(() => run.stop());

  function as(name: string, request: Test, purpose = 'enquiry'): Test {
    const secret = keys.get(name)?.secret ?? '';
    return request.set('Authorization', `Bearer ${secret}`).set('Access-Purpose', purpose);
  }

  const actorOf = (name: string): string => `key:${keys.get(name)?.key.keyId ?? ''}`;

  async function listed(query: string, name = 'auditor'): Promise<readonly Entry[]> {
    const { body } = await as(name, run.http().get(`/v1/access-log?${query}`), 'audit').expect(200);
    return (body as { readonly items: readonly Entry[] }).items;
  }

  test('it stands who read whom, when, by which route and coordinates, and why', async () => {
    const { body } = await as(
      'caseworker',
      run.http().get('/v1/members/P-1001/standing?on=2027-05-01'),
      'dispute',
    );
    const { coordinates } = body as { readonly coordinates: { readonly position: number } };
    const [entry] = await listed(`member=P-1001&holder=${actorOf('caseworker')}`);
    expect(entry).toEqual({
      number: expect.any(Number),
      readAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+08:00$/),
      actor: actorOf('caseworker'),
      holder: actorOf('caseworker'),
      purpose: 'dispute',
      route: 'GET /v1/members/:member/standing',
      parameters: {},
      on: '2027-05-01',
      position: coordinates.position,
      count: 1,
      members: ['P-1001'],
      request: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('it is found by member, holder, day and purpose, page by page', async () => {
    const { access } = run.service.ledger;
    const first = keys.get('reviewer');
    if (first === undefined) throw new Error('There is no reviewer.');
    const { role, regions, label, keyId } = first.key;
    keys.set('later', await access.createKey({ role, regions, label, replaces: keyId }, author));
    await as('reviewer', run.http().get('/v1/members/P-1001'), 'correction').expect(200);
    await as('later', run.http().get('/v1/members/P-1001'), 'correction').expect(200);
    for (const holder of [actorOf('reviewer'), actorOf('later'), keyId]) {
      const found = await listed(`holder=${holder}`);
      expect(found.map(({ actor }) => actor)).toEqual([actorOf('reviewer'), actorOf('later')]);
      expect(new Set(found.map((each) => each.holder))).toEqual(new Set([actorOf('reviewer')]));
    }
    expect(await listed('purpose=correction&member=P-1001')).toHaveLength(2);
    expect(await listed('purpose=correction&member=P-1002')).toEqual([]);
    const today = (await run.service.ledger.status()).today;
    expect((await listed(`day=${today}&purpose=correction`)).length).toBe(2);
    expect(await listed('day=2001-01-01')).toEqual([]);
    const path = '/v1/access-log?purpose=correction&limit=1';
    const page = (await as('auditor', run.http().get(path))).body as { readonly next: number };
    const second = await as('auditor', run.http().get(`${path}&after=${String(page.next)}`)).expect(200);
    expect(second.body).toMatchObject({ items: [{ actor: actorOf('later') }], next: expect.any(Number) });
    for (const wrong of ['day=1.2.2027', 'purpose=curiosity', 'limit=501', 'holder=a b', 'region=359901'])
      await as('auditor', run.http().get(`/v1/access-log?${wrong}`)).expect(400);
  });

  test('an auditor of one region is shown reads of its members alone', async () => {
    await as('auditor', run.http().get('/v1/events'), 'audit').expect(200);
    const all = await listed('purpose=audit');
    expect(all.find(({ route }) => route === 'GET /v1/events')).toMatchObject({
      count: 2,
      members: ['P-1001', 'P-1002'],
    });
    const there = await listed('purpose=audit', 'auditor there');
    expect(there.find(({ route }) => route === 'GET /v1/events')).toMatchObject({
      count: 1,
      members: ['P-1002'],
    });
    expect(JSON.stringify(await listed('', 'auditor there'))).not.toContain('P-1001');
    expect(await listed('member=P-1001', 'auditor there')).toEqual([]);
  });

  test.each(ROLES)('the %s: only an auditor reads it, and nobody writes it', async (role) => {
    const { status, body } = await as(role, run.http().get('/v1/access-log'), 'audit');
    if (role === 'auditor') expect(status).toBe(200);
    else expect(body).toMatchObject({ status: 403, code: 'not-allowed' });
    const { status: proofs } = await as(role, run.http().get('/v1/access-log/checkpoints'), 'audit');
    expect(proofs).toBe(role === 'auditor' ? 200 : 403);
    for (const method of ['post', 'put', 'patch', 'delete'] as const)
      expect((await as(role, run.http()[method]('/v1/access-log').send({}))).status).toBe(404);
  });

  test('whoever reads it says why, and is logged', async () => {
    const { secret = '' } = keys.get('auditor') ?? {};
    const refused = await run.http().get('/v1/access-log').set('Authorization', `Bearer ${secret}`);
    expect(refused.body).toMatchObject({ status: 403, code: 'purpose-missing' });
    await listed('member=P-1002');
    const last = (await entries(run)).at(-1);
    expect(last).toMatchObject({
      route: 'GET /v1/access-log',
      parameters: { member: 'P-1002' },
      members: expect.arrayContaining(['P-1002']),
    });
  });

  testOnSqlite(
    'a read that cannot be logged shows nothing; appends go on, and with the log back reads do',
    async () => {
      const { accessLog } = run.service;
      // Another program holds the file for writing: what the ledger asks of it is really refused by SQLite.
      const holder = Connection.open(join(accessLog.directory, 'ledger.db'));
      holder.exec('BEGIN IMMEDIATE');
      try {
        const { body, text } = await as('caseworker', run.http().get('/v1/members/P-1001/standing'));
        expect(body).toMatchObject({ status: 503, code: 'access-log-unavailable' });
        expect(text).not.toContain('P-1001');
        await as('auditor', run.http().get('/v1/events'), 'audit').expect(503);
        await as('auditor', run.http().get('/v1/access-log'), 'audit').expect(503);
        await as('caseworker', run.http().post('/v1/members/P-1001/premium-payments'))
          .set('Idempotency-Key', 'meanwhile')
          .send(FACT_EXAMPLES.PremiumPaid)
          .expect(201);
      } finally {
        holder.exec('ROLLBACK');
        holder.close();
      }
      const before = (await entries(run)).length;
      await as('caseworker', run.http().get('/v1/members/P-1001/standing')).expect(200);
      expect((await entries(run)).length).toBe(before + 1);
    },
  );

  testOnSqlite('it is no ledger that somebody could serve', async () => {
    const directory = join(run.service.accessLog.directory, '..', '..', 'moved');
    const log = await AccessLog.open(directory, {
      ledger: run.service.accessLog.store.ledger,
      clock: Date.now,
    });
    await log.close();
    await expect(openStore(directoryAddress(directory), { clock: Date.now })).rejects.toMatchObject({
      code: 'not-a-ledger',
    });
  });
});
