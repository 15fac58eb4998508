import { type EventStore, PAGE_SIZE, type Position, type RecordedEvent, StoreError } from '#libs/event-store';
import type { Finding } from './findings.js';

/** Most events side by side that are passed over, or positions where the store does not say which event it is. */
const MAX_PASSED_OVER = 1_000;

/** A run of events that can be read, or a place where some cannot. */
export type ReadablePart =
  | { readonly events: readonly RecordedEvent[] }
  /** `isEnd`: nor can the next ones: then a part of the store is gone, not an event. */
  | { readonly unreadable: Finding; readonly isEnd: boolean };

type ReadLog = Pick<EventStore, 'readPages'>;

/**
 * A log from its beginning, with what stands behind events that cannot be read. After one of them it is read in pages that grow again,
 * so that many of them take about as long as none.
 *
 * @param total position of the last event
 * @throws a StoreError where the store is away, which says nothing about what it holds
 */
export async function* readableParts(log: ReadLog, total: Position): AsyncGenerator<ReadablePart> {
  let after: Position = 0;
  let limit = PAGE_SIZE;
  for (;;) {
    const page = await readPage(log, { after, limit });
    if ('events' in page) {
      const last = page.events.at(-1);
      if (last === undefined) return;
      yield page;
      after = last.position;
      limit = Math.min(PAGE_SIZE, 2 * limit);
      continue;
    }
    const isOne = page.position !== undefined || limit === 1;
    limit = 1;
    if (!isOne) continue;
    const beyond = await nextReadable(log, { after, total, position: page.position });
    yield { unreadable: { kind: 'log-unreadable', position: after }, isEnd: beyond === undefined };
    if (beyond === undefined) return;
    after = beyond;
  }
}

/** The next events, or the position of the first one where it cannot be read; undefined: one of them cannot. */
async function readPage(
  log: ReadLog,
  { after, limit }: { readonly after: Position; readonly limit: number },
): Promise<{ readonly events: readonly RecordedEvent[] } | { readonly position: Position | undefined }> {
  try {
    for await (const events of log.readPages({ after, limit })) return { events };
    return { events: [] };
  } catch (error) {
    const { code, reason, position } = error as {
      readonly code?: unknown;
      readonly reason?: unknown;
      readonly position?: unknown;
    };
    const isAway = error instanceof StoreError && code === 'store-unavailable' && reason !== 'corrupt';
    if (isAway) throw error;
    return { position: typeof position === 'number' ? position : undefined };
  }
}

/** The position after which the log can be read again, beyond an event that cannot; undefined where there is none near by. */
async function nextReadable(
  log: ReadLog,
  {
    after,
    total,
    position,
  }: { readonly after: Position; readonly total: Position; readonly position: Position | undefined },
): Promise<Position | undefined> {
  let beyond = position ?? after + 1;
  for (let passed = 1; passed <= MAX_PASSED_OVER && beyond <= total; passed += 1) {
    const next = await readPage(log, { after: beyond, limit: 1 });
    if ('events' in next) return beyond;
    beyond = next.position ?? beyond + 1;
  }
  return undefined;
}
