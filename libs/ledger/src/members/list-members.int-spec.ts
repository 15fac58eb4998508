import { everyRegion, type Ledger, type MemberSummary, type Page } from '../index.js';
import { codeOf, given, openTestLedger, paid, registered, regions } from '../testing/index.js';

let ledger: Ledger;
const scope = everyRegion;
const numbers = ({ items }: Page<MemberSummary>): readonly string[] => items.map(({ member }) => member);

beforeEach(async () => {
  ({ ledger } = await openTestLedger());
  for (const member of ['P-3', 'P-1', 'Q-1', 'P-2']) await given(ledger, member, registered);
  await given(ledger, 'P-9', { ...registered, region: '359904' });
});

test('members are listed by number, a page at a time', async () => {
  const first = await ledger.members.list({ limit: 2, scope });
  expect([numbers(first), first.next]).toEqual([['P-1', 'P-2'], 'P-2']);
  const second = await ledger.members.list({ limit: 3, after: 'P-2', scope });
  expect([numbers(second), second.next]).toEqual([['P-3', 'P-9', 'Q-1'], null]);
});

test('by the beginning of the number, and by the region of the day asked about', async () => {
  expect(numbers(await ledger.members.list({ prefix: 'Q', scope }))).toEqual(['Q-1']);
  expect(numbers(await ledger.members.list({ region: '359904', scope }))).toEqual(['P-9']);
  expect(numbers(await ledger.members.list({ scope: regions('359904') }))).toEqual(['P-9']);
  expect(numbers(await ledger.members.list({ region: '359904', scope: regions('359901') }))).toEqual([]);
});

test('at a fixed moment the list stays what it was', async () => {
  const { coordinates } = await ledger.members.list({ scope });
  await given(ledger, 'P-0', registered);
  await given(ledger, 'P-1', {
    type: 'RegionTransferred',
    fromRegion: '359901',
    toRegion: '359904',
    effectiveOn: '2026-01-01',
  });
  const then = { knownAt: `pos:${coordinates.position}`, scope };
  expect(numbers(await ledger.members.list(then))).toEqual(['P-1', 'P-2', 'P-3', 'P-9', 'Q-1']);
  expect(numbers(await ledger.members.list({ scope }))).toContain('P-0');
  expect(numbers(await ledger.members.list({ region: '359904', scope }))).toEqual(['P-1', 'P-9']);
  expect(numbers(await ledger.members.list({ ...then, region: '359904' }))).toEqual(['P-9']);
});

test('events are listed as recorded or by their own day, a page at a time', async () => {
  await given(ledger, 'P-1', paid(2027, '2026-10-01'), paid(2026, '2025-10-01'));
  const question = { member: 'P-1', scope };
  const days = (items: readonly { readonly effectiveOn: string }[]): readonly string[] =>
    items.map(({ effectiveOn }) => effectiveOn);
  const recorded = await ledger.members.events(question);
  expect(days(recorded.items)).toEqual(['2020-01-01', '2026-10-01', '2025-10-01']);
  const effective = await ledger.members.events({ ...question, order: 'effective', limit: 2 });
  expect(days(effective.items)).toEqual(['2020-01-01', '2025-10-01']);
  const rest = await ledger.members.events({ ...question, order: 'effective', after: effective.next! });
  expect([days(rest.items), rest.next]).toEqual([['2026-10-01'], null]);
  expect(await codeOf(ledger.members.events({ ...question, after: '1' }))).toBe('not-found');
});

test.each([0, 501, 1.5])('a page of %d is refused', async (limit) => {
  expect(await codeOf(ledger.members.list({ limit, scope }))).toBe('malformed-request');
});
