import type { CaughtUp, EventStore, Position, RecordedEvent } from '../../port.js';
import { everything, newEvents } from '../builders.js';
import type { OpenLedger } from './open-ledger.js';

/** History, then live: nothing missed, nothing doubled. */
export function subscribing(open: OpenLedger): void {
  test('gives the history, says that it has caught up, then gives what comes', async () => {
    const store = await open();
    const history = (await store.append('member-P-0001', 0, newEvents(3))).events;
    const seen = follow(store, 0);
    await seen.until(3);
    await seen.untilCaughtUp(history[2]?.position ?? NaN);
    const live = (await store.append('member-P-0002', 0, newEvents(2))).events;
    await seen.until(5);
    expect(seen.events).toEqual([...history, ...live]);
    await seen.untilCaughtUp(live[1]?.position ?? NaN);
    await seen.stop();
  });

  test('starts after the position it is given', async () => {
    const store = await open();
    const { events } = await store.append('member-P-0001', 0, newEvents(3));
    const seen = follow(store, events[1]?.position ?? NaN);
    await seen.until(1);
    expect(seen.events).toEqual(events.slice(2));
    await seen.stop();
  });

  test('misses and doubles nothing between history and live while others append', async () => {
    const store = await open();
    const callers = 16;
    const perCaller = 80;
    const subscriptions: Following[] = [];
    await Promise.all(
      Array.from({ length: callers }, async (_, caller) => {
        for (let version = 0; version < perCaller; version += 1) {
          if (version % 20 === 0 && caller < 4) subscriptions.push(follow(store, 0));
          await store.append(`member-${caller}`, version, newEvents(1));
        }
      }),
    );
    const all = await everything(store);
    for (const seen of subscriptions) {
      await seen.until(callers * perCaller);
      await seen.stop();
      expect(seen.events).toEqual(all);
    }
  });

  test('waits for a slow consumer without losing its place', async () => {
    const store = await open();
    const stop = new AbortController();
    const seen: number[] = [];
    for await (const item of store.subscribe({ after: 0, signal: stop.signal })) {
      if ('caughtUp' in item) {
        if (seen.length === 40) break;
        await store.append('member-P-0001', seen.length, newEvents(10));
      } else {
        seen.push(item.version);
        await new Promise(setImmediate);
      }
    }
    expect(seen).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  test('filters, and still says how far it has come', async () => {
    const store = await open();
    const seen = follow(store, 0, 'policy-');
    await store.append('member-P-0001', 0, newEvents(5));
    const { events } = await store.append('policy-packs', 0, newEvents(1));
    const last = (await store.append('member-P-0001', 5, newEvents(5))).events.at(-1);
    await seen.untilCaughtUp(last?.position ?? NaN);
    expect(seen.events).toEqual(events);
    await seen.stop();
  });

  test('ends without an error when it is aborted, before or while it waits', async () => {
    const store = await open();
    await follow(store, 0).stop();
    for await (const item of store.subscribe({ after: 0, signal: AbortSignal.abort() })) {
      throw new Error(`Nothing was to come after the abort, but got ${JSON.stringify(item)}`);
    }
  });

  test('ends without an error when the store is closed', async () => {
    const store = await open();
    await store.append('member-P-0001', 0, newEvents(1));
    const seen = follow(store, 0);
    await seen.until(1);
    await store.close();
    await seen.finished;
    expect(seen.events).toHaveLength(1);
  });
}

type Following = {
  readonly events: readonly RecordedEvent[];
  readonly finished: Promise<void>;
  readonly until: (count: number) => Promise<void>;
  readonly untilCaughtUp: (position: Position) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** A consumer in the background. */
function follow(store: EventStore, after: Position, streamPrefix?: string): Following {
  const stop = new AbortController();
  const filter = streamPrefix === undefined ? {} : { streamPrefix };
  const events: RecordedEvent[] = [];
  let caughtUp = -1;
  const take = (item: RecordedEvent | CaughtUp): void => {
    if ('caughtUp' in item) caughtUp = item.caughtUp;
    else events.push(item);
  };
  const consume = async (): Promise<void> => {
    for await (const item of store.subscribe({ after, filter, signal: stop.signal })) take(item);
  };
  const until = async (isReached: () => boolean): Promise<void> => {
    while (!isReached()) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const finished = consume();
  return {
    events,
    finished,
    until: (count) => until(() => events.length >= count),
    untilCaughtUp: (position) => until(() => caughtUp >= position),
    stop: () => {
      stop.abort();
      return finished;
    },
  };
}
