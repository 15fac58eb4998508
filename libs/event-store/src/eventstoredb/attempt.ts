import { ForeignEventError } from '../errors.js';
import type { EncodedEvent } from '../new-append.js';
import { isReplay } from '../replay.js';
import type { NewEvent, RecordedEvent } from '../port.js';
import { derivedId, type StreamNames } from './names.js';
import type { ServerRecord } from './record.js';
import type { ServerWrite } from './requests.js';

/** One try to append: these events in this stream, right after its first `version` events. */
export interface Attempt {
  /** Two tries to append the same are two attempts. */
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly idempotencyKey: string | undefined;
  readonly events: readonly EncodedEvent[];
}

/** Events that were recorded before their resource was bound to them: from a copy, or a replay to an earlier program. */
export interface Placed {
  readonly stream: string;
  readonly version: number;
  readonly count: number;
  readonly idempotencyKey?: string;
}

/** Where an attempt stands whole: the other resources that it holds only name this entry. */
export interface WholeEntry {
  readonly resource: string;
  readonly revision: number;
}

/** The last entry of a resource. */
export type Holder = { readonly revision: number } & (
  { readonly attempt: Attempt; readonly whole: WholeEntry } | { readonly placed: Placed }
);

/** Dead and recorded are for ever. */
export type Verdict =
  | { readonly status: 'recorded'; readonly events: readonly RecordedEvent[] }
  | { readonly status: 'open' | 'dead' };

/**
 * What an attempt must hold before its events may be appended, in the one order in which every attempt takes them: the
 * key, then the ids ascending. The same order for all is what makes waiting in a circle impossible.
 */
export function resourcesOf(
  { idempotencyKey, events }: Pick<Attempt, 'idempotencyKey' | 'events'>,
  names: StreamNames,
): readonly string[] {
  const ids = events.map(({ event }) => names.id(event.id)).sort();
  return idempotencyKey === undefined ? ids : [names.key(idempotencyKey), ...ids];
}

/** @param there the events that stand where the attempt's would, as many as it has or fewer */
export function verdictOf(attempt: Attempt, there: readonly RecordedEvent[]): Verdict {
  if (there.length === 0) return { status: 'open' };
  const isRecorded = there[0]?.version === attempt.version + 1 && isReplay(attempt, there);
  return isRecorded ? { status: 'recorded', events: there } : { status: 'dead' };
}

/** The entry by which an attempt takes a resource. Whoever writes it for the attempt writes the same. */
export function encodeEntry(resource: string, attempt: Attempt, whole: WholeEntry | undefined): ServerWrite {
  const id = derivedId(attempt.id, resource);
  if (whole !== undefined) {
    return { id, type: types.named, data: JSON.stringify({ attempt: attempt.id, ...whole }), metadata: '{}' };
  }
  const { stream, version, idempotencyKey } = attempt;
  const head = JSON.stringify({ attempt: attempt.id, stream, version, idempotencyKey });
  // The data of an event may be large, and is text already.
  const data = `${head.slice(0, -1)},"events":[${attempt.events.map(encodeAttempted).join()}]}`;
  return { id, type: types.attempt, data, metadata: '{}' };
}

function encodeAttempted({ event, data, metadata, scriptedMs }: EncodedEvent): string {
  const { id, type, schemaVersion } = event;
  const head = JSON.stringify({ id, type, schemaVersion, scriptedMs });
  return `${head.slice(0, -1)},"data":${data},"metadata":${metadata}}`;
}

/** The entry that binds a resource to what is recorded already. */
export function encodePlaced(resource: string, placed: Placed): ServerWrite {
  const id = derivedId(resource, placed.stream, placed.version, placed.count);
  return { id, type: types.placed, data: JSON.stringify(placed), metadata: '{}' };
}

/** What an entry says; `named` has to be looked up. */
export type Entry =
  | { readonly kind: 'attempt'; readonly attempt: Attempt }
  | { readonly kind: 'named'; readonly whole: WholeEntry }
  | { readonly kind: 'placed'; readonly placed: Placed };

/** @throws ForeignEventError */
export function decodeEntry(record: ServerRecord): Entry {
  try {
    const data = JSON.parse(record.data) as never;
    switch (record.type) {
      case types.attempt:
        return { kind: 'attempt', attempt: decodeAttempt(data) };
      case types.named:
        return { kind: 'named', whole: data };
      case types.placed:
        return { kind: 'placed', placed: data };
    }
  } catch {
    // Said below: whatever is wrong with it, the ledger did not write it.
  }
  throw new ForeignEventError(record.stream, record.revision, 'it is no reservation');
}

type StoredAttempt = {
  readonly attempt: string;
  readonly stream: string;
  readonly version: number;
  readonly idempotencyKey?: string;
  readonly events: readonly (NewEvent & { readonly scriptedMs?: number })[];
};

function decodeAttempt({ attempt, stream, version, idempotencyKey, events }: StoredAttempt): Attempt {
  return {
    id: attempt,
    stream,
    version,
    idempotencyKey,
    events: events.map(({ scriptedMs, ...event }) => ({
      event,
      data: JSON.stringify(event.data),
      metadata: JSON.stringify(event.metadata),
      scriptedMs,
    })),
  };
}

const types = { attempt: 'AppendAttempted', named: 'AppendNamed', placed: 'AppendPlaced' } as const;
