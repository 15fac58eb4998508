import {
  balancesOn,
  changeDays,
  type CivilDate,
  derive,
  type Fact,
  type History,
  type PolicyBook,
  pooledFundOn,
  totalLength,
  yearOf,
} from '#libs/enrollment';
import type { Consequence, ConsequenceField, ConsequenceValues } from './recorded-fact.js';

/** Two states of knowledge about one member. */
export interface Comparison {
  readonly before: readonly Fact[];
  readonly after: readonly Fact[];
  readonly book: PolicyBook;
  /** The last year whose end may be examined though nobody enrolled in it: that of the day of recording. */
  readonly throughYear: number;
  /** First day that the caller may not see; null: it may see all. */
  readonly hiddenFrom: CivilDate | null;
}

/** Every reported figure, in the order in which changes are told. */
export const CONSEQUENCE_FIELDS: readonly ConsequenceField[] = [
  'pooledFund',
  'waiting',
  'streakYears',
  'continuousCreditFen',
  'zeroClaimCreditFen',
  'breakPenaltyFen',
  'effectiveCeilingFen',
];

/** The answers for a person of whom no registration is known. */
export const nobody: ConsequenceValues = {
  pooledFund: { payable: false, reasons: ['not-covered'] },
  waiting: null,
  streakYears: 0,
  continuousCreditFen: 0,
  zeroClaimCreditFen: 0,
  breakPenaltyFen: 0,
  effectiveCeilingFen: null,
};

/** What changed between two states of knowledge. */
export function consequencesOf({
  before,
  after,
  book,
  throughYear,
  hiddenFrom,
}: Comparison): readonly Consequence[] {
  return changesBetween(derive(before, book, { throughYear }), derive(after, book, { throughYear }), {
    hiddenFrom,
  });
}

/**
 * The longest ranges of days on which a figure is another one after than before; no registration counts where a history
 * is undefined. Figures change only on the days that the two histories name, so those days are all that is looked at.
 */
export function changesBetween(
  before: History | undefined,
  after: History | undefined,
  { hiddenFrom }: Pick<Comparison, 'hiddenFrom'>,
): readonly Consequence[] {
  const histories = [before, after];
  const days = [
    ...new Set(histories.flatMap((history) => (history === undefined ? [] : changeDays(history)))),
  ]
    .filter((day) => hiddenFrom === null || day < hiddenFrom)
    .sort();
  const [old, young] = histories.map((history) => days.map((day) => valuesOn(history, day)));
  const segments = days.map((from, index): Segment => ({
    from,
    until: days[index + 1] ?? hiddenFrom,
    before: old?.[index] ?? nobody,
    after: young?.[index] ?? nobody,
  }));
  return CONSEQUENCE_FIELDS.flatMap((field) => changesOf(field, segments));
}

/** Days on which nothing changes, with the figures before and after the fact. */
interface Segment {
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly before: ConsequenceValues;
  readonly after: ConsequenceValues;
}

function changesOf(field: ConsequenceField, segments: readonly Segment[]): readonly Consequence[] {
  const changes: { from: CivilDate; until: CivilDate | null; before: unknown; after: unknown }[] = [];
  for (const { from, until, ...segment } of segments) {
    const before = segment.before[field];
    const after = segment.after[field];
    if (isSame(before, after)) continue;
    const last = changes.at(-1);
    if (last?.until === from && isSame(last.before, before) && isSame(last.after, after)) last.until = until;
    else changes.push({ from, until, before, after });
  }
  return changes.map(
    ({ from, until, before, after }) =>
      ({ serviceDates: { from, until }, field, before, after }) as Consequence,
  );
}

function valuesOn(history: History | undefined, day: CivilDate): ConsequenceValues {
  return history === undefined ? nobody : answersOn(history, day).values;
}

/** Every reported figure on a day, and the region that answers for it. */
export function answersOn(
  history: History,
  day: CivilDate,
): { readonly region: string; readonly values: ConsequenceValues } {
  const { streakYears, ceiling, region } = balancesOn(history, day);
  const wait = history.enrolments.find(({ year }) => year === yearOf(day))?.wait ?? null;
  const values = {
    pooledFund: pooledFundOn(history, day),
    waiting: wait === null ? null : { ...totalLength(wait), benefitsFrom: wait.benefitsFrom },
    streakYears,
    continuousCreditFen: ceiling.continuousCreditFen,
    zeroClaimCreditFen: ceiling.zeroClaimCreditFen,
    breakPenaltyFen: ceiling.breakPenaltyFen,
    effectiveCeilingFen: ceiling.effectiveFen,
  };
  return { region, values };
}

/** True for plain JSON values with the same canonical text; nothing is written for it, since days are compared by the dozen. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(b, name) &&
      isSame((a as Readonly<Record<string, unknown>>)[name], (b as Readonly<Record<string, unknown>>)[name]),
  );
}
