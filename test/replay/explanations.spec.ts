import fc from 'fast-check';
import {
  type CivilDate,
  civilDate,
  decide,
  derive,
  EXPLAINED_FIELDS,
  explain,
  type ExplainedField,
  type Explanation,
  type Fact,
  type FactBody,
  factOf,
  fieldValue,
  type PolicyBook,
  quoteRepair,
  type Standing,
  standingOn,
  Trace,
  yearOf,
} from '#libs/enrollment';
import { QUESTION_DAYS } from './answers.js';
import { givenUnder } from './given.js';
import { type GeneratedHistory, histories, returns } from './histories.js';
import { bookUnder, PACK_IDS } from './sample-policy.js';
import { enough, tried } from './sizes.js';

interface Question {
  readonly on: CivilDate;
  readonly field: ExplainedField;
}

function standingOf(facts: readonly Fact[], book: PolicyBook, on: CivilDate): Standing | undefined {
  const history = derive(facts, book, { throughYear: yearOf(on) });
  return history === undefined ? undefined : standingOn(history, on);
}

/** The value of a field as bytes where some facts are left out. */
type ValueWithout = (ids: readonly string[], question: Question) => string;

/** Derives it without a recorder from what is left of the facts, once for all fields of a day. */
function valuesWithout(facts: readonly Fact[], book: PolicyBook): ValueWithout {
  const known = new Map<string, Standing | undefined>();
  return (ids, { on, field }) => {
    const key = `${on} ${ids.join(' ')}`;
    if (!known.has(key)) {
      const left = facts.filter(({ id }) => !ids.includes(id));
      known.set(key, standingOf(left, book, on));
    }
    const standing = known.get(key);
    return standing === undefined ? 'nobody' : JSON.stringify(fieldValue(standing, field));
  };
}

/** A question with its explanation. */
type Explained = Question & { readonly explanation: Explanation };

/** Every field on some days, explained. */
function explained(
  { facts }: GeneratedHistory,
  book: PolicyBook,
  days: readonly CivilDate[],
): readonly Explained[] {
  return days.flatMap((on) =>
    EXPLAINED_FIELDS.flatMap((field) => {
      const explanation = explain(facts, book, { on, field });
      return explanation === undefined ? [] : [{ on, field, explanation }];
    }),
  );
}

/** How many histories the tests about the same explanations try; with one seed they meet the same ones. */
const HISTORIES = 12;

const days = fc.uniqueArray(fc.constantFrom(...QUESTION_DAYS), { minLength: 2, maxLength: 2 });

/** The value that the last step shows for a field. */
function shownValue(standing: Standing, field: ExplainedField): unknown {
  switch (field) {
    case 'waiting':
      // A wait taken over from an older system has no months to show.
      return standing.waiting === null ? 0 : standing.waiting.totalMonths;
    case 'ceiling':
      return standing.ceiling.effectiveFen;
    case 'employeeYearsEquivalent':
      return standing.employeeYearsEquivalent?.years ?? null;
    case 'benefitEligible':
    case 'breakPenalty':
    case 'breakYears':
    case 'continuousCredit':
    case 'covered':
    case 'streakYears':
    case 'zeroClaimCredit':
    case 'zeroClaimProvisional':
      return fieldValue(standing, field);
  }
}

/** What happens if an action of `wouldChange` is really submitted on the day. */
function submitted(
  facts: readonly Fact[],
  book: PolicyBook,
  action: Explanation['wouldChange'][number]['action'],
  on: CivilDate,
): readonly Fact[] {
  const body = ((): FactBody => {
    if (action.type === 'PremiumPaid')
      return { type: 'PremiumPaid', coverageYear: action.coverageYear, paidOn: on };
    const { breakYears, enrolmentYear } = quoteRepair(facts, book, { on });
    return {
      type: 'RepairPaid',
      breakYears: breakYears.slice(0, action.years),
      enrolmentYear: enrolmentYear!,
      paidOn: on,
    };
  })();
  return [...facts, factOf('submitted', decide(body, facts, book))];
}

describe.each(PACK_IDS)('%s', (packId) => {
  const book = bookUnder(packId);
  const seed = 20310301 + PACK_IDS.indexOf(packId);
  const generated = histories(packId);
  const remembered = new Map<string, readonly Explained[]>();
  afterAll(() => {
    remembered.clear();
  });

  /** Explains a history once for all tests that look at it. */
  function explainedOnce(history: GeneratedHistory, on: readonly CivilDate[]): readonly Explained[] {
    const key = JSON.stringify([history.facts, on]);
    const all = remembered.get(key) ?? explained(history, book, on);
    if (remembered.size < HISTORIES) remembered.set(key, all);
    return all;
  }

  test('what is cited decides, what is context or not cited does not', () => {
    const seen = { cited: 0, context: 0, uncited: 0 };
    fc.assert(
      fc.property(generated, days, (history, on) => {
        const { facts } = history;
        const valueWithout = valuesWithout(facts, book);
        for (const { explanation, ...question } of explainedOnce(history, on)) {
          const before = valueWithout([], question);
          expect(JSON.stringify(explanation.value)).toBe(before);
          const changes = (ids: readonly string[]): boolean => valueWithout(ids, question) !== before;
          const fail = (said: string): never => {
            throw new Error(`${question.field} on ${question.on}: ${said}`);
          };
          const { steps } = explanation;
          const cited = new Set(steps.flatMap(({ eventIds }) => eventIds));
          const sets = steps.flatMap(({ anyOf }) => anyOf);
          const context = new Set(steps.flatMap((step) => step.context));
          for (const id of cited) if (!changes([id])) fail(`without the cited ${id} it is the same`);
          for (const set of sets) {
            if (!changes(set)) fail(`without all of ${set.join(', ')} it is the same`);
            for (const id of set) if (changes([id])) fail(`${id} is cited in a set and decides alone`);
          }
          for (const id of context) if (changes([id])) fail(`without the context ${id} it differs`);
          const uncited = facts.filter(({ id }) => !cited.has(id) && !sets.flat().includes(id));
          for (const { id } of uncited)
            if (changes([id])) fail(`without ${id}, which is not cited, it differs`);
          const known = new Set(facts.map(({ id }) => id));
          for (const id of [...cited, ...sets.flat(), ...context])
            if (!known.has(id)) fail(`${id} is no event`);
          seen.cited += cited.size;
          seen.context += context.size;
          seen.uncited += uncited.length;
        }
      }),
      tried(HISTORIES, seed),
    );
    for (const count of [seen.cited, seen.context, seen.uncited])
      expect(count).toBeGreaterThanOrEqual(enough(50));
  });

  test('steps come in order, name earlier ones, and end with the value', () => {
    fc.assert(
      fc.property(generated, days, (history, on) => {
        for (const { explanation, ...question } of explainedOnce(history, on)) {
          const standing = standingOf(history.facts, book, question.on)!;
          const { steps } = explanation;
          expect(explanation).toMatchObject({ schema: 'canbao.explanation/1', field: question.field });
          expect(explanation.value).toEqual(fieldValue(standing, question.field));
          steps.forEach(({ inputs }, index) => {
            const earlier = steps.slice(0, index).map(({ id }) => id);
            for (const input of inputs) expect(earlier).toContain(input);
          });
          expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
          const result = steps.at(-1)!;
          expect(result).toMatchObject({ id: 'result', rule: `standing.${question.field}` });
          expect({ ...question, value: result.value }).toEqual({
            ...question,
            value: shownValue(standing, question.field),
          });
          const named = steps.flatMap(({ readingIds }) => readingIds);
          expect(named).toEqual(expect.arrayContaining(explanation.readings.map(({ id }) => id)));
          for (const { clause, packDigest } of steps) {
            expect(clause.document).not.toBe('');
            expect(packDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
          }
        }
      }),
      tried(HISTORIES, seed),
    );
  });

  test('there are sentences in Chinese and in English, and nothing unfilled in them', () => {
    fc.assert(
      fc.property(generated, days, (history, on) => {
        for (const { explanation } of explainedOnce(history, on)) {
          const { zh, en } = explanation.sentences;
          expect(zh.length).toBeGreaterThan(0);
          expect(en).toHaveLength(zh.length);
          for (const sentence of zh) expect(sentence).toMatch(/\p{Script=Han}.*。$/u);
          for (const sentence of en) expect(sentence).toMatch(/^[^\p{Script=Han}]+\.$/u);
          expect([...zh, ...en].join(' ')).not.toMatch(/\b(?:undefined|null|NaN|Infinity)\b|[{}]|\[object/);
        }
      }),
      tried(HISTORIES, seed),
    );
  });

  test('what is said to change the value does so when it is submitted', () => {
    const seen = { RepairPaid: 0, PremiumPaid: 0 };
    fc.assert(
      fc.property(fc.oneof(generated, returns(packId)), days, (history, on) => {
        const { facts } = history;
        // Also the day of a payment: some regions take a repair on no other.
        const payments = facts.flatMap((fact) => (fact.type === 'PremiumPaid' ? [fact.data.paidOn] : []));
        for (const day of [...on, ...payments.slice(-2)]) {
          for (const field of ['waiting', 'covered', 'benefitEligible'] as const) {
            for (const { action, result } of explain(facts, book, { on: day, field })?.wouldChange ?? []) {
              seen[action.type] += 1;
              const after = submitted(facts, book, action, day);
              const standing = standingOf(after, book, day)!;
              const { covered, benefitEligible, waiting } = standing;
              if (action.type === 'RepairPaid') {
                const { totalMonths, benefitsFrom } = result as { totalMonths: number; benefitsFrom: string };
                // A carried wait that a repair ends by 1 January is not carried any more.
                if (waiting === null) expect(benefitsFrom <= `${String(yearOf(day))}-01-01`).toBe(true);
                else
                  expect({ totalMonths, benefitsFrom }).toEqual({
                    totalMonths: waiting.totalMonths,
                    benefitsFrom: waiting.benefitsFrom,
                  });
                continue;
              }
              expect(result).toMatchObject({ covered, benefitEligible });
              const { benefitsFrom } = result as { readonly benefitsFrom: CivilDate };
              // A death or a job may come before the wait is over; whoever is still covered is paid.
              const then = standingOf(after, book, benefitsFrom)!;
              if (yearOf(benefitsFrom) === yearOf(day) && then.covered === 'resident')
                expect({ benefitsFrom, paid: then.benefitEligible }).toEqual({ benefitsFrom, paid: true });
              if (benefitsFrom > day && waiting !== null) expect(waiting.benefitsFrom).toBe(benefitsFrom);
            }
          }
        }
      }),
      tried(60, seed),
    );
    expect(seen.PremiumPaid).toBeGreaterThanOrEqual(enough(10));
    expect(seen.RepairPaid).toBeGreaterThanOrEqual(enough(5));
  });

  test('the recorder changes nothing that is derived', () => {
    fc.assert(
      fc.property(generated, ({ facts }) => {
        const options = { throughYear: 2037 };
        const plain = derive(facts, book, options);
        const recorded = derive(facts, book, { ...options, trace: new Trace() });
        for (const day of QUESTION_DAYS)
          expect(recorded && JSON.stringify(standingOn(recorded, day))).toBe(
            plain && JSON.stringify(standingOn(plain, day)),
          );
      }),
      tried(60, seed),
    );
  });
});

test('two facts of which either spares the wait are cited as a set', () => {
  const { facts } = givenUnder('fujian')(
    { type: 'MemberRegistered', liableFrom: '2020-01-01' },
    { id: 'aid', type: 'SpecialStatusGranted', status: 'medical-aid', from: '2027-01-01' },
    { id: 'soldier', type: 'SpecialStatusGranted', status: 'discharged-soldier', from: '2028-02-01' },
    { id: 'back', type: 'PremiumPaid', coverageYear: 2028, paidOn: '2028-05-10' },
  );
  const question = { on: civilDate('2028-06-01'), field: 'waiting' } as const;
  const { steps, value } = explain(facts, bookUnder('fujian'), question)!;
  expect(value).toBeNull();
  const exempt = steps.find(({ id }) => id === 'exempt:2028');
  expect(exempt).toMatchObject({ value: true, eventIds: [], anyOf: [['aid', 'soldier']] });
  const valueWithout = valuesWithout(facts, bookUnder('fujian'));
  for (const without of [['aid'], ['soldier']]) expect(valueWithout(without, question)).toBe('null');
  expect(valueWithout(['aid', 'soldier'], question)).toContain('"totalMonths":5');
});
