import type { EventStore, RecordedEvent } from '../../port.js';
import { PAGE_SIZE } from '../../limits.js';
import { collect, everything, newEvent, newEvents } from '../builders.js';
import type { OpenLedger } from './open-ledger.js';

/**
 * Streams, the whole ledger and single events.
 *
 * @param openToKeep opens a ledger that is not closed after the test, for one that several tests read
 */
export function reading(open: OpenLedger, openToKeep: OpenLedger): void {
  test('gives nothing where there is nothing', async () => {
    const store = await open();
    expect(await store.readStream('member-P-0001')).toEqual([]);
    expect(await everything(store)).toEqual([]);
    expect(await store.head()).toBe(0);
    expect(await store.eventById(newEvent().id)).toBeUndefined();
  });

  test('finds an event by its id', async () => {
    const store = await open();
    const { events } = await store.append('member-P-0001', 0, newEvents(3));
    expect(await store.eventById(events[1]?.id ?? '')).toEqual(events[1]);
  });

  test('reads a part of a stream in either direction', async () => {
    const store = await open();
    await store.append('member-P-0002', 0, newEvents(1));
    await store.append('member-P-0001', 0, newEvents(5));
    const versions = async (...range: Parameters<EventStore['readStream']>): Promise<number[]> =>
      (await store.readStream(...range)).map(({ version }) => version);

    expect(await versions('member-P-0001')).toEqual([1, 2, 3, 4, 5]);
    expect(await versions('member-P-0001', { fromVersion: 3 })).toEqual([3, 4, 5]);
    expect(await versions('member-P-0001', { fromVersion: 2, maxCount: 2 })).toEqual([2, 3]);
    expect(await versions('member-P-0001', { direction: 'backwards' })).toEqual([5, 4, 3, 2, 1]);
    expect(await versions('member-P-0001', { direction: 'backwards', maxCount: 1 })).toEqual([5]);
    expect(await versions('member-P-0001', { direction: 'backwards', fromVersion: 2 })).toEqual([2, 1]);
    expect(await versions('member-P-0001', { fromVersion: 6 })).toEqual([]);
    expect(await versions('member-P-0001', { maxCount: 0 })).toEqual([]);
  });

  describe('a ledger of several pages', () => {
    const total = 2 * PAGE_SIZE + 600;
    let store: EventStore;
    let appended: readonly RecordedEvent[];
    beforeAll(async () => {
      store = await openToKeep();
      appended = await fill(store, total);
    });
    afterAll(() => store.close());

    test('is read whole, in order of position', async () => {
      const read = await everything(store);
      expect(read).toEqual(appended);
      expect(read.every(({ position }, index) => position > (read[index - 1]?.position ?? 0))).toBe(true);

      const pages = await collect(store.readPages({ after: 0 }));
      expect(pages.flat()).toEqual(appended);
      expect(pages.every((page) => page.length > 0 && page.length <= PAGE_SIZE)).toBe(true);
    });

    test('is read in parts: after exclusive, through inclusive, limit, filter', async () => {
      const position = (index: number): number => appended[index]?.position ?? NaN;

      const part = await collect(store.readAll({ after: position(99), through: position(2_099) }));
      expect(part).toEqual(appended.slice(100, 2_100));
      expect(await collect(store.readAll({ after: 0, limit: 1_500 }))).toEqual(appended.slice(0, 1_500));
      expect(await collect(store.readAll({ after: position(total - 1) }))).toEqual([]);

      const filter = { streamPrefix: 'policy-' };
      const policy = appended.filter(({ stream }) => stream.startsWith('policy-'));
      expect(policy.length).toBeGreaterThan(0);
      expect(await collect(store.readAll({ after: 0, filter }))).toEqual(policy);
      expect(await collect(store.readAll({ after: 0, filter, limit: 3 }))).toEqual(policy.slice(0, 3));
      expect(await collect(store.readAll({ after: 0, filter: { streamPrefix: 'none-' } }))).toEqual([]);
    });

    // It adds to the ledger, so it comes after those that read it whole.
    test('ends where it ended when the reading began, though appending goes on', async () => {
      let read = 0;
      for await (const { version } of store.readAll({ after: 0 })) {
        if (read % 500 === 0) await store.append(`late-${read}`, 0, newEvents(1));
        read += Math.min(version, 1);
      }
      expect(read).toBe(appended.length);
      expect(await everything(store)).toHaveLength(total + 6);
    });

    test('reads a long stream whole', async () => {
      const other = await open();
      await fill(other, total, () => 'access');
      const forwards = await other.readStream('access');
      expect(forwards.map(({ version }) => version)).toEqual(
        Array.from({ length: total }, (_, index) => index + 1),
      );
      expect(await other.readStream('access', { direction: 'backwards' })).toEqual([...forwards].reverse());
    });
  });
}

/**
 * Spreads events over streams, ten in one append, every 25th append in a policy stream. Given in order of position:
 * where several may write, appends to different streams need not be stored in the order in which they were asked for.
 */
async function fill(
  store: EventStore,
  total: number,
  streamOf = (append: number): string =>
    append % 25 === 0 ? `policy-${append % 2}` : `member-${append % 20}`,
): Promise<RecordedEvent[]> {
  const versions = new Map<string, number>();
  const answers = Array.from({ length: total / 10 }, (_, append) => {
    const stream = streamOf(append);
    const version = versions.get(stream) ?? 0;
    versions.set(stream, version + 10);
    return store.append(stream, version, newEvents(10));
  });
  const events = (await Promise.all(answers)).flatMap((answer) => answer.events);
  return events.sort((a, b) => a.position - b.position);
}
