import type { RecordedEvent } from '../../port.js';
import { everything, newEvent, newEvents } from '../builders.js';
import type { OpenLedger } from './open-ledger.js';

const noon = Date.parse('2031-03-01T12:00:00.000Z');

/** The ledger's clock, "known at", and the scripted clock of a sample ledger. */
export function time(open: OpenLedger): void {
  test('records by the clock it is given, plus the offset of the ledger', async () => {
    const store = await open({ clock: () => noon - 5_000, clockOffsetMs: 5_000, kind: 'sample' });
    expect(store.ledger).toMatchObject({ kind: 'sample', clockOffsetMs: 5_000 });
    const { events } = await store.append('member-P-0001', 0, newEvents(1));
    expect(events[0]?.recordedAt).toBe('2031-03-01T12:00:00.000Z');
    expect(store.now()).toBe('2031-03-01T12:00:00.000Z');
  });

  test('never goes back, though the clock stands still or steps back', async () => {
    const ticks = [noon, noon, noon - 3_600_000, noon - 1, noon + 10];
    let now = noon;
    const store = await open({ clock: () => now });
    for (const [version, tick] of ticks.entries()) {
      now = tick;
      await store.append('member-P-0001', version, newEvents(1));
    }
    const recorded = (await everything(store)).map(({ recordedAt }) => recordedAt);
    expect(recorded).toEqual([...recorded].sort());
    now = 0;
    expect(store.now()).toBe(recorded.at(-1));
  });

  test('resolves what was known at a moment to the last event recorded by then', async () => {
    let now = noon;
    const store = await open({ clock: () => (now += 7) });
    for (let version = 0; version < 30; version += 1) await store.append('access', version, newEvents(1));
    const events = await everything(store);

    for (const { recordedAt } of events) {
      expect(await store.resolvePosition(recordedAt)).toBe(knownAt(events, recordedAt));
      const between = new Date(Date.parse(recordedAt) + 1).toISOString();
      expect(await store.resolvePosition(between)).toBe(knownAt(events, between));
    }
    expect(await store.resolvePosition('2000-01-01T00:00:00.000Z')).toBe(0);
    expect(await store.resolvePosition('9999-12-31T23:59:59.999Z')).toBe(await store.head());
  });

  test('resolves a position to the last event at or before it, and says when that was recorded', async () => {
    const store = await open();
    const { events } = await store.append('access', 0, newEvents(3));
    for (const { position, recordedAt } of events) {
      expect(await store.resolvePosition(position)).toBe(position);
      expect(await store.recordedAtOf(position)).toBe(recordedAt);
    }
    const head = await store.head();
    expect(await store.resolvePosition(head + 1_000)).toBe(head);
    expect(await store.resolvePosition(0)).toBe(0);
    expect(await store.recordedAtOf(0)).toBeUndefined();
    expect(await store.recordedAtOf(head + 1)).toBeUndefined();
  });

  test.each([
    '2031-03-01',
    '2031-03-01T12:00:00Z',
    '2031-02-30T00:00:00.000Z',
    '2031-03-01T12:00:00.000+08:00',
  ])('refuses the instant %s, which is not in the fixed format', async (instant) => {
    const store = await open();
    await expect(store.resolvePosition(instant)).rejects.toMatchObject({
      code: 'invalid-event',
      pointer: '/knownAt',
    });
  });

  describe('a script', () => {
    const scripted = ['2024-11-20T02:00:00.000Z', '2025-01-26T00:00:00.000Z', '2025-01-26T00:00:00.001Z'];

    test('is taken by a sample ledger until its first event without an instant of its own', async () => {
      const store = await open({ kind: 'sample', clock: () => noon });
      for (const [version, recordedAt] of scripted.entries()) {
        await store.append('member-P-0001', version, [newEvent({ recordedAt })]);
      }
      expect((await everything(store)).map(({ recordedAt }) => recordedAt)).toEqual(scripted);

      const { events } = await store.append('member-P-0001', 3, newEvents(1));
      expect(events[0]?.recordedAt).toBe('2031-03-01T12:00:00.000Z');
      await expect(
        store.append('member-P-0001', 4, [newEvent({ recordedAt: '2032-01-01T00:00:00.000Z' })]),
      ).rejects.toMatchObject({ code: 'invalid-event', pointer: '/events/0/recordedAt' });
    });

    test('is refused by a real ledger', async () => {
      const store = await open({ kind: 'ledger' });
      await expect(
        store.append('member-P-0001', 0, [newEvent({ recordedAt: scripted[0] ?? '' })]),
      ).rejects.toMatchObject({ code: 'invalid-event', pointer: '/events/0/recordedAt' });
    });

    test.each([
      [
        'an earlier instant',
        ['2025-01-26T00:00:00.000Z', '2024-11-20T02:00:00.000Z'],
        '/events/1/recordedAt',
      ],
      [
        'the same instant twice',
        ['2025-01-26T00:00:00.000Z', '2025-01-26T00:00:00.000Z'],
        '/events/1/recordedAt',
      ],
      ['another format', ['2025-01-26'], '/events/0/recordedAt'],
    ])('is refused with %s', async (_, instants, pointer) => {
      const store = await open({ kind: 'sample' });
      const events = instants.map((recordedAt) => newEvent({ recordedAt }));
      await expect(store.append('member-P-0001', 0, events)).rejects.toMatchObject({
        code: 'invalid-event',
        pointer,
      });
      expect(await store.head()).toBe(0);
    });
  });
}

/** By the words of the definition: the last position such that no event up to it has a later `recordedAt`. */
function knownAt(events: readonly RecordedEvent[], instant: string): number {
  const later = events.findIndex(({ recordedAt }) => recordedAt > instant);
  return (later === -1 ? events.at(-1) : events[later - 1])?.position ?? 0;
}
