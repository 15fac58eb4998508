import {
  type Amount,
  CIVIL_YEARS,
  type CivilDate,
  COVER_STARTS,
  EXTENDED_COUNTS_AS,
  type FreshmanRule,
  type FullExemption,
  isCivilDate,
  type NewbornRule,
  type NewbornTier,
  type ParameterName,
  type Parameters,
  type ShortGapExemption,
  STATUSES,
  type WindowRow,
  type YearlyDay,
  ZERO_CLAIM_FUNDS,
} from '#libs/enrollment';
import { type Read, report, textAt, UNREAD } from '../yaml/cursor.js';
import { childOf, elementsOf, listOf, mapping, optional, required } from '../yaml/mappings.js';
import { reportGapsAndOverlaps } from './ranges.js';
import { flag, nullable, oneOf, percent, text, wholeNumber, yuan } from '../yaml/scalars.js';
import {
  reportUnreachable,
  shadowOfFullExemption,
  type ShadowOf,
  shadowOfShortGap,
  shadowOfTier,
} from './unreachable.js';
import { reportDatesOfOneYear, reportImpossibleWindow } from './window-order.js';

/** A year that a civil date may have. */
export const year = wholeNumber({ min: CIVIL_YEARS.first, max: CIVIL_YEARS.last });
/** A number of months, days, years or per cent: no rule counts beyond this, so that a slip of the pen is noticed. */
export const count = wholeNumber({ min: 0, max: 1200 });
const positive = wholeNumber({ min: 1, max: 1200 });
const status = oneOf(STATUSES);
const coverStart = oneOf(COVER_STARTS);

/** A day of every year, `prev-09-01` or `same-02-last`, or one civil date. */
export const yearlyDay: Read<YearlyDay | CivilDate> = (at) => {
  const value = textAt(at) ?? '';
  if (isCivilDate(value)) return value;
  const [, monthDay] = /^(?:prev|same)-(\d{2}-(?:\d{2}|last))$/.exec(value) ?? [];
  // 2001 is no leap year: 29 February does not come every year, `02-last` does.
  if (monthDay !== undefined && isCivilDate(`2001-${monthDay.replace('last', '28')}`))
    return value as YearlyDay;
  return report(at, {
    expected: 'a day of the year such as prev-09-01 or same-02-last, or a date',
    remedy:
      'Write prev- (the year before the coverage year) or same-, then month and day, or `last` for its last day.',
  });
};

const yearlyDayOnly: Read<YearlyDay> = (at) => {
  const value = yearlyDay(at);
  if (value === UNREAD || !isCivilDate(value)) return value;
  return report(at, {
    expected: 'a day of every year',
    remedy: 'Write it relative to the year: prev-09-01.',
  });
};

const dayOfYearBefore: Read<YearlyDay> = (at) => {
  const value = yearlyDayOnly(at);
  if (value === UNREAD || value.startsWith('prev-')) return value;
  return report(at, {
    expected: 'a day of the year before the coverage year',
    remedy: 'Write it with prev-, such as prev-09-01.',
  });
};

const windowRow = mapping<WindowRow>({
  fromYear: required('fromYear', year),
  untilYear: optional('untilYear', nullable(year), null),
  opens: required('opens', yearlyDay),
  closes: required('closes', yearlyDay),
  extendedUntil: optional('extendedUntil', nullable(yearlyDay), null),
  extendedCountsAs: optional('extendedCountsAs', oneOf(EXTENDED_COUNTS_AS), 'extended'),
  lateUntil: optional('lateUntil', yearlyDay, 'same-12-31'),
  coverFrom: optional('coverFrom', coverStart, 'january'),
});

/** Rows of enrolment windows: each begins with the year in which the one before ends, the last is open; the days of each are in order, and those of several years are yearly. */
const windows: Read<readonly WindowRow[]> = (at) => {
  const rows = listOf(windowRow)(at);
  const places = elementsOf(at);
  if (rows === UNREAD || places === UNREAD) return UNREAD;
  if (rows.length === 0) {
    return report(at, { seen: 'no row', expected: 'at least one row', remedy: 'Add a row with fromYear.' });
  }
  reportGapsAndOverlaps(
    rows.map(({ fromYear, untilYear }, index) => ({
      at: places[index] ?? at,
      from: fromYear,
      until: untilYear,
    })),
  );
  const isPossible = rows.map((row, index) => {
    const place = places[index] ?? at;
    return reportDatesOfOneYear(place, row) && reportImpossibleWindow(place, row, row.fromYear);
  });
  return isPossible.every(Boolean) ? rows : UNREAD;
};

/** A list of which the first element that fits is taken: one that an earlier leaves nothing to decide is reported. */
function firstThatFits<E>(element: Read<E>, shadowOf: ShadowOf<E>): Read<readonly E[]> {
  return (at) => {
    const elements = listOf(element)(at);
    const places = elementsOf(at);
    if (elements === UNREAD || places === UNREAD) return UNREAD;
    return reportUnreachable(elements, places, shadowOf) ? elements : UNREAD;
  };
}

const fullExemption = mapping<FullExemption>({
  status: required('status', status),
  holds: required(
    'holds',
    oneOf(['while-status', 'calendar-year', 'recently-added', 'while-status-or-months', 'newborn-age']),
  ),
});

/** Groups that serve no wait, each named once: of two entries of one group, which holds would be a matter of chance. */
const fullExemptions: Read<readonly FullExemption[]> = (at) => {
  const exemptions = firstThatFits(fullExemption, shadowOfFullExemption)(at);
  const places = elementsOf(at);
  if (exemptions === UNREAD || places === UNREAD) return UNREAD;
  const statuses = exemptions.map((exemption) => exemption.status);
  const again = statuses.findIndex((name, index) => statuses.indexOf(name) !== index);
  if (again === -1) return exemptions;
  return report(places[again] ?? at, {
    seen: `the status ${String(statuses[again])} a second time`,
    expected: 'each status once',
    remedy: 'Remove one of the two.',
  });
};

const shortGapFields = mapping<ShortGapExemption>({
  after: required('after', oneOf(['employee-gap', 'status'])),
  statuses: optional('statuses', listOf(status), []),
  months: optional('months', nullable(positive), null),
  countedFrom: optional('countedFrom', oneOf(['day', 'next-month']), 'day'),
  coveredYearsBefore: optional('coveredYearsBefore', nullable(positive), null),
  onlyWithoutBreaks: optional('onlyWithoutBreaks', flag, false),
  onlyLate: optional('onlyLate', flag, false),
  spares: required('spares', oneOf(['fixed', 'whole-wait'])),
  lateCoverFrom: optional('lateCoverFrom', coverStart, 'payment'),
});

const shortGapExemption: Read<ShortGapExemption> = (at) => {
  const exemption = shortGapFields(at);
  if (exemption === UNREAD) return UNREAD;
  const isOfStatus = exemption.after === 'status';
  if (isOfStatus === exemption.statuses.length > 0 && isOfStatus === (exemption.months !== null))
    return exemption;
  return report(at, {
    seen: `after: ${exemption.after}, ${exemption.statuses.length} statuses, months: ${exemption.months ?? 'none'}`,
    expected: isOfStatus ? 'statuses and months' : 'neither statuses nor months: reading R25 has the months',
    remedy: isOfStatus ? 'Name the statuses and the months.' : 'Remove statuses and months.',
  });
};

const fixedAmount = mapping<Extract<Amount, { amountFen: unknown }>>({
  amountFen: required('amountYuan', yuan),
});
const shareOfBase = mapping<Extract<Amount, { percentOfBase: unknown }>>({
  percentOfBase: required('percentOfBase', percent),
  atMostFen: optional('atMostYuan', nullable(yuan), null),
});
/** `{ amountYuan }` or `{ percentOfBase, atMostYuan? }`. */
const amount: Read<Amount> = (at) =>
  childOf(at, 'percentOfBase') === undefined ? fixedAmount(at) : shareOfBase(at);

const newbornTierFields = mapping<NewbornTier>({
  withinDays: optional('withinDays', nullable(count), null),
  withinMonths: optional('withinMonths', nullable(positive), null),
  coverFrom: required('coverFrom', oneOf(['birth', 'payment', 'next-day', 'next-month'])),
  noWait: required('noWait', flag),
});

const newbornTier: Read<NewbornTier> = (at) => {
  const tier = newbornTierFields(at);
  if (tier === UNREAD || (tier.withinDays === null) !== (tier.withinMonths === null)) return tier;
  return report(at, {
    seen: tier.withinDays === null ? 'neither withinDays nor withinMonths' : 'withinDays and withinMonths',
    expected: 'one of the two',
    remedy: 'Say up to which age the tier reaches, in days or in months.',
  });
};

const newborn = mapping<NewbornRule>({
  birthYearFree: required('birthYearFree', flag),
  nextYearWindowDays: required('nextYearWindowDays', nullable(count)),
  tiers: optional('tiers', firstThatFits(newbornTier, shadowOfTier), []),
});

const freshman = mapping<FreshmanRule>({
  channel: required('channel', text),
  requiresPreviousYear: required('requiresPreviousYear', flag),
  firstPaymentOnly: required('firstPaymentOnly', flag),
  coverFrom: required('coverFrom', (at) => (textAt(at) === 'payment' ? 'payment' : dayOfYearBefore(at))),
  noWait: required('noWait', flag),
});

/** How the value of each parameter is read; the compiler asks for every one. */
export const PARAMETER_VALUES: { readonly [P in ParameterName]: Read<Parameters[P]> } = {
  windows: windows,
  'breaks.employeeDetour': oneOf(['clears', 'carries']),
  'coverage.firstYear': year,
  'cover.extendedFrom': coverStart,
  'cover.lateFrom': coverStart,
  'wait.unit': oneOf(['months', 'days']),
  'wait.fixed': count,
  'wait.variablePerYear': count,
  'wait.floor': count,
  'wait.floorFromBreakYears': positive,
  'gap.interruptedMonths': nullable(count),
  'gap.interruptedFrom': oneOf(['after', 'on']),
  'exemptions.full': fullExemptions,
  'exemptions.shortGap': firstThatFits(shortGapExemption, shadowOfShortGap),
  newborn: newborn,
  freshman: nullable(freshman),
  'repair.onlyWithPayment': flag,
  'repair.perYear': positive,
  'repair.price': oneOf(['place-of-enrolment', 'provincial']),
  'continuous.credit': amount,
  'continuous.afterYears': count,
  'zeroClaim.credit': amount,
  'zeroClaim.funds': listOf(oneOf(ZERO_CLAIM_FUNDS)),
  'zeroClaim.finalAfterMonths': nullable(count),
  'penalty.perBreakYear': amount,
  'penalty.limit': amount,
  'raise.limit': amount,
  'ceiling.unlimitedFor': listOf(status),
  'ceiling.mustBeSet': flag,
  'employeeYears.residentYearsPerYear': nullable(positive),
  'periods.lastDayIncluded': flag,
};

/** Every parameter, in the order of the table. */
export const PARAMETER_NAMES = Object.keys(PARAMETER_VALUES) as readonly ParameterName[];
