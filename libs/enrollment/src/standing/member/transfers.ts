import { type CivilDate, earlierOf } from '../../calendar/civil-date.js';
import type { DayRange } from '../../calendar/day-ranges.js';
import type { FactOf } from '../../events.js';

/** Days under employee or other cover, with the transfers that began and ended it. */
export interface SchemeRange extends DayRange {
  readonly eventIds: readonly string[];
}

/** Days in a pooling region, with the fact that brought the member there. */
export interface RegionRange extends DayRange {
  readonly region: string;
  readonly eventId: string;
}

/**
 * The ranges of employee or other cover. A transfer to the scheme opens one, a transfer from it ends it the day before;
 * on one day the net of both counts, so their order does not matter. The transfers are sorted by day; `cutAt` is the
 * first day after death.
 */
export function schemeRanges(
  scheme: 'employee' | 'other',
  transfers: readonly FactOf<'SchemeTransferred'>[],
  cutAt: CivilDate | null,
): readonly SchemeRange[] {
  if (!transfers.some(({ data }) => data.to === scheme || data.from === scheme)) return noRanges;
  const ranges: SchemeRange[] = [];
  let open: { readonly from: CivilDate; readonly eventIds: readonly string[] } | undefined;
  for (const { on, net, eventIds } of netChanges(scheme, transfers)) {
    if (open === undefined && net > 0) open = { from: on, eventIds };
    else if (open !== undefined && net < 0) {
      ranges.push({ from: open.from, until: on, eventIds: open.eventIds.concat(eventIds) });
      open = undefined;
    }
  }
  if (open !== undefined) ranges.push({ from: open.from, until: null, eventIds: open.eventIds });
  return cutAt === null ? ranges : ranges.flatMap((range) => cut(range, cutAt));
}

const noRanges: readonly SchemeRange[] = [];

/** Into a scheme minus out of it, day by day. */
function netChanges(
  scheme: 'employee' | 'other',
  transfers: readonly FactOf<'SchemeTransferred'>[],
): readonly { readonly on: CivilDate; readonly net: number; readonly eventIds: readonly string[] }[] {
  const days: { on: CivilDate; net: number; eventIds: string[] }[] = [];
  for (const { id, data } of transfers) {
    const change = Number(data.to === scheme) - Number(data.from === scheme);
    if (change === 0) continue;
    const last = days.at(-1);
    if (last?.on === data.effectiveOn) {
      last.net += change;
      last.eventIds.push(id);
    } else days.push({ on: data.effectiveOn, net: change, eventIds: [id] });
  }
  return days;
}

/** Before every day. */
const ALWAYS = '0000-01-01' as CivilDate;

/** The regions of a member: the one of the registration, then where each move goes, on one day in the order that fits. */
export function regionRanges(
  registration: FactOf<'MemberRegistered'>,
  moves: readonly FactOf<'RegionTransferred'>[],
): readonly RegionRange[] {
  const { id: eventId, data } = registration;
  if (moves.length === 0) return [{ from: ALWAYS, until: null, region: data.region, eventId }];
  const ranges: { from: CivilDate; region: string; eventId: string }[] = [
    { from: ALWAYS, region: data.region, eventId },
  ];
  const left = [...moves].sort((a, b) => {
    if (a.data.effectiveOn !== b.data.effectiveOn) return a.data.effectiveOn < b.data.effectiveOn ? -1 : 1;
    return a.id < b.id ? -1 : 1;
  });
  while (left.length > 0) {
    const here = ranges[ranges.length - 1]?.region;
    const day = left[0]?.data.effectiveOn;
    const fitting = left.findIndex((move) => move.data.effectiveOn === day && move.data.fromRegion === here);
    const [move] = left.splice(Math.max(0, fitting), 1);
    if (move !== undefined)
      ranges.push({ from: move.data.effectiveOn, region: move.data.toRegion, eventId: move.id });
  }
  return ranges.map((range, index) => ({ ...range, until: ranges[index + 1]?.from ?? null }));
}

function cut(range: SchemeRange, at: CivilDate): SchemeRange[] {
  if (range.from >= at) return [];
  return [{ ...range, until: range.until === null ? at : earlierOf(range.until, at) }];
}
