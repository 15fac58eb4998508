import type { CivilDate } from './calendar/civil-date.js';
import type { Status } from './events.js';
import type { Fen } from './fen.js';

/**
 * A day of every year, relative to the coverage year Y: `prev-09-01` lies in Y-1, `same-02-last` is the last day of
 * February of Y.
 */
export type YearlyDay = `${'prev' | 'same'}-${string}`;

/**
 * Where the cover of a payment starts, never before 1 January of its year: on that day whenever it was paid, on the day
 * of the payment, on the day after it, or on the first of the month after it.
 */
export const COVER_STARTS = ['january', 'payment', 'next-day', 'next-month'] as const;
export type CoverStart = (typeof COVER_STARTS)[number];

/** Whether an extended payment has consequences of its own, or counts as one in the window in all but its cover start. */
export const EXTENDED_COUNTS_AS = ['extended', 'in-window'] as const;

/** The enrolment window of the coverage years `fromYear` (inclusive) to `untilYear` (exclusive, null: open). All days are included. */
export interface WindowRow {
  readonly fromYear: number;
  readonly untilYear: number | null;
  readonly opens: YearlyDay | CivilDate;
  readonly closes: YearlyDay | CivilDate;
  /** Last day of the extended window, which begins after `closes`; null: there is none. */
  readonly extendedUntil: YearlyDay | CivilDate | null;
  readonly extendedCountsAs: (typeof EXTENDED_COUNTS_AS)[number];
  /** Last day on which a payment for the year is accepted; a newborn in a time of its own has until the year ends. */
  readonly lateUntil: YearlyDay | CivilDate;
  /** Where the cover of a payment until `closes` starts. */
  readonly coverFrom: CoverStart;
}

/**
 * On which payment days a full exemption holds: while the status does; in the calendar year in which it began
 * (R30 moves `recently-added`); while it does, or a number of months (R35) where it has no end; or until an age (R29).
 */
export type ExemptionHolds =
  'while-status' | 'calendar-year' | 'recently-added' | 'while-status-or-months' | 'newborn-age';

/** A group that serves no wait at all. */
export interface FullExemption {
  readonly status: Status;
  readonly holds: ExemptionHolds;
}

/** A payment soon after another cover or a qualifying day, which spares the fixed months or the whole wait. */
export interface ShortGapExemption {
  /** `employee-gap`: at most `gap` months after employee cover ended; `status`: within `months` of the status's first day. */
  readonly after: 'employee-gap' | 'status';
  /** For `status`: the codes; for `employee-gap`: empty. */
  readonly statuses: readonly Status[];
  /** For `status`: months after `countedFrom` (exclusive end, see `periods.lastDayIncluded`); for `employee-gap` R25 decides. */
  readonly months: number | null;
  /** For `status`: the months count from the status's first day or from the first of the following month. */
  readonly countedFrom: 'day' | 'next-month';
  /** For `employee-gap`: each day of so many years before leaving had basic insurance; null: not required. */
  readonly coveredYearsBefore: number | null;
  /** Only where no earlier break year remains to be served. */
  readonly onlyWithoutBreaks: boolean;
  /** Only for payments after the window. */
  readonly onlyLate: boolean;
  readonly spares: 'fixed' | 'whole-wait';
  /** Where the cover of a late payment starts, instead of `cover.lateFrom`. */
  readonly lateCoverFrom: CoverStart;
}

/** A student's first year: an in-window payment through school that covers before 1 January. */
export interface FreshmanRule {
  readonly channel: string;
  /** The coverage year before must be paid. */
  readonly requiresPreviousYear: boolean;
  /** Only the first live payment through school. */
  readonly firstPaymentOnly: boolean;
  /** Where cover starts: on the yearly day (in Y-1), or on the payment day. */
  readonly coverFrom: YearlyDay | 'payment';
  readonly noWait: boolean;
}

/** Newborn rules beside the exemption from the wait. */
export interface NewbornRule {
  /** Covered free of charge from birth to the end of the birth year, once registered. */
  readonly birthYearFree: boolean;
  /** The payment for the following year counts as in-window up to birth + so many days (inclusive); null: no such rule. */
  readonly nextYearWindowDays: number | null;
  /** What an early payment for a child brings, by age on the payment day; the first tier that reaches it applies. */
  readonly tiers: readonly NewbornTier[];
}

/** A payment for the birth year or the year after it, made up to an age. */
export interface NewbornTier {
  /** Up to birth + so many days (inclusive), or within so many months of birth; one of the two is null. */
  readonly withinDays: number | null;
  readonly withinMonths: number | null;
  /** Where its cover starts: on the day of birth (in the year after it 1 January), or as a payment's; nobody is covered before birth. */
  readonly coverFrom: 'birth' | Exclude<CoverStart, 'january'>;
  /** True: no waiting period; false: that of any other payment of the day. */
  readonly noWait: boolean;
}

/**
 * An amount of money: fixed, or per cent of a year's base ceiling (up to two decimals, the result rounded down to a
 * fen), at most so much where `atMostFen` is not null.
 */
export type Amount =
  { readonly amountFen: Fen } | { readonly percentOfBase: number; readonly atMostFen: Fen | null };

/** A fund whose payment spoils a zero-claim year. */
export const ZERO_CLAIM_FUNDS = ['pooled', 'major-illness', 'medical-aid'] as const;
export type ZeroClaimFund = (typeof ZERO_CLAIM_FUNDS)[number];

/** Every parameter of a pack, by name; the name is also the rule's name in an explanation and the key in `pack.yaml`. */
export interface Parameters {
  /** Enrolment windows by coverage year. */
  readonly windows: readonly WindowRow[];
  /** Years under employee cover: `clears` ends a run of break years, `carries` steps over. */
  readonly 'breaks.employeeDetour': 'clears' | 'carries';
  /** First coverage year the text applies to; a payment for an earlier one gives cover and nothing else. */
  readonly 'coverage.firstYear': number;
  /** Where the cover of a payment in the extended window starts. */
  readonly 'cover.extendedFrom': CoverStart;
  /** Where the cover of a later payment starts. */
  readonly 'cover.lateFrom': CoverStart;
  /** The unit of the four lengths that follow; R7 may turn months into days. */
  readonly 'wait.unit': 'months' | 'days';
  readonly 'wait.fixed': number;
  readonly 'wait.variablePerYear': number;
  /** What the fixed and the variable part keep at least after repairs, from `wait.floorFromBreakYears` break years on. */
  readonly 'wait.floor': number;
  readonly 'wait.floorFromBreakYears': number;
  /**
   * Months after employee cover from which a gap is an interruption; null: those of R25. `after`: later than that day,
   * `on`: that day already.
   */
  readonly 'gap.interruptedMonths': number | null;
  readonly 'gap.interruptedFrom': 'after' | 'on';
  readonly 'exemptions.full': readonly FullExemption[];
  readonly 'exemptions.shortGap': readonly ShortGapExemption[];
  readonly newborn: NewbornRule;
  readonly freshman: FreshmanRule | null;
  /** A repair is accepted only on the day of the enrolment payment. */
  readonly 'repair.onlyWithPayment': boolean;
  /** How much of the wait one repaired year removes, in `wait.unit`. */
  readonly 'repair.perYear': number;
  /** Whose individual premium prices a repaired year: that of the member's region, or of the region with the pack's own code. */
  readonly 'repair.price': 'place-of-enrolment' | 'provincial';
  /** The continuous credit of a year. */
  readonly 'continuous.credit': Amount;
  /** Full years before each further one earns a continuous credit. */
  readonly 'continuous.afterYears': number;
  /** The zero-claim credit of a year. */
  readonly 'zeroClaim.credit': Amount;
  readonly 'zeroClaim.funds': readonly ZeroClaimFund[];
  /** Months after 31 December of the year of service after which no late settlement is expected; null: never final. */
  readonly 'zeroClaim.finalAfterMonths': number | null;
  /** The penalty of a break year; 0: the region has none. */
  readonly 'penalty.perBreakYear': Amount;
  /** What the penalty lowers a ceiling by at most. */
  readonly 'penalty.limit': Amount;
  /** What both credits together raise a ceiling by at most. */
  readonly 'raise.limit': Amount;
  /** Groups whose members have no ceiling, by their status on the start of the year. */
  readonly 'ceiling.unlimitedFor': readonly Status[];
  /** The text orders regions without a ceiling to set one. */
  readonly 'ceiling.mustBeSet': boolean;
  /** Paid resident years that convert to one employee year; null: no such rule. */
  readonly 'employeeYears.residentYearsPerYear': number | null;
  /** Whether "within n months of d" includes the last day d + n months. */
  readonly 'periods.lastDayIncluded': boolean;
}

export type ParameterName = keyof Parameters;
