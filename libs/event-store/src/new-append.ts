import { EventTooLargeError, InvalidEventError } from './errors.js';
import { parseInstant } from './instant.js';
import { findNonJson } from './json.js';
import { MAX_APPEND_BYTES, MAX_EVENTS_PER_APPEND, MAX_NAME_LENGTH } from './limits.js';
import { nameBytes, nameOfKey, withKey } from './named-key.js';
import type { AppendOptions, NamedKey, NewEvent } from './port.js';

/** An event as a store writes it: checked, its JSON as text. */
export interface EncodedEvent {
  readonly event: NewEvent;
  readonly data: string;
  readonly metadata: string;
  /** Milliseconds since 1970, where the event brings its own. */
  readonly scriptedMs: number | undefined;
}

/** One append, checked and encoded: what it holds no longer depends on the caller's objects. */
export interface EncodedAppend {
  readonly stream: string;
  readonly expectedVersion: number;
  readonly events: readonly EncodedEvent[];
  readonly idempotencyKey: string | undefined;
  /** UTF-8 bytes of types, data and metadata, without the name of a key. */
  readonly bytes: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const unprintable = /[\p{Cc}\p{Surrogate}]/u;

/**
 * Checks everything about an append that does not depend on what is stored, the same for every store. The first event names the
 * key, so that whatever seals it seals what was bound.
 *
 * @throws InvalidEventError with a pointer to what is wrong
 * @throws EventTooLargeError
 */
export function encodeAppend(
  stream: string,
  expectedVersion: number,
  events: readonly NewEvent[],
  options: AppendOptions = {},
): EncodedAppend {
  const append = encodeRecorded(stream, expectedVersion, events, options);
  const { idempotencyKey: key } = append;
  const name = key === undefined ? undefined : nameOfKey(key, events.length);
  return {
    ...append,
    events: append.events.map((each, index) => naming(each, index === 0 ? name : undefined)),
  };
}

function naming(encoded: EncodedEvent, name: NamedKey | undefined): EncodedEvent {
  const { event } = encoded;
  const metadata = withKey(event.metadata, name);
  if (metadata === event.metadata) return encoded;
  return { ...encoded, event: { ...event, metadata }, metadata: JSON.stringify(metadata) };
}

/**
 * The same of events that another store recorded: what they name stays.
 *
 * @throws as `encodeAppend`
 */
export function encodeRecorded(
  stream: string,
  expectedVersion: number,
  events: readonly NewEvent[],
  { idempotencyKey }: AppendOptions = {},
): EncodedAppend {
  checkName('/stream', stream);
  if (stream.startsWith('$')) throw new InvalidEventError('/stream', 'a name that does not start with $');
  if (idempotencyKey !== undefined) checkName('/idempotencyKey', idempotencyKey);
  checkCount('/expectedVersion', expectedVersion, 0);
  if (events.length < 1 || events.length > MAX_EVENTS_PER_APPEND) {
    throw new InvalidEventError('/events', `1 to ${MAX_EVENTS_PER_APPEND} events`);
  }
  const encoded = events.map((event, index) => encodeEvent(event, `/events/${index}`));
  if (new Set(events.map(({ id }) => id)).size < events.length) {
    throw new InvalidEventError('/events', 'a different id for each event');
  }
  const bytes = encoded.reduce((sum, event) => sum + byteLength(event), 0);
  if (bytes > MAX_APPEND_BYTES) throw new EventTooLargeError(bytes);
  return { stream, expectedVersion, events: encoded, idempotencyKey, bytes };
}

function encodeEvent(event: NewEvent, pointer: string): EncodedEvent {
  if (!uuid.test(event.id)) throw new InvalidEventError(`${pointer}/id`, 'a UUID in lower case');
  checkName(`${pointer}/type`, event.type);
  checkCount(`${pointer}/schemaVersion`, event.schemaVersion, 1);
  return {
    event,
    data: encodeJson(event.data, `${pointer}/data`),
    metadata: encodeJson(event.metadata, `${pointer}/metadata`),
    scriptedMs: event.recordedAt === undefined ? undefined : scripted(event.recordedAt, pointer),
  };
}

function encodeJson(value: unknown, pointer: string): string {
  const found = findNonJson(value);
  if (found !== undefined) throw new InvalidEventError(`${pointer}${found}`, 'plain JSON of limited depth');
  return JSON.stringify(value);
}

function scripted(recordedAt: string, pointer: string): number {
  const epochMs = parseInstant(recordedAt);
  if (epochMs !== undefined) return epochMs;
  throw new InvalidEventError(`${pointer}/recordedAt`, 'an instant written YYYY-MM-DDTHH:MM:SS.sssZ');
}

function checkName(pointer: string, name: string): void {
  if (name.length < 1 || name.length > MAX_NAME_LENGTH || unprintable.test(name)) {
    throw new InvalidEventError(pointer, `1 to ${MAX_NAME_LENGTH} characters without control characters`);
  }
}

function checkCount(pointer: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new InvalidEventError(pointer, `a safe integer from ${least}`);
  }
}

function byteLength({ event, data, metadata }: EncodedEvent): number {
  const own = Buffer.byteLength(metadata) - nameBytes(event.metadata);
  return Buffer.byteLength(event.type) + Buffer.byteLength(data) + own;
}
