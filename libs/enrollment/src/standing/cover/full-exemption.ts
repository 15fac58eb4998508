import { addDays, addMonths, type CivilDate, yearOf } from '../../calendar/civil-date.js';
import type { Rules } from '../../rules.js';
import type { ExemptionHolds, FullExemption } from '../../parameters.js';
import { type ReadingId, READINGS } from '../../readings.js';
import { type Exempted, isWithinMonths } from './exempted.js';
import { type Member, statusesOf } from '../member/member.js';
import type { StatusRange } from '../member/statuses.js';

/**
 * The full exemption that holds on a payment day: the member serves no wait at all.
 *
 * @clause 国办发〔2024〕38号 二(三): newborns and other special groups are excepted from the waiting period; which groups
 * is for each region to say.
 */
export function fullExemption(
  member: Member,
  rules: Rules,
  paidOn: CivilDate,
  year: number,
): Exempted<FullExemption> | undefined {
  const isOrdinary = member.statuses.length === 0 && member.birth === undefined;
  if (isOrdinary && member.trace === undefined) return undefined;
  const eventIds: string[] = [];
  const readingIds = new Set<ReadingId>();
  let applied: FullExemption | undefined;
  for (const exemption of rules['exemptions.full']) {
    const holding = holdingFacts(member, rules, exemption, paidOn);
    if (holding.eventIds.length === 0) {
      member.trace?.notApplied(`exempt:${String(year)}`, () => ({
        rule: `waiting.exempt.${exemption.status}`,
        needed: `status ${exemption.status} on ${paidOn}`,
        seen: seenStatus(member, exemption),
      }));
      continue;
    }
    applied ??= exemption;
    eventIds.push(...holding.eventIds);
    for (const id of holding.readingIds) readingIds.add(id);
  }
  return applied === undefined ? undefined : { rule: applied, eventIds, readingIds: [...readingIds, 'R14'] };
}

function holdingFacts(
  member: Member,
  rules: Rules,
  exemption: FullExemption,
  paidOn: CivilDate,
): { eventIds: readonly string[]; readingIds: readonly ReadingId[] } {
  if (exemption.holds === 'newborn-age') {
    const { birth } = member;
    const isNewborn = birth !== undefined && paidOn >= birth.on && paidOn < newbornUntil(birth.on, rules);
    return { eventIds: isNewborn ? [birth.eventId] : [], readingIds: ['R29'] };
  }
  const holding = statusesOf(member, exemption.status).filter((range) =>
    holds(range, exemption, rules, paidOn),
  );
  return { eventIds: holding.map((range) => range.eventId), readingIds: readingsOf(exemption) };
}

/** The readings but for whose choice a group would have been exempt on a payment day: another listed one exempts it. */
export function missedBy(member: Member, rules: Rules, paidOn: CivilDate): readonly ReadingId[] {
  if (member.statuses.length === 0 && member.birth === undefined) return none;
  const limits = rules['exemptions.full'].flatMap((exemption) =>
    LIMITS.filter(({ holds }) => holds === exemption.holds).map(({ id }) => ({ exemption, id })),
  );
  return limits
    .filter(({ exemption, id }) =>
      READINGS[id].choices.some((choice) => {
        const readings = { ...rules.readings, [id]: choice };
        return holdingFacts(member, { ...rules, readings }, exemption, paidOn).eventIds.length > 0;
      }),
    )
    .map(({ id }) => id);
}

const none: readonly ReadingId[] = [];

/** The reading that says how long an exemption of a kind holds. */
const LIMITS = [
  { holds: 'newborn-age', id: 'R29' },
  { holds: 'recently-added', id: 'R30' },
  { holds: 'while-status-or-months', id: 'R35' },
] as const satisfies readonly { readonly holds: ExemptionHolds; readonly id: ReadingId }[];

/** The first day on which a newborn counts as one no more (R29). */
function newbornUntil(born: CivilDate, rules: Rules): CivilDate {
  const { R29 } = rules.readings;
  return R29 === 'first-birthday' ? addMonths(born, 12) : addDays(born, R29.days);
}

function holds(range: StatusRange, exemption: FullExemption, rules: Rules, paidOn: CivilDate): boolean {
  if (paidOn < range.from || (range.until !== null && paidOn >= range.until)) return false;
  switch (exemption.holds) {
    case 'calendar-year':
      return yearOf(paidOn) === yearOf(range.from);
    case 'recently-added': {
      const { R30 } = rules.readings;
      return R30 === 'calendar-year'
        ? yearOf(paidOn) === yearOf(range.from)
        : isWithinMonths(range.from, R30.months, paidOn, rules);
    }
    case 'while-status-or-months':
      return range.until !== null || isWithinMonths(range.from, rules.readings.R35, paidOn, rules);
    case 'while-status':
    case 'newborn-age':
      return true;
  }
}

function readingsOf(exemption: FullExemption): readonly ReadingId[] {
  if (exemption.holds === 'recently-added') return ['R30'];
  return exemption.holds === 'while-status-or-months' ? ['R35'] : [];
}

function seenStatus(member: Member, exemption: FullExemption): string | null {
  if (exemption.holds === 'newborn-age') return member.birth?.on ?? null;
  const ranges = statusesOf(member, exemption.status);
  return ranges.length === 0 ? null : ranges.map(({ from, until }) => `${from}..${until ?? ''}`).join(', ');
}
