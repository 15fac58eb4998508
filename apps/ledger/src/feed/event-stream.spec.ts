import type { Response } from 'express';
import type { FeedBatch } from '#libs/ledger';
import { streamFeed } from './event-stream.js';
import type { Reader } from './reader.js';

const entry = { cursor: 'c.1', type: 'canbao.answer-changed.v1' } as unknown as FeedBatch['entries'][number];

/** What a reader is sent of some batches, one after the other; it goes away after the last one. */
async function sentOf(batches: readonly FeedBatch[]): Promise<readonly string[]> {
  const sent: string[] = [];
  const response = {
    destroyed: false,
    status: () => response,
    set: () => response,
    write: (text: string) => sent.push(text) > 0,
    end: () => undefined,
  } as unknown as Response;
  const [first, ...rest] = batches;
  if (first === undefined) throw new Error('There is no batch.');
  const isThere = (): Promise<boolean> => Promise.resolve(rest.length > 0);
  const reader = { waits: isThere, isThere } as unknown as Reader;
  const next = (): Promise<FeedBatch> => Promise.resolve(rest.shift() ?? first);
  await streamFeed(response, reader, { first, next });
  return sent.map((text) => /^event: (\S+)$/m.exec(text)?.[1] ?? text);
}

test('a stream has caught up only once what it is read from has everything, and says so once', async () => {
  const empty = { entries: [], cursor: 'c.0', isCaughtUp: true };
  expect(
    await sentOf([
      { ...empty, isUpToDate: false },
      { ...empty, entries: [entry], isUpToDate: false },
      { ...empty, isUpToDate: true },
      { ...empty, isUpToDate: true },
      { ...empty, entries: [entry], isUpToDate: false },
      { ...empty, isUpToDate: true },
    ]),
  ).toEqual([entry.type, 'caught-up', entry.type, 'caught-up']);
});
