import type { CaughtUp, Position, RecordedEvent } from '#libs/event-store';

/** Events to take together; both may be empty, when only time has passed. */
export interface Batch {
  readonly events: readonly RecordedEvent[];
  /** Everything up to here was delivered with this batch or before it; null: more is on its way. */
  readonly caughtUp: Position | null;
}

/** Bounds of a batch. */
export interface BatchLimits {
  readonly maxEvents: number;
  /** Milliseconds from the first event of a batch to its end. */
  readonly maxMs: number;
  /** Milliseconds without any event after which an empty batch is given. */
  readonly idleMs: number;
}

/**
 * Cuts a subscription into batches, one after the other: the next event is asked for when the batch before was taken,
 * so that a slow consumer fills no memory. Ends with the subscription.
 *
 * @param subscribe opens the subscription; its signal is aborted when the iteration ends for whatever reason
 * @param signal ends the iteration after the batch that is being taken
 */
export async function* batchesOf(
  subscribe: (signal: AbortSignal) => AsyncIterable<RecordedEvent | CaughtUp>,
  limits: BatchLimits,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
  };
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const items = subscribe(ended.signal)[Symbol.asyncIterator]();
  let pending: Promise<IteratorResult<RecordedEvent | CaughtUp>> | undefined;
  try {
    for (;;) {
      const events: RecordedEvent[] = [];
      let caughtUp: Position | null = null;
      let timer = new Timer(limits.idleMs);
      try {
        while (events.length < limits.maxEvents && caughtUp === null) {
          pending ??= items.next();
          const next = await Promise.race([pending, timer.over]);
          if (next === undefined) break;
          pending = undefined;
          if (next.done === true) {
            if (events.length > 0) yield { events, caughtUp };
            return;
          }
          if ('caughtUp' in next.value) caughtUp = next.value.caughtUp;
          else if (events.push(next.value) === 1) timer = timer.restarted(limits.maxMs);
        }
      } finally {
        timer.clear();
      }
      yield { events, caughtUp };
    }
  } finally {
    signal.removeEventListener('abort', end);
    end();
    // Whoever ends the iteration does not wait for an event, nor hear of the subscription's last failure.
    pending?.catch(() => undefined);
    await items.return?.().catch(() => undefined);
  }
}

/** A promise that is kept after so many milliseconds. */
class Timer {
  private readonly id: NodeJS.Timeout;
  readonly over: Promise<undefined>;

  constructor(ms: number) {
    let ring = (): void => undefined;
    this.over = new Promise((resolve) => {
      ring = () => {
        resolve(undefined);
      };
    });
    this.id = setTimeout(() => {
      ring();
    }, ms);
  }

  restarted(ms: number): Timer {
    this.clear();
    return new Timer(ms);
  }

  clear(): void {
    clearTimeout(this.id);
  }
}
