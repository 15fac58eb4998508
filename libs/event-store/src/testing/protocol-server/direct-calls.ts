import {
  END,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  START,
  streamNameFilter,
} from '@eventstore/db-client';

/** The calls of the client as they are, for a bench of what the adapter adds to them. */
export interface DirectCalls {
  /** Appends one event at an exact revision, -1 where there must be no such stream. */
  append(stream: string, revision: number, event: DirectEvent): Promise<void>;
  /** Follows all streams whose name starts so, from now on, until the function that it gives is called. */
  follow(prefix: string): Promise<() => Promise<void>>;
  /** Number of events read. */
  readStream(stream: string): Promise<number>;
  /**
   * Reads so many events of streams whose name starts so from the beginning of `$all`. The client filters subscriptions
   * only, so this is one, ended after the last event.
   */
  readAll(prefix: string, count: number): Promise<number>;
  dispose(): Promise<void>;
}

/** An event of the bench. */
export interface DirectEvent {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

/** Opens a client; the only one of its process. */
export function directCalls(connectionString: string): DirectCalls {
  const client = EventStoreDBClient.connectionString(connectionString);
  return {
    append: async (stream, revision, event) => {
      const expectedRevision = revision < 0 ? NO_STREAM : BigInt(revision);
      await client.appendToStream(stream, jsonEvent(event), { expectedRevision });
    },
    follow: async (prefix) => {
      const filter = streamNameFilter({ prefixes: [prefix] });
      const subscription = client.subscribeToAll({ fromPosition: END, filter });
      subscription.on('data', () => undefined);
      await new Promise((resolve) => subscription.once('confirmation', resolve));
      return () => subscription.unsubscribe();
    },
    readStream: (stream) => counted(client.readStream(stream)),
    readAll: async (prefix, count) => {
      const filter = streamNameFilter({ prefixes: [prefix] });
      const subscription = client.subscribeToAll({ fromPosition: START, filter });
      let read = 0;
      for await (const _ of subscription) if ((read += 1) === count) break;
      // Left alone, the call behind it goes on.
      await subscription.unsubscribe();
      return read;
    },
    dispose: () => client.dispose(),
  };
}

async function counted(events: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _ of events) count += 1;
  return count;
}
