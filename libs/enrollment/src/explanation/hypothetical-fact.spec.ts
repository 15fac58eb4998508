import { civilDate } from '../calendar/civil-date.js';
import { type FactBody, factOf } from '../events.js';
import { policyBook } from '../policy-book.js';
import { withFact } from './hypothetical-fact.js';

const region = '359901';
const registration: FactBody = { type: 'MemberRegistered', region, liableFrom: civilDate('2026-01-01') };
const amounts = { baseCeilingFen: new Map(), premiumFen: new Map() };
/** A book in which no pack answers: to ask it for a rule is a fault of the program. */
const book = policyBook({ packs: [], regions: [{ code: region, policy: 'none', ...amounts }] });

test('a fact that would be refused adds nothing', () => {
  expect(withFact([], book, { ...registration, region: '359909' })).toBeUndefined();
});

test('a fault of the program is no refusal', () => {
  const premium: FactBody = { type: 'PremiumPaid', coverageYear: 2027, paidOn: civilDate('2026-10-15') };
  expect(() => withFact([factOf('member', registration)], book, premium)).toThrow('No policy pack answers');
});
