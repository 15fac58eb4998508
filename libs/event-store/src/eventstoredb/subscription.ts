import { StoreUnavailableError } from '../errors.js';
import type { CaughtUp, RecordedEvent, SubscriptionOptions } from '../port.js';
import { toStoreError } from './failures.js';
import type { LogReader } from './log-reader.js';
import type { Watch } from './watch.js';

/** How long a subscription waits for news of a server that did not answer, before it asks again. */
const PATIENCE_MS = 1_000;

/**
 * `EventStore.subscribe`: what the watch has at hand is given from there, what lies before is read page by page, after
 * the position that was given last. A server that is away only makes it wait.
 *
 * @throws StoreError for what waiting cannot mend: a foreign event, damaged data
 */
export async function* subscribe(
  log: LogReader,
  watch: Watch,
  isOpen: () => boolean,
  { after, filter = {}, signal }: SubscriptionOptions,
): AsyncGenerator<RecordedEvent | CaughtUp> {
  const { streamPrefix = '' } = filter;
  const isOver = (): boolean => signal.aborted || !isOpen();
  let cursor = after;
  let announced = -1;
  while (!isOver()) {
    const { ticket } = watch;
    try {
      const atHand = watch.tail.after(cursor);
      const head = atHand === undefined ? await log.head() : watch.tail.head;
      const pages = atHand === undefined ? log.pages({ after: cursor, through: head, filter }) : [atHand];
      for await (const page of pages) {
        for (const event of page) {
          if (isOver()) return;
          if (!event.stream.startsWith(streamPrefix)) continue;
          cursor = event.position;
          yield event;
        }
      }
      if (watch.failure !== undefined) throw watch.failure;
      cursor = Math.max(cursor, head);
    } catch (error) {
      if (isOver()) return;
      const failure = toStoreError(error);
      if (!isPassing(failure)) throw failure;
      watch.suspect(error);
      await watch.next(ticket, signal, PATIENCE_MS);
      continue;
    }
    if (isOver()) return;
    if (announced < cursor) {
      announced = cursor;
      yield { caughtUp: cursor };
    } else {
      await watch.next(ticket, signal);
    }
  }
}

function isPassing(failure: Error): boolean {
  return (
    failure instanceof StoreUnavailableError && failure.reason !== 'corrupt' && failure.reason !== 'closed'
  );
}
