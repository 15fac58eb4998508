import { readCheckpoint, readNote, rootFromInclusion, readHash, isConsistent } from '#libs/audit';
import { witnessLine } from '#libs/audit/testing';
import { type RunningApp, startApp } from './running-app.js';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp({ sample: true });
});
afterAll(() => app.stop());

/** Waits until everything recorded is sealed. */
async function sealed(): Promise<void> {
  const head = await app.service.logPosition();
  for (let tries = 0; tries < 300; tries += 1) {
    if (app.service.sealingStatus?.position === head) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The ledger was not sealed in time.');
}

interface Proof {
  readonly index: number;
  readonly size: number;
  readonly leaf: string;
  readonly path: readonly string[];
}

const hashesOf = (path: readonly string[]): readonly Buffer[] => path.flatMap((each) => readHash(each) ?? []);

test('a ledger is sealed while it is served, and what is shown of it proves each event', async () => {
  await sealed();
  const { text: note } = await app
    .http()
    .get('/v1/checkpoints/latest')
    .expect(200)
    .expect('Content-Type', /text\/plain/);
  const { size, root, position } = readCheckpoint(readNote(note).text);
  const { body } = await app.http().get(`/v1/proofs/inclusion?position=${position}`).expect(200);
  const { leaf, path, ...place } = body as Proof;
  expect(place).toMatchObject({ index: size - 1, size });
  const hash = readHash(leaf);
  if (hash === undefined) throw new Error('The leaf is no hash.');
  expect(rootFromInclusion(hash, { index: size - 1, size, path: hashesOf(path) })).toEqual(root);
  const list = await app.http().get('/v1/checkpoints').expect(200);
  expect(list.body).toMatchObject({ items: [{ root: expect.stringMatching(/^sha256:/), witnesses: [] }] });
  const { headers } = await app.http().get('/v1/members/P-0001/standing').expect(200);
  expect(Number(headers['ledger-sealed-through'])).toBe(position);
  const metrics = await app.http().get('/metrics').expect(200);
  expect(metrics.text).toContain(`canbao_sealed_events ${size}\n`);
});

test('two trees are compared, and what is not sealed is not found', async () => {
  await sealed();
  const latest = await app.http().get('/v1/checkpoints/latest');
  const { size, root } = readCheckpoint(readNote(latest.text).text);
  // On a server's store the first position is not 1.
  const [start = 0] = app.service.seals?.tree.positionsOf(0) ?? [];
  const first = await app.http().get(`/v1/proofs/inclusion?position=${start}&size=1`).expect(200);
  const { leaf } = first.body as Proof;
  const { body } = await app.http().get('/v1/proofs/consistency?from=1').expect(200);
  expect(body).toMatchObject({ from: 1, to: size });
  const firstRoot = readHash(leaf);
  if (firstRoot === undefined) throw new Error('The leaf is no hash.');
  expect(isConsistent({ size: 1, root: firstRoot }, { size, root }, hashesOf((body as Proof).path))).toBe(
    true,
  );
  for (const path of [
    '/v1/checkpoints/99999999',
    '/v1/checkpoints/first',
    '/v1/proofs/inclusion?position=99999999',
    `/v1/proofs/consistency?from=1&to=99999999`,
  ])
    expect((await app.http().get(path)).body).toMatchObject({ status: 404, code: 'not-found' });
  await app.http().get('/v1/proofs/inclusion?position=x').expect(400);
});

test('a witness co-signs a checkpoint; a signature over another text is refused', async () => {
  await sealed();
  const { text: note } = await app.http().get('/v1/checkpoints/latest');
  const { text } = readNote(note);
  const { size } = readCheckpoint(text);
  const { witness, line } = witnessLine(text);
  const send = (signature: string): ReturnType<ReturnType<RunningApp['http']>['post']> =>
    app.http().post(`/v1/checkpoints/${size}/witnesses`).send({ witness, signature });
  const { body } = await send(line).expect(201);
  expect((body as { readonly note: string }).note).toContain(line);
  expect((await app.http().get(`/v1/checkpoints/${size}`)).text).toContain(line);
  const other = await send(witnessLine(`${text}more\n`).line).expect(400);
  expect(other.body).toMatchObject({ code: 'malformed-request' });
});
