import { setImmediate as nextTurn } from 'node:timers/promises';

import { PAGE_SIZE } from '../limits.js';
import type {
  AllRange,
  CaughtUp,
  Position,
  RecordedEvent,
  StreamRange,
  SubscriptionOptions,
} from '../port.js';
import { asking } from './failure.js';
import type { Page, Reads, Segment } from './reads.js';
import type { StreamEnds } from './stream-ends.js';
import type { Wakeup } from './wakeup.js';

/** What following the ledger needs of a store. */
export interface Source {
  readonly isOpen: () => boolean;
  readonly head: () => Position;
  /** @throws StoreUnavailableError when the store is closed */
  readonly reads: () => Reads;
  /** Of whoever alone appends; a view of somebody else's ledger has none. */
  readonly ends?: StreamEnds;
}

/** `EventStore.readStream`. */
export async function readStream(
  source: Source,
  stream: string,
  { fromVersion, maxCount = Infinity, direction = 'forwards' }: StreamRange,
): Promise<readonly RecordedEvent[]> {
  const backwards = direction === 'backwards';
  const events: RecordedEvent[] = [];
  let next = fromVersion ?? (backwards ? Number.MAX_SAFE_INTEGER : 1);
  if (!backwards && isBeyondEnd(source, stream, next)) return [];
  while (events.length < maxCount) {
    const limit = Math.min(PAGE_SIZE, maxCount - events.length);
    const from = next;
    const page = asking(() => {
      const { streamBackwards, streamForwards } = source.reads();
      return (backwards ? streamBackwards : streamForwards)(stream, from, limit);
    });
    events.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < limit) {
      if (!backwards) source.ends?.read(stream, last?.version ?? next - 1);
      break;
    }
    next = last.version + (backwards ? -1 : 1);
    await nextTurn();
  }
  return events;
}

/** True where nothing is to be read from a version on, as whoever goes on reading a stream asks again and again. */
function isBeyondEnd(source: Source, stream: string, version: number): boolean {
  // Where nothing can be read, that is the answer.
  asking(source.reads);
  const end = source.ends?.of(stream);
  return end !== undefined && version > end.version;
}

/** `EventStore.readPages`: each page is one short query, and other work gets its turn after it. */
export async function* readPages(source: Source, range: AllRange): AsyncGenerator<readonly RecordedEvent[]> {
  const through = range.through ?? source.head();
  const streamPrefix = range.filter?.streamPrefix;
  let after = range.after;
  let left = range.limit ?? Infinity;
  while (after < through && left > 0) {
    const page = readPage(source, { after, through, limit: Math.min(PAGE_SIZE, left), streamPrefix });
    if (page.events.length > 0) yield page.events;
    left -= page.events.length;
    after = page.through;
    await nextTurn();
  }
}

/** `EventStore.readAll`. */
export async function* readEvents(source: Source, range: AllRange): AsyncGenerator<RecordedEvent> {
  for await (const page of readPages(source, range)) yield* page;
}

/**
 * `EventStore.subscribe`: one loop for history and live, since both are read from the same place by position. A commit
 * only wakes the loop, so nothing is missed or doubled where one turns into the other.
 */
export async function* subscribe(
  source: Source,
  wakeup: Wakeup,
  { after, filter, signal }: SubscriptionOptions,
): AsyncGenerator<RecordedEvent | CaughtUp> {
  const streamPrefix = filter?.streamPrefix;
  const isOver = (): boolean => signal.aborted || !source.isOpen();
  let cursor = after;
  let announced = -1;
  while (!isOver()) {
    const page = readPage(source, { after: cursor, through: source.head(), limit: PAGE_SIZE, streamPrefix });
    for (const event of page.events) {
      yield event;
      if (isOver()) return;
    }
    cursor = Math.max(cursor, page.through);
    if (cursor < source.head()) {
      await nextTurn();
    } else if (announced < cursor) {
      announced = cursor;
      yield { caughtUp: cursor };
    } else {
      await wakeup.next(signal);
    }
  }
}

/** Nothing is asked where nothing can be there, as after each time that the end was reached. */
function readPage(source: Source, segment: Segment): Page {
  return asking(() => {
    const reads = source.reads();
    return segment.after < segment.through ? reads.page(segment) : { events: [], through: segment.through };
  });
}
