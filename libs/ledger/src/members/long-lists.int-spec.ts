import type { NewEvent } from '#libs/event-store';
import { everyRegion, type MemberSummary, type Page } from '../index.js';
import { given, openTestLedger, registered, regions, type TestLedger } from '../testing/index.js';
import { MemberIndex } from './member-index.js';
import { MAX_CANDIDATES } from './scan.js';

const scope = everyRegion;
const numbers = ({ items }: Page<MemberSummary>): readonly string[] => items.map(({ member }) => member);
const numbered = (index: number): string => `A-${String(index).padStart(4, '0')}`;

let test0: TestLedger;
let ids = 0;

beforeEach(async () => {
  test0 = await openTestLedger();
});

/** An event as the store takes it, whatever a decision would say. */
function raw(type: string, data: Readonly<Record<string, unknown>>): NewEvent {
  ids += 1;
  return {
    id: `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`,
    type,
    schemaVersion: 1,
    data,
    metadata: { actor: 'test', correlationId: 'test', effectiveOn: '2020-01-01' },
  };
}

const registration = (region = '359901'): NewEvent =>
  raw('MemberRegistered', { region, liableFrom: '2020-01-01' });

test('a list looks at a limited number of members, and goes on from there', async () => {
  const { ledger, store } = test0;
  await given(ledger, 'Z-1', registered);
  const knownAt = `pos:${await store.head()}`;
  for (let index = 1; index <= MAX_CANDIDATES + 100; index += 1) {
    await store.append(`member-${numbered(index)}`, 0, [registration()]);
  }
  const first = await ledger.members.list({ knownAt, scope });
  expect([numbers(first), first.next]).toEqual([[], numbered(MAX_CANDIDATES)]);
  const second = await ledger.members.list({ knownAt, scope, after: first.next! });
  expect([numbers(second), second.next]).toEqual([['Z-1'], null]);
  // Who was never in a region of the caller is not looked at.
  await given(ledger, 'Z-2', { ...registered, region: '359904' });
  const there = await ledger.members.list({ scope: regions('359904') });
  expect([numbers(there), there.next]).toEqual([['Z-2'], null]);
});

test('a member whose facts cannot be read does not break a list, nor do many events of it', async () => {
  const { ledger, store } = test0;
  await given(ledger, 'P-1', registered);
  await store.append('member-P-2', 0, [registration(), raw('Nonsense', {})]);
  for (let version = 2; version < MAX_CANDIDATES + 100; version += 50) {
    await store.append(
      'member-P-2',
      version,
      Array.from({ length: 50 }, () => raw('Nonsense', {})),
    );
  }
  await given(ledger, 'P-3', registered);
  expect(numbers(await ledger.members.list({ scope }))).toEqual(['P-1', 'P-3']);
  const first = await ledger.events.list({ scope });
  expect(first.items.map(({ member }) => member)).toEqual(['P-1']);
  const second = await ledger.events.list({ scope, after: first.next! });
  expect([second.items.map(({ member }) => member), second.next]).toEqual([['P-3'], null]);
  await expect(ledger.members.get({ member: 'P-2', scope })).rejects.toMatchObject({ code: 'damaged-event' });
});

test('the index keeps the order, also of members who come in while it is read', async () => {
  const { ledger, store } = test0;
  const index = new MemberIndex(store);
  const all = { prefix: '', after: '', regions: 'all' } as const;
  for (let number = 40; number > 0; number -= 1) {
    await store.append(`member-${numbered(number * 2)}`, 0, [registration()]);
  }
  await index.refresh();
  const even = Array.from({ length: 40 }, (_, each) => numbered((each + 1) * 2));
  expect([...index.candidates(all)]).toEqual(even);
  const reading = index.candidates(all);
  expect([reading.next().value, reading.next().value]).toEqual(['A-0002', 'A-0004']);
  for (const member of ['A-0001', 'A-0005']) await given(ledger, member, registered);
  await index.refresh();
  expect([...reading].slice(0, 2)).toEqual(['A-0005', 'A-0006']);
  for (let number = 39; number > 2; number -= 1) {
    await store.append(`member-${numbered(number * 2 + 1)}`, 0, [registration('359904')]);
  }
  await index.refresh();
  const sorted = [...index.candidates(all)];
  expect(sorted).toEqual([...new Set(sorted)].sort());
  expect(sorted).toHaveLength(40 + 2 + 37);
  expect([...index.candidates({ ...all, regions: ['359904'] })]).toHaveLength(37);
});
