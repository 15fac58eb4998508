import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Test } from 'supertest';
import { type Role, ROLES } from '#libs/ledger';
import { type RunningApp, startApp } from './running-app.js';

/** Every sample of an exposition by its name and labels, as they are written. */
type Figures = ReadonlyMap<string, number>;

function figuresIn(text: string): Figures {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, series = '', value = ''] = /^([a-z_]+(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
      return [series, Number(value)];
    }),
  );
}

async function scrape(run: RunningApp): Promise<Figures> {
  return figuresIn((await run.http().get('/metrics').expect(200)).text);
}

/** How much each counted series has grown; what did not grow is left out. */
function growth(before: Figures, after: Figures, name: string): Readonly<Record<string, number>> {
  const grown = [...after]
    .filter(([series]) => series.startsWith(`${name}{`))
    .map(([series, value]): [string, number] => [
      series.slice(name.length + 1, -1),
      value - (before.get(series) ?? 0),
    ]);
  return Object.fromEntries(grown.filter(([, by]) => by !== 0));
}

/** The server sees each connection as coming from this address. */
function callFrom({ server }: RunningApp, address: string): void {
  server.prependListener('connection', (socket: Socket) => {
    Object.defineProperty(socket, 'remoteAddress', { value: address });
  });
}

describe('what happened stands in the metrics', () => {
  let run: RunningApp;
  beforeAll(async () => {
    run = await startApp({ sample: true });
  });
  afterAll(() => run.stop());

  function pay(member: string, document: string, query = ''): Test {
    return run
      .http()
      .post(`/v1/members/${member}/premium-payments${query}`)
      .set('Idempotency-Key', document)
      .send({
        coverageYear: 2031,
        paidOn: '2031-02-28',
        amountFen: 40_000,
        source: { system: 'metrics', document },
      });
  }

  function register(member: string): Test {
    const body = { member, region: '359901', liableFrom: '2031-01-01' };
    return run
      .http()
      .post('/v1/members')
      .set('Idempotency-Key', `reg-${member}`)
      .send({ ...body, source: { system: 'metrics', document: `reg-${member}` } });
  }

  test('in the text format of Prometheus, never cached', async () => {
    const { headers, text } = await run.http().get('/metrics').expect(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain('# TYPE canbao_events_appended_total counter\n');
    expect(text).toContain('# TYPE canbao_http_request_duration_seconds histogram\n');
    expect(text).toContain('# TYPE process_cpu_seconds_total counter\n');
    expect(text.endsWith('\n')).toBe(true);
  });

  test('facts appended, repeated, tried and refused', async () => {
    const before = await scrape(run);
    await register('P-7001').expect(201);
    await pay('P-7001', 'doc-7001-a').expect(201);
    await pay('P-7001', 'doc-7001-a').expect(201);
    await pay('P-7001', 'doc-7001-b').expect(422);
    await pay('P-7001', 'doc-7001-c', '?dryRun=true').expect(422);
    await pay('P-7002', 'doc-7002-a').expect(404);
    await run.http().post('/v1/members').send('{').type('json').expect(400);
    const after = await scrape(run);

    expect(growth(before, after, 'canbao_events_appended_total')).toEqual({
      'type="MemberRegistered"': 1,
      'type="PremiumPaid"': 1,
    });
    expect(growth(before, after, 'canbao_append_duration_seconds_count')).toEqual({
      'outcome="appended"': 2,
      'outcome="replayed"': 1,
    });
    expect(growth(before, after, 'canbao_refusals_total')).toEqual({
      'code="duplicate-payment"': 2,
      'code="member-not-found"': 1,
      'code="malformed-request"': 1,
    });
    const requests = growth(before, after, 'canbao_http_request_duration_seconds_count');
    const payments = 'method="POST",route="/v1/members/:member/premium-payments"';
    expect(requests).toMatchObject({
      [`${payments},status="201"`]: 2,
      [`${payments},status="422"`]: 2,
      [`${payments},status="404"`]: 1,
      'method="POST",route="/v1/members",status="201"': 1,
      'method="POST",route="/v1/members",status="400"': 1,
    });
  });

  test('questions by kind, with the time they took; a refused one is no derivation', async () => {
    const before = await scrape(run);
    const get = (path: string): Test => run.http().get(`/v1/members/${path}`);
    await get('P-0001/standing?on=2031-03-01').expect(200);
    await get('P-0002/standing').expect(200);
    await get('P-0001/timeline').expect(200);
    await get('P-0001/explanation?field=waiting').expect(200);
    await get('P-9999/standing').expect(404);
    await get('P-0001/standing?on=2031-02-30').expect(422);
    await run.http().post('/v1/repair-quotes').send({ member: 'P-0001', on: '2028-03-15' }).expect(200);
    const question = { policy: 'fujian', on: '2031-01-01', events: [] };
    await run.http().post('/v1/derivations').send(question).expect(200);
    const after = await scrape(run);

    const expected = {
      'question="standing"': 2,
      'question="timeline"': 1,
      'question="explanation"': 1,
      'question="repair-quote"': 1,
      'question="derivation"': 1,
    };
    expect(growth(before, after, 'canbao_derivations_total')).toEqual(expected);
    expect(growth(before, after, 'canbao_derivation_duration_seconds_count')).toEqual(expected);
    const seconds = growth(before, after, 'canbao_derivation_duration_seconds_sum');
    expect(seconds['question="explanation"']).toBeGreaterThan(0);
    expect(seconds['question="explanation"']).toBeLessThan(30);
    expect(growth(before, after, 'canbao_refusals_total')).toEqual({
      'code="member-not-found"': 1,
      'code="invalid-date"': 1,
    });
  });

  test('a fact that a derivation leaves out is counted by its code, and its request as answered', async () => {
    const before = await scrape(run);
    const events = [
      { type: 'MemberRegistered', liableFrom: '2020-01-01' },
      { type: 'PremiumPaid', coverageYear: 2027, paidOn: '2026-08-31', amountFen: 40000 },
    ];
    const question = { policy: 'fujian', on: '2031-01-01', events };
    const { body } = await run.http().post('/v1/derivations').send(question).expect(200);
    const after = await scrape(run);
    expect(body).toMatchObject({ refused: [{ index: 1, code: 'window-not-open' }] });
    expect(growth(before, after, 'canbao_derivation_refusals_total')).toEqual({
      'code="window-not-open"': 1,
    });
    expect(growth(before, after, 'canbao_refusals_total')).toEqual({});
  });

  test('the position of the log and the state of the store are those of the moment of the scrape', async () => {
    const before = await scrape(run);
    const posted = await register('P-7003').expect(201);
    const after = await scrape(run);
    expect(after.get('canbao_log_position')).toBe(posted.body.event.position);
    expect(after.get('canbao_log_position')).toBeGreaterThan(before.get('canbao_log_position') ?? NaN);
    expect(after.get('canbao_store_health{state="writable"}')).toBe(1);
    expect(after.get('canbao_store_health{state="failed"}')).toBe(0);
  });

  test('nothing that a client chose becomes a label: no member, no path, no document, no method', async () => {
    await register('P-7004').expect(201);
    await pay('P-7004', 'doc-7004').expect(201);
    await run.http().get('/v1/members/P-7004/events').expect(200);
    await run.http().get('/v1/nowhere/P-7004').expect(404);
    await run.http().get('/P-7004').expect(404);
    await run.http().get('/problems/P-7004').expect(404);
    await run.http().get('/v1/members/%P-7004').expect(400);
    await run.http().get('/v1/members/P-7004').set('Correlation-Id', 'P-7004 !').expect(400);
    await run.http().delete('/v1/members/P-7004').expect(404);
    await run.http().purge('/v1/members/P-7004').expect(404);
    const { text } = await run.http().get('/metrics').expect(200);
    expect(text).not.toMatch(/7004|P-\d|359901|nowhere|delete|purge/i);
    const figures = figuresIn(text);
    const count = 'canbao_http_request_duration_seconds_count';
    expect(figures.get(`${count}{method="other",route="none",status="404"}`)).toBe(2);
    // A path that cannot be decoded, and a Correlation-Id that is refused before anything else is looked at.
    expect(figures.get(`${count}{method="GET",route="none",status="400"}`)).toBe(2);
  });

  test('the list in docs/operating.md is what is exposed', async () => {
    const { text } = await run.http().get('/metrics').expect(200);
    const exposed = [...text.matchAll(/^# TYPE (canbao_\w+) (\w+)$/gm)].map(([, name, kind]) => [name, kind]);
    const page = readFileSync(join(__dirname, '../../docs/operating.md'), 'utf8');
    const listed = [...page.matchAll(/^\| `(canbao_\w+)` \| (\w+) \|/gm)].map(([, name, kind]) => [
      name,
      kind,
    ]);
    expect(listed.sort()).toEqual(exposed.sort());
  });
});

describe('who may read the metrics of a real ledger', () => {
  let here: RunningApp;
  let remote: RunningApp;
  const secrets = new Map<Role, string>();
  beforeAll(async () => {
    here = await startApp({ sample: false });
    remote = await startApp({ sample: false, requestsPerMinute: 20 });
    callFrom(remote, '203.0.113.9');
    for (const role of ROLES) {
      const author = { actor: 'test', correlationId: 'test' };
      const key = { role, regions: ['359901'], label: role };
      secrets.set(role, (await remote.service.ledger.access.createKey(key, author)).secret);
    }
  });
  afterAll(async () => {
    await here.stop();
    await remote.stop();
  });

  const withKey = (role: Role): Test =>
    remote
      .http()
      .get('/metrics')
      .set('Authorization', `Bearer ${secrets.get(role) ?? ''}`);

  test('a caller on this machine, without a key or with any', async () => {
    await here.http().get('/metrics').expect(200);
    await here.http().get('/metrics').set('Authorization', 'Bearer wrong').expect(200);
  });

  test.each(['127.0.0.2', '::1', '::ffff:127.0.0.1'])('this machine is also %s', async (address) => {
    const run = await startApp({ sample: false });
    try {
      callFrom(run, address);
      await run.http().get('/metrics').expect(200);
    } finally {
      await run.stop();
    }
  });

  test('nobody elsewhere without a key, whatever its headers say of where it is', async () => {
    for (const header of ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'Host']) {
      const value = header === 'Forwarded' ? 'for=127.0.0.1' : '127.0.0.1';
      const { body, headers, text } = await remote.http().get('/metrics').set(header, value).expect(401);
      expect(body).toMatchObject({ code: 'not-authenticated', status: 401 });
      expect(headers['www-authenticate']).toBe('Bearer');
      expect(text).not.toContain('canbao_');
    }
    await remote.http().get('/metrics').set('Authorization', 'Bearer wrong').expect(401);
  });

  test.each(ROLES)('elsewhere, of those with a key, the operator alone: %s', async (role) => {
    const { status, text } = await withKey(role);
    expect(status).toBe(role === 'operator' ? 200 : 403);
    expect(text.includes('canbao_log_position')).toBe(role === 'operator');
  });

  test('scrapes have no limit, guesses of keys have', async () => {
    for (let sent = 0; sent < 25; sent += 1) await withKey('operator').expect(200);
    const guess = (): Test => remote.http().get('/metrics').set('Authorization', 'Bearer guess');
    const codes: number[] = [];
    for (let sent = 0; sent < 25; sent += 1) codes.push((await guess()).status);
    expect(codes[0]).toBe(401);
    expect(codes.at(-1)).toBe(429);
  });
});

test('two services in one process count for themselves', async () => {
  const [one, other] = [await startApp({ sample: true }), await startApp({ sample: true })];
  try {
    const before = await scrape(other);
    await one.http().get('/v1/members/P-0001/standing').expect(200);
    const standings = 'canbao_derivations_total{question="standing"}';
    expect((await scrape(one)).get(standings)).toBe(1);
    expect((await scrape(other)).get(standings)).toBe(before.get(standings));
    expect(before.get(standings)).toBe(0);
  } finally {
    await one.stop();
    await other.stop();
  }
});

test('a store that cannot be read is what the scrape shows', async () => {
  const run = await startApp({ sample: true });
  try {
    await run.service.ledger.close();
    const register = { 'Idempotency-Key': 'closed', 'Content-Type': 'application/json' };
    await run
      .http()
      .post('/v1/members')
      .set(register)
      .send({
        member: 'P-7005',
        region: '359901',
        liableFrom: '2031-01-01',
        source: { system: 's', document: 'd' },
      })
      .expect(503);
    const figures = await scrape(run);
    expect(figures.get('canbao_store_health{state="closed"}')).toBe(1);
    expect(figures.get('canbao_store_health{state="writable"}')).toBe(0);
    expect(figures.has('canbao_log_position')).toBe(false);
    expect(figures.get('canbao_refusals_total{code="store-unavailable"}')).toBe(1);
  } finally {
    await run.stop();
  }
});
