import { type CivilDate, civilDate, type Status } from '#libs/enrollment';
import type { Told } from '../../replay/given.js';
import { dayOf, december, january, LAST_YEAR, nextMonth, plusDays, plusMonths, YEARS } from './days.js';
import { classBy } from './own-cover.js';
import { HOME, NEIGHBOUR, NO_CEILING, type SweptPack, UNKNOWN_CEILING } from './swept-packs.js';
import type { Terms } from './terms.js';

/** One kind of member: what is told of it, in the order in which it is recorded. Every fact has to be accepted. */
export interface Kind {
  readonly name: string;
  readonly facts: readonly Told[];
}

/** One member of each kind that a pack knows of. */
export function kindsUnder({ terms, neighbour }: SweptPack): readonly Kind[] {
  const pay = new Payments(terms);
  return [
    ...payers(pay),
    ...students(terms, pay),
    ...children(terms, pay),
    ...groups(terms, pay),
    ...leavers(terms, pay),
    ...otherLives(pay),
    ...movers(pay, new Payments(neighbour)),
    ...claimants(pay),
  ];
}

const registered: Told = { type: 'MemberRegistered', liableFrom: '2000-01-01' };

/** A member with some facts, registered in the sample region of the pack. */
function kind(name: string, ...facts: readonly Told[]): Kind {
  return { name, facts: [registered, ...facts] };
}

/** Payments by the days of the pack's own windows. */
class Payments {
  constructor(readonly terms: Terms) {}

  on(coverageYear: number, paidOn: CivilDate, fields: object = {}): Told {
    return { type: 'PremiumPaid', coverageYear, paidOn, ...fields };
  }

  /** On the tenth day of the window. */
  inTime(coverageYear: number, fields: object = {}): Told {
    return this.on(coverageYear, plusDays(this.terms.window(coverageYear, january(coverageYear)).opens, 9), fields);
  }

  /** Every year from the first to the last, each in its window; without an end until the sweep's. */
  from(first: number, last = LAST_YEAR): readonly Told[] {
    return YEARS.filter((year) => year >= first && year <= last).map((year) => this.inTime(year));
  }

  /** The first day after the window and its extension, where late payments are accepted at all. */
  lateDay(coverageYear: number): CivilDate | undefined {
    const { closes, extendedUntil, lateUntil } = this.terms.window(coverageYear, january(coverageYear));
    const first = plusDays(extendedUntil ?? closes, 1);
    return first <= lateUntil ? first : undefined;
  }

  /** A late payment some days after the first day on which it would be late, or on the last that is accepted. */
  late(coverageYear: number, days: number): Told {
    const first = this.lateDay(coverageYear);
    if (first === undefined) return this.inTime(coverageYear);
    const { lateUntil } = this.terms.window(coverageYear, january(coverageYear));
    const day = plusDays(first, days);
    return this.on(coverageYear, day > lateUntil ? lateUntil : day);
  }

  /** The last day of the extended window; undefined where there is none. */
  extendedDay(coverageYear: number): CivilDate | undefined {
    return this.terms.window(coverageYear, january(coverageYear)).extendedUntil ?? undefined;
  }

  /** For the year of the day where it still is accepted and covers something, else for the year after. */
  atOnce(paidOn: CivilDate, fields: object = {}): Told {
    const year = Number(paidOn.slice(0, 4));
    const isOpen = classBy(this.terms.window(year, paidOn), paidOn) !== 'coverage-year-over';
    const starts = this.terms.value('cover.lateFrom', paidOn) === 'next-month' ? nextMonth(paidOn) : paidOn;
    const isEarlyEnough = nextMonth(paidOn) <= december(year) || starts <= december(year);
    const skips = this.terms.value('exemptions.shortGap', paidOn).some(({ lateCoverFrom }) => lateCoverFrom === 'next-month');
    const covers = skips ? nextMonth(paidOn) <= december(year) : isEarlyEnough;
    return this.on(isOpen && covers ? year : year + 1, paidOn, fields);
  }
}

function payers(pay: Payments): readonly Kind[] {
  const missed = [1, 2, 3, 4, 5].map((years) =>
    kind(`missed ${years} years`, pay.inTime(2025), ...pay.from(2026 + years)),
  );
  const lateAgain = [1, 3].map((years) =>
    kind(`late after ${years} missed years`, pay.inTime(2025), pay.late(2026 + years, 40), ...pay.from(2027 + years)),
  );
  const extended = YEARS.flatMap((year) => {
    const day = pay.extendedDay(year);
    return day === undefined || year < 2025 ? [] : [pay.on(year, day)];
  });
  const extendedDay = pay.extendedDay(2029);
  return [
    kind('ordinary continuous payer', ...pay.from(2024)),
    ...missed,
    kind('missed one year twice', pay.inTime(2025), pay.inTime(2027), ...pay.from(2029)),
    kind('never paid'),
    kind('late payer', ...pay.from(2025, 2026), pay.late(2027, 75), ...pay.from(2028)),
    kind('late payer of every year', ...YEARS.slice(1).map((year) => pay.late(year, 120))),
    kind('late payer whose wait crosses the year', ...pay.from(2025, 2026), pay.late(2027, 290), ...pay.from(2028)),
    kind('late payer who then breaks off', ...pay.from(2025, 2026), pay.late(2027, 290), ...pay.from(2029)),
    kind('payer on the first late day', ...pay.from(2025, 2027), pay.late(2028, 0), ...pay.from(2029)),
    ...lateAgain,
    ...(extended.length === 0 ? [] : [kind('extended payer of every year', ...extended)]),
    ...(extendedDay === undefined
      ? []
      : [kind('extended payer after missed years', pay.inTime(2025), pay.on(2029, extendedDay), ...pay.from(2030))]),
    ...repairers(pay),
  ];
}

/** Repairs are paid with the enrolment, as every pack allows, or a month later where the pack does. */
function repairers(pay: Payments): readonly Kind[] {
  const missed = pay.terms.value('wait.floorFromBreakYears', january(2029)) - 1;
  const member = (name: string, enrolmentYear: number, breakYear: number, monthsLater: number): Kind => {
    const { opens } = pay.terms.window(enrolmentYear, january(enrolmentYear));
    const paidOn = plusMonths(plusDays(opens, 9), monthsLater);
    const repair: Told = { type: 'RepairPaid', breakYears: [breakYear], enrolmentYear, paidOn };
    return kind(name, pay.inTime(2025), pay.inTime(enrolmentYear), repair, ...pay.from(enrolmentYear + 1));
  };
  const back = 2026 + missed;
  const all = [member('repair payer', back, back - 1, 0), member('repair payer down to the floor', 2031, 2026, 0)];
  const isBound = pay.terms.value('repair.onlyWithPayment', january(2029));
  return isBound ? all : [...all, member('repair payer a month later', back, back - 2, 1)];
}

function students(terms: Terms, pay: Payments): readonly Kind[] {
  const channel = terms.value('freshman', january(2027))?.channel ?? 'school';
  const status: Told = { type: 'SpecialStatusGranted', status: 'freshman', from: '2026-08-20', until: '2027-07-01' };
  return [
    kind('freshman', status, ...pay.from(2025, 2026), pay.inTime(2027, { channel }), ...pay.from(2028)),
    kind('freshman who had not paid before', status, pay.inTime(2027, { channel }), ...pay.from(2028)),
    kind('freshman after a late year', status, pay.inTime(2025), pay.late(2026, 190), pay.inTime(2027, { channel }), ...pay.from(2028)),
  ];
}

/** Children who are registered from birth on and pay at once, at 90 days, half a year and a year, or the day after. */
function children(terms: Terms, pay: Payments): readonly Kind[] {
  const births = ['2027-04-18', '2028-02-29', '2027-11-20'].map(civilDate);
  const child = (bornOn: CivilDate, age: string, paidOn: CivilDate): Kind => {
    const first = pay.atOnce(paidOn) as Told & { readonly coverageYear: number };
    return {
      name: `child born on ${bornOn}, paid ${age}`,
      facts: [{ type: 'MemberRegistered', liableFrom: bornOn, bornOn }, first, ...pay.from(first.coverageYear + 1)],
    };
  };
  const all = births.flatMap((bornOn) => [
    child(bornOn, 'at birth', bornOn),
    child(bornOn, 'at 90 days', plusDays(bornOn, 90)),
    child(bornOn, 'at 91 days', plusDays(bornOn, 91)),
    child(bornOn, 'at 6 months', plusMonths(bornOn, 6)),
    child(bornOn, 'the day before the first birthday', plusDays(plusMonths(bornOn, 12), -1)),
    child(bornOn, 'at 1 year', plusMonths(bornOn, 12)),
  ]);
  const days = terms.value('newborn', january(2027)).nextYearWindowDays;
  if (days === null) return all;
  const bornOn = '2027-04-18' as CivilDate;
  const early: Kind = {
    name: 'child whose next year is paid on the last day of its own window',
    facts: [
      { type: 'MemberRegistered', liableFrom: bornOn, bornOn },
      pay.on(2028, plusDays(bornOn, days)),
      ...pay.from(2029),
    ],
  };
  return [...all, early];
}

/** For every group of the pack: a payment on the first, the last and the day after the last day of its exemption. */
function groups(terms: Terms, pay: Payments): readonly Kind[] {
  const from = '2027-05-10' as CivilDate;
  const member = (status: Status, rule: string, name: string, paidOn: CivilDate, until?: CivilDate): readonly Kind[] => {
    const granted: Told = { type: 'SpecialStatusGranted', status, from, ...(until === undefined ? {} : { until }) };
    const paid = pay.atOnce(paidOn) as Told & { readonly coverageYear: number };
    const facts = [granted, paid, ...pay.from(paid.coverageYear + 1)];
    return [
      kind(`${status}, ${rule}, paid ${name}`, ...pay.from(2025, 2026), ...facts),
      kind(`${status}, ${rule}, paid ${name}, after missed years`, ...facts),
    ];
  };
  const around = (status: Status, rule: string, end: CivilDate, until?: CivilDate): readonly Kind[] => [
    ...member(status, rule, 'on the first day', from, until),
    ...member(status, rule, 'on the last day', plusDays(end, -1), until),
    ...member(status, rule, 'the day after', end, until),
  ];
  const months = (since: CivilDate, count: number): CivilDate =>
    plusDays(plusMonths(since, count), terms.value('periods.lastDayIncluded', since) ? 1 : 0);
  const full = terms.value('exemptions.full', from).flatMap(({ status, holds }) => {
    const added = terms.reading('R30', from);
    switch (holds) {
      case 'newborn-age':
        return [];
      case 'while-status':
        return around(status, 'full', dayOf(2027, 8, 20), dayOf(2027, 8, 20));
      case 'while-status-or-months':
        return around(status, 'full', months(from, terms.reading('R35', from)));
      case 'calendar-year':
        return around(status, 'full', january(2028));
      case 'recently-added':
        return around(status, 'full', added === 'calendar-year' ? january(2028) : months(from, added.months));
    }
  });
  const short = terms.value('exemptions.shortGap', from).flatMap((rule) =>
    rule.statuses.flatMap((status) =>
      around(status, 'short gap', months(rule.countedFrom === 'day' ? from : nextMonth(from), rule.months ?? 0)),
    ),
  );
  return [...full, ...short];
}

/** People who leave an employer and pay so long after. */
function leavers(terms: Terms, pay: Payments): readonly Kind[] {
  const left = '2028-01-31' as CivilDate;
  const months = terms.reading('R25', left);
  const into = (from: string): Told => ({ type: 'SchemeTransferred', from: 'none', to: 'employee', effectiveOn: from });
  const out: Told = { type: 'SchemeTransferred', from: 'employee', to: 'resident', effectiveOn: left };
  const back = (name: string, paidOn: CivilDate): readonly Kind[] => {
    const paid = pay.atOnce(paidOn) as Told & { readonly coverageYear: number };
    const later = [paid, ...pay.from(paid.coverageYear + 1)];
    return [
      kind(`employee who left, paid ${name}`, into('2024-03-01'), out, ...later),
      kind(`employee of a year who left, paid ${name}`, into('2027-03-01'), out, ...later),
      kind(`employee after missed years, paid ${name}`, pay.inTime(2024), into('2027-03-01'), out, ...later),
    ];
  };
  return [
    ...back('on the day of leaving', left),
    ...back('1 month after', plusMonths(left, 1)),
    ...back(`${months} months after`, plusMonths(left, months)),
    ...back(`${months} months and a day after`, plusDays(plusMonths(left, months), 1)),
    ...back('4 months after', plusMonths(left, 4)),
    ...back('6 months after', plusMonths(left, 6)),
    kind('employee beside paid resident years', ...pay.from(2025), into('2027-03-15'), out),
  ];
}

function otherLives(pay: Payments): readonly Kind[] {
  const transfer = (from: string, to: string, effectiveOn: string, reason?: string): Told => ({
    type: 'SchemeTransferred',
    from,
    to,
    effectiveOn,
    ...(reason === undefined ? {} : { reason }),
  });
  const opening = (fields: object): Told => ({
    type: 'OpeningBalanceDeclared',
    asOfYear: 2026,
    streakYears: 3,
    continuousCreditFen: 250_000,
    zeroClaimCreditFen: 150_000,
    breakPenaltyFen: 70_000,
    openBreakYears: [],
    paidResidentYears: 4,
    ...fields,
  });
  const counted = [2025, 2026].filter((year) => year >= pay.terms.reading('R3', december(2026)));
  const lapsed: Told = { id: 'lapse', type: 'CoverageLapsed', coverageYear: 2027, lapsedOn: '2027-01-01' };
  const liableLater: Told = { type: 'MemberRegistered', liableFrom: '2029-01-01' };
  return [
    kind('soldier under other cover', pay.inTime(2025), transfer('resident', 'other', '2026-03-01'), transfer('other', 'resident', '2029-06-30'), ...pay.from(2030)),
    kind('other cover beside paid resident years', ...pay.from(2025), transfer('none', 'other', '2027-02-10'), transfer('other', 'resident', '2028-05-05')),
    kind('who left the region and came back', ...pay.from(2025, 2026), transfer('resident', 'none', '2026-09-15', 'left-the-region'), ...pay.from(2031)),
    kind('deceased', ...pay.from(2025, 2029), { type: 'MemberDeceased', diedOn: '2029-05-20' }),
    kind('deceased in a wait', pay.inTime(2025), pay.inTime(2029), { type: 'MemberDeceased', diedOn: '2029-02-28' }),
    kind('deceased before the paid year', ...pay.from(2025, 2029), { type: 'MemberDeceased', diedOn: '2028-12-20' }),
    kind('deceased in missed years', pay.inTime(2025), { type: 'MemberDeceased', diedOn: '2028-07-07' }),
    kind('opening balance', opening({}), ...pay.from(2027)),
    kind('opening balance with open break years', opening({ openBreakYears: counted, streakYears: 0 }), ...pay.from(2028)),
    kind('opening balance with a wait', opening({ benefitsFrom: '2027-04-01' }), ...pay.from(2027)),
    kind('opening balance with a wait, broke off', opening({ benefitsFrom: '2027-04-01' }), ...pay.from(2029)),
    { name: 'lapse asserted by an older system', facts: [liableLater, { ...lapsed, asserted: true }, ...pay.from(2029)] },
    kind('lapse recorded', ...pay.from(2025, 2026), lapsed, ...pay.from(2028)),
    kind('lapse rescinded', ...pay.from(2025, 2026), lapsed, { type: 'LapseRescinded', coverageYear: 2027, reason: 'not-liable', corrects: 'lapse' }, ...pay.from(2028)),
    kind('payment refunded', ...pay.from(2025), { type: 'PremiumRefunded', coverageYear: 2028, refundedOn: '2028-05-05', reason: 'payment-reversed' }),
    { name: 'liable from 2029 on', facts: [liableLater, ...pay.from(2031)] },
  ];
}

/** Members who live next door, where another pack answers, from July 2029 until March 2032. */
function movers(pay: Payments, next: Payments): readonly Kind[] {
  const move = (fromRegion: string, toRegion: string, effectiveOn: string): Told => ({
    type: 'RegionTransferred',
    fromRegion,
    toRegion,
    effectiveOn,
  });
  const away = [
    move(HOME, NEIGHBOUR, '2029-07-01'),
    ...next.from(2030, 2032),
    move(NEIGHBOUR, HOME, '2032-03-15'),
    ...pay.from(2033),
  ];
  return [
    kind('mover between regions', ...pay.from(2024, 2029), ...away),
    kind('mover after missed years', pay.inTime(2025), pay.late(2029, 60), ...away),
  ];
}

/** Members who use the insurance; the region's ceiling is 300,000 or 350,000.01 yuan, none, or unknown. */
function claimants(pay: Payments): readonly Kind[] {
  const claim = (claimId: string, on: string, fields: object): Told => ({
    type: 'ClaimSettled',
    claimId,
    servedOn: on,
    settledOn: plusDays(on as CivilDate, 40),
    ...fields,
  });
  const small = claim('C-1', '2027-06-01', { pooledFundFen: 120_000 });
  const large = claim('C-2', '2031-06-01', { pooledFundFen: 9_000_000, majorIllnessFen: 36_000_000 });
  const living = (region: string): readonly Told[] => [{ ...registered, region }, ...pay.from(2025), small, large];
  return [
    kind('claimant', ...pay.from(2025), small),
    kind('claimant of medical aid alone', ...pay.from(2025), claim('C-3', '2027-06-01', { medicalAidFen: 120_000 })),
    kind('user of the raised ceiling', ...pay.from(2025), small, large),
    kind('user of the raised ceiling by assertion', ...pay.from(2025), claim('C-4', '2031-12-10', { majorIllnessFen: 100, creditUsedFen: 100 })),
    kind('claim reversed', ...pay.from(2025), large, { type: 'ClaimReversed', claimId: 'C-2', reversedOn: '2032-01-15', reason: 'recorded-in-error' }),
    { name: 'user where there is no ceiling', facts: living(NO_CEILING) },
    { name: 'user where the ceiling is unknown', facts: living(UNKNOWN_CEILING) },
  ];
}
