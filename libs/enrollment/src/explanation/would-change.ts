import { type CivilDate, yearOf } from '../calendar/civil-date.js';
import type { Fact } from '../events.js';
import type { PolicyBook } from '../policy-book.js';
import { enrolmentOf } from '../standing/enrolment.js';
import { derive } from '../standing/history.js';
import { standingOn } from '../standing/standing.js';
import { type ExplainedField, fieldValue } from './fields.js';
import { withFact } from './hypothetical-fact.js';
import { quoteRepair } from './repair-quote.js';

/** Something that could still be done on the day asked about, and what the field would then be. */
export interface PossibleChange {
  readonly action:
    | { readonly type: 'RepairPaid'; readonly years: number }
    | { readonly type: 'PremiumPaid'; readonly coverageYear: number };
  readonly result: unknown;
}

/**
 * What would change the field, now of a value, if it were done on the day asked about: repairs that help, and an open
 * premium.
 */
export function possibleChanges(
  facts: readonly Fact[],
  book: PolicyBook,
  question: { readonly on: CivilDate; readonly field: ExplainedField; readonly value: unknown },
): readonly PossibleChange[] {
  const { on, field } = question;
  if (field === 'waiting') {
    const rows = quoteRepair(facts, book, { on }).rows.filter((row) => row.helps);
    return rows.map(({ years, costFen: _costFen, helps: _helps, ...result }) => ({
      action: { type: 'RepairPaid', years },
      result,
    }));
  }
  return field === 'covered' || field === 'benefitEligible' ? premiumChanges(facts, book, question) : [];
}

function premiumChanges(
  facts: readonly Fact[],
  book: PolicyBook,
  { on, field, value }: { readonly on: CivilDate; readonly field: ExplainedField; readonly value: unknown },
): readonly PossibleChange[] {
  const year = yearOf(on);
  const paid = withFact(facts, book, { type: 'PremiumPaid', coverageYear: year, paidOn: on });
  const history = paid === undefined ? undefined : derive(paid, book, { throughYear: year });
  if (history === undefined) return [];
  const enrolment = enrolmentOf(history.enrolments, year);
  const { death, registration } = history.member;
  if (enrolment === undefined || death !== undefined || on < registration.data.liableFrom) return [];
  const standing = standingOn(history, on);
  if (fieldValue(standing, field) === value) return [];
  const { covered, benefitEligible } = standing;
  const benefitsFrom = enrolment.wait?.benefitsFrom ?? enrolment.cover.from;
  return [
    {
      action: { type: 'PremiumPaid', coverageYear: year },
      result: { covered, benefitEligible, benefitsFrom },
    },
  ];
}
