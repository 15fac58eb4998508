import {
  type CivilDate,
  type Fact,
  FACT_FIELDS,
  type FactType,
  hasSoundTimes,
  isCivilDate,
  SCHEMA_VERSION,
} from '#libs/enrollment';
import type { EventMetadata, RecordedEvent } from '#libs/event-store';
import { chinaTime, lateByDays } from '../china-time.js';
import { LedgerError } from '../errors.js';
import type { EventSummary } from '../facts/recorded-fact.js';
import { checkSchemaVersion } from '../stream-view.js';
import type { MemberEvent } from './member-answers.js';

const PREFIX = 'member-';

/** A member's events all stand in streams of this prefix. */
export const MEMBER_STREAMS = PREFIX;

/** The stream of a member. */
export function memberStream(member: string): string {
  return `${PREFIX}${member}`;
}

/** The member of a stream. */
export function memberOfStream(stream: string): string {
  return stream.slice(PREFIX.length);
}

/** A fact of a member with everything that the ledger says about it. */
export interface StoredFact {
  readonly member: string;
  readonly fact: Fact;
  readonly effectiveOn: CivilDate;
  readonly recordedAt: string;
  readonly position: number;
  readonly version: number;
  readonly metadata: EventMetadata;
}

/** Reads a stored event as a fact; an event of another schema version, or one that was never accepted so, is refused. */
export function storedFactOf(event: RecordedEvent): StoredFact {
  checkSchemaVersion(event);
  const { id, type, data, recordedAt, position, version, metadata, stream } = event;
  const effectiveOn = metadata['effectiveOn'];
  const fact = { id, type, data, recordedAt } as Fact;
  if (!isFactType(type) || !isCivilDate(effectiveOn) || !hasSoundTimes(fact)) {
    throw new LedgerError('damaged-event', { position, seen: 'a fact' });
  }
  return { member: memberOfStream(stream), fact, effectiveOn, recordedAt, position, version, metadata };
}

/** A fact as the event that it was read from; of an older schema version, too, it is what this one makes of it. */
export function eventOfStored(stored: StoredFact): RecordedEvent {
  const { member, fact, recordedAt, position, version, metadata } = stored;
  const { id, type, data } = fact;
  const stream = memberStream(member);
  return { id, stream, version, position, type, schemaVersion: SCHEMA_VERSION, recordedAt, data, metadata };
}

/** A fact as answers name it. */
export function summaryOf(stored: StoredFact): EventSummary {
  const { fact, effectiveOn, recordedAt, position, version } = stored;
  return {
    id: fact.id,
    type: fact.type,
    effectiveOn,
    recordedAt: chinaTime(recordedAt),
    position,
    version,
  };
}

/** A fact as lists of events show it. */
export function memberEventOf(stored: StoredFact, undoneBy: ReadonlyMap<string, string>): MemberEvent {
  const { member, fact, effectiveOn, recordedAt, metadata } = stored;
  return {
    ...summaryOf(stored),
    member,
    schemaVersion: SCHEMA_VERSION,
    data: fact.data,
    source: metadata.source ?? null,
    actor: metadata.actor,
    correlationId: metadata.correlationId,
    lateByDays: lateByDays(effectiveOn, recordedAt),
    undoneBy: undoneBy.get(fact.id) ?? null,
  };
}

function isFactType(type: string): type is FactType {
  return Object.hasOwn(FACT_FIELDS, type);
}
