import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Response } from 'supertest';
import type { FeedEntry } from '#libs/ledger';
import { faultsOf, type Schema } from '../feed/faults-of.js';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
beforeAll(async () => {
  run = await startApp({ sample: true });
  const source = { system: 'bureau', document: 'F-0' };
  const registration = { member, region: '359901', liableFrom: '2030-01-01', source };
  await run.http().post('/v1/members').set('Idempotency-Key', 'F-0').send(registration).expect(201);
});
afterAll(() => run.stop());

const member = 'P-0301';
const on = '2031-05-10';
let documents = 0;

const read = async (query: string, status = 200): Promise<Response> => {
  // The read model follows the log by itself; what it has not seen yet it will have seen in a moment.
  const { position } = await run.service.ledger.status();
  for (let left = 100; left > 0 && (run.service.projections[0]?.position ?? 0) < position; left -= 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return run.http().get(`/v1/feed?${query}`).expect(status);
};
const entriesOf = ({ body }: Response): readonly FeedEntry[] => body as readonly FeedEntry[];
const cursorOf = (response: Response): string => response.headers['feed-cursor'] ?? '';

/** Pays for a year; every payment is another document. */
async function pay(coverageYear: number, paidOn: string): Promise<Response> {
  documents += 1;
  const document = `F-${String(documents)}`;
  return run
    .http()
    .post(`/v1/members/${member}/premium-payments`)
    .set('Idempotency-Key', document)
    .send({ coverageYear, paidOn, amountFen: 40_000, source: { system: 'tax-359901', document } })
    .expect(201);
}

test('a late payment is told after the answer that it changes, names the decision, and is told once after its cursor', async () => {
  const start = cursorOf(await read('after=now'));
  const served = await run.http().post('/v1/eligibility-checks').send({ member, on }).expect(200);
  const { decisionId, pooledFund } = served.body as { decisionId: string; pooledFund: { payable: boolean } };
  expect(pooledFund.payable).toBe(false);
  const { body: paid } = await pay(2031, '2031-02-20');

  const response = await read(`after=${start}&consumer=claims`);
  expect(response.headers['content-type']).toMatch(/^application\/cloudevents-batch\+json/);
  const entries = entriesOf(response);
  const [first] = entries;
  expect(first).toMatchObject({
    specversion: '1.0',
    id: `ans_${String(paid.event.position)}_1`,
    type: 'canbao.answer-changed.v1',
    source: '/ledger/359901',
    subject: member,
    time: paid.event.recordedAt,
    data: {
      field: 'pooledFund',
      cause: {
        kind: 'event',
        eventId: paid.event.id,
        position: paid.event.position,
        effectiveOn: '2031-02-20',
      },
    },
  });
  // What the reply to the fact says is what the feed says.
  expect(
    entries
      .map(
        ({ data }) =>
          data as { field: string; affectedServiceDates: object; before: unknown; after: unknown },
      )
      .map(({ field, affectedServiceDates: serviceDates, before, after }) => ({
        field,
        serviceDates,
        before,
        after,
      })),
  ).toEqual(paid.consequences);
  const naming = entries.filter(
    ({ data }) => 'supersededDecisions' in data && data.supersededDecisions.includes(decisionId),
  );
  expect(naming.length).toBeGreaterThan(0);
  expect(entriesOf(await read(`after=${cursorOf(response)}`))).toEqual([]);
  // In pages of one, with the cursor of each entry, the same entries come.
  const paged: FeedEntry[] = [];
  for (let after = start; ; after = paged.at(-1)?.cursor ?? '') {
    const [entry] = entriesOf(await read(`after=${after}&limit=1`));
    if (entry === undefined) break;
    paged.push(entry);
  }
  expect(paged).toEqual(entries);
  const others = await run.http().get(`/v1/feed?after=${start}`).set('Sample-User', '08').expect(200);
  expect(JSON.stringify(others.body)).not.toContain(decisionId);
});

test('a fact names the decisions that it supersedes, of the days that it changes', async () => {
  const { body: before } = await run.http().post('/v1/eligibility-checks').send({ member, on: '2032-05-10' });
  await read('after=now');
  const { body: paid } = await pay(2032, '2031-10-20');
  expect(paid.supersededDecisions).toContain(before.decisionId);
  const { body: after } = await run.http().post('/v1/eligibility-checks').send({ member, on: '2032-05-10' });
  const { body: again } = await pay(2033, '2032-10-20');
  expect(again.supersededDecisions).not.toContain(after.decisionId);
});

test('a reader that waits has the entry as soon as it is there, and nothing when the time is over', async () => {
  const after = cursorOf(await read('after=now'));
  expect(entriesOf(await read(`after=${after}&waitSeconds=1`))).toEqual([]);
  const waiting = run.http().get(`/v1/feed?after=${after}&waitSeconds=30`).expect(200).then(entriesOf);
  await pay(2034, '2033-10-20');
  expect((await waiting)[0]).toMatchObject({ subject: member });
});

test('facts and standings are topics of their own; filters by region and scheme', async () => {
  const facts = entriesOf(await read('topic=facts&limit=500'));
  expect(new Set(facts.map(({ type }) => type))).toEqual(new Set(['canbao.fact-recorded.v1']));
  const { body: log } = await run.http().get('/v1/events?limit=500').expect(200);
  const recorded = (log as { readonly items: readonly { readonly id: string }[] }).items;
  expect(facts.map(({ id }) => id)).toEqual(recorded.map(({ id }) => id));
  const standings = entriesOf(await read('topic=standings&limit=500'));
  expect(standings.length).toBeGreaterThan(0);
  expect(new Set(standings.map(({ type }) => type))).toEqual(new Set(['canbao.standing-reached.v1']));
  const all = entriesOf(await read('limit=500'));
  const there = entriesOf(await read('limit=500&region=359902'));
  expect(there.every(({ source }) => source === '/ledger/359902')).toBe(true);
  expect(there.length).toBeLessThan(all.length);
  expect(entriesOf(await read('scheme=resident&limit=500'))).toEqual(all);
  expect(entriesOf(await read('scheme=employee&limit=500'))).toEqual([]);
});

test.each([
  ['topic=news', 400, 'malformed-request'],
  ['after=somewhere', 400, 'malformed-request'],
  ['limit=501', 400, 'malformed-request'],
  ['waitSeconds=61', 400, 'malformed-request'],
  ['scheme=military', 400, 'malformed-request'],
  ['topic=facts&scheme=resident', 400, 'malformed-request'],
  ['region=350000', 422, 'unknown-region'],
  ['consumer=', 400, 'malformed-request'],
  ['consumer=two%20words', 400, 'malformed-request'],
  ['after=0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17.answers.1.1', 409, 'cursor-of-another-ledger'],
])('refused: %s', async (query, status, code) => {
  expect((await read(query, status)).body.code).toBe(code);
});

test('a cursor of another topic, or from beyond the end of the log, is refused', async () => {
  const cursor = cursorOf(await read('topic=facts&after=now'));
  await read(`after=${cursor}`, 400);
  const beyond = cursor.replace(/\d+$/, '999999999');
  expect((await read(`topic=facts&after=${beyond}`, 409)).body.code).toBe('cursor-of-another-ledger');
});

/** A stream of the feed, read until it has said enough. */
async function streamed(
  headers: Record<string, string>,
  isEnough: (text: string) => boolean,
): Promise<string> {
  const { port } = run.server.address() as AddressInfo;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const path = '/v1/feed?after=beginning';
    get({ port, host: '127.0.0.1', path, headers: { Accept: 'text/event-stream', ...headers } }, resolve).on(
      'error',
      reject,
    );
  });
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    if (isEnough(text)) break;
  }
  response.destroy();
  return text;
}

test('a stream gives history, says that it has caught up, goes on live, and resumes where it ended', async () => {
  const all = entriesOf(await read('limit=500'));
  const history = await streamed({}, (text) => text.includes('event: caught-up'));
  const ids = [...history.matchAll(/^id: (\S+)\nevent: canbao/gm)].map(([, id]) => id);
  expect(ids).toEqual(all.map(({ cursor }) => cursor));
  const last = ids.at(-1) ?? '';
  let paying: Promise<unknown> | undefined;
  const live = await streamed({ 'Last-Event-ID': last }, (text) => {
    if (text.includes('caught-up')) paying ??= pay(2035, '2034-10-20');
    return text.includes('event: canbao');
  });
  await paying;
  expect(live).toMatch(/^id: \S+\nevent: caught-up\n/);
  expect(live).toContain(`"subject":"${member}"`);
});

test('a consumer says how far it has come; the operator sees scope, position, lag and last error', async () => {
  const [first] = entriesOf(await read('limit=1'));
  const say = (body: object): Promise<Response> =>
    run.http().post('/v1/consumers/claims/acknowledgement').send(body).expect(200);
  const { body: said } = await say({ cursor: first?.cursor, error: 'table is full' });
  expect(said).toMatchObject({
    name: 'claims',
    topic: 'answers',
    cursor: first?.cursor,
    lastError: { text: 'table is full' },
  });
  expect(said.lagSeconds).toBeGreaterThan(0);
  await say({ cursor: cursorOf(await read('after=now')), region: '359901' });
  const { body } = await run.http().get('/v1/consumers').expect(200);
  expect(body.items).toEqual([
    expect.objectContaining({
      name: 'claims',
      scope: { regions: 'all', region: '359901', scheme: null },
      lagSeconds: 0,
      lastError: expect.objectContaining({ text: 'table is full' }),
    }),
  ]);
  const refused = run.http().post('/v1/consumers/claims/acknowledgement');
  await refused.send({ cursor: '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17.facts.1' }).expect(409);
  const word = await run
    .http()
    .post('/v1/consumers/claims/acknowledgement')
    .send({ cursor: 'beginning' })
    .expect(400);
  expect(word.body.errors).toEqual([expect.objectContaining({ expected: '变更流的游标' })]);
  await run
    .http()
    .post('/v1/consumers/two%20words/acknowledgement')
    .send({ cursor: first?.cursor })
    .expect(400);
});

test('the facts themselves are for those who may read the log', async () => {
  const real = await startApp({ sample: false });
  try {
    const author = { actor: 'test', correlationId: 'test' };
    const key = { role: 'claims-system', regions: ['359901'], label: 'claims' } as const;
    const { secret } = await real.service.ledger.access.createKey(key, author);
    const ask = (query: string): ReturnType<ReturnType<RunningApp['http']>['get']> =>
      real.http().get(`/v1/feed?${query}`).set('Authorization', `Bearer ${secret}`);
    await real.service.ledger.feed.changed(2_000);
    await ask('topic=answers').expect(200);
    await ask('topic=facts').expect(403);
  } finally {
    await real.stop();
  }
});

interface AsyncApi {
  readonly asyncapi: string;
  readonly channels: Readonly<Record<string, object>>;
  readonly components: {
    readonly messages: Readonly<
      Record<string, { readonly name: string; readonly payload: { readonly $ref: string } }>
    >;
    readonly schemas: Readonly<Record<string, Schema>>;
  };
}

test.each(['answers', 'facts', 'standings'])(
  'the AsyncAPI document says what the entries of %s are',
  async (topic) => {
    const { asyncapi, channels, components } = (await run.http().get('/asyncapi.json').expect(200))
      .body as AsyncApi;
    expect(asyncapi).toBe('3.0.0');
    expect(Object.keys(channels)).toContain(topic);
    const { schemas, messages } = components;
    const named = [...JSON.stringify({ schemas, messages }).matchAll(/#\/components\/schemas\/(\w+)/g)];
    expect(named.filter(([, name = '']) => !(name in schemas))).toEqual([]);
    const message = messages[topic]!;
    const entries = entriesOf(await read(`topic=${topic}&limit=500`));
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) {
      expect(entry.type).toBe(message.name);
      expect(faultsOf(entry, message.payload, schemas)).toEqual([]);
      expect(
        faultsOf({ ...entry, data: { ...entry.data, more: 1 }, id: 7 }, message.payload, schemas),
      ).not.toEqual([]);
    }
  },
);
