import type { EventStore } from '#libs/event-store';
import type { Metrics } from './metrics.js';
import { stopwatch } from './stopwatch.js';

/** The same store, whose appends are counted and timed; whatever appends, a fact or a key, goes through here. */
export function meteredStore(store: EventStore, metrics: Metrics): EventStore {
  return {
    ledger: store.ledger,
    now: () => store.now(),
    health: () => store.health(),
    append: async (...request) => {
      const seconds = stopwatch();
      const result = await store.append(...request).catch((error: unknown) => {
        metrics.appendEnded('failed', seconds());
        throw error;
      });
      metrics.appendEnded(result.replayed ? 'replayed' : 'appended', seconds());
      if (!result.replayed) metrics.eventsAppended(result.events);
      return result;
    },
    readStream: (...request) => store.readStream(...request),
    readAll: (range) => store.readAll(range),
    readPages: (range) => store.readPages(range),
    subscribe: (options) => store.subscribe(options),
    head: () => store.head(),
    eventById: (id) => store.eventById(id),
    findByIdempotencyKey: (key) => store.findByIdempotencyKey(key),
    resolvePosition: (knownAt) => store.resolvePosition(knownAt),
    recordedAtOf: (position) => store.recordedAtOf(position),
    close: () => store.close(),
  };
}
