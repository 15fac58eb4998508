import { InvalidEventError } from '../errors.js';
import { parseInstant } from '../instant.js';
import type { Instant, Position } from '../port.js';
import type { Reads } from './reads.js';

/** `EventStore.resolvePosition`, of a log with so many events. */
export function positionOf(reads: Reads, knownAt: Instant | Position, head: Position): Position {
  if (typeof knownAt === 'number') return reads.atOrBefore(knownAt)?.position ?? 0;
  const epochMs = parseInstant(knownAt);
  if (epochMs === undefined) throw new InvalidEventError('/knownAt', 'an instant YYYY-MM-DDTHH:MM:SS.sssZ');
  return positionKnownAt(reads, epochMs, head);
}

/**
 * The last position such that no event up to it was recorded after the moment, 0 if there is none. The latest moment so
 * far never goes back from one position to the next, so halving finds it: at most 53 steps, and no index to maintain.
 */
function positionKnownAt(reads: Reads, epochMs: number, head: Position): Position {
  let low = 0;
  let high = head;
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    const event = reads.atOrBefore(middle);
    if (event === undefined || event.highestMs <= epochMs) low = middle;
    else high = event.position - 1;
  }
  return reads.atOrBefore(low)?.position ?? 0;
}
