import type { CivilDate } from '#libs/enrollment';
import type { RecordedEvent } from '#libs/event-store';
import { chinaTime, lateByDays } from '../china-time.js';
import { MEMBER_STREAMS } from '../members/stored-fact.js';

/** What kinds of events change answers. */
export const CAUSE_KINDS = ['event', 'pack', 'reading', 'region-data', 'watermark'] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];

/** The event that changed an answer. */
export interface Cause {
  readonly kind: CauseKind;
  readonly eventId: string;
  readonly position: number;
  /** The event's own day; null: it has none, as an adoption. */
  readonly effectiveOn: CivilDate | null;
  /** Days between its own day and its recording; null where it has no day. */
  readonly lateByDays: number | null;
}

/** A cause as the feed keeps it, with when the event was recorded, at +08:00. */
export interface RecordedCause {
  readonly time: string;
  readonly cause: Cause;
}

const POLICY_CAUSES: Readonly<Record<string, CauseKind>> = {
  PackAdopted: 'pack',
  ReadingChosen: 'reading',
  RegionConfigured: 'region-data',
  SourceCompleteThrough: 'watermark',
};

/** What the feed keeps of an event that changed answers, as JSON text. */
export function causeOf(event: RecordedEvent): string {
  return JSON.stringify(recordedCauseOf(event));
}

/** An event as the cause of changed answers. */
export function recordedCauseOf({
  id,
  type,
  stream,
  position,
  recordedAt,
  metadata,
}: RecordedEvent): RecordedCause {
  const isFact = stream.startsWith(MEMBER_STREAMS);
  const effectiveOn = (metadata['effectiveOn'] as CivilDate | undefined) ?? null;
  return {
    time: chinaTime(recordedAt),
    cause: {
      kind: isFact ? 'event' : causeKindOf(type),
      eventId: id,
      position,
      effectiveOn,
      lateByDays: effectiveOn === null ? null : lateByDays(effectiveOn, recordedAt),
    },
  };
}

/** @throws for an event of the policy stream that no kind of cause is known for */
function causeKindOf(type: string): CauseKind {
  const kind = POLICY_CAUSES[type];
  if (kind === undefined) throw new Error(`No cause of changed answers is known for ${type}.`);
  return kind;
}
