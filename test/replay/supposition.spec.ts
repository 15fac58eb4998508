import {
  civilDate,
  decide,
  derive,
  DomainError,
  type Fact,
  factOf,
  HypotheticalFact,
  readFact,
  standingOn,
  Supposition,
} from '#libs/enrollment';
import { givenUnder, type Told } from './given.js';
import { bookUnder } from './sample-policy.js';
import { paid } from './told.js';

const book = bookUnder('fujian');
const recordedAt = '2028-05-01T00:00:00.000Z';
const registered: Told = { type: 'MemberRegistered', liableFrom: '2020-01-01' };
const { facts: known } = givenUnder('fujian')(registered, paid(2027, '2026-11-20'));

/** As a request says it, with every field. */
const submitted = (coverageYear: number, paidOn: string): object => ({
  type: 'PremiumPaid',
  coverageYear,
  paidOn,
  amountFen: 40_000,
});
const correctionOf = (corrects: string): object => ({
  type: 'FactCorrected',
  corrects,
  reason: 'recorded-in-error',
});
const supposing = (...facts: readonly unknown[]): Supposition =>
  Supposition.over(known, book, { facts, recordedAt });

function refusalOf(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('Expected a refusal.');
}

test('what follows is what would follow had the facts been recorded', () => {
  const [body] = [decide(readFact(submitted(2028, '2028-04-10'), 'request'), known, book)];
  const facts: readonly Fact[] = [...known, factOf('recorded', body, recordedAt)];
  const on = civilDate('2028-06-01');
  const supposed = supposing(submitted(2028, '2028-04-10')).derive(book, { throughYear: 2028 });
  const recorded = derive(facts, book, { throughYear: 2028 });
  expect(supposed && standingOn(supposed, on)).toEqual(recorded && standingOn(recorded, on));
  const without = supposing().derive(book, { throughYear: 2028 });
  expect(without && standingOn(without, on).covered).not.toEqual(
    supposed && standingOn(supposed, on).covered,
  );
});

test('where no registration is known, nothing follows', () => {
  const nobody = Supposition.over([], book, { facts: [], recordedAt });
  expect(nobody.derive(book, { throughYear: 2028 })).toBeUndefined();
});

test('each is shown as hypothetical, with an id that no ledger gives; a later one may name an earlier one', () => {
  const { supposed } = supposing(
    submitted(2028, '2027-11-20'),
    correctionOf('~1'),
    submitted(2028, '2028-04-10'),
  );
  expect(supposed.map((each) => each.shown())).toEqual([
    { hypothetical: true, id: '~1', body: submitted(2028, '2027-11-20') },
    { hypothetical: true, id: '~2', body: correctionOf('~1') },
    { hypothetical: true, id: '~3', body: submitted(2028, '2028-04-10') },
  ]);
  expect(supposed.every((each) => each instanceof HypotheticalFact)).toBe(true);
  // Whoever writes the object away writes nothing of the fact.
  expect(JSON.parse(JSON.stringify(supposed[0]))).toEqual({ hypothetical: true, id: '~1' });
});

test('what the ledger would refuse is refused, with its place, and by the same clause', () => {
  const early = submitted(2028, '2027-08-31');
  const own = refusalOf(() => decide(readFact(early, 'request'), known, book));
  const refused = refusalOf(() => supposing(submitted(2028, '2027-11-20'), correctionOf('~1'), early));
  expect(own.problems).toMatchObject([{ code: 'window-not-open', pointer: '/paidOn' }]);
  expect(refused.problems).toEqual(
    own.problems.map((problem) => ({ ...problem, pointer: `/facts/2${problem.pointer}` })),
  );
  expect(own.clause).toBeDefined();
  expect(refused.clause).toEqual(own.clause);
});

test('each fault of the form is told with its place, that of the fact itself too', () => {
  const { problems } = refusalOf(() => supposing({ type: 'PremiumPaid', coverageYear: 'soon', paidOn: 7 }));
  expect(problems.length).toBeGreaterThan(1);
  for (const { pointer, facts } of problems) {
    expect(pointer).toMatch(/^\/facts\/0\/\w+$/);
    expect(facts['field']).toBe(pointer);
  }
  expect(refusalOf(() => supposing(submitted(2028, '2027-11-20'), 5)).problems).toMatchObject([
    { pointer: '/facts/1', facts: { field: '/facts/1' } },
  ]);
});

test('a fault of the program is no refusal', () => {
  const broken = {
    get type(): never {
      throw new RangeError('broken');
    },
  };
  expect(() => supposing(broken)).toThrow(RangeError);
});
