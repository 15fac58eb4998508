import { civilDate, decide, derive, type Fact, factOf, policyBook, readFact } from '#libs/enrollment';
import { completeFact, packLibrary } from '#libs/policy';

/** The national rules with a wait of 90 days and 30 for each further year, of which 200 stay from four years on. */
function bookInDays() {
  const { pack } = packLibrary().find('national');
  const inDays = { unit: 'days', fixed: 90, variablePerYear: 30, floor: 200 } as const;
  const changed = Object.fromEntries(
    Object.entries({ ...inDays, perYear: 30 }).map(([key, value]) => {
      const name = key === 'perYear' ? 'repair.perYear' : (`wait.${key}` as const);
      const [dated] = pack.parameters[name as 'wait.fixed'];
      return [name, [{ ...dated, value }]];
    }),
  );
  const packs = [{ ...pack, parameters: { ...pack.parameters, ...changed } }];
  return policyBook({
    packs,
    regions: [{ code: '359901', policy: 'national', baseCeilingFen: new Map(), premiumFen: new Map() }],
  });
}

test('a repair that removes less than a whole part still helps', () => {
  const book = bookInDays();
  const facts: Fact[] = [];
  const tell = (body: Readonly<Record<string, unknown>>): void => {
    const fact = decide(readFact(completeFact(body, '359901'), 'case'), facts, book);
    facts.push(factOf(`e${String(facts.length)}`, fact));
  };
  tell({ type: 'MemberRegistered', liableFrom: '2020-01-01' });
  // Missed 2025 to 2029: 90 + 4 * 30 = 210 days, of which the floor of 200 lets ten go.
  tell({ type: 'PremiumPaid', coverageYear: 2030, paidOn: '2029-10-10' });
  expect(() => {
    tell({ type: 'RepairPaid', breakYears: [2025, 2026], enrolmentYear: 2030, paidOn: '2030-01-10' });
  }).toThrow(/repair-cannot-help: 10 days can still be removed; this repair names 2 years/);
  tell({ type: 'RepairPaid', breakYears: [2029], enrolmentYear: 2030, paidOn: '2030-01-10' });
  const wait = derive(facts, book, { throughYear: 2030 })?.enrolments[0]?.wait;
  expect(wait).toMatchObject({ unit: 'days', repaired: 10, total: 200, startsOn: civilDate('2030-01-01') });
});
