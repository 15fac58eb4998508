import { type CivilDate, nextDay } from '../calendar/civil-date.js';
import type { Fact, FactOf, Status } from '../events.js';
import type { PolicyBook, Rules } from '../policy-book.js';
import { regionRanges, schemeRanges, type RegionRange, type SchemeRange } from './transfers.js';
import { statusOn, statusRanges, type StatusRange } from './statuses.js';
import type { Trace } from './trace.js';

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

/** Groups the live facts of a member; undefined where no registration is live. */
export function memberOf(facts: readonly Fact[], book: PolicyBook, trace?: Trace): Member | undefined {
  const groups = grouped(facts);
  const registration = first(groups.MemberRegistered);
  if (registration === undefined) return undefined;
  const death = groups.MemberDeceased.reduce<FactOf<'MemberDeceased'> | undefined>(
    (a, b) => (a === undefined || b.data.diedOn < a.data.diedOn ? b : a),
    undefined,
  );
  const dead = death === undefined ? null : nextDay(death.data.diedOn);
  const transfers = sorted(groups.SchemeTransferred, (fact) => fact.data.effectiveOn);
  const statuses = statusRanges(groups.SpecialStatusGranted, groups.SpecialStatusEnded);
  return {
    book,
    trace,
    registration,
    payments: onePerYear(groups.PremiumPaid),
    repairs: sorted(groups.RepairPaid, (fact) => fact.data.paidOn),
    claims: groups.ClaimSettled,
    lapses: groups.CoverageLapsed,
    rescissions: groups.LapseRescinded,
    transfers,
    death,
    opening: latestOpening(groups.OpeningBalanceDeclared),
    regions: regionRanges(registration, groups.RegionTransferred),
    employee: schemeRanges('employee', transfers, dead),
    other: schemeRanges('other', transfers, dead),
    statuses,
    birth: birthOf(registration, statuses),
  };
}

/** The region in which the member is on a day. */
export function regionOn(member: Member, day: CivilDate): string {
  let index = member.regions.length - 1;
  while (index > 0 && day < (member.regions[index]?.from ?? day)) index -= 1;
  return member.regions[index]?.region ?? member.registration.data.region;
}

/** The rules that hold for the member on a day: those of the region of that day, in the version in force on it. */
export function rulesOn(member: Member, day: CivilDate): Rules {
  return member.book.rules(regionOn(member, day), day);
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
  return facts.length < 2
    ? facts
    : facts.sort((a, b) => {
        const dayA = day(a);
        const dayB = day(b);
        return dayA < dayB || (dayA === dayB && a.id < b.id) ? -1 : 1;
      });
}

type Groups = { [T in Fact['type']]: FactOf<T>[] };

function grouped(facts: readonly Fact[]): Groups {
  const groups: Groups = {
    MemberRegistered: [],
    SpecialStatusGranted: [],
    SpecialStatusEnded: [],
    PremiumPaid: [],
    PremiumRefunded: [],
    CoverageLapsed: [],
    LapseRescinded: [],
    RepairPaid: [],
    RepairRefunded: [],
    ClaimSettled: [],
    ClaimReversed: [],
    SchemeTransferred: [],
    RegionTransferred: [],
    MemberDeceased: [],
    OpeningBalanceDeclared: [],
    FactCorrected: [],
  };
  for (const fact of facts) (groups[fact.type] as Fact[]).push(fact);
  return groups;
}

function first<F extends Fact>(facts: readonly F[]): F | undefined {
  return facts.reduce<F | undefined>((a, b) => (a === undefined || b.id < a.id ? b : a), undefined);
}

function onePerYear(payments: FactOf<'PremiumPaid'>[]): FactOf<'PremiumPaid'>[] {
  payments.sort((a, b) => {
    if (a.data.coverageYear !== b.data.coverageYear) return a.data.coverageYear - b.data.coverageYear;
    return a.data.paidOn < b.data.paidOn || (a.data.paidOn === b.data.paidOn && a.id < b.id) ? -1 : 1;
  });
  return payments.filter(
    (payment, index) => payment.data.coverageYear !== payments[index - 1]?.data.coverageYear,
  );
}

function latestOpening(openings: readonly FactOf<'OpeningBalanceDeclared'>[]): Member['opening'] {
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
