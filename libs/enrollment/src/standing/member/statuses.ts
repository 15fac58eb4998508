import type { CivilDate } from '../../calendar/civil-date.js';
import type { DayRange } from '../../calendar/day-ranges.js';
import type { FactOf, Status } from '../../events.js';

/** Days on which a special status holds, with the fact that granted it and the one that ended it early. */
export interface StatusRange extends DayRange {
  readonly status: Status;
  readonly eventId: string;
  readonly endedBy: string | null;
}

/**
 * The ranges of the granted statuses, ends applied, by first day and event id. An end cuts the grant it names, or else
 * every grant of the status that holds on the day before it takes effect.
 */
export function statusRanges(
  grants: readonly FactOf<'SpecialStatusGranted'>[],
  ends: readonly FactOf<'SpecialStatusEnded'>[],
): readonly StatusRange[] {
  if (grants.length === 0) return noRanges;
  return grants
    .map(({ id, data }): StatusRange => {
      let until = data.until ?? null;
      let endedBy: string | null = null;
      for (const end of ends) {
        const { corrects, endedOn, status } = end.data;
        if (status !== data.status || (corrects ?? id) !== id || (until !== null && endedOn >= until))
          continue;
        if (corrects === undefined && endedOn <= data.from) continue;
        until = endedOn;
        endedBy = end.id;
      }
      return { status: data.status, from: data.from, until, eventId: id, endedBy };
    })
    .sort((a, b) => (a.from < b.from || (a.from === b.from && a.eventId < b.eventId) ? -1 : 1));
}

const noRanges: readonly StatusRange[] = [];

/** The status as it holds on a day, if it does. */
export function statusOn(
  ranges: readonly StatusRange[],
  status: Status,
  day: CivilDate,
): StatusRange | undefined {
  return ranges.find(
    (range) => range.status === status && range.from <= day && (range.until === null || day < range.until),
  );
}
