import { canonicalJson } from '#libs/canonical';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
beforeAll(async () => {
  run = await startApp({ sample: true });
});
afterAll(() => run.stop());

const payment = {
  coverageYear: 2031,
  paidOn: '2031-03-01',
  amountFen: 40000,
  source: { system: 'tax-359901', document: 'TX203103010001' },
};
const pay = (body: object, key: string): ReturnType<ReturnType<RunningApp['http']>['post']> =>
  run.http().post('/v1/members/P-0001/premium-payments').set('Idempotency-Key', key).send(body);

test('a newcomer asks, pays, sees what it changed, asks why, as of another day and as known at another moment', async () => {
  const standing = await run.http().get('/v1/members/P-0001/standing?on=2028-03-15').expect(200);
  expect(standing.body.waiting).toMatchObject({ totalMonths: 5, benefitsFrom: '2028-06-01' });
  const before = await run.http().get('/v1/members/P-0001/standing').expect(200);
  expect(before.body).toMatchObject({ covered: 'none', coordinates: { on: '2031-03-01' } });

  const appended = await pay(payment, 'newcomer-1').expect(201);
  expect(appended.body).toMatchObject({
    appended: true,
    event: { type: 'PremiumPaid', effectiveOn: '2031-03-01' },
    supersededDecisions: [],
  });
  expect(appended.body.consequences).toContainEqual({
    field: 'pooledFund',
    serviceDates: { from: '2031-03-01', until: '2031-06-01' },
    before: { payable: false, reasons: ['not-covered'] },
    after: { payable: false, reasons: ['in-waiting-period'] },
  });

  const after = await run.http().get('/v1/members/P-0001/standing').expect(200);
  expect(after.body).toMatchObject({ covered: 'resident', waiting: { benefitsFrom: '2031-06-01' } });
  expect(after.headers['member-version']).toBe(String(appended.body.event.version));

  const why = await run.http().get('/v1/members/P-0001/explanation?field=waiting').expect(200);
  const steps = why.body.steps as readonly { clause: { document: string } }[];
  expect(steps.map(({ clause }) => clause.document)).toContain('闽政办〔2025〕3号');
  expect(JSON.stringify(why.body.steps)).toContain(appended.body.event.id);

  const later = await run.http().get('/v1/members/P-0001/standing?on=2031-06-01').expect(200);
  expect(later.body.benefitEligible).toBe(true);

  const known = await run
    .http()
    .get(`/v1/members/P-0001/standing?knownAt=pos:${before.body.coordinates.position}`);
  expect(known.text).toBe(before.text);
});

test('the same question at the same coordinates has the same bytes, in canonical JSON', async () => {
  const ask = (): Promise<{ text: string; body: unknown; headers: Record<string, string> }> =>
    run.http().get('/v1/members/P-0002/explanation?field=ceiling&on=2030-06-01&knownAt=2030-12-31');
  const [first, second] = [await ask(), await ask()];
  expect(second.text).toBe(first.text);
  expect(canonicalJson(first.body)).toBe(first.text);
  expect(first.headers['etag']).toBe(second.headers['etag']);
});

test('a read says its coordinates in headers, and its entity tag spares the second answer', async () => {
  const first = await run.http().get('/v1/members/P-0003/standing?on=2030-05-01').expect(200);
  const { coordinates } = first.body;
  expect(first.headers).toMatchObject({
    'ledger-on': '2030-05-01',
    'ledger-known-at': coordinates.knownAt,
    'ledger-position': String(coordinates.position),
    'policy-pack': 'fujian@1',
    'engine-version': coordinates.engine,
    'projection-lag': '0',
    'content-type': 'application/json; charset=utf-8',
  });
  expect(first.headers['ledger-sealed-through']).toMatch(/^\d+$/);
  expect(first.headers['etag']).toMatch(/^W\/"/);
  const again = run.http().get('/v1/members/P-0003/standing?on=2030-05-01');
  expect((await again.set('If-None-Match', first.headers['etag'] ?? '').expect(304)).text).toBe('');
});

test('the same request again is answered as the first time, other content is refused', async () => {
  const registered = await run
    .http()
    .post('/v1/members')
    .set('Idempotency-Key', 'again-2')
    .send({
      member: 'N-1',
      region: '359901',
      liableFrom: '2030-01-01',
      source: { system: 't', document: 'n-1' },
    })
    .expect(201);
  expect(registered.headers['idempotent-replayed']).toBeUndefined();
  const register = (key: string, liableFrom: string, document = 'n-1'): ReturnType<typeof pay> =>
    run
      .http()
      .post('/v1/members')
      .set('Idempotency-Key', key)
      .send({ member: 'N-1', region: '359901', liableFrom, source: { system: 't', document } });
  for (const key of ['again-2', 'another-key']) {
    const again = await register(key, '2030-01-01').expect(201);
    expect(again.text).toBe(registered.text);
    expect(again.headers['idempotent-replayed']).toBe('true');
  }
  expect((await register('again-2', '2030-01-02', 'n-2').expect(422)).body.code).toBe(
    'idempotency-key-reused',
  );
  expect((await register('fresh', '2030-01-02').expect(422)).body.code).toBe('source-document-conflict');
  expect((await register('fresh', '2030-01-02', 'n-3').expect(422)).body.code).toBe(
    'member-already-registered',
  );
  const events = await run.http().get('/v1/members/N-1/events').expect(200);
  expect(events.body.items).toHaveLength(1);
});

test('a dry run says what would happen and stores nothing', async () => {
  const before = await run.http().get('/v1/members/P-0007').expect(200);
  const dry = await run
    .http()
    .post('/v1/members/P-0007/deaths?dryRun=true')
    .send({ diedOn: '2031-02-27', source: { system: 'hukou', document: 'D-1' } })
    .expect(200);
  expect(dry.body).toMatchObject({ appended: false, event: { recordedAt: null, position: null } });
  expect(dry.headers['member-version']).toBeUndefined();
  const after = await run.http().get('/v1/members/P-0007').expect(200);
  expect(after.body.version).toBe(before.body.version);
});

test('If-Match takes the strong entity tag of the member; a stale one is told what happened since', async () => {
  const member = await run.http().get('/v1/members/P-0008').expect(200);
  const events = await run.http().get('/v1/members/P-0008/events').expect(200);
  const tag = member.headers['etag'] ?? '';
  expect(tag).toBe(`"${member.body.version}"`);
  expect(events.headers['etag']).toBe(tag);
  const grant = (document: string): ReturnType<typeof pay> =>
    run
      .http()
      .post('/v1/members/P-0008/special-statuses')
      .set({ 'Idempotency-Key': document, 'If-Match': tag })
      .send({ status: 'low-income', from: '2031-03-01', source: { system: 'civil', document } });
  const first = await grant('m-1').expect(201);
  const stale = await grant('m-2').expect(412);
  expect(stale.body.code).toBe('wrong-expected-version');
  expect(stale.body.eventsSince).toEqual([expect.objectContaining({ id: first.body.event.id })]);
});

test('what a later release brings is not found, and the problem says where to look', async () => {
  const answer = await run.http().get('/v1/imports').set('Accept-Language', 'en').expect(404);
  expect(answer.body).toMatchObject({ type: '/problems/not-found', code: 'not-found', status: 404 });
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
});

test('a problem speaks the language that is asked for and names the request', async () => {
  const ask = (language: string): ReturnType<typeof pay> =>
    run.http().get('/v1/members/P-9999/standing').set('Accept-Language', language).expect(404);
  expect((await ask('en-GB,en;q=0.9')).body.title).toBe('The member is not registered');
  expect((await ask('zh-CN')).body.title).toBe('参保人未登记');
  const other = await ask('fr');
  expect(other.headers['content-language']).toBe('zh');
  expect(other.body.instance).toBe(`urn:uuid:${other.headers['request-id']}`);
  const page = await run.http().get(other.body.type).expect(200);
  expect(page.text).toContain('参保人未登记');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  await run.http().get('/problems/no-such').expect(404);
});

test('every figure of a derivation follows from the case alone', async () => {
  const events = [
    { type: 'MemberRegistered', region: '359901', liableFrom: '2024-01-01' },
    { type: 'PremiumPaid', coverageYear: 2024, paidOn: '2023-11-20' },
    { type: 'PremiumPaid', coverageYear: 2028, paidOn: '2027-11-20' },
    { type: 'PremiumPaid', coverageYear: 2028, paidOn: '2027-11-21' },
  ];
  const answer = await run
    .http()
    .post('/v1/derivations')
    .send({ policy: 'fujian', on: '2028-03-15', events })
    .expect(200);
  expect(answer.body.waiting.totalMonths).toBe(5);
  expect(answer.body.refused).toEqual([{ index: 3, code: 'duplicate-payment' }]);
});

test('the policy behind the answers can be read, and minPosition waits for what is known', async () => {
  const packs = await run.http().get('/v1/policy-packs').expect(200);
  const items = packs.body.items as readonly { id: string }[];
  expect(new Set(items.map(({ id }) => id))).toEqual(
    new Set(['anhui', 'fujian', 'jincheng', 'lishui', 'national']),
  );
  await run.http().get('/v1/policy-packs/fujian/versions/1').expect(200);
  await run.http().get('/v1/policy-packs/fujian/versions/9').expect(404);
  await run.http().get('/v1/readings').expect(200);
  await run.http().get('/v1/regions/359901').expect(200);
  await run.http().get('/v1/regions/000001').expect(404);
  const quote = await run
    .http()
    .post('/v1/repair-quotes')
    .send({ member: 'P-0001', on: '2028-03-15' })
    .expect(200);
  expect(quote.body.rows[2]).toEqual({
    years: 2,
    costFen: 80000,
    totalMonths: 3,
    benefitsFrom: '2028-04-01',
    helps: true,
  });
  expect(quote.headers['member-version']).toMatch(/^\d+$/);
  await run.http().get('/v1/members/P-0001?minPosition=1').expect(200);
});

test('health: alive, and ready with the sample clock', async () => {
  expect((await run.http().get('/livez').expect(200)).body).toEqual({ status: 'live' });
  const ready = await run.http().get('/readyz').expect(200);
  expect(ready.body).toMatchObject({ status: 'ready', clock: { kind: 'sample clock', today: '2031-03-01' } });
});
