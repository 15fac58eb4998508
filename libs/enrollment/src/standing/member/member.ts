import { type CivilDate, nextDay } from '../../calendar/civil-date.js';
import type { Fact, FactOf, Status } from '../../events.js';
import type { PolicyBook } from '../../policy-book.js';
import type { Rules } from '../../rules.js';
import type { FactGroups } from './fact-groups.js';
import { regionRanges, schemeRanges, type RegionRange, type SchemeRange } from './transfers.js';
import { statusOn, statusRanges, type StatusRange } from './statuses.js';
import type { Trace } from '../trace.js';

/** A member's live facts, grouped by what they say, with everything that follows from them alone. */
export interface Member {
  readonly book: PolicyBook;
  readonly trace: Trace | undefined;
  readonly registration: FactOf<'MemberRegistered'>;
  /** Live premium payments by coverage year, ascending, one a year: of two, the one that arrived first. */
  readonly payments: readonly FactOf<'PremiumPaid'>[];
  readonly repairs: readonly FactOf<'RepairPaid'>[];
  readonly claims: readonly FactOf<'ClaimSettled'>[];
  readonly lapses: readonly FactOf<'CoverageLapsed'>[];
  readonly rescissions: readonly FactOf<'LapseRescinded'>[];
  readonly transfers: readonly FactOf<'SchemeTransferred'>[];
  readonly death: FactOf<'MemberDeceased'> | undefined;
  readonly opening: FactOf<'OpeningBalanceDeclared'> | undefined;
  readonly regions: readonly RegionRange[];
  /** The rules of every day, where the member never moved and the region knows no others; else undefined. */
  readonly rules: Rules | undefined;
  readonly employee: readonly SchemeRange[];
  readonly other: readonly SchemeRange[];
  readonly statuses: readonly StatusRange[];
  readonly birth: Birth | undefined;
}

/** The day of birth, from the registration or, where it is missing there, from the newborn status. */
export interface Birth {
  readonly on: CivilDate;
  readonly eventId: string;
}

/** A member from live facts, grouped; undefined where no registration is among them. */
export function memberOf(groups: FactGroups, book: PolicyBook, trace?: Trace): Member | undefined {
  const registration = first(groups.registrations);
  if (registration === undefined) return undefined;
  const death = firstDeath(groups.deaths);
  const dead = death === undefined ? null : nextDay(death.data.diedOn);
  const transfers = sorted(groups.transfers, (fact) => fact.data.effectiveOn);
  const statuses = statusRanges(groups.grants, groups.ends);
  const regions = regionRanges(registration, groups.moves);
  return {
    book,
    trace,
    registration,
    payments: onePerYear(groups.payments),
    repairs: sorted(groups.repairs, (fact) => fact.data.paidOn),
    claims: groups.claims,
    lapses: groups.lapses,
    rescissions: groups.rescissions,
    transfers,
    death,
    opening: latestOpening(groups.openings),
    regions,
    rules: regions.length === 1 ? book.onlyRules(registration.data.region) : undefined,
    employee: schemeRanges('employee', transfers, dead),
    other: schemeRanges('other', transfers, dead),
    statuses,
    birth: birthOf(registration, statuses),
  };
}

/** The member where nothing is to be recorded: a rule is asked a second time, for something else. */
export function untraced(member: Member): Member {
  return member.trace === undefined ? member : { ...member, trace: undefined };
}

/** The region in which the member is on a day. */
export function regionOn(member: Member, day: CivilDate): string {
  let index = member.regions.length - 1;
  while (index > 0 && day < (member.regions[index]?.from ?? day)) index -= 1;
  return member.regions[index]?.region ?? member.registration.data.region;
}

/** The rules that hold for the member on a day: those of the region of that day, in the version in force on it. */
export function rulesOn(member: Member, day: CivilDate): Rules {
  return member.rules ?? member.book.rules(regionOn(member, day), day);
}

/** True where a year lies before what the ledger examines: it is answered for by the opening balance. */
export function isBeforeOpening(member: Member, year: number): boolean {
  return member.opening !== undefined && year <= member.opening.data.asOfYear;
}

/** True for a day after death. */
export function isAfterDeath(member: Member, day: CivilDate): boolean {
  return member.death !== undefined && day > member.death.data.diedOn;
}

/** The status ranges of a code. */
export function statusesOf(member: Member, status: Status): readonly StatusRange[] {
  return member.statuses.filter((range) => range.status === status);
}

/** The status that holds on a day, if it does. */
export function statusOnDay(member: Member, status: Status, day: CivilDate): StatusRange | undefined {
  return statusOn(member.statuses, status, day);
}

/** Sorts facts by their own day, and on one day by event id, never by arrival (docs/domain.md §4.11). */
export function sorted<F extends Fact>(facts: F[], day: (fact: F) => CivilDate): F[] {
  if (facts.length < 2) return facts;
  const isBefore = (a: F, b: F): boolean => {
    const dayA = day(a);
    const dayB = day(b);
    return dayA < dayB || (dayA === dayB && a.id < b.id);
  };
  // Most facts arrive in their order, and to see that costs less than to sort.
  let previous: F | undefined;
  for (const fact of facts) {
    if (previous !== undefined && !isBefore(previous, fact))
      return facts.sort((a, b) => (isBefore(a, b) ? -1 : 1));
    previous = fact;
  }
  return facts;
}

/** The one with the lowest id; admission lets no second one in. */
function first<F extends Fact>(facts: readonly F[]): F | undefined {
  let lowest: F | undefined;
  for (const fact of facts) if (lowest === undefined || fact.id < lowest.id) lowest = fact;
  return lowest;
}

function firstDeath(deaths: readonly FactOf<'MemberDeceased'>[]): Member['death'] {
  let earliest: Member['death'];
  for (const death of deaths)
    if (earliest === undefined || death.data.diedOn < earliest.data.diedOn) earliest = death;
  return earliest;
}

function onePerYear(payments: FactOf<'PremiumPaid'>[]): readonly FactOf<'PremiumPaid'>[] {
  let isAscending = true;
  for (let index = 1; index < payments.length && isAscending; index += 1)
    isAscending = (payments[index - 1]?.data.coverageYear ?? 0) < (payments[index]?.data.coverageYear ?? 0);
  // As they nearly always arrive: one for each year, in their order.
  if (isAscending) return payments;
  payments.sort((a, b) => {
    if (a.data.coverageYear !== b.data.coverageYear) return a.data.coverageYear - b.data.coverageYear;
    return a.data.paidOn < b.data.paidOn || (a.data.paidOn === b.data.paidOn && a.id < b.id) ? -1 : 1;
  });
  return payments.filter(
    (payment, index) => payment.data.coverageYear !== payments[index - 1]?.data.coverageYear,
  );
}

function latestOpening(openings: readonly FactOf<'OpeningBalanceDeclared'>[]): Member['opening'] {
  if (openings.length === 0) return undefined;
  return openings.reduce<Member['opening']>((a, b) => {
    if (a === undefined || b.data.asOfYear > a.data.asOfYear) return b;
    return b.data.asOfYear === a.data.asOfYear && b.id > a.id ? b : a;
  }, undefined);
}

function birthOf(
  registration: FactOf<'MemberRegistered'>,
  statuses: readonly StatusRange[],
): Birth | undefined {
  if (registration.data.bornOn !== undefined)
    return { on: registration.data.bornOn, eventId: registration.id };
  const newborn = statuses.find((range) => range.status === 'newborn');
  return newborn === undefined ? undefined : { on: newborn.from, eventId: newborn.eventId };
}
