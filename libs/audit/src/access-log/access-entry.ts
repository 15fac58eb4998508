import { civilDayOfInstant, type CivilDate } from '#libs/enrollment';
import type { NewEvent, RecordedEvent } from '#libs/event-store';

/** The type of the one event that an access log holds. */
export const MEMBERS_READ = 'MembersRead';

/** The one stream of an access log: so each entry has the next version, and none can be left out of the middle. */
export const ACCESS_LOG_STREAM = 'reads';

/** An entry names at most so many members; a larger answer is several entries of one request. */
export const MAX_MEMBERS_PER_ENTRY = 500;

const SCHEMA_VERSION = 1;

/** Who read whom, how and why, before it is recorded. */
export interface AccessEntry {
  /** The key that asked: `key:k…`. */
  readonly actor: string;
  /** Whose key that is: the first of the keys that replaced each other. */
  readonly holder: string;
  /** As said in `Access-Purpose`; null: a system, which says none. */
  readonly purpose: string | null;
  /** Method and pattern of the route: `GET /v1/members/:member/standing`. */
  readonly route: string;
  /** What else names what was asked for: a decision, a close, a topic. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The civil day that the answer is about; null: none, or several. */
  readonly on: string | null;
  /** The last position of the ledger that the answer counts; null: none. */
  readonly position: number | null;
  /** The members whose data the answer shows: sorted, each once, 1 to MAX_MEMBERS_PER_ENTRY. */
  readonly members: readonly string[];
  /** The request's own id, as the server's log and a problem name it. */
  readonly request: string;
  /** As the client named its job. */
  readonly correlationId: string;
}

/** An entry as it stands in the log. */
export interface RecordedAccess extends AccessEntry {
  /** Its place in the access log. */
  readonly number: number;
  /** UTC. */
  readonly recordedAt: string;
  /** The civil day of that at +08:00. */
  readonly day: CivilDate;
}

/** An entry as the event that is stored of it. */
export function accessEvent({ actor, correlationId, ...data }: AccessEntry, id: string): NewEvent {
  return {
    id,
    type: MEMBERS_READ,
    schemaVersion: SCHEMA_VERSION,
    data,
    metadata: { correlationId, actor },
  };
}

/** Reads an entry back; undefined for anything that no access log holds. */
export function accessOf(event: RecordedEvent): RecordedAccess | undefined {
  const { type, schemaVersion, stream, data, metadata, position: number, recordedAt } = event;
  if (type !== MEMBERS_READ || schemaVersion !== SCHEMA_VERSION || stream !== ACCESS_LOG_STREAM)
    return undefined;
  const { actor, correlationId } = metadata;
  const entry = data as Omit<AccessEntry, 'actor' | 'correlationId'>;
  return { ...entry, actor, correlationId, number, recordedAt, day: civilDayOfInstant(recordedAt) };
}
