import { ANSWER_MS, ask, away, feedPath, type Reader } from './connection.js';
import { Deadline } from './deadline.js';
import type { FeedBatch, FeedEntries, FeedTopic } from './entries.js';
import { ServerAwayError } from './errors.js';
import { isEntry } from './is-entry.js';

/** How long the server waits for an entry before it sends an empty batch. */
const WAIT_SECONDS = 30;

/** How to read on. */
export interface Reading {
  readonly after: string;
  readonly limit: number;
  /** Waits for entries; false: asks again at once, so that the end is found. */
  readonly isWaiting: boolean;
  readonly signal: AbortSignal;
}

/** The feed after a cursor by requests that wait for an entry; it never ends by itself. */
export async function* poll<Topic extends FeedTopic>(
  reader: Reader,
  { after, limit, isWaiting, signal }: Reading,
): AsyncGenerator<FeedBatch<Topic>> {
  for (let cursor = after; ;) {
    // `now` has to become a place at once: what came during a wait that breaks would be lost.
    const waitSeconds = isWaiting && cursor !== 'now' ? WAIT_SECONDS : 0;
    const deadline = new Deadline(signal);
    deadline.give(ANSWER_MS + waitSeconds * 1000);
    try {
      const query = { after: cursor, limit: String(limit), waitSeconds: String(waitSeconds) };
      const response = await ask(reader, { path: feedPath(reader, query), deadline, cursor });
      const entries: unknown = await response.json();
      const next = response.headers.get('Feed-Cursor');
      if (next === null || !Array.isArray(entries) || !entries.every(isEntry))
        throw new ServerAwayError(`${reader.url} answers, but not with a feed`);
      const isCaughtUp = entries.length === 0 && next === cursor;
      cursor = next;
      yield { entries: entries as unknown as FeedEntries[Topic][], cursor, isCaughtUp };
    } catch (error) {
      throw away(error);
    } finally {
      deadline.end();
    }
  }
}
