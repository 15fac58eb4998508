import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'supertest';
import type { AnswerChanged, FeedEntry, Role } from '#libs/ledger';
import { readRegions } from '#libs/policy';
import { type RunningApp, startApp } from './running-app.js';

const author = { actor: 'test', correlationId: 'test' };
const [home, destination] = ['359901', '359902'];

let run: RunningApp;
let clerk = '';
let documents = 0;
beforeAll(async () => {
  run = await startApp({ sample: false });
  const yaml = [home, destination]
    .map(
      (code, index) =>
        `- { code: "${code}", policy: fujian, baseCeilingYuan: ${300_000 + index * 50_000}, premiumYuan: 400, sample: true }`,
    )
    .join('\n');
  await run.service.ledger.policy.importRegions(readRegions(yaml, 'regions.yaml', ['fujian']), author);
  ({ secret: clerk } = await keyOf('caseworker', [home, destination]));
});
afterAll(() => run.stop());

interface Held {
  readonly keyId: string;
  readonly secret: string;
}

async function keyOf(role: Role, regions: readonly string[], replaces?: string): Promise<Held> {
  const key = { role, regions, label: role, ...(replaces === undefined ? {} : { replaces }) };
  const created = await run.service.ledger.access.createKey(key, author);
  return { keyId: created.key.keyId, secret: created.secret };
}

async function tell(path: string, body: object): Promise<Response> {
  documents += 1;
  const source = { system: 'bureau', document: `F-${documents}` };
  return run
    .http()
    .post(path)
    .set('Authorization', `Bearer ${clerk}`)
    .set('Idempotency-Key', source.document)
    .send({ ...body, source })
    .expect(201);
}

const register = (member: string): Promise<Response> =>
  tell('/v1/members', { member, region: home, liableFrom: '2026-01-01' });

const pay = (member: string, coverageYear: number, paidOn: string): Promise<Response> =>
  tell(`/v1/members/${member}/premium-payments`, { coverageYear, paidOn, amountFen: 40_000 });

/** Every entry about a member that a key is told. */
async function toldOf(member: string, { secret }: Held): Promise<readonly FeedEntry[]> {
  const { position } = await run.service.ledger.status();
  for (let left = 100; left > 0 && (run.service.projections[0]?.position ?? 0) < position; left -= 1)
    await run.service.ledger.feed.changed(50);
  const { body } = await run
    .http()
    .get('/v1/feed?limit=500')
    .set('Authorization', `Bearer ${secret}`)
    .expect(200);
  return (body as readonly FeedEntry[]).filter(({ subject }) => subject === member);
}

test('a stream ends within five seconds of the revocation of its key, and does not begin again', async () => {
  const { keyId, secret } = await keyOf('claims-system', [home]);
  await run.service.ledger.feed.changed(2_000);
  const { port } = run.server.address() as AddressInfo;
  const headers = { Accept: 'text/event-stream', Authorization: `Bearer ${secret}` };
  const open = (): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      get({ port, host: '127.0.0.1', path: '/v1/feed', headers }, resolve).on('error', reject);
    });
  const stream = await open();
  expect(stream.statusCode).toBe(200);
  stream.resume();
  const ended = once(stream, 'end');
  const revokedMs = performance.now();
  await run.service.ledger.access.revokeKey(keyId, author);
  await ended;
  expect(performance.now() - revokedMs).toBeLessThan(5_000);
  const again = await open();
  expect(again.statusCode).toBe(401);
  again.resume();
});

test('a consumer with a new key hears of the decisions that were served to its former one, and finds them', async () => {
  const first = await keyOf('claims-system', [home]);
  const stranger = await keyOf('claims-system', [home]);
  await register('P-0401');
  const { body: served } = await run
    .http()
    .post('/v1/eligibility-checks')
    .set('Authorization', `Bearer ${first.secret}`)
    .send({ member: 'P-0401', on: '2026-12-10' })
    .expect(200);
  const successor = await keyOf('claims-system', [home], first.keyId);
  await run.service.ledger.access.revokeKey(first.keyId, author);
  await pay('P-0401', 2026, '2026-02-10');
  const named = async (key: Held): Promise<readonly string[]> =>
    (await toldOf('P-0401', key)).flatMap(({ data }) => (data as AnswerChanged).supersededDecisions);
  expect(await named(successor)).toContain(served.decisionId);
  expect(await named(stranger)).toEqual([]);
  const found = (key: Held, status: number): Promise<Response> =>
    run
      .http()
      .get(`/v1/decisions/${served.decisionId}`)
      .set('Authorization', `Bearer ${key.secret}`)
      .expect(status);
  expect((await found(successor, 200)).body).toEqual(served);
  await found(stranger, 404);
});

test('each region is told its own side of a move, and nothing of the other', async () => {
  const here = await keyOf('claims-system', [home]);
  const there = await keyOf('claims-system', [destination]);
  const both = await keyOf('claims-system', [home, destination]);
  await register('P-0402');
  await pay('P-0402', 2026, '2026-02-10');
  await pay('P-0402', 2027, '2026-10-02');
  const before = (await toldOf('P-0402', here)).length;
  expect(await toldOf('P-0402', there)).toEqual([]);
  const { body: moved } = await tell('/v1/members/P-0402/region-transfers', {
    fromRegion: home,
    toRegion: destination,
    effectiveOn: '2026-11-01',
  });
  const told = (await toldOf('P-0402', both)).slice(before);
  const atHome = (await toldOf('P-0402', here)).slice(before);
  const atDestination = await toldOf('P-0402', there);
  for (const { data } of told) expect((data as AnswerChanged).cause.eventId).toBe(moved.event.id);
  const sides = (entries: readonly FeedEntry[]): readonly object[] =>
    entries.map(({ data }) => {
      const { before: old, after, field, affectedServiceDates } = data as AnswerChanged;
      return { field, affectedServiceDates, before: old, after };
    });
  const [in2026, in2027] = [
    { from: '2026-11-01', until: '2027-01-01' },
    { from: '2027-01-01', until: '2028-01-01' },
  ];
  const ceiling = (affectedServiceDates: object, before: number | null, after: number | null): object => ({
    ...{ field: 'effectiveCeilingFen', affectedServiceDates, before, after },
  });
  // Who sees both regions is told what is another figure; who sees one, what it gives no more, or gives now.
  expect(sides(told)).toEqual([ceiling(in2027, 30_300_000, 35_300_000)]);
  const paid = { payable: true, reasons: [] };
  const cover = { field: 'pooledFund', affectedServiceDates: { from: '2026-11-01', until: '2028-01-01' } };
  expect(sides(atHome)[0]).toEqual({ ...cover, before: paid, after: null });
  expect(sides(atHome).slice(-2)).toEqual([
    ceiling(in2026, 30_000_000, null),
    ceiling(in2027, 30_300_000, null),
  ]);
  expect(sides(atDestination)[0]).toEqual({ ...cover, before: null, after: paid });
  expect(sides(atDestination).slice(-2)).toEqual([
    ceiling(in2026, null, 30_000_000),
    ceiling(in2027, null, 35_300_000),
  ]);
  expect(atHome.every(({ source }) => source === `/ledger/${home}`)).toBe(true);
  expect(atDestination.every(({ source }) => source === `/ledger/${destination}`)).toBe(true);
});
