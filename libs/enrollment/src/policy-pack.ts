import type { CivilDate } from './calendar/civil-date.js';
import type { Status } from './events.js';
import type { Fen } from './fen.js';

/** A clause of a published document, with our own paraphrase; the text itself is never shipped. */
export interface Clause {
  readonly document: string;
  readonly at: string;
  readonly paraphrase: { readonly zh: string; readonly en: string };
}

/** How sure the pack is of a value or a reading. */
export type Confidence = 'high' | 'medium' | 'low';

/** Where a value comes from: `text` says it, `assumed` says nobody does and why. */
export type Evidence = 'text' | 'assumed';

/** One value of a parameter, in force from `from` (inclusive, null: always) until `until` (exclusive, null: open). */
export interface DatedValue<V> {
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  readonly value: V;
  readonly clause: Clause;
  readonly evidence: Evidence;
  readonly confidence: Confidence;
  readonly note?: string;
}

/**
 * A day of every year, relative to the coverage year Y: `prev-09-01` lies in Y-1, `same-02-last` is the last day of
 * February of Y.
 */
export type YearlyDay = `${'prev' | 'same'}-${string}`;

/** The enrolment window of the coverage years `fromYear` (inclusive) to `untilYear` (exclusive, null: open). All days are included. */
export interface WindowRow {
  readonly fromYear: number;
  readonly untilYear: number | null;
  readonly opens: YearlyDay | CivilDate;
  readonly closes: YearlyDay | CivilDate;
  /** Last day of the extended window, which begins after `closes`; null: there is none. */
  readonly extendedUntil: YearlyDay | CivilDate | null;
  /** Where cover of an in-window payment starts: 1 January, or the later of the payment and 1 January. */
  readonly coverFrom: 'january' | 'payment';
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
  /** Where the cover of a late payment starts: on its day, or on the first of the next month. */
  readonly lateCoverFrom: 'payment' | 'next-month';
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
}

/** A limit on what is applied to a ceiling: a percentage of the year's base ceiling (rounded down to a fen), or an amount. */
export type Limit = { readonly percentOfBase: number } | { readonly amountFen: Fen };

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
  readonly 'wait.fixedMonths': number;
  readonly 'wait.variableMonthsPerYear': number;
  /** What fixed + variable months keep at least after repairs, from `wait.floorFromBreakYears` break years on. */
  readonly 'wait.floorMonths': number;
  readonly 'wait.floorFromBreakYears': number;
  /** Months after employee cover from which a gap is an interruption; `after`: later than that day, `on`: that day already. */
  readonly 'gap.interruptedMonths': number;
  readonly 'gap.interruptedFrom': 'after' | 'on';
  readonly 'exemptions.full': readonly FullExemption[];
  readonly 'exemptions.shortGap': readonly ShortGapExemption[];
  readonly newborn: NewbornRule;
  readonly freshman: FreshmanRule | null;
  /** A repair is accepted only on the day of the enrolment payment. */
  readonly 'repair.onlyWithPayment': boolean;
  /** Variable months that one repaired year removes. */
  readonly 'repair.monthsPerYear': number;
  /** Whose individual standard prices a repaired year, always that of the year of repair. */
  readonly 'repair.price': 'place-of-enrolment' | 'provincial';
  readonly 'continuous.amountFen': Fen;
  /** Full years before each further one earns a continuous credit. */
  readonly 'continuous.afterYears': number;
  readonly 'zeroClaim.amountFen': Fen;
  readonly 'zeroClaim.funds': readonly ZeroClaimFund[];
  /** Months after 31 December of the year of service after which no late settlement is expected; null: never final. */
  readonly 'zeroClaim.finalAfterMonths': number | null;
  /** Amount per break year; 0: the region has no penalty. */
  readonly 'penalty.amountFen': Fen;
  readonly 'penalty.limit': Limit;
  readonly 'raise.limit': Limit;
  /** The text orders regions without a ceiling to set one. */
  readonly 'ceiling.mustBeSet': boolean;
  /** Paid resident years that convert to one employee year; null: no such rule. */
  readonly 'employeeYears.residentYearsPerYear': number | null;
  /** Whether "within n months of d" includes the last day d + n months. */
  readonly 'periods.lastDayIncluded': boolean;
}

export type ParameterName = keyof Parameters;

/** Readings: where the text leaves a choice (docs/domain.md §6). The choice of each, by id. */
export interface Readings {
  readonly R1: 'no' | 'yes';
  readonly R2: 'yes' | 'no';
  readonly R3: number;
  readonly R4: number;
  readonly R5: 'start-of-year' | 'next-january';
  readonly R6: 'yes' | 'no';
  readonly R7: 'months, arrival' | 'months, next-day' | 'months, next-month';
  readonly R8: 'carried' | 'lost';
  readonly R10: 'no' | 'yes';
  readonly R11: 'run' | 'lifetime';
  readonly R12: 'variable' | 'all';
  readonly R14: 'yes' | 'no';
  readonly R15: 'variable' | 'none' | 'full';
  readonly R16: 'no-grant' | 'freeze' | 'reset';
  readonly R17: 'served' | 'settled';
  readonly R18: 'yes' | 'no';
  readonly R20: 'zero-claim' | 'both';
  readonly R21: 'read';
  readonly R23: 'never';
  readonly R24: 'both' | 'continuous' | 'zero-claim' | 'none';
  readonly R25: number;
  readonly R28: 'no' | 'yes';
  readonly R29: 'first-birthday' | { readonly days: number };
  readonly R30: 'calendar-year' | { readonly months: number };
  readonly R31: 'counts' | 'ignored';
  readonly R32: 'yes' | 'no';
  readonly R33: 'yes' | 'no';
  readonly R34: 'no' | 'yes';
  readonly R35: number;
}

export type ReadingId = keyof Readings;

/** The choices of each reading that are a closed list; of the others any number is one, and none is listed. */
export const READING_CHOICES: { readonly [R in ReadingId]: readonly Readings[R][] } = {
  R1: ['no', 'yes'],
  R2: ['yes', 'no'],
  R3: [],
  R4: [],
  R5: ['start-of-year', 'next-january'],
  R6: ['yes', 'no'],
  R7: ['months, arrival', 'months, next-day', 'months, next-month'],
  R8: ['carried', 'lost'],
  R10: ['no', 'yes'],
  R11: ['run', 'lifetime'],
  R12: ['variable', 'all'],
  R14: ['yes', 'no'],
  R15: ['variable', 'none', 'full'],
  R16: ['no-grant', 'freeze', 'reset'],
  R17: ['served', 'settled'],
  R18: ['yes', 'no'],
  R20: ['zero-claim', 'both'],
  R21: ['read'],
  R23: ['never'],
  R24: ['both', 'continuous', 'zero-claim', 'none'],
  R25: [],
  R28: ['no', 'yes'],
  R29: ['first-birthday'],
  R30: ['calendar-year'],
  R31: ['counts', 'ignored'],
  R32: ['yes', 'no'],
  R33: ['yes', 'no'],
  R34: ['no', 'yes'],
  R35: [],
};

/** One reading of a pack: the choice and why it was made. */
export interface ReadingEntry<C> {
  readonly choice: C;
  readonly clause: Clause;
  readonly evidence: string;
  readonly confidence: Confidence;
}

/** A version of a policy pack, complete (what it extends is already merged in), as it is adopted and digested. */
export interface PolicyPack {
  readonly id: string;
  readonly version: string;
  readonly regionCode: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly extends: string | null;
  readonly document: string;
  readonly publishedOn: CivilDate;
  /** First day on which the version takes effect (inclusive). */
  readonly effectiveFrom: CivilDate;
  /** First day after its force has ended; null: no end known. */
  readonly inForceUntil: CivilDate | null;
  readonly parameters: { readonly [P in ParameterName]: readonly DatedValue<Parameters[P]>[] };
  readonly readings: { readonly [R in ReadingId]: ReadingEntry<Readings[R]> };
  /** `sha256:` + hex of the canonical JSON of everything above. */
  readonly digest: string;
}

/** What a deployment says of one pooling region; a year not listed takes the value of the last year listed before it. */
export interface RegionData {
  readonly code: string;
  /** Id of the pack that the region belongs to. */
  readonly policy: string;
  /** Base ceiling by coverage year: an amount, or null where the region has none; a year before the first is unknown. */
  readonly baseCeilingFen: ReadonlyMap<number, Fen | null>;
  /** Individual premium by coverage year. */
  readonly premiumFen: ReadonlyMap<number, Fen>;
}
