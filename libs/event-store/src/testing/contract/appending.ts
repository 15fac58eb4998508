import { WrongExpectedVersionError } from '../../errors.js';
import { MAX_APPEND_BYTES, MAX_EVENTS_PER_APPEND, MAX_NAME_LENGTH } from '../../limits.js';
import type { EventStore, NewEvent } from '../../port.js';
import { everything, newEvent, newEvents } from '../builders.js';
import type { OpenLedger } from './open-ledger.js';

const callers = 64;
const isFull = process.env['CANBAO_FULL'] === '1';

/** Exact versions, all or nothing, and what is refused. */
export function appending(open: OpenLedger): void {
  test('gives each event its version, a growing position and the moment of recording', async () => {
    const store = await open();
    const first = await store.append('member-P-0001', 0, newEvents(2));
    const second = await store.append('member-P-0001', 2, newEvents(1));

    expect(first.replayed).toBe(false);
    expect([...first.events, ...second.events].map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(await everything(store)).toEqual([...first.events, ...second.events]);
    expect(await store.head()).toBe(second.events[0]?.position);
  });

  test('keeps every field as it was given', async () => {
    const store = await open();
    const event = newEvent({
      type: 'FactCorrected',
      schemaVersion: 7,
      data: {
        备注: '参保 😀 \u0000 "\\"',
        empty: {},
        list: [1.5, null, true, []],
        nested: { ' __proto__': 1 },
      },
      metadata: { correlationId: 'c', causationId: 'd', actor: 'a', tags: ['甲'] },
    });
    const { events } = await store.append('成员-😀', 0, [event]);

    const [read] = await store.readStream('成员-😀');
    expect(read).toEqual(events[0]);
    expect(read).toMatchObject({ ...event, stream: '成员-😀', version: 1 });
    expect(read?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test.each([
    ['a stream that is not there', 0, 1],
    ['a stream that has moved on', 2, 1],
    ['a stream that is not so far', 2, 3],
  ])('refuses a wrong expected version: %s', async (_, actual, expected) => {
    const store = await open();
    if (actual > 0) await store.append('member-P-0001', 0, newEvents(actual));
    const refusal = store.append('member-P-0001', expected, newEvents(1));
    await expect(refusal).rejects.toMatchObject({
      code: 'wrong-expected-version',
      stream: 'member-P-0001',
      expected,
      actual,
    });
    expect(await everything(store)).toHaveLength(actual);
  });

  test('stores all events of an append or none', async () => {
    const store = await open();
    const [taken] = (await store.append('member-P-0002', 0, newEvents(1))).events;
    const events = [newEvent(), newEvent({ id: taken?.id ?? '' }), newEvent()];
    await expect(store.append('member-P-0001', 0, events)).rejects.toMatchObject({
      code: 'event-id-conflict',
    });
    expect(await store.readStream('member-P-0001')).toEqual([]);
    expect(await everything(store)).toHaveLength(1);
  });

  test('lets a refused append fail alone among those that came with it', async () => {
    const store = await open();
    const answers = await Promise.allSettled([
      store.append('member-P-0001', 0, newEvents(1)),
      store.append('member-P-0001', 0, newEvents(1)),
      store.append('member-P-0002', 5, newEvents(1)),
      store.append('member-P-0001', 1, newEvents(2)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(await everything(store)).toHaveLength(3);
  });

  test(`lets exactly one of ${callers} callers win each version of a contended stream`, async () => {
    const store = await open();
    // Every caller tries every version until it has won its own, so that this grows with the square of them.
    const perCaller = isFull ? 3 : 1;
    await Promise.all(
      Array.from({ length: callers }, async () => {
        for (let appended = 0; appended < perCaller; appended += 1)
          await appendWithRetry(store, 'access', newEvent());
      }),
    );
    const versions = (await store.readStream('access')).map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: callers * perCaller }, (_, index) => index + 1));
  });

  test(`serves ${callers} callers on as many streams`, async () => {
    const store = await open();
    const perCaller = 5;
    const answers = await Promise.all(
      Array.from({ length: callers }, async (_, caller) => {
        const positions: number[] = [];
        for (let version = 0; version < perCaller; version += 1) {
          const { events } = await store.append(`member-${caller}`, version, newEvents(1));
          positions.push(...events.map(({ position }) => position));
        }
        return positions;
      }),
    );
    const read = await everything(store);
    expect(read.map(({ position }) => position)).toEqual(answers.flat().sort((a, b) => a - b));
    expect(new Set(read.map(({ id }) => id)).size).toBe(callers * perCaller);
  });

  const bad: [string, Parameters<EventStore['append']>, string][] = [
    ['no event', ['s', 0, []], '/events'],
    ['too many events', ['s', 0, newEvents(MAX_EVENTS_PER_APPEND + 1)], '/events'],
    ['no stream name', ['', 0, [newEvent()]], '/stream'],
    ['a long stream name', ['s'.repeat(MAX_NAME_LENGTH + 1), 0, [newEvent()]], '/stream'],
    ['a control character in the stream name', ['a\u0000b', 0, [newEvent()]], '/stream'],
    ['a lone surrogate in the stream name', ['a\ud83d', 0, [newEvent()]], '/stream'],
    ['a system stream', ['$all', 0, [newEvent()]], '/stream'],
    ['a negative version', ['s', -1, [newEvent()]], '/expectedVersion'],
    ['a fractional version', ['s', 0.5, [newEvent()]], '/expectedVersion'],
    ['an id that is no UUID', ['s', 0, [newEvent({ id: 'TX1' })]], '/events/0/id'],
    [
      'an id in upper case',
      ['s', 0, [newEvent({ id: 'A0000000-0000-5000-8000-000000000000' })]],
      '/events/0/id',
    ],
    ['the same id twice', ['s', 0, twice(newEvent())], '/events'],
    ['no type', ['s', 0, [newEvent({ type: '' })]], '/events/0/type'],
    ['schema version 0', ['s', 0, [newEvent({ schemaVersion: 0 })]], '/events/0/schemaVersion'],
    ['no data', ['s', 0, [newEvent({ data: undefined })]], '/events/0/data'],
    ['a bigint', ['s', 0, [newEvent(), newEvent({ data: { amountFen: 1n } })]], '/events/1/data/amountFen'],
    ['NaN', ['s', 0, [newEvent({ data: { a: [0, NaN] } })]], '/events/0/data/a/1'],
    ['an undefined member', ['s', 0, [newEvent({ data: { 'a/b': undefined } })]], '/events/0/data/a~1b'],
    ['a date', ['s', 0, [newEvent({ data: { on: new Date(0) } })]], '/events/0/data/on'],
    ['an empty idempotency key', ['s', 0, [newEvent()], { idempotencyKey: '' }], '/idempotencyKey'],
  ];
  test.each(bad)('refuses %s', async (_, append, pointer) => {
    const store = await open();
    await expect(store.append(...append)).rejects.toMatchObject({ code: 'invalid-event', pointer });
    expect(await store.head()).toBe(0);
  });

  test('takes a large append and refuses a larger one, by its bytes in UTF-8', async () => {
    const store = await open();
    const large = '保'.repeat(MAX_APPEND_BYTES / 4);
    await store.append('policy-packs', 0, [newEvent({ data: large })]);
    const refusal = store.append('policy-packs', 1, newEvents(2, { data: large }));
    await expect(refusal).rejects.toMatchObject({ code: 'event-too-large', limitBytes: MAX_APPEND_BYTES });
    expect((await store.readStream('policy-packs')).map(({ data }) => data)).toEqual([large]);
  });

  test('commits what waits when it is closed, and refuses what comes later', async () => {
    const store = await open();
    const answers = Array.from({ length: 200 }, (_, index) =>
      store.append(`member-${index}`, 0, newEvents(1)),
    );
    const closed = store.close();
    await expect(store.append('late', 0, newEvents(1))).rejects.toMatchObject({ code: 'store-unavailable' });
    await closed;
    const settled = await Promise.all(answers);
    expect(settled.map(({ replayed }) => replayed)).not.toContain(true);
    await expect(store.head()).rejects.toMatchObject({ code: 'store-unavailable', reason: 'closed' });
    await store.close();
  });

  test('says that it takes appends, also after a refused one, and no more once it is closed', async () => {
    const store = await open();
    expect(store.health()).toEqual({ isWritable: true });
    await expect(store.append('s', 1, newEvents(1))).rejects.toThrow();
    expect(store.health()).toEqual({ isWritable: true });
    await store.close();
    expect(store.health()).toEqual({ isWritable: false, reason: 'closed' });
  });
}

function twice(event: NewEvent): readonly NewEvent[] {
  return [event, { ...event }];
}

/** What command handling does on a contended stream, without a limit. */
async function appendWithRetry(store: EventStore, stream: string, event: NewEvent): Promise<void> {
  let expected = 0;
  for (;;) {
    try {
      await store.append(stream, expected, [event]);
      return;
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      expected = error.actual;
    }
  }
}
