import type { Position } from '../port.js';
import type { Reads } from './reads.js';

/**
 * The last position whose event was recorded at or before the moment, 0 if there is none. `recorded_ms` grows with the
 * position, so halving finds it: at most 53 steps, and no index to maintain.
 */
export function positionKnownAt(reads: Reads, epochMs: number, head: Position): Position {
  let low = 0;
  let high = head;
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2);
    const event = reads.atOrBefore(middle);
    if (event === undefined || event.recordedMs <= epochMs) low = middle;
    else high = event.position - 1;
  }
  return reads.atOrBefore(low)?.position ?? 0;
}
