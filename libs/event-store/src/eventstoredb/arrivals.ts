import type { RecordedEvent } from '../port.js';

/** What was appended comes by the subscription in no time; where it does not, it is read. */
const PATIENCE_MS = 50;

/** A place in a stream: so many events after its first `version`. */
type Place = { readonly stream: string; readonly version: number; readonly count: number };

/**
 * Hands what the store's one subscription brings to the appends that wait for it: so an append learns what was recorded
 * at its place, by whichever process, without a read of its own.
 */
export class Arrivals {
  private readonly expected = new Map<string, Set<Arrival>>();

  /** To be called before the append, so that nothing passes meanwhile; `forget` has to follow. */
  expect(place: Place): Arrival {
    const { stream } = place;
    const waiting = this.expected.get(stream) ?? new Set();
    const arrival = new Arrival(place, () => {
      waiting.delete(arrival);
      if (waiting.size === 0) this.expected.delete(stream);
    });
    this.expected.set(stream, waiting.add(arrival));
    return arrival;
  }

  /** Takes an event that the subscription has brought. */
  take(event: RecordedEvent): void {
    for (const arrival of this.expected.get(event.stream) ?? []) arrival.take(event);
  }
}

/** The events at one place, as they come. */
class Arrival {
  private readonly events: RecordedEvent[] = [];
  private complete: (() => void) | undefined;

  constructor(
    private readonly place: Place,
    /** Nobody waits any more. */
    readonly forget: () => void,
  ) {}

  take(event: RecordedEvent): void {
    const { version, count } = this.place;
    // After a resubscription an event may come again.
    if (this.events.length === count || event.version !== version + this.events.length + 1) return;
    this.events.push(event);
    if (this.events.length === count) this.complete?.();
  }

  /** All events, or undefined when they have not come in time. */
  async soon(): Promise<readonly RecordedEvent[] | undefined> {
    const { count } = this.place;
    if (this.events.length < count) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PATIENCE_MS);
        this.complete = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.events.length === count ? this.events : undefined;
  }
}
