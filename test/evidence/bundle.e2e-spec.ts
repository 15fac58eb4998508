import { type RunningApp, startApp } from '../e2e/running-app.js';
import { verifiedByNode } from './verifiers.js';

let run: RunningApp;
beforeAll(async () => {
  run = await startApp({ sample: true });
});
afterAll(() => run.stop());

/** Serves a decision and waits until it is sealed. */
async function sealedDecision(): Promise<string> {
  const body = { kind: 'eligibility', member: 'P-0001', on: '2028-03-15' };
  const { body: answer } = await run.http().post('/v1/decisions').send(body).expect(201);
  const head = await run.service.logPosition();
  for (let tries = 0; tries < 300 && (run.service.sealingStatus?.position ?? 0) < head; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  return (answer as { readonly decisionId: string }).decisionId;
}

test('a bundle is one file to keep; its letter and its seal are those of the API', async () => {
  const id = await sealedDecision();
  const path = `/v1/decisions/${id}`;
  const { text } = await run
    .http()
    .get(`${path}/evidence-bundle`)
    .expect(200)
    .expect('Content-Type', /application\/json/)
    .expect('Content-Disposition', `attachment; filename="${id}.json"`);
  const { body: seal } = await run.http().get(`${path}/seal`).expect(200);
  const { letterCode } = seal as { readonly letterCode: string };
  // This application runs from its sources, whose core has no digest to commit to.
  expect(verifiedByNode(text, '--checkpoint', letterCode)).toMatchObject({
    exit: 0,
    finding: null,
    open: expect.arrayContaining(['core-not-committed']),
  });
  for (const language of ['zh', 'en'] as const) {
    const letter = await run.http().get(`${path}/letter`).set('Accept-Language', language).expect(200);
    expect(letter.text).toContain(letterCode);
    expect((JSON.parse(text) as { parts: { letters: Record<string, string> } }).parts.letters[language]).toBe(
      letter.text,
    );
  }
});

test('what cannot be asked for is told with a reason', async () => {
  const id = await sealedDecision();
  const bundle = (query = '', decision = id) =>
    run.http().get(`/v1/decisions/${decision}/evidence-bundle${query}`);
  expect((await bundle('', 'dec_1')).body).toMatchObject({ status: 404, code: 'not-found' });
  expect((await bundle('?since=x')).body).toMatchObject({ status: 400, code: 'malformed-request' });
  expect((await bundle('?since=999999')).body).toMatchObject({
    status: 503,
    code: 'not-sealed',
    remedy: expect.stringContaining('Ledger-Sealed-Through'),
  });
  await bundle('?since=1').expect(200);
});
