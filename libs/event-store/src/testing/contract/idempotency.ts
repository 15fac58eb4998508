import { everything, newEvent, newEvents } from '../builders.js';
import type { OpenLedger } from './open-ledger.js';

/** The same fact again, by id and by key: the first answer; another one: a conflict. For ever. */
export function idempotency(open: OpenLedger): void {
  test('answers the same events again with what was recorded, whatever version is expected', async () => {
    const store = await open();
    const events = newEvents(2);
    const first = await store.append('member-P-0001', 0, events);
    await store.append('member-P-0001', 2, newEvents(1));

    for (const expectedVersion of [0, 2, 3, 9]) {
      const again = await store.append('member-P-0001', expectedVersion, events);
      expect(again).toEqual({ replayed: true, events: first.events });
    }
    expect(await everything(store)).toHaveLength(3);
  });

  test('compares type, schema version and data, not the order of members and not the metadata', async () => {
    const store = await open();
    const event = newEvent({ data: { a: 1, b: { c: 2, d: 3 } } });
    const first = await store.append('member-P-0001', 0, [event]);
    const again = await store.append('member-P-0001', 0, [
      { ...event, data: { b: { d: 3, c: 2 }, a: 1 }, metadata: { correlationId: 'retry', actor: 'key-2' } },
    ]);
    expect(again).toEqual({ replayed: true, events: first.events });
  });

  test('answers several callers that append the same event at the same time with one event', async () => {
    const store = await open();
    const event = newEvent();
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => store.append('member-P-0001', 0, [event], { idempotencyKey: 'k' })),
    );
    expect(new Set(answers.map(({ events }) => events[0]?.position)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await everything(store)).toHaveLength(1);
  });

  test.each([
    ['other data', 'member-P-0001', { data: { amountFen: 1 } }],
    ['another type', 'member-P-0001', { type: 'PremiumRefunded' }],
    ['another schema version', 'member-P-0001', { schemaVersion: 2 }],
    ['another stream', 'member-P-0002', {}],
  ])('refuses a known id with %s', async (_, stream, change) => {
    const store = await open();
    const event = newEvent();
    const { events } = await store.append('member-P-0001', 0, [event]);
    await expect(store.append(stream, 0, [{ ...event, ...change }])).rejects.toMatchObject({
      code: 'event-id-conflict',
      id: event.id,
      position: events[0]?.position,
    });
    expect(await everything(store)).toHaveLength(1);
  });

  test('refuses an append of which only a part is known', async () => {
    const store = await open();
    const [one, two, three] = [newEvent(), newEvent(), newEvent()];
    await store.append('member-P-0001', 0, [one, two]);
    await expect(store.append('member-P-0001', 2, [two, three])).rejects.toMatchObject({
      code: 'event-id-conflict',
      id: two.id,
    });
    await expect(store.append('member-P-0001', 0, [two, one])).rejects.toMatchObject({
      code: 'event-id-conflict',
    });
    expect(await store.readStream('member-P-0001')).toHaveLength(2);
  });

  test('finds the events of an idempotency key', async () => {
    const store = await open();
    expect(await store.findByIdempotencyKey('甲/1')).toBeUndefined();
    await store.append('member-P-0002', 0, newEvents(1));
    const { events } = await store.append('member-P-0001', 0, newEvents(2), { idempotencyKey: '甲/1' });
    await store.append('member-P-0002', 1, newEvents(1));
    expect(await store.findByIdempotencyKey('甲/1')).toEqual(events);
  });

  test('answers a known key with the same events, and refuses others under it', async () => {
    const store = await open();
    const event = newEvent();
    const options = { idempotencyKey: 'k' };
    const first = await store.append('member-P-0001', 0, [event], options);
    expect(await store.append('member-P-0001', 0, [event], options)).toEqual({ ...first, replayed: true });

    const conflict = { code: 'idempotency-key-conflict', position: first.events[0]?.position };
    await expect(store.append('member-P-0001', 1, newEvents(1), options)).rejects.toMatchObject(conflict);
    await expect(store.append('member-P-0002', 0, newEvents(1), options)).rejects.toMatchObject(conflict);
    await expect(
      store.append('member-P-0001', 1, [{ ...event, data: { amountFen: 1 } }], options),
    ).rejects.toMatchObject(conflict);
    expect(await everything(store)).toHaveLength(1);
  });

  test('names the key in the first event of its append, for ever, and gives nothing else of it away', async () => {
    const store = await open();
    const events = newEvents(2);
    const options = { idempotencyKey: '甲/1' };
    const first = await store.append('member-P-0001', 0, events, options);
    const digest = 'sha256:d2bebf4f2d89b0334ca92b3cb4e3bf14c8544fd0fef22e74ce5b164496734a73';
    const [named, next] = await everything(store);
    expect(named?.metadata).toEqual({ ...events[0]?.metadata, boundKey: { digest, count: 2 } });
    expect(next?.metadata).toEqual(events[1]?.metadata);
    expect(first.events).toEqual([named, next]);
    expect(JSON.stringify(named)).not.toContain('甲/1');
    expect(await store.append('member-P-0001', 0, events, options)).toEqual({ ...first, replayed: true });
  });

  test('names no key but that of the append, whatever a caller hands on', async () => {
    const store = await open();
    const stale = { ...newEvent().metadata, boundKey: { digest: `sha256:${'0'.repeat(64)}`, count: 9 } };
    await store.append('member-P-0001', 0, newEvents(2, { metadata: stale }));
    await store.append('member-P-0002', 0, [newEvent({ metadata: stale })], { idempotencyKey: 'k' });
    const names = (await everything(store)).map(({ metadata }) => metadata.boundKey?.count);
    expect(names).toEqual([undefined, undefined, 1]);
  });

  test('leaves the second key of a replayed append free, since no event would name it', async () => {
    const store = await open();
    const event = newEvent();
    const first = await store.append('member-P-0001', 0, [event], { idempotencyKey: 'first' });
    const again = await store.append('member-P-0001', 0, [event], { idempotencyKey: 'second' });
    expect(again).toEqual({ replayed: true, events: first.events });
    expect(await store.findByIdempotencyKey('second')).toBeUndefined();
    const { events } = await store.append('member-P-0002', 0, newEvents(1), { idempotencyKey: 'second' });
    expect(await store.findByIdempotencyKey('second')).toEqual(events);
    expect(await store.findByIdempotencyKey('first')).toEqual(first.events);
  });

  test('binds a key that comes at once with events of before and with new ones to the new ones', async () => {
    const store = await open();
    const [event, other] = [newEvent(), newEvent()];
    await store.append('member-P-0001', 0, [event]);
    const options = { idempotencyKey: 'k' };
    const answers = await Promise.allSettled([
      store.append('member-P-0001', 0, [event], options),
      store.append('member-P-0002', 0, [other], options),
      store.append('member-P-0001', 0, [event], options),
    ]);
    // A replay that looks after the new events are there meets a key of other events.
    expect(answers[1].status).toBe('fulfilled');
    const [bound] = (await store.findByIdempotencyKey('k')) ?? [];
    expect(bound?.id).toBe(other.id);
  });

  test('binds no key to a refused append', async () => {
    const store = await open();
    const options = { idempotencyKey: 'k' };
    await expect(store.append('member-P-0001', 3, newEvents(1), options)).rejects.toThrow();
    expect(await store.findByIdempotencyKey('k')).toBeUndefined();
    const { replayed } = await store.append('member-P-0001', 0, newEvents(1), options);
    expect(replayed).toBe(false);
  });
}
