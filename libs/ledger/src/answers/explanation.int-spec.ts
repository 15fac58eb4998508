import { everyRegion, type Ledger } from '../index.js';
import { codeOf, openTestSample } from '../testing/index.js';

let ledger: Ledger;
const question = { member: 'P-0001', on: '2028-03-15', field: 'waiting', scope: everyRegion };

beforeAll(async () => {
  ({ ledger } = await openTestSample());
});

test('the wait of P-0001: five months, what decided it and what would change it', async () => {
  const answer = await ledger.members.explanation(question);
  expect(answer).toMatchObject({
    schema: 'canbao.explanation/1',
    member: 'P-0001',
    hypothetical: false,
    value: { totalMonths: 5 },
    wouldChange: [
      { action: { type: 'RepairPaid', years: 1 }, result: { totalMonths: 4, benefitsFrom: '2028-05-01' } },
      { action: { type: 'RepairPaid', years: 2 }, result: { totalMonths: 3, benefitsFrom: '2028-04-01' } },
    ],
    coordinates: { packs: [{ id: 'fujian' }] },
  });
  expect(answer.readings.find(({ id }) => id === 'R1')?.choice).toBe('no');
  const { items } = await ledger.members.events(question);
  const payment = items.find(({ type }) => type === 'PremiumPaid');
  expect(answer.steps.flatMap(({ eventIds }) => eventIds)).toContain(payment?.id);
});

test('the public reads sentences, a clerk the tree, an auditor everything', async () => {
  const at = (depth: string) => ledger.members.explanation({ ...question, depth });
  const [forPublic, clerk, audit] = [await at('public'), await at('clerk'), await at('audit')];
  expect(forPublic.sentences).toEqual(audit.sentences);
  expect([forPublic.steps, forPublic.notApplied]).toEqual([[], []]);
  expect(clerk.steps.map(({ id }) => id)).toEqual(audit.steps.map(({ id }) => id));
  expect(clerk.steps.every(({ formula }) => formula === null)).toBe(true);
  expect(audit).toEqual(await ledger.members.explanation(question));
});

test.each([{ field: 'happiness' }, { depth: 'abyss' }])('%j is refused', async (part) => {
  expect(await codeOf(ledger.members.explanation({ ...question, ...part }))).toBe('malformed-request');
});

test('facts that came later and touch nothing leave the explanation of then as it was', async () => {
  const then = await ledger.members.explanation({ ...question, knownAt: '2028-03-15' });
  const now = await ledger.members.explanation(question);
  expect(then.steps).toEqual(now.steps);
  expect(then.coordinates.position).toBeLessThan(now.coordinates.position);
});
