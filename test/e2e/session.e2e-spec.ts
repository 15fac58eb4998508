import type { Test } from 'supertest';
import { type RunningApp, startApp } from './running-app.js';

let run: RunningApp;
let secret = '';
const author = { actor: 'test', correlationId: 'test' };

beforeAll(async () => {
  run = await startApp({ sample: false });
  const created = await run.service.ledger.access.createKey(
    { role: 'caseworker', regions: ['359901'], label: 'window 1' },
    author,
  );
  secret = created.secret;
});
afterAll(() => run.stop());

const signIn = (key: string): Test => run.http().post('/v1/session').set('Canbao-Console', '1').send({ key });
const cookieOf = (answer: Awaited<Test>): string => answer.headers['set-cookie']?.[0] ?? '';

test('a key signs in: the cookie holds it where no script can read it and no other site can send it', async () => {
  const signedIn = await signIn(secret).expect(200);
  expect(signedIn.body).toMatchObject({
    mode: 'key',
    role: 'caseworker',
    regions: ['359901'],
    needsPurpose: true,
    actions: expect.arrayContaining(['read-members', 'append-facts']),
  });
  expect(signedIn.text).not.toContain(secret);
  const [value = '', ...attributes] = cookieOf(signedIn).split('; ');
  expect(attributes.sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
  const ask = (headers: Record<string, string>): Test => run.http().get('/v1/regions').set(headers);
  await ask({ Cookie: value, 'Canbao-Console': '1' }).expect(200);
  // What a tricked browser would send: the cookie, and nothing that only this console can say.
  await ask({ Cookie: value }).expect(401);
  await ask({ 'Canbao-Console': '1' }).expect(401);
});

test('under a name that other machines know the cookie travels over TLS only', async () => {
  const signedIn = await signIn(secret).set('Host', 'ledger.example.org').expect(200);
  expect(cookieOf(signedIn)).toContain('Secure');
});

test('a wrong key signs nobody in, and signing out forgets the key', async () => {
  const refused = await signIn('canbao.k000000000000.wrong').expect(401);
  expect(refused.body.code).toBe('not-authenticated');
  expect(refused.headers['set-cookie']).toBeUndefined();
  const out = await run.http().delete('/v1/session').expect(200);
  expect(out.body).toMatchObject({ role: null, actions: [] });
  expect(cookieOf(out)).toMatch(/canbao-key=;.*Expires=Thu, 01 Jan 1970/);
});

test('a revoked key ends the session at once', async () => {
  const { secret: short, key } = await run.service.ledger.access.createKey(
    { role: 'auditor', regions: 'all', label: 'short' },
    author,
  );
  const [cookie = ''] = cookieOf(await signIn(short).expect(200)).split('; ');
  const headers = { Cookie: cookie, 'Canbao-Console': '1' };
  expect((await run.http().get('/v1/session').set(headers)).body.role).toBe('auditor');
  await run.service.ledger.access.revokeKey(key.keyId, author);
  expect((await run.http().get('/v1/session').set(headers)).body.role).toBeNull();
});
