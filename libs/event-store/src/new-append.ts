import { EventTooLargeError, InvalidEventError } from './errors.js';
import { parseInstant } from './instant.js';
import { findNonJson } from './json.js';
import { MAX_APPEND_BYTES, MAX_EVENTS_PER_APPEND, MAX_NAME_LENGTH } from './limits.js';
import type { AppendOptions, NewEvent } from './port.js';

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
  /** UTF-8 bytes of types, data and metadata. */
  readonly bytes: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const unprintable = /[\p{Cc}\p{Surrogate}]/u;

/**
 * Checks everything about an append that does not depend on what is stored, the same for every store.
 *
 * @throws InvalidEventError with a pointer to what is wrong
 * @throws EventTooLargeError
 */
export function encodeAppend(
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
  return Buffer.byteLength(event.type) + Buffer.byteLength(data) + Buffer.byteLength(metadata);
}
