import { setTimeout as pause } from 'node:timers/promises';
import type { Test } from 'supertest';
import type { YearClose } from '#libs/ledger';
import { createApp } from '../../apps/ledger/src/create-app.js';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;

/** The sample clock shows 1 March 2031, the day after the extended window of 2031. */
const year = { region: '359901', coverageYear: 2031 };

const as = (user: string, request: Test): Test => request.set('Sample-User', user);
const post = (path: string, body: object = {}, user = '01'): Test =>
  as(user, run.http().post(path)).send(body);
const get = (path: string): Test => run.http().get(path);

async function reaching(id: string, state: string): Promise<YearClose> {
  for (;;) {
    const { body } = await get(`/v1/year-closes/${id}`).expect(200);
    const close = body as YearClose;
    if (close.state === state) return close;
    if (close.state === 'aborted') throw new Error('The close was aborted.');
    await pause(10);
  }
}

async function previewed(): Promise<YearClose> {
  const { body } = await post('/v1/year-closes', year);
  return reaching((body as YearClose).id, 'previewed');
}

describe('a ledger of its own', () => {
  beforeEach(async () => {
    run = await startApp({ sample: true });
  });
  afterEach(() => run.stop());

  test('given a year whose window is over, it is looked at, approved by another person, and closed', async () => {
    for (const member of ['P-2001', 'P-2002']) {
      const source = { system: 'tax-359901', document: member };
      await post('/v1/members', { member, region: '359901', liableFrom: '2030-01-01', source })
        .set('Idempotency-Key', member)
        .expect(201);
    }
    const created = await post('/v1/year-closes', year).expect(201);
    const { id } = created.body as YearClose;
    expect(id).toBe('359901-2031-1');
    const seen = await reaching(id, 'previewed');
    expect(seen).toMatchObject({ startedBy: 'sample-user:01', lapsedOn: '2031-03-01', report: null });
    expect(seen.preview.due).toBe(2);
    const due = await get(`/v1/year-closes/${id}/members?limit=500`).expect(200);
    expect(due.body.items).toHaveLength(seen.preview.due);
    const own = await post(`/v1/year-closes/${id}/approval`).expect(403);
    expect(own.body).toMatchObject({ code: 'second-person-required' });
    const approved = await post(`/v1/year-closes/${id}/approval`, {}, '07').expect(200);
    expect(approved.body).toMatchObject({ state: 'committing', approvedBy: 'sample-user:07' });
    const closed = await reaching(id, 'committed');
    const repeated = await post(`/v1/year-closes/${id}/approval`, {}, '07').expect(200);
    expect(repeated.body).toEqual(closed);
    expect(closed.report).toMatchObject({ appended: seen.preview.due, refused: 0, unreadable: 0 });
    expect(closed).toMatchObject({ done: closed.total, ratePerSecond: null, etaSeconds: null });

    const csv = await get(`/v1/year-closes/${id}/members?format=csv`).expect(200);
    expect(csv.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="year-close-${id}.csv"`,
    });
    const [head, ...rows] = csv.text.trimEnd().split('\r\n');
    expect(head).toBe('member,liableFrom,lapsedOn,inPreview,outcome,eventId,recordedAt');
    expect(rows).toHaveLength(seen.preview.due);
    for (const row of rows)
      expect(row).toMatch(
        /^P-\d{4},[\d-]{10},2031-03-01,true,appended,[\da-f-]{36},\d{4}-\d\d-\d\dT.+\+08:00$/,
      );
    const [member = ''] = rows[0]?.split(',') ?? [];
    const events = await get(`/v1/members/${member}/events`).expect(200);
    expect((events.body as { readonly items: object[] }).items.at(-1)).toMatchObject({
      type: 'CoverageLapsed',
      actor: 'sample-user:07',
    });

    const again = await previewed();
    expect(again).toMatchObject({
      id: '359901-2031-2',
      preview: { due: 0, recorded: seen.preview.recorded + 2 },
    });
    const list = await get('/v1/year-closes').expect(200);
    expect((list.body as { readonly items: YearClose[] }).items.map((close) => close.id)).toEqual([
      id,
      again.id,
    ]);
  });

  test('asked for twice it is one close; aborted it is the end of it', async () => {
    const { id } = await previewed();
    expect((await post('/v1/year-closes', year, '02').expect(200)).body).toMatchObject({ id });
    expect((await post(`/v1/year-closes/${id}/abort`).expect(200)).body).toMatchObject({ state: 'aborted' });
    for (const step of ['abort', 'approval']) {
      const refused = await post(`/v1/year-closes/${id}/${step}`, {}, '07').expect(409);
      expect(refused.body).toMatchObject({ code: 'wrong-job-state' });
    }
  });

  test('a close that no process carries on is taken up by the next one that starts', async () => {
    const { yearCloses } = run.service.ledger;
    const author = { actor: 'sample-user:03', correlationId: 'x', scope: { regions: 'all' } } as const;
    const { close } = await yearCloses.start(year, author);
    await yearCloses.run({ id: close.id });
    await yearCloses.approve(close.id, { ...author, actor: 'sample-user:04' });
    const other = await createApp(run.service, '0.0.0');
    await other.init();
    try {
      await reaching(close.id, 'committed');
    } finally {
      await other.close();
    }
  });

  test('what is not open yet says what holds it up', async () => {
    const { body } = await post('/v1/year-closes', { ...year, coverageYear: 2032 }).expect(201);
    const { id } = await reaching((body as YearClose).id, 'previewed');
    const refused = await post(`/v1/year-closes/${id}/approval`, {}, '07').expect(409);
    expect(refused.body.code).toBe('wrong-job-state');
    expect(refused.body.detail).toContain('window-over');
  });
});

describe('refused, and nothing is begun', () => {
  beforeAll(async () => {
    run = await startApp({ sample: true });
  });
  afterAll(() => run.stop());

  test.each([
    ['no body', '', 400, 'malformed-request'],
    ['no year', { region: '359901' }, 400, 'malformed-request'],
    ['a year as text', { ...year, coverageYear: '2031' }, 400, 'malformed-request'],
    ['half a year', { ...year, coverageYear: 2030.5 }, 400, 'malformed-request'],
    ['another field', { ...year, force: true }, 400, 'malformed-request'],
    ['a region as a number', { ...year, region: 359901 }, 400, 'malformed-request'],
    ['an unknown region', { ...year, region: '123456' }, 422, 'unknown-region'],
    ['a region with strange signs', { ...year, region: '../policy' }, 422, 'unknown-region'],
    ['a year before breaks count', { ...year, coverageYear: 2024 }, 422, 'year-outside-pack'],
    ['a year far ahead', { ...year, coverageYear: 9999 }, 422, 'year-outside-pack'],
  ])('%s', async (_, body, status, code) => {
    const refused = await as('01', run.http().post('/v1/year-closes'))
      .set('Content-Type', 'application/json')
      .send(body)
      .expect(status);
    expect(refused.body.code).toBe(code);
    expect((await get('/v1/year-closes').expect(200)).body.items).toEqual([]);
  });

  test.each([
    ['GET', '/v1/year-closes/359901-2031-9', 404],
    ['GET', '/v1/year-closes/nonsense/members', 404],
    ['GET', '/v1/year-closes/nonsense/members?format=csv', 404],
    ['GET', '/v1/year-closes/359901-2031-9/members?format=xml', 400],
    ['GET', '/v1/year-closes/359901-2031-9/members?limit=0', 400],
    ['POST', '/v1/year-closes/359901-2031-9/approval', 404],
    ['POST', '/v1/year-closes/359901-2031-9/abort', 404],
  ])('%s %s: %d', async (method, path, status) => {
    await (method === 'GET' ? get(path) : post(path)).expect(status);
  });

  // It begins one, so it comes last.
  test('a step takes no field', async () => {
    const { id } = await previewed();
    const refused = await post(`/v1/year-closes/${id}/approval`, { force: true }, '07').expect(400);
    expect(refused.body.errors).toMatchObject([{ pointer: '/force' }]);
  });
});
