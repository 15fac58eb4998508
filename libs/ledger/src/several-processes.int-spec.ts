import type { EventStore } from '#libs/event-store';
import { readRegions, type RegionEntry } from '#libs/policy';
import { everyRegion, type Ledger, openLedger } from './index.js';
import {
  author,
  command,
  openTestStore,
  paid,
  registered,
  sampleRegions,
  shippedPacks,
} from './testing/index.js';

/**
 * Several processes on one store are several ledgers that share nothing else: what each keeps in memory must follow
 * what the others append.
 */
let store: EventStore;
beforeEach(async () => {
  store = await openTestStore({ now: '2027-11-20T10:00:00+08:00' });
});
afterEach(() => store.close());

const open = (packs = shippedPacks()): Promise<Ledger> => openLedger({ store, packs, engine: '0.0.0' });

async function openTwo(): Promise<readonly [Ledger, Ledger]> {
  const [one, other] = [await open(), await open()];
  await one.policy.importRegions(sampleRegions(), author);
  return [one, other];
}

test('a key that one revokes stops at once in the other', async () => {
  const [one, other] = await openTwo();
  const { key, secret } = await one.access.createKey({ role: 'admin', regions: 'all', label: 'x' }, author);
  expect(await other.access.authenticate(secret)).toMatchObject({ keyId: key.keyId });
  await one.access.revokeKey(key.keyId, author);
  expect(await other.access.authenticate(secret)).toBeUndefined();
});

test('a region that one configures, and a member whom one registers, are there in the other', async () => {
  const [one, other] = await openTwo();
  const list = (): ReturnType<Ledger['members']['list']> => other.members.list({ scope: everyRegion });
  expect((await list()).items).toEqual([]);
  await one.facts.record(command('P-0001', registered));
  expect((await list()).items.map(({ member }) => member)).toEqual(['P-0001']);
  await one.facts.record(command('P-0001', paid(2027, '2026-11-20')));
  const standing = await other.members.standing({ member: 'P-0001', on: '2027-06-01', scope: everyRegion });
  expect(standing).toMatchObject({ covered: 'resident' });
  await one.policy.importRegions(regionOf('359905', 300_000), author);
  expect(await other.policy.region('359905')).toMatchObject({ code: '359905' });
});

test('two that start a new ledger at once, one with a pack more, adopt every pack once', async () => {
  const packs = shippedPacks();
  await Promise.all([open(packs.slice(1)), open(packs), open(packs.slice(0, -1))]);
  const { items } = await (await open()).policy.packs();
  expect(items.map(({ digest }) => digest).sort()).toEqual(packs.map(({ digest }) => digest).sort());
});

test('two that configure one region differently at once: both are recorded, and the later one holds', async () => {
  const [one, other] = await openTwo();
  await Promise.all([
    one.policy.importRegions(regionOf('359905', 300_000), author),
    other.policy.importRegions(regionOf('359905', 350_000), author),
  ]);
  const recorded = (await store.readStream('policy')).filter(
    ({ data }) => (data as { readonly region?: string }).region === '359905',
  );
  expect(recorded).toHaveLength(2);
  const { baseCeilingFen } = recorded[1]?.data as { readonly baseCeilingFen: number };
  for (const ledger of [one, other])
    expect(await ledger.policy.region('359905')).toMatchObject({ baseCeilingFen });
});

test('facts about one member from both: each document once, each version once', async () => {
  const [one, other] = await openTwo();
  await one.facts.record(command('P-0001', registered));
  const facts = [2024, 2025, 2026, 2027].map((year) => command('P-0001', paid(year, `${year - 1}-11-20`)));
  const replies = await Promise.all(
    [...facts, ...facts].map((fact, index) => (index % 2 === 0 ? one : other).facts.record(fact)),
  );
  expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(facts.length);
  const versions = (await store.readStream('member-P-0001')).map(({ version }) => version);
  expect(versions).toEqual([1, 2, 3, 4, 5]);
});

function regionOf(code: string, baseCeilingYuan: number): readonly RegionEntry[] {
  const text = `- { code: "${code}", policy: fujian, baseCeilingYuan: ${baseCeilingYuan}, sample: true }`;
  const policies = shippedPacks().map(({ id }) => id);
  return readRegions(text, 'regions.yaml', policies);
}
