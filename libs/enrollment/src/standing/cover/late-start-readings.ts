import type { ReadingId } from '../../readings.js';
import { type Member, untraced } from '../member/member.js';
import { fullExemption, missedBy } from './full-exemption.js';
import type { ResidentCover } from './resident-cover.js';

/** The readings that decide where a late payment starts to cover, by a short gap or an exemption that makes one needless. */
export function lateStartReadings(
  member: Member,
  { gap, paidClass, paidOn, rules, shortGaps, year }: ResidentCover,
): readonly ReadingId[] {
  if (paidClass !== 'late' || (gap === undefined && shortGaps.length === 0)) return none;
  const exempt = fullExemption(untraced(member), rules, paidOn, year);
  const limits = exempt === undefined ? missedBy(member, rules, paidOn) : exempt.readingIds;
  return [...(gap === undefined ? none : (['R25'] as const)), ...limits];
}

const none: readonly ReadingId[] = [];
