import type { Position, RecordedEvent } from '../port.js';

/** The tail holds at most so many events. */
const EVENTS = 2_000;

/** The last events of the ledger without a gap, as they came in. */
export class Tail {
  private events: RecordedEvent[] = [];
  /** Everything after it is here. */
  private start: Position;

  constructor(private end: Position) {
    this.start = end;
  }

  /** Position of the last event; nothing is known beyond. */
  get head(): Position {
    return this.end;
  }

  push(event: RecordedEvent): void {
    if (event.position <= this.end) return;
    this.events.push(event);
    this.end = event.position;
    if (this.events.length < 2 * EVENTS) return;
    this.events = this.events.slice(-EVENTS);
    this.start = (this.events.shift() ?? event).position;
  }

  /** The events after the position; undefined when they are not all here. */
  after(position: Position): readonly RecordedEvent[] | undefined {
    if (position < this.start) return undefined;
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.events[middle]?.position ?? 0) <= position) low = middle + 1;
      else high = middle;
    }
    return this.events.slice(low);
  }
}
