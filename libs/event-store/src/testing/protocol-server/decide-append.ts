import type { EventLog } from './event-log.js';

/** What the client expects of the stream; a number is the revision of its last event. */
export type ExpectedRevision = 'any' | 'no-stream' | 'stream-exists' | bigint;

/** `current` and `last` are revisions; -1 is a stream without events. */
export type AppendDecision =
  | { readonly kind: 'append' }
  | { readonly kind: 'already-stored'; readonly last: number }
  | { readonly kind: 'wrong-revision'; readonly current: number };

/**
 * Decides as the server's `IndexWriter.CheckCommit` does. With an exact revision (or none) a repeat is recognised for
 * ever, by the ids that stand after that revision, whatever the data says; with any other expectation only by the
 * bounded memory of ids. When only a part of the ids is found the answer is a wrong revision.
 */
export function decideAppend(
  log: EventLog,
  stream: string,
  expected: ExpectedRevision,
  ids: readonly string[],
): AppendDecision {
  const current = log.lastRevision(stream);
  const wrong: AppendDecision = { kind: 'wrong-revision', current };
  if (expected === 'stream-exists' && current < 0) return wrong;
  if (expected === 'any' || expected === 'stream-exists') return decideByMemory(log, stream, ids) ?? wrong;
  const after = expected === 'no-stream' ? -1 : Number(expected);
  if (after === current) return { kind: 'append' };
  if (after > current || ids.length === 0) return wrong;
  const isStored = ids.every((id, index) => {
    const record = log.recordOf(stream, after + 1 + index);
    return record !== undefined && log.idOf(record) === id;
  });
  return isStored ? { kind: 'already-stored', last: after + ids.length } : wrong;
}

/** Undefined when a part of the ids is remembered; an unknown first id is enough to store all of them. */
function decideByMemory(log: EventLog, stream: string, ids: readonly string[]): AppendDecision | undefined {
  let last: number | undefined;
  for (const id of ids) {
    const place = log.recentIds.find(id);
    if (place?.stream !== stream) return last === undefined ? { kind: 'append' } : undefined;
    last = place.revision;
  }
  return last === undefined ? { kind: 'append' } : { kind: 'already-stored', last };
}
