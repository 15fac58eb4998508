import { type CivilDate, type Fen, WARNING_CODES } from '#libs/enrollment';
import { count, year } from '../pack/parameter-values.js';
import { lineOf, type Read, report, textAt, UNREAD } from '../yaml/cursor.js';
import { type Field, listOf, mapping, maybe, required } from '../yaml/mappings.js';
import { day, flag, nullable, oneOf, yuan } from '../yaml/scalars.js';
import { parseKnownAt } from './instants.js';

/** An amount, `null` where there is none or it does not apply, or `indeterminate`. */
export type ExpectedAmount = Fen | null | 'indeterminate';

/** Fields of a mapping of which an expectation names those that it checks. */
type Named<T> = { readonly [K in keyof T]: T[K] | undefined };

/** The wait, as an expectation names it; an opening wait has null months. */
export interface ExpectedWait {
  readonly fixedMonths: number | null;
  readonly variableMonths: number | null;
  readonly repairedMonths: number | null;
  readonly totalMonths: number | null;
  /** The lengths of a wait that is counted in days. */
  readonly fixedDays: number | null;
  readonly variableDays: number | null;
  readonly repairedDays: number | null;
  readonly totalDays: number | null;
  readonly startsOn: CivilDate | null;
  readonly endsOn: CivilDate;
  readonly benefitsFrom: CivilDate;
}

/** Balances at the end of the day, and the ceiling struck for its year. */
export interface ExpectedCeiling {
  readonly status: 'known' | 'not-struck' | 'not-applicable' | 'indeterminate';
  readonly baseFen: ExpectedAmount;
  readonly continuousCreditFen: ExpectedAmount;
  readonly zeroClaimCreditFen: ExpectedAmount;
  readonly breakPenaltyFen: ExpectedAmount;
  readonly raiseAppliedFen: ExpectedAmount;
  readonly penaltyAppliedFen: ExpectedAmount;
  readonly effectiveFen: ExpectedAmount;
}

/** What an expectation may check; undefined: not checked. */
export interface ExpectedStanding {
  readonly covered: 'resident' | 'employee' | 'other' | 'none';
  readonly benefitEligible: boolean;
  readonly waiting: Named<ExpectedWait> | null;
  readonly breakYears: readonly number[];
  readonly streakYears: number;
  readonly zeroClaimProvisional: boolean;
  readonly employeeYearsEquivalent: Named<{ readonly years: number; readonly remainderYears: number }> | null;
  readonly ceiling: Named<ExpectedCeiling>;
  readonly warnings: readonly string[];
}

/** A day, a moment of knowledge (null: everything), and what must then hold. */
export interface Expectation {
  readonly line: number;
  readonly on: CivilDate;
  /** As written, and as an instant in UTC. */
  readonly knownAt: { readonly written: string; readonly instant: string } | null;
  readonly standing: Named<ExpectedStanding>;
}

const amount: Read<ExpectedAmount> = (at) =>
  textAt(at) === 'indeterminate' ? 'indeterminate' : nullable(yuan)(at);

const knownAt: Read<{ written: string; instant: string }> = (at) => {
  const written = textAt(at) ?? '';
  const instant = parseKnownAt(written);
  if (instant !== null) return { written, instant };
  return report(at, {
    expected: 'an instant or a day',
    remedy: 'Write 2027-02-01T10:00:00+08:00 or 2027-02-01.',
  });
};

const length = maybe<number | null>('', nullable(count));
const inUnits = (key: string): Field<number | null | undefined> => ({ ...length, key });
const inYuan = (key: string): Field<ExpectedAmount | undefined> => maybe(key, amount);

const wait = mapping<Named<ExpectedWait>>({
  fixedMonths: inUnits('fixedMonths'),
  variableMonths: inUnits('variableMonths'),
  repairedMonths: inUnits('repairedMonths'),
  totalMonths: inUnits('totalMonths'),
  fixedDays: inUnits('fixedDays'),
  variableDays: inUnits('variableDays'),
  repairedDays: inUnits('repairedDays'),
  totalDays: inUnits('totalDays'),
  startsOn: maybe('startsOn', nullable(day)),
  endsOn: maybe('endsOn', day),
  benefitsFrom: maybe('benefitsFrom', day),
});

const ceiling = mapping<Named<ExpectedCeiling>>({
  status: maybe('status', oneOf(['known', 'not-struck', 'not-applicable', 'indeterminate'])),
  baseFen: inYuan('baseYuan'),
  continuousCreditFen: inYuan('continuousCreditYuan'),
  zeroClaimCreditFen: inYuan('zeroClaimCreditYuan'),
  breakPenaltyFen: inYuan('breakPenaltyYuan'),
  raiseAppliedFen: inYuan('raiseAppliedYuan'),
  penaltyAppliedFen: inYuan('penaltyAppliedYuan'),
  effectiveFen: inYuan('effectiveYuan'),
});

const employeeYears = mapping<Named<{ years: number; remainderYears: number }>>({
  years: maybe('years', count),
  remainderYears: maybe('remainderYears', count),
});

const fields = mapping<
  Named<ExpectedStanding> & Pick<Expectation, 'on'> & { knownAt: Expectation['knownAt'] | undefined }
>({
  on: required('on', day),
  knownAt: maybe('knownAt', knownAt),
  covered: maybe('covered', oneOf(['resident', 'employee', 'other', 'none'])),
  benefitEligible: maybe('benefitEligible', flag),
  waiting: maybe('waiting', nullable(wait)),
  breakYears: maybe('breakYears', listOf(year)),
  streakYears: maybe('streakYears', count),
  zeroClaimProvisional: maybe('zeroClaimProvisional', flag),
  employeeYearsEquivalent: maybe('employeeYearsEquivalent', nullable(employeeYears)),
  ceiling: maybe('ceiling', ceiling),
  warnings: maybe('warnings', listOf(oneOf(WARNING_CODES))),
});

/** Reads an expectation; it names at least one thing to check. */
export const expectation: Read<Expectation> = (at) => {
  const named = fields(at);
  if (named === UNREAD) return UNREAD;
  const { on, knownAt: known, ...standing } = named;
  if (Object.values(standing).some((value) => value !== undefined)) {
    return { line: lineOf(at), on, knownAt: known ?? null, standing };
  }
  return report(at, {
    seen: 'nothing to check',
    expected: 'a field of the standing',
    remedy: 'Add one, such as covered.',
  });
};
