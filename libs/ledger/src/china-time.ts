import { type CivilDate, civilDayOfInstant } from '#libs/enrollment';
import type { Instant } from '#libs/event-store';

const OFFSET_MS = 8 * 60 * 60 * 1000;

/** An instant as answers write it: `2028-03-15T10:02:11.000+08:00`. */
export function chinaTime(instant: Instant): string {
  return new Date(Date.parse(instant) + OFFSET_MS).toISOString().replace('Z', '+08:00');
}

/** Whole days from one civil day to another; negative where the second is the earlier. */
export function daysBetween({ from, to }: { readonly from: CivilDate; readonly to: CivilDate }): number {
  return (Date.parse(to) - Date.parse(from)) / (24 * 60 * 60 * 1000);
}

/** How many days after its own day a fact was recorded; 0 for one recorded by then. */
export function lateByDays(effectiveOn: CivilDate, recordedAt: Instant): number {
  return Math.max(0, daysBetween({ from: effectiveOn, to: civilDayOfInstant(recordedAt) }));
}
