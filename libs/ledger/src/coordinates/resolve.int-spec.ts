import { everyRegion, type Ledger } from '../index.js';
import { codeOf, openTestSample } from '../testing/index.js';

let ledger: Ledger;
const scope = everyRegion;

beforeAll(async () => {
  ({ ledger } = await openTestSample());
});

const late = { member: 'P-0003', on: '2027-03-02', scope };

describe('what was known of a payment that arrived on 26 February and was recorded on 9 March 2027', () => {
  test.each([
    ['a day means its end at +08:00', '2027-03-08', 'none'],
    ['the day of recording', '2027-03-09', 'resident'],
    ['an instant, inclusive', '2027-03-09T03:12:44.000+08:00', 'resident'],
    ['the same instant in another offset', '2027-03-08T19:12:44Z', 'resident'],
    ['the millisecond before', '2027-03-09T03:12:43.999+08:00', 'none'],
  ])('%s', async (_, knownAt, covered) => {
    expect(await ledger.members.standing({ ...late, knownAt })).toMatchObject({ covered });
  });

  test('all forms of one moment echo alike', async () => {
    const forms = ['2027-03-09', '2027-03-09T12:00:00+08:00', '2027-03-09T03:12:44.000+08:00'];
    const answers = await Promise.all(forms.map((knownAt) => ledger.members.standing({ ...late, knownAt })));
    const { position, knownAt } = answers[0]!.coordinates;
    expect(knownAt).toBe('2027-03-09T03:12:44.000+08:00');
    answers.push(await ledger.members.standing({ ...late, knownAt: `pos:${position}` }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});

test('left out, the coordinates are today by the ledger and everything', async () => {
  const { coordinates } = await ledger.members.standing({ member: 'P-0003', scope });
  const { position } = await ledger.status();
  expect(coordinates).toMatchObject({ on: '2031-03-01', position, engine: '0.0.0' });
  expect(await ledger.members.standing({ member: 'P-0003', knownAt: '2031-03-01', scope })).toMatchObject({
    coordinates,
  });
});

test.each([
  ['2031-03-02', 'known-at-in-future'],
  ['2031-03-02T00:00:00+08:00', 'known-at-in-future'],
  ['pos:999999', 'known-at-in-future'],
  ['yesterday', 'malformed-request'],
  ['2027-02-30', 'malformed-request'],
  ['pos:-1', 'malformed-request'],
  ['pos:9999999999999999', 'malformed-request'],
  ['pos:0', 'member-not-found'],
])('known at %s: %s', async (knownAt, code) => {
  expect(await codeOf(ledger.members.standing({ ...late, knownAt }))).toBe(code);
});

test('a position beyond every number that is exact is refused with what was sent', async () => {
  await expect(ledger.members.standing({ ...late, knownAt: 'pos:9007199254740993' })).rejects.toMatchObject({
    detail: { en: expect.stringContaining('pos:9007199254740993') as string },
  });
});

test.each([
  [{ on: '2027-02-29' }, 'invalid-date'],
  [{ pack: 'fujian@7' }, 'unknown-pack'],
  [{ readings: 'R99=yes' }, 'malformed-request'],
  [{ readings: 'R1=maybe' }, 'malformed-request'],
])('%j: %s', async (part, code) => {
  expect(await codeOf(ledger.members.standing({ ...late, ...part }))).toBe(code);
});

test('before the regional text was adopted the national one answers', async () => {
  const question = { member: 'P-0004', on: '2025-03-01', scope };
  const then = await ledger.members.standing({ ...question, knownAt: '2025-01-25' });
  expect(then.coordinates.packs.map(({ id }) => id)).toEqual(['national']);
  const now = await ledger.members.standing({ ...question, knownAt: '2025-01-26' });
  expect(now.coordinates.packs).toEqual([
    { id: 'fujian', version: '1', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
  ]);
});

test('another pack or reading makes an answer hypothetical; the own pack pinned does not', async () => {
  const question = { member: 'P-0001', on: '2028-03-15', scope };
  expect(await ledger.members.standing({ ...question, pack: 'anhui@1' })).toMatchObject({
    hypothetical: true,
    ceiling: { breakPenaltyFen: 900_000, effectiveFen: 29_100_000 },
    coordinates: { packs: [{ id: 'anhui' }] },
  });
  expect(await ledger.members.standing({ ...question, readings: 'R1=yes' })).toMatchObject({
    hypothetical: true,
    waiting: { totalMonths: 6 },
  });
  const pinned = await ledger.members.standing({ ...question, pack: 'fujian@1' });
  expect(pinned).toEqual(await ledger.members.standing(question));
  expect(pinned.hypothetical).toBe(false);
});
