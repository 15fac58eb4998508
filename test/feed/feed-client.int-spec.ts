import type { AddressInfo } from 'node:net';
import {
  CursorOfAnotherLedgerError,
  FeedClient,
  type FeedClientOptions,
  KeyRefusedError,
  RequestRefusedError,
  ServerAwayError,
} from '#libs/feed-client';
import { startApp, type RunningApp } from '../e2e/running-app.js';
import { isFull } from '../replay/sizes.js';
import { type Fault, FaultyProxy } from './faulty-proxy.js';
import { keep, KeptEntries, type KeptTransaction } from './kept-entries.js';

let run: RunningApp;
let port = 0;
let all: readonly string[] = [];
beforeAll(async () => {
  run = await startApp({ sample: true });
  ({ port } = run.server.address() as AddressInfo);
  const { position } = await run.service.ledger.status();
  while ((run.service.projections[0]?.position ?? 0) < position) await run.service.ledger.feed.changed(50);
  const { body } = await run.http().get('/v1/feed?limit=500').expect(200);
  all = (body as readonly { readonly id: string }[]).map(({ id }) => id);
});
afterAll(() => run.stop());

type Options = FeedClientOptions<'answers', KeptTransaction>;

/** A client of the sample ledger, with waits that a test can wait for. */
function clientOf(
  store: KeptEntries,
  options: Partial<Options> = {},
): FeedClient<'answers', KeptTransaction> {
  return new FeedClient({
    ...{ url: `http://127.0.0.1:${port}`, key: null, consumer: 'claims', topic: 'answers', store },
    backOff: { firstMs: 2, longestMs: 20 },
    ...options,
  });
}

const transports = ['poll', 'stream'] as const;

test('the feed of the sample ledger has enough entries to read it in pieces', () => {
  expect(all.length).toBeGreaterThan(30);
});

test.each(transports)('by %s every entry is taken once, in order, and again nothing', async (transport) => {
  const store = new KeptEntries();
  for (const batchSize of [7, 500]) {
    await clientOf(store, { transport, batchSize }).run(keep, { until: 'caught-up' });
    expect(store.ids).toEqual(all);
  }
});

/** A script of faults from a seed; what is without a fault comes often enough for the end to be reached. */
function faults(seed: number): (number: number) => Fault {
  const kinds: readonly Fault[] = ['none', 'repeat', 'break', 'cut', 'unready', 'page', 'repeat', 'none'];
  return (number) =>
    kinds[(number * 5 + seed * 3 + Math.floor((number * seed) / 7)) % kinds.length] ?? 'none';
}

test.each(transports)(
  'by %s every entry is taken once whatever breaks on the way, with one request at a time',
  async (transport) => {
    const troubles = new Set<string>();
    for (let seed = 1; seed <= (isFull ? 60 : 8); seed += 1) {
      const proxy = new FaultyProxy(port, faults(seed));
      const url = await proxy.start();
      const store = new KeptEntries();
      const onTrouble = ({ code }: Error & { readonly code: string }): void => void troubles.add(code);
      await clientOf(store, { url, transport, batchSize: 5, onTrouble }).run(keep, { until: 'caught-up' });
      await proxy.stop();
      expect(store.ids).toEqual(all);
      expect(proxy.most).toBe(1);
    }
    expect([...troubles]).toEqual(['server-away']);
  },
  isFull ? 600_000 : 60_000,
);

test.each(transports)('by %s what a consumer cannot take is taken whole the next time', async (transport) => {
  const store = new KeptEntries();
  let left = 3;
  const failing = (entries: readonly { readonly id: string }[], transaction: KeptTransaction): void => {
    keep(entries, transaction);
    left -= 1;
    if (left === 0) throw new RangeError('the table is full');
  };
  const client = clientOf(store, { transport, batchSize: 9 });
  await expect(client.run(failing, { until: 'caught-up' })).rejects.toThrow('the table is full');
  expect(store.ids).toEqual(all.slice(0, 18));
  const { items } = await consumers();
  expect(items[0]).toMatchObject({ name: 'claims', lastError: { text: 'RangeError' } });
  await client.run(failing, { until: 'caught-up' });
  expect(store.ids).toEqual(all);
});

async function consumers(): Promise<{ readonly items: readonly Readonly<Record<string, unknown>>[] }> {
  const { body } = await run.http().get('/v1/consumers').expect(200);
  return body as { readonly items: readonly Readonly<Record<string, unknown>>[] };
}

test('what was taken is acknowledged, under the name of the consumer, with what it filters by', async () => {
  const store = new KeptEntries();
  const options = { consumer: 'prices', region: '359901', scheme: 'resident', acknowledgeEveryMs: 5 };
  await clientOf(store, options).run(keep, { until: 'caught-up' });
  const found = (await consumers()).items.find(({ name }) => name === 'prices');
  expect(found).toMatchObject({
    cursor: store.cursor,
    lagSeconds: 0,
    scope: { region: '359901', scheme: 'resident' },
  });
});

test.each(transports)(
  'by %s a run ends at its signal, also while it waits, and takes what comes until then',
  async (transport) => {
    const store = new KeptEntries();
    const stop = new AbortController();
    const client = clientOf(store, { transport, from: 'now' });
    const running = client.run(
      (entries, transaction) => {
        keep(entries, transaction);
        stop.abort();
      },
      { signal: stop.signal },
    );
    await expect(client.run(keep)).rejects.toThrow('once at a time');
    while (store.cursor === null) await new Promise((resolve) => setTimeout(resolve, 5));
    const source = { system: 'tax-359901', document: `FC-${transport}` };
    const coverageYear = transport === 'poll' ? 2034 : 2035;
    await run
      .http()
      .post('/v1/members/P-0002/premium-payments')
      .set('Idempotency-Key', source.document)
      .send({ coverageYear, paidOn: `${coverageYear - 1}-10-10`, amountFen: 40_000, source })
      .expect(201);
    await running;
    expect(store.ids.length).toBeGreaterThan(0);
    const waiting = new AbortController();
    const again = clientOf(new KeptEntries(store.cursor), { transport }).run(keep, {
      signal: waiting.signal,
    });
    setTimeout(() => {
      waiting.abort();
    }, 50);
    await again;
  },
);

test.each([
  ['a filter that is none', { scheme: 'military' }, null, RequestRefusedError, 'request-refused'],
  [
    'a cursor of another ledger',
    {},
    '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17.answers.1.1',
    CursorOfAnotherLedgerError,
    'cursor-of-another-ledger',
  ],
  ['a path where no ledger is', { url: '' }, null, RequestRefusedError, 'request-refused'],
])('%s ends the run at once', async (_, options, cursor, kind, code) => {
  const url = `http://127.0.0.1:${port}${'url' in options ? '/elsewhere' : ''}`;
  for (const transport of transports) {
    const failure = clientOf(new KeptEntries(cursor), { ...options, url, transport }).run(keep);
    await expect(failure).rejects.toBeInstanceOf(kind);
    await expect(failure).rejects.toMatchObject({ code });
  }
});

test('a key that is unknown or revoked ends the run, also one that waits', async () => {
  const real = await startApp({ sample: false });
  const url = `http://127.0.0.1:${(real.server.address() as AddressInfo).port}`;
  const author = { actor: 'test', correlationId: 'test' };
  const { access } = real.service.ledger;
  const { key, secret } = await access.createKey(
    { role: 'claims-system', regions: ['359901'], label: 'claims' },
    author,
  );
  await real.service.ledger.feed.changed(2_000);
  const store = new KeptEntries();
  await expect(clientOf(store, { url, key: 'canbao.no' }).run(keep)).rejects.toBeInstanceOf(KeyRefusedError);
  const runs = transports.map((transport) =>
    clientOf(new KeptEntries(), { url, key: secret, transport }).run(keep),
  );
  const ended = Promise.allSettled(runs);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await access.revokeKey(key.keyId, author);
  for (const each of await ended)
    expect(each).toMatchObject({ reason: { code: 'key-refused', refusal: { status: 401 } } });
  await real.stop();
});

test('a ledger that is away is asked again after waits that double, and no longer than the longest', async () => {
  const proxy = new FaultyProxy(port, () => 'unready');
  const url = await proxy.start();
  const waits: number[] = [];
  const stop = new AbortController();
  const onTrouble = (error: Error, retryInMs: number): void => {
    expect(error).toBeInstanceOf(ServerAwayError);
    waits.push(retryInMs);
    if (waits.length === 9) stop.abort();
  };
  await clientOf(new KeptEntries(), { url, onTrouble, backOff: { firstMs: 1, longestMs: 30 } }).run(keep, {
    signal: stop.signal,
  });
  await proxy.stop();
  expect(proxy.asked).toHaveLength(9);
  waits.forEach((wait, index) => {
    const full = Math.min(30, 2 ** index);
    expect(wait).toBeGreaterThanOrEqual(full / 2);
    expect(wait).toBeLessThanOrEqual(full);
  });
});
