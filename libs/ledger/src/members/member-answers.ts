import type { CivilDate, FactData, FactType } from '#libs/enrollment';
import type { Coordinates } from '../coordinates/question.js';
import type { SourceDocument } from '../facts/record-fact-command.js';
import type { Consequence, EventSummary } from '../facts/recorded-fact.js';

/** A page of a list; `next` is the `after` of the following page, null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
  /** `packs` is empty where no rule was asked. */
  readonly coordinates: Coordinates;
}

/** How to page: at most `limit` items (1 to 500, default 100) after a cursor. */
export interface Paging {
  readonly limit?: number | undefined;
  readonly after?: string | undefined;
}

/** Days in a region; `until` is exclusive, null: still there. */
export interface RegionStay {
  readonly region: string;
  /** Null: where the registration put the member, however far back. */
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}

/** A member as lists show it. */
export interface MemberSummary {
  readonly member: string;
  /** The region on the day asked about. */
  readonly region: string;
  readonly liableFrom: CivilDate;
}

/** A member with the number of its events and the regions it has been in. */
export interface MemberAnswer extends MemberSummary {
  /** Number of events of the member known at the coordinates, for `ETag` and `If-Match`. */
  readonly version: number;
  readonly regions: readonly RegionStay[];
  readonly diedOn: CivilDate | null;
  readonly coordinates: Coordinates;
}

/** An event of a member as it stands in the ledger. */
export interface MemberEvent extends EventSummary {
  readonly member: string;
  readonly type: FactType;
  readonly schemaVersion: number;
  readonly data: FactData[FactType];
  readonly source: SourceDocument | null;
  readonly actor: string;
  readonly correlationId: string;
  /** Days between the event's own day and the day it was recorded, 0 where it was recorded by then. */
  readonly lateByDays: number;
  /** Id of the event that annulled or replaced it; null: it counts as it stands. */
  readonly undoneBy: string | null;
  /** Only where they were asked for. */
  readonly consequences?: readonly Consequence[];
}

/** Order of a list of events: by the day they hold from, or as the ledger learned them. */
export type EventOrder = 'effective' | 'recorded';

/** The events of a member. */
export interface MemberEventsAnswer extends Page<MemberEvent> {
  readonly member: string;
  readonly version: number;
}
