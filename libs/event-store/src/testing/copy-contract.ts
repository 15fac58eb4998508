import { randomUUID } from 'node:crypto';

import { toInstant } from '../instant.js';
import { keyDigest } from '../named-key.js';
import type { CopySource, CopyTarget, EventStore, KeyBinding, LedgerRecord, RecordedEvent } from '../port.js';
import { collect, everything, newEvent } from './builders.js';

/** One empty place of a store that a ledger can be copied to. */
export interface CopyPlace {
  /** Begins the copy, or goes on with it. */
  copy(ledger: LedgerRecord): Promise<CopyTarget>;
  /** Opens what stands there as a ledger. */
  open(): Promise<EventStore & CopySource>;
}

const ledger: LedgerRecord = {
  logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.0.9',
  createdAt: '2027-01-01T00:00:00.000Z',
  schemaVersion: 1,
};

/** 2027-01-02, in milliseconds since 1970. */
const START_MS = Date.UTC(2027, 0, 2);

/** Milliseconds after the start at which the events are recorded: with ties, and going back as several writers may. */
const OFFSETS_MS = [5, 5, 9, 7, 8, 12, 20, 11, 19, 20, 21];

/**
 * What the place of a copy must do in every store; its spec calls this and nothing else of the kind.
 *
 * @param newPlace gives an empty place each time
 */
export function copyContract(name: string, newPlace: () => CopyPlace): void {
  describe(`${name} takes a copy of a ledger:`, () => {
    const closing: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const close of closing.splice(0)) await close();
    });

    function kept<Opened extends { close(): Promise<void> }>(opened: Opened): Opened {
      closing.push(() => opened.close());
      return opened;
    }

    async function copied(place: CopyPlace, events = recorded(), keys = bound(events)): Promise<void> {
      const target = await place.copy(ledger);
      await target.takeEvents(events);
      await target.takeKeys(keys);
      await target.finish();
      await target.close();
    }

    test('every event and key as it was, and the record of the creation', async () => {
      const place = newPlace();
      const events = recorded();
      await copied(place, events);
      const store = kept(await place.open());
      expect(await everything(store)).toEqual(events);
      const keys = (await collect(store.boundKeys())).flat();
      expect(keys).toHaveLength(bound(events).length);
      expect(keys).toEqual(expect.arrayContaining([...bound(events)]));
      const { schemaVersion: _layout, ...record } = store.ledger;
      const { schemaVersion: _source, ...expected } = ledger;
      expect(record).toEqual(expected);
    });

    test('ids and keys stay taken, versions go on, and new events come after the copied ones', async () => {
      const place = newPlace();
      const events = recorded();
      const last = nth(events, -1);
      await copied(place, events);
      const store = kept(await place.open());
      expect(await store.head()).toBe(last.position);
      expect(await store.eventById(nth(events, 3).id)).toEqual(nth(events, 3));
      const key = nth(bound(events), 0);
      const { stream: boundStream, version: boundVersion } = key;
      expect(await store.findByIdempotencyKey(key.key)).toMatchObject([
        { stream: boundStream, version: boundVersion },
      ]);
      const { stream, version, id, type, schemaVersion, data, metadata } = nth(events, 2);
      const again = { id, type, schemaVersion, data, metadata };
      const replay = await store.append(stream, version - 1, [again]);
      expect(replay).toEqual({ replayed: true, events: [nth(events, 2)] });
      const length = events.filter((event) => event.stream === last.stream).length;
      const { events: added } = await store.append(last.stream, length, [newEvent({ id: randomUUID() })]);
      const next = nth(added, 0);
      expect(next.version).toBe(length + 1);
      expect(next.position).toBeGreaterThan(last.position);
      expect(next.recordedAt >= latest(events)).toBe(true);
      expect(await everything(store)).toEqual([...events, next]);
    });

    test('what was known when, at every moment, although the clock went back between events', async () => {
      const place = newPlace();
      const events = recorded();
      await copied(place, events);
      const store = kept(await place.open());
      for (let offset = 4; offset <= 22; offset += 1) {
        const moment = toInstant(START_MS + offset);
        const first = events.findIndex(({ recordedAt }) => recordedAt > moment);
        const known = first === -1 ? events.at(-1) : events[first - 1];
        expect([moment, await store.resolvePosition(moment)]).toEqual([moment, known?.position ?? 0]);
      }
      for (const { position, recordedAt } of events) {
        expect(await store.recordedAtOf(position)).toBe(recordedAt);
        expect(await store.resolvePosition(position + 1)).toBe(position);
      }
    });

    test('goes on where it stopped; pages that overlap, and keys given again, change nothing', async () => {
      const place = newPlace();
      const events = recorded();
      const keys = bound(events);
      const first = await place.copy(ledger);
      expect(await first.copiedThrough()).toBe(0);
      await first.takeEvents(events.slice(0, 4));
      await first.close();
      const second = await place.copy(ledger);
      expect(await second.copiedThrough()).toBe(events[3]?.position);
      await second.takeEvents(events.slice(2));
      await second.takeKeys(keys.slice(0, 1));
      await second.close();
      await copied(place, events, keys);
      expect(await everything(kept(await place.open()))).toEqual(events);
    });

    test('until it is finished it is no ledger', async () => {
      const place = newPlace();
      const begun = await place.copy(ledger);
      await begun.close();
      await expect(place.open()).rejects.toMatchObject({ code: 'copy-unfinished' });
      const whole = await place.copy(ledger);
      await whole.takeEvents(recorded());
      await whole.takeKeys(bound(recorded()));
      expect((await collect(whole.readPages({ after: 0 }))).flat()).toHaveLength(recorded().length);
      await whole.close();
      await expect(place.open()).rejects.toMatchObject({ code: 'copy-unfinished' });
    });

    test('a ledger that stands there, and a copy of another one, are left alone', async () => {
      const begun = newPlace();
      await (await begun.copy({ ...ledger, logId: randomUUID() })).close();
      await expect(begun.copy(ledger)).rejects.toMatchObject({ code: 'copy-mismatch' });
      const whole = newPlace();
      await copied(whole);
      await expect(whole.copy(ledger)).rejects.toMatchObject({ code: 'copy-mismatch' });
      expect(await everything(kept(await whole.open()))).toEqual(recorded());
    });

    test('an event or a key that does not fit what is there is refused', async () => {
      const events = recorded();
      const target = kept(await newPlace().copy(ledger));
      await target.takeEvents(events);
      const second = nth(events, 1);
      const mismatch = { code: 'copy-mismatch' };
      await expect(target.takeEvents([{ ...second, data: { other: true } }])).rejects.toMatchObject(mismatch);
      const beyond = { ...newEvent({ id: randomUUID() }), stream: 'member-gap', position: 10_000 };
      const gap = { ...beyond, version: 2, recordedAt: second.recordedAt };
      await expect(target.takeEvents([gap])).rejects.toMatchObject(mismatch);
      await target.takeKeys(bound(events));
      const [key, other] = [nth(bound(events), 0), nth(bound(events), 1)];
      await expect(target.takeKeys([{ ...other, key: key.key }])).rejects.toMatchObject(mismatch);
      await expect(target.takeKeys([{ ...key, key: 'new', version: 99 }])).rejects.toMatchObject(mismatch);
    });
  });
}

/** Events of three streams, with gaps between their positions, the last two appended together. */
function recorded(): readonly RecordedEvent[] {
  const versions = new Map<string, number>();
  return OFFSETS_MS.map((offset, index) => {
    const stream = index >= OFFSETS_MS.length - 2 ? 'policy' : `member-${index % 2}`;
    const version = (versions.get(stream) ?? 0) + 1;
    versions.set(stream, version);
    return {
      id: `00000000-0000-5000-9000-${index.toString(16).padStart(12, '0')}`,
      type: index % 3 === 0 ? 'ClaimSettled' : 'PremiumPaid',
      schemaVersion: 1 + (index % 2),
      data: { index, text: '缴费', nested: { deep: [1, null, 'x'] } },
      metadata: {
        correlationId: `c-${index}`,
        actor: 'key-1',
        causationId: `cause-${index}`,
        effectiveOn: '2027-01-01',
        // As of the first event of an append with a key: it is sealed like this, so a copy hands it on.
        ...(index === 0 && { boundKey: { digest: keyDigest('key-1 a'), count: 1 } }),
      },
      stream,
      version,
      position: 100 + 37 * index,
      recordedAt: toInstant(START_MS + offset),
    };
  });
}

/** A key for a single event, one for two, and a second one for the first, as earlier programs bound it. */
function bound(events: readonly RecordedEvent[]): readonly KeyBinding[] {
  const [first, last] = [nth(events, 0), nth(events, -2)];
  return [
    { key: 'key-1 a', stream: first.stream, version: first.version, count: 1 },
    { key: 'key-1 b', stream: last.stream, version: last.version, count: 2 },
    { key: 'key-2 "键"', stream: first.stream, version: first.version, count: 1 },
  ];
}

function nth<Item>(items: readonly Item[], index: number): Item {
  const item = items.at(index);
  if (item === undefined) throw new Error(`There is no item ${index} among ${items.length}.`);
  return item;
}

function latest(events: readonly RecordedEvent[]): string {
  return events.map(({ recordedAt }) => recordedAt).reduce((a, b) => (a > b ? a : b));
}
