import { InvalidEventError } from '../errors.js';
import { toInstant } from '../instant.js';
import type { EncodedAppend } from '../new-append.js';

/** What the events' own instants are checked against. */
export interface ScriptState {
  /** The ledger is a sample one, and every event so far brought its own instant. */
  readonly isOpen: boolean;
  /** The last instant recorded. */
  readonly lastMs: number;
}

export function isScripted({ events }: EncodedAppend): boolean {
  return events.some(({ scriptedMs }) => scriptedMs !== undefined);
}

/** @throws InvalidEventError when an event brings an instant that the ledger may not, or may no more, take */
export function checkScript({ events }: EncodedAppend, { isOpen, lastMs }: ScriptState): void {
  let last = lastMs;
  for (const [index, { scriptedMs }] of events.entries()) {
    const pointer = `/events/${index}/recordedAt`;
    if (!isOpen) {
      throw new InvalidEventError(
        pointer,
        'no instant: only a sample ledger takes one, before its first event without',
      );
    }
    if (scriptedMs === undefined || scriptedMs <= last) {
      throw new InvalidEventError(pointer, `an instant after ${toInstant(last)}, the last recorded one`);
    }
    last = scriptedMs;
  }
}
