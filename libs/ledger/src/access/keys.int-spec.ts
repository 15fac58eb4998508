import { type Ledger, openLedger } from '../index.js';
import type { EventStore } from '#libs/event-store';
import { AccessLog, actorOfKey } from './access-log.js';
import { author, codeOf, openTestLedger, shippedPacks } from '../testing/index.js';

let ledger: Ledger;
let store: EventStore;

beforeEach(async () => {
  ({ ledger, store } = await openTestLedger());
});

const caseworker = { role: 'caseworker', regions: ['359901'], label: '窗口 1' } as const;

test('a key lets in whom it was made for; its text is stored nowhere', async () => {
  const { key, secret } = await ledger.access.createKey(caseworker, author);
  expect(await ledger.access.authenticate(secret)).toEqual({
    keyId: key.keyId,
    holder: `key:${key.keyId}`,
    role: 'caseworker',
    regions: ['359901'],
  });
  expect(JSON.stringify(await store.readStream('access'))).not.toContain(secret.split('.')[2]);
  expect(await ledger.access.listKeys()).toEqual([{ ...caseworker, ...key, revokedAt: null }]);
});

test('a wrong text lets nobody in', async () => {
  const { secret } = await ledger.access.createKey(caseworker, author);
  const last = secret.endsWith('A') ? 'B' : 'A';
  for (const wrong of ['', 'canbao', `${secret.slice(0, -1)}${last}`, secret.toUpperCase(), `${secret} `]) {
    expect(await ledger.access.authenticate(wrong)).toBeUndefined();
  }
});

test('a revoked key stops at once, in every process; revoking it again is a no-op', async () => {
  const other = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  const { key, secret } = await ledger.access.createKey(caseworker, author);
  expect(await other.access.authenticate(secret)).toBeDefined();
  const revoked = await ledger.access.revokeKey(key.keyId, author);
  expect(revoked.revokedAt).toMatch(/\+08:00$/);
  expect(await other.access.authenticate(secret)).toBeUndefined();
  const head = await store.head();
  expect(await other.access.revokeKey(key.keyId, author)).toEqual(revoked);
  expect(await store.head()).toBe(head);
});

test('two keys made at once are two keys', async () => {
  const made = await Promise.all(
    [1, 2, 3, 4].map((n) => ledger.access.createKey({ ...caseworker, label: `${n}` }, author)),
  );
  const keys = await ledger.access.listKeys();
  expect(keys.map(({ keyId }) => keyId).sort()).toEqual(made.map(({ key }) => key.keyId).sort());
});

test('a key that is in the ledger is never answered as a failure', async () => {
  const unreadableAfterAppend = (): void => {
    const append = store.append.bind(store);
    jest.spyOn(store, 'append').mockImplementationOnce(async (...args) => {
      const result = await append(...args);
      jest.spyOn(store, 'readStream').mockRejectedValueOnce(new Error('unreadable'));
      return result;
    });
  };
  unreadableAfterAppend();
  const { key } = await ledger.access.createKey(caseworker, author);
  await expect(ledger.access.listKeys()).rejects.toThrow('unreadable');
  expect(await ledger.access.listKeys()).toEqual([key]);

  unreadableAfterAppend();
  const revoked = await ledger.access.revokeKey(key.keyId, author);
  await expect(ledger.access.listKeys()).rejects.toThrow('unreadable');
  expect(await ledger.access.listKeys()).toEqual([revoked]);
});

test.each([
  [{ role: 'root' as 'admin' }, 'malformed-request'],
  [{ regions: [] }, 'malformed-request'],
  [{ regions: ['fujian'] }, 'malformed-request'],
  [{ label: ' ' }, 'malformed-request'],
  [{ label: 'call 13800138000' }, 'personal-identifier'],
])('%j is refused', async (part, code) => {
  expect(await codeOf(ledger.access.createKey({ ...caseworker, ...part }, author))).toBe(code);
});

const claims = { role: 'claims-system', regions: ['359901'], label: 'claims' } as const;

test('a key that takes the place of another one belongs to its holder, however often that happens', async () => {
  const { key: first } = await ledger.access.createKey(claims, author);
  const { key: stranger } = await ledger.access.createKey(claims, author);
  const { key: second } = await ledger.access.createKey({ ...claims, replaces: first.keyId }, author);
  await ledger.access.revokeKey(first.keyId, author);
  const wider = { ...claims, regions: ['359901', '359902'], replaces: second.keyId };
  const { key: third } = await ledger.access.createKey(wider, author);
  expect(third.replaces).toBe(second.keyId);
  const log = new AccessLog(store);
  await log.refresh();
  const holders = [first, second, third, stranger].map(({ keyId }) => log.holderOf(actorOfKey(keyId)));
  expect(holders).toEqual([...Array(3).fill(actorOfKey(first.keyId)), actorOfKey(stranger.keyId)]);
  const held = [first, second, third].map(({ keyId }) => actorOfKey(keyId));
  expect(log.actorsOf(actorOfKey(second.keyId))).toEqual(held);
  expect(log.actorsOf('sample-user:07')).toEqual(['sample-user:07']);
});

test.each([
  [{ replaces: 'k000000000000' }, 'not-found'],
  [{ role: 'auditor' as const }, 'malformed-request'],
  [{ regions: ['359902'] }, 'malformed-request'],
])('a successor must be of the same role and see no less: %j', async (part, code) => {
  const { key } = await ledger.access.createKey(claims, author);
  const created = ledger.access.createKey({ ...claims, replaces: key.keyId, ...part }, author);
  expect(await codeOf(created)).toBe(code);
});

test('an unknown key cannot be revoked', async () => {
  expect(await codeOf(ledger.access.revokeKey('k000000000000', author))).toBe('not-found');
});
