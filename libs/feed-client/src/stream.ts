import { ANSWER_MS, ask, away, feedPath, type Reader } from './connection.js';
import { Deadline } from './deadline.js';
import type { FeedBatch, FeedEntries, FeedTopic } from './entries.js';
import { ServerAwayError } from './errors.js';
import { isEntry } from './is-entry.js';
import type { Reading } from './poll.js';
import { type ServerSentEvent, ServerSentEvents } from './server-sent-events.js';

/** The server sends a line at least every 15 s; one that is silent for longer than two of them is gone. */
const SILENCE_MS = 40_000;

/**
 * The feed after a cursor as server-sent events: what one chunk brought is one batch. It ends where the server ends it,
 * as when it is stopped or the key is revoked.
 */
export async function* stream<Topic extends FeedTopic>(
  reader: Reader,
  { after, limit, signal }: Reading,
): AsyncGenerator<FeedBatch<Topic>> {
  const deadline = new Deadline(signal);
  deadline.give(ANSWER_MS);
  try {
    const headers = { Accept: 'text/event-stream' };
    const response = await ask(reader, {
      ...{ path: feedPath(reader, { after }), headers, deadline, cursor: after },
    });
    const type = response.headers.get('Content-Type') ?? '';
    if (!type.startsWith('text/event-stream') || response.body === null)
      throw new ServerAwayError(`${reader.url} answers, but not with a stream`);
    const events = new ServerSentEvents();
    const decoder = new TextDecoder();
    deadline.give(SILENCE_MS);
    for await (const chunk of response.body) {
      yield* batchesOf<Topic>(events.take(decoder.decode(chunk as Uint8Array, { stream: true })), limit);
      deadline.give(SILENCE_MS);
    }
  } catch (error) {
    throw away(error);
  } finally {
    deadline.end();
  }
}

function* batchesOf<Topic extends FeedTopic>(
  events: readonly ServerSentEvent[],
  limit: number,
): Generator<FeedBatch<Topic>> {
  let entries: FeedEntries[Topic][] = [];
  let cursor = '';
  for (const { event, data } of events) {
    const value: unknown = JSON.parse(data);
    if (event === 'caught-up') {
      yield { entries, cursor: (value as { readonly cursor: string }).cursor, isCaughtUp: true };
      entries = [];
      continue;
    }
    if (!isEntry(value)) throw new ServerAwayError('the stream holds what is no entry of a feed');
    entries.push(value as unknown as FeedEntries[Topic]);
    ({ cursor } = value);
    if (entries.length < limit) continue;
    yield { entries, cursor, isCaughtUp: false };
    entries = [];
  }
  if (entries.length > 0) yield { entries, cursor, isCaughtUp: false };
}
