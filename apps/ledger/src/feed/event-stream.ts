import { once } from 'node:events';
import type { Response } from 'express';
import { canonicalJson } from '#libs/canonical';
import type { FeedBatch } from '#libs/ledger';
import type { Reader } from './reader.js';

/** A line is sent at least so often, so that both sides notice when the other is gone. */
const HEARTBEAT_MS = 15_000;

/**
 * Sends the feed as server-sent events until the reader goes away: `id` is the cursor, `caught-up` says that nothing more is
 * there for now, nor on its way from the log into the read model. A slow reader is waited for; nothing piles up here.
 */
export async function streamFeed(
  response: Response,
  reader: Reader,
  { first, next }: { readonly first: FeedBatch; readonly next: (after: string) => Promise<FeedBatch> },
): Promise<void> {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  let batch = first;
  let sentMs = performance.now();
  let isTold = false;
  for (;;) {
    for (const entry of batch.entries) {
      await send(response, `id: ${entry.cursor}\nevent: ${entry.type}\ndata: ${canonicalJson(entry)}\n\n`);
      sentMs = performance.now();
      isTold = false;
    }
    if (batch.isCaughtUp && batch.isUpToDate && !isTold) {
      const { cursor } = batch;
      await send(response, `id: ${cursor}\nevent: caught-up\ndata: ${canonicalJson({ cursor })}\n\n`);
      isTold = true;
    }
    if (batch.isCaughtUp && !(await reader.waits(HEARTBEAT_MS))) break;
    if (!batch.isCaughtUp && !(await reader.isThere())) break;
    if (performance.now() - sentMs >= HEARTBEAT_MS) {
      await send(response, ': heartbeat\n\n');
      sentMs = performance.now();
    }
    batch = await next(batch.cursor);
  }
  response.end();
}

async function send(response: Response, text: string): Promise<void> {
  if (response.destroyed || response.write(text)) return;
  const ended = new AbortController();
  const either = [once(response, 'drain', ended), once(response, 'close', ended)];
  await Promise.race(either.map((each) => each.catch(() => undefined)));
  ended.abort();
}
