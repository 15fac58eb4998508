import { EventStoreDBClient, jsonEvent, type JSONEventType } from '@eventstore/db-client';

/** A client for a spec. One at a time: a client's stream error ends the appends of every other one in the process. */
export function connect(connectionString: string): EventStoreDBClient {
  return EventStoreDBClient.connectionString(connectionString);
}

/** The n-th event of a spec: its id and data say which. */
export function numbered(n: number, type = 'Something'): ReturnType<typeof jsonEvent<JSONEventType>> {
  return jsonEvent({ id: numberedId(n), type, data: { n }, metadata: { actor: 'K-1' } });
}

export function numberedId(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** What a stream of events gives until it ends, at most `limit`. */
export async function take<T>(events: AsyncIterable<T>, limit = Infinity): Promise<T[]> {
  const taken: T[] = [];
  for await (const event of events) {
    taken.push(event);
    if (taken.length >= limit) break;
  }
  return taken;
}
