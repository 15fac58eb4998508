import { type CivilDate, startOfYear, yearOf } from '../calendar/civil-date.js';
import { type DomainError, refusal } from '../errors.js';
import { STATUSES } from '../events.js';
import { ownDay } from '../own-day.js';
import { nameSeen } from '../what-is.js';
import { type Member, rulesOn } from '../standing/member/member.js';
import type { Admission, Check } from './admission.js';

/** First coverage year that a payment may name: older history is of no use to any rule. */
export const FIRST_COVERAGE_YEAR = 2000;
/** How many years after its own day a fact may name a coverage year. */
export const YEARS_AHEAD = 2;

/** A region that is not configured. */
export const unknownRegion: Check = ({ body, at, book }) => {
  const named: readonly (readonly [string, string | undefined])[] =
    body.type === 'MemberRegistered'
      ? [['region', body.region]]
      : body.type === 'RegionTransferred'
        ? [
            ['fromRegion', body.fromRegion],
            ['toRegion', body.toRegion],
          ]
        : [];
  for (const [field, code] of named) {
    if (code !== undefined && !book.isRegion(code))
      return refusal('unknown-region', `${at}/${field}`, { seen: nameSeen(code) });
  }
  return undefined;
};

/** A status that is not in the list of codes. */
export const unknownStatus: Check = ({ body, at }) => {
  if (body.type !== 'SpecialStatusGranted' && body.type !== 'SpecialStatusEnded') return undefined;
  if ((STATUSES as readonly string[]).includes(body.status)) return undefined;
  return refusal('unknown-status', `${at}/status`, { seen: body.status, expected: STATUSES.join(', ') });
};

/** A fact about somebody who is not registered; a correction may still undo a wrong annulment of the registration. */
export const memberNotFound: Check = ({ body, at, known, member }) => {
  if (body.type === 'MemberRegistered' || member !== undefined) return undefined;
  if (body.type === 'FactCorrected' && known.length > 0) return undefined;
  return refusal('member-not-found', at);
};

/** A second registration. */
export const memberAlreadyRegistered: Check = ({ body, at, member }) =>
  body.type === 'MemberRegistered' && member !== undefined
    ? refusal('member-already-registered', at)
    : undefined;

/** A fact dated after death; claims, refunds and reversals may follow it. */
export const afterDeath: Check = ({ body, at, known, member }) => {
  const exempt = ['ClaimSettled', 'ClaimReversed', 'PremiumRefunded', 'RepairRefunded', 'FactCorrected'];
  if (member?.death === undefined || exempt.includes(body.type)) return undefined;
  const day = ownDay(body, known);
  const { diedOn } = member.death.data;
  return day !== undefined && day > diedOn
    ? refusal('after-death', at, { seen: day, expected: diedOn })
    : undefined;
};

/** A second death. */
export const alreadyDead: Check = ({ body, at, member }) =>
  body.type === 'MemberDeceased' && member?.death !== undefined
    ? refusal('already-dead', `${at}/diedOn`, { expected: member.death.data.diedOn })
    : undefined;

/** A year that no rule can answer for: before the ledger's first, before breaks count, or too far ahead. */
export const yearOutsidePack: Check = (admission) => {
  const { body, member } = admission;
  if (member === undefined) return undefined;
  const day = ownDay(body, admission.known);
  const last = day === undefined ? Infinity : yearOf(day) + YEARS_AHEAD;
  switch (body.type) {
    case 'PremiumPaid':
    case 'PremiumRefunded':
      return outside(admission, 'coverageYear', [body.coverageYear], FIRST_COVERAGE_YEAR, last);
    case 'CoverageLapsed':
    case 'LapseRescinded':
      return outside(admission, 'coverageYear', [body.coverageYear], countedFrom(member, day), last);
    case 'RepairPaid':
    case 'RepairRefunded':
      return (
        outside(admission, 'breakYears', body.breakYears, countedFrom(member, day), last) ??
        outside(admission, 'enrolmentYear', [body.enrolmentYear], countedFrom(member, day), last)
      );
    case 'OpeningBalanceDeclared': {
      const first = countedFrom(member, day);
      return (
        outside(admission, 'asOfYear', [body.asOfYear], first, LAST_OPENING_YEAR) ??
        outside(admission, 'openBreakYears', body.openBreakYears, first, body.asOfYear)
      );
    }
    case 'MemberRegistered':
    case 'SpecialStatusGranted':
    case 'SpecialStatusEnded':
    case 'ClaimSettled':
    case 'ClaimReversed':
    case 'SchemeTransferred':
    case 'RegionTransferred':
    case 'MemberDeceased':
    case 'FactCorrected':
      return undefined;
  }
};

/** An opening balance has no day of its own to measure from; this only keeps its years inside the calendar. */
const LAST_OPENING_YEAR = 2190;

function outside(
  { at }: Admission,
  field: string,
  years: readonly number[],
  first: number,
  last: number,
): DomainError | undefined {
  const seen = years.find((year) => year < first || year > last);
  if (seen === undefined) return undefined;
  return refusal('year-outside-pack', `${at}/${field}`, { field: `${at}/${field}`, seen, first, last });
}

/** First year that counts as missed (R3), by the rules of the fact's own day. */
function countedFrom(member: Member, day: CivilDate | undefined): number {
  return rulesOn(member, day ?? startOfYear(yearOf(member.registration.data.liableFrom))).readings.R3;
}
