import { fen, SCHEMA_VERSION } from '#libs/enrollment';
import { everyRegion, openLedger } from '../index.js';
import {
  author,
  codeOf,
  given,
  openTestLedger,
  openTestStore,
  registered,
  sampleRegions,
  shippedPacks,
} from '../testing/index.js';

test('a new ledger adopts the packs that come with the product, once, and opening it again adopts nothing', async () => {
  const { ledger, store } = await openTestLedger();
  const { items } = await ledger.policy.packs();
  expect(items.map(({ id }) => id)).toEqual(['national', 'anhui', 'jincheng', 'fujian', 'lishui']);
  const head = await store.head();
  const again = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  expect((await again.policy.packs()).items).toEqual(items);
  expect(await store.head()).toBe(head);
});

test('a pack is not adopted before its publication', async () => {
  const store = await openTestStore({ now: '2025-05-28T23:59:59+08:00' });
  const opening = openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  await expect(opening).rejects.toMatchObject({
    code: 'not-published-yet',
    facts: { seen: 'lishui@1', expected: '2025-05-29', today: '2025-05-28' },
  });
  expect(await store.head()).toBe(0);
});

test('regions are imported where they differ, and only there', async () => {
  const { ledger, store } = await openTestLedger();
  const head = await store.head();
  expect(await ledger.policy.importRegions(sampleRegions(), author)).toEqual({
    configured: [],
    unchanged: ['359901', '359902', '359904'],
  });
  expect(await store.head()).toBe(head);
  const [first, ...others] = sampleRegions();
  const changed = { ...first!, baseCeilingFen: new Map([[2028, fen(35_000_000)]]) };
  expect(await ledger.policy.importRegions([changed, ...others], author)).toEqual({
    configured: ['359901'],
    unchanged: ['359902', '359904'],
  });
  expect(await ledger.policy.region('359901')).toMatchObject({ baseCeilingFen: { 2028: 35_000_000 } });
  expect(await ledger.policy.region('359901', `pos:${head}`)).toMatchObject({
    baseCeilingFen: { 1900: 30_000_000 },
  });
});

test('a region under a pack that does not exist is refused before anything is appended', async () => {
  const { ledger, store } = await openTestLedger();
  const head = await store.head();
  const [first] = sampleRegions();
  const entries = [
    { ...first!, code: '350100' },
    { ...first!, code: '350200', policy: 'atlantis' },
  ];
  expect(await codeOf(ledger.policy.importRegions(entries, author))).toBe('unknown-pack');
  expect(await store.head()).toBe(head);
});

test('a pack version gives every parameter and reading with its clause', async () => {
  const { ledger } = await openTestLedger();
  const pack = await ledger.policy.pack({ id: 'fujian', version: '1' });
  expect(pack.parameters['wait.fixed'][0]).toMatchObject({ value: 3, clause: { at: '二(三)' } });
  expect(pack.adoptedAt).toMatch(/\+08:00$/);
  expect(await codeOf(ledger.policy.pack({ id: 'fujian', version: '9' }))).toBe('not-found');
  const { items } = await ledger.policy.readings();
  const r16 = items.find(({ id }) => id === 'R16');
  expect(r16?.packs.find(({ pack: name }) => name === 'fujian@1')).toMatchObject({ choice: 'no-grant' });
});

test('what another process appended to the policy counts at once', async () => {
  const { ledger, store } = await openTestLedger();
  const other = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  const [first] = sampleRegions();
  expect(await codeOf(other.policy.region('350100'))).toBe('not-found');
  await ledger.policy.importRegions([{ ...first!, code: '350100' }], author);
  expect(await other.policy.region('350100')).toMatchObject({ code: '350100' });
  await given(other, 'P-0001', { ...registered, region: '350100' });
});

test('an event of a schema version that this program does not know is refused, never guessed', async () => {
  const { ledger, store } = await openTestLedger();
  await given(ledger, 'P-0001', registered);
  await store.append('member-P-0001', 1, [
    {
      id: '00000000-0000-5000-8000-000000000001',
      type: 'PremiumPaid',
      schemaVersion: SCHEMA_VERSION + 1,
      data: {},
      metadata: { actor: 'a', correlationId: 'c', effectiveOn: '2027-01-01' },
    },
  ]);
  await expect(ledger.members.standing({ member: 'P-0001', scope: everyRegion })).rejects.toMatchObject({
    code: 'unknown-schema-version',
    facts: { seen: 2, expected: 1 },
  });
});
