import { FACT_EXAMPLES } from '../../apps/ledger/src/openapi/fact-examples.js';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
beforeAll(async () => {
  run = await startApp({ sample: true });
});
afterAll(() => run.stop());

const LONG = '/v1/members/P-0001/events?order=recorded';
const get = (path: string, encoding: string): ReturnType<ReturnType<RunningApp['http']>['get']> =>
  run.http().get(path).set('Accept-Encoding', encoding);

test('a long answer is compressed for whoever takes gzip, and says the same bytes with the same entity tag', async () => {
  const plain = await get(LONG, 'identity').expect(200);
  const sent = await get(LONG, 'gzip').expect(200).expect('Content-Encoding', 'gzip');
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(sent.text).toBe(plain.text);
  for (const name of ['etag', 'content-type', 'vary', 'ledger-position'])
    expect([name, sent.headers[name]]).toEqual([name, plain.headers[name]]);
  expect(sent.headers['vary']).toContain('Accept-Encoding');
  expect(Number(sent.headers['content-length'])).toBeLessThan(plain.text.length / 3);
});

test('a short answer is sent as it is, and one that the client has is not sent again', async () => {
  const short = await get('/v1/session', 'gzip').expect(200);
  expect(short.headers['content-encoding']).toBeUndefined();
  const { headers } = await get(LONG, 'gzip').expect(200);
  const again = await get(LONG, 'gzip').set('If-None-Match', String(headers['etag'])).expect(304);
  expect(again.text).toBe('');
});

test('what the person page reads of a member with 200 events is at most 60 kB as sent', async () => {
  const claim = FACT_EXAMPLES.ClaimSettled as Readonly<Record<string, unknown>>;
  const { version } = (await get('/v1/members/P-0005', 'gzip').expect(200)).body as { version: number };
  for (let count = version; count < 200; count += 1) {
    const number = String(count).padStart(6, '0');
    const day = `2030-${String(1 + (count % 12)).padStart(2, '0')}-${String(1 + (count % 27)).padStart(2, '0')}`;
    await run
      .http()
      .post('/v1/members/P-0005/claims')
      .set('Idempotency-Key', `claim-${number}`)
      .send({
        ...claim,
        claimId: `C-2030-${number}`,
        servedOn: day,
        settledOn: day,
        source: { system: 'claims-359901', document: `JS2030${number}` },
      })
      .expect(201);
  }
  const read = ['', '/standing', '/timeline', '/events?order=recorded&limit=500'];
  const answers = await Promise.all(read.map((path) => get(`/v1/members/P-0005${path}`, 'gzip').expect(200)));
  expect(answers.at(-1)?.body).toMatchObject({ version: 200, next: null });
  const sent = answers.map(({ headers }) => Number(headers['content-length'])).reduce((a, b) => a + b, 0);
  const whole = answers.map(({ text }) => Buffer.byteLength(text)).reduce((a, b) => a + b, 0);
  expect({ sent: sent <= 60_000, whole: whole > 60_000 }).toEqual({ sent: true, whole: true });
}, 60_000);
