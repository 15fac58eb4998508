import { CanonicalJsonError, canonicalJson } from '#libs/canonical';
import type { RecordedEvent } from '#libs/event-store';
import { UnsealableEventError } from './errors.js';
import { type Hash, sha256, written as hashWritten } from './hashing.js';

/** Names the encoding below; another encoding gets another name, and old leaves keep theirs. */
export const LEAF_FORMAT = 'canbao.leaf/1';

/** What a leaf binds beside the event itself. */
export interface LeafPlace {
  readonly logId: string;
  /** Leaf hash of the event before in the same stream; null for its first event. */
  readonly previous: Hash | null;
}

/** What a leaf says: everything that the store keeps of the event, the ledger it belongs to and the leaf before it in its stream. */
export interface LeafContent extends RecordedEvent {
  readonly format: typeof LEAF_FORMAT;
  readonly log: string;
  /** As written; null for the first event of a stream. */
  readonly previous: string | null;
}

/** The content of an event's leaf. `metadata` holds the actor, `effectiveOn`, the source and the correlation. */
export function leafContent(event: RecordedEvent, { logId, previous }: LeafPlace): LeafContent {
  const { data, id, metadata, position, recordedAt, schemaVersion, stream, type, version } = event;
  return {
    data,
    format: LEAF_FORMAT,
    id,
    log: logId,
    metadata,
    position,
    previous: previous === null ? null : hashWritten(previous),
    recordedAt,
    schemaVersion,
    stream,
    type,
    version,
  };
}

/**
 * The bytes of an event's leaf as text: its content as canonical JSON (RFC 8785).
 *
 * @throws UnsealableEventError where the event holds something that has no canonical form
 */
export function leafText(event: RecordedEvent, place: LeafPlace): string {
  const content = leafContent(event, place);
  try {
    return written(content);
  } catch (error) {
    if (!(error instanceof CanonicalJsonError)) throw error;
    throw unsealable(content, error);
  }
}

/** The names of a leaf are always the same: written in their order, they need not be looked at and sorted for each event. */
function written(content: LeafContent): string {
  const { data, id, log, metadata, position, previous, recordedAt, schemaVersion, stream, type, version } =
    content;
  return (
    `{"data":${member(data)},"format":"${LEAF_FORMAT}","id":${member(id)},"log":${member(log)},` +
    `"metadata":${member(metadata)},"position":${member(position)},"previous":${member(previous)},` +
    `"recordedAt":${member(recordedAt)},"schemaVersion":${member(schemaVersion)},"stream":${member(stream)},` +
    `"type":${member(type)},"version":${member(version)}}`
  );
}

function member(value: unknown): string {
  return canonicalJson(value, 1);
}

/** Says where in the leaf the fault is, which the writing of one member does not know. */
function unsealable(content: LeafContent, fault: CanonicalJsonError): UnsealableEventError {
  try {
    canonicalJson(content);
  } catch (error) {
    if (error instanceof CanonicalJsonError) return new UnsealableEventError(content.position, error);
  }
  return new UnsealableEventError(content.position, fault);
}

/**
 * The hash of an event's leaf (RFC 6962 §2.1): SHA-256 of a zero byte and the leaf's bytes. U+0000 is that byte in UTF-8.
 *
 * @throws UnsealableEventError as `leafText`
 */
export function leafOf(event: RecordedEvent, place: LeafPlace): Hash {
  return sha256(`\u0000${leafText(event, place)}`);
}
