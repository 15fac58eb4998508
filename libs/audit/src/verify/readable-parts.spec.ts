import { type EventStore, type RecordedEvent, StoreUnavailableError } from '#libs/event-store';
import { readableParts } from './readable-parts.js';

const EVENTS = 10_000;

/** How a store fails at an event that cannot be read. */
type Failing = 'after those before it' | 'with its whole page';

/** A log at every second position, and the events that were looked at. */
function logWithout(
  isUnreadable: (position: number) => boolean,
  failing: Failing,
): { readonly log: Pick<EventStore, 'readPages'>; readonly looked: () => number } {
  let looked = 0;
  return {
    looked: () => looked,
    log: {
      readPages: async function* ({ after, limit = Infinity }) {
        await Promise.resolve();
        const events: RecordedEvent[] = [];
        const first = 2 * Math.floor(after / 2) + 2;
        for (let position = first; position <= 2 * EVENTS && events.length < limit; position += 2) {
          looked += 1;
          if (isUnreadable(position)) {
            if (failing === 'with its whole page') throw new StoreUnavailableError('corrupt');
            if (events.length === 0) throw new StoreUnavailableError('corrupt', undefined, position);
            break;
          }
          events.push({ position } as RecordedEvent);
        }
        yield events;
      },
    },
  };
}

async function read(log: Pick<EventStore, 'readPages'>): Promise<{
  readonly read: readonly number[];
  readonly unreadable: readonly number[];
  readonly isCut: boolean;
}> {
  const positions: number[] = [];
  const unreadable: number[] = [];
  let isCut = false;
  for await (const part of readableParts(log, 2 * EVENTS)) {
    if ('events' in part) positions.push(...part.events.map(({ position }) => position));
    else {
      if (part.unreadable.kind === 'log-unreadable') unreadable.push(part.unreadable.position);
      isCut ||= part.isEnd;
    }
  }
  return { read: positions, unreadable, isCut };
}

const all = Array.from({ length: EVENTS }, (_, index) => 2 * index + 2);

describe.each(['after those before it', 'with its whole page'] as const)(
  'a store that fails %s',
  (failing) => {
    test.each([
      ['none', () => false, 1],
      ['each hundredth', (position: number) => position % 200 === 0, 5],
      ['each tenth', (position: number) => position % 20 === 0, 8],
      ['each second', (position: number) => position % 4 === 0, 8],
      ['a run', (position: number) => position > 5_000 && position <= 5_600, 2],
      ['the first', (position: number) => position === 2, 2],
      ['the last', (position: number) => position === 2 * EVENTS, 2],
    ])(
      'is read but for what it cannot read (%s), and looks at few events twice',
      async (_, isUnreadable, most) => {
        const { log, looked } = logWithout(isUnreadable, failing);
        const found = await read(log);
        expect(found.read).toEqual(all.filter((position) => !isUnreadable(position)));
        const before = all.filter((position) => isUnreadable(position) && !isUnreadable(position - 2));
        expect(found.unreadable).toEqual(before.map((position) => position - 2));
        expect(found.isCut).toBe(false);
        expect(looked()).toBeLessThan(most * EVENTS + 2_000);
      },
    );

    test('ends where far more than an event is gone', async () => {
      const { log } = logWithout((position) => position > 6_000, failing);
      expect(await read(log)).toEqual({
        ...{ read: all.filter((position) => position <= 6_000), unreadable: [6_000], isCut: true },
      });
    });
  },
);

test('an event far behind the one before it, as in a ledger copied from a server, is passed over by its position', async () => {
  const positions = [4_000_000, 8_000_000, 12_000_000];
  const log: Pick<EventStore, 'readPages'> = {
    readPages: async function* ({ after }) {
      await Promise.resolve();
      const [next] = positions.filter((position) => position > after);
      if (next === 8_000_000) throw new StoreUnavailableError('corrupt', undefined, next);
      yield next === undefined ? [] : [{ position: next } as RecordedEvent];
    },
  };
  const parts = [];
  for await (const part of readableParts(log, 12_000_000)) parts.push(part);
  expect(parts).toEqual([
    { events: [{ position: 4_000_000 }] },
    { unreadable: { kind: 'log-unreadable', position: 4_000_000 }, isEnd: false },
    { events: [{ position: 12_000_000 }] },
  ]);
});

test('a store that is away says nothing about what it holds', async () => {
  const log: Pick<EventStore, 'readPages'> = {
    // eslint-disable-next-line require-yield -- It fails before it could.
    readPages: async function* () {
      await Promise.resolve();
      throw new StoreUnavailableError('unreachable');
    },
  };
  await expect(read(log)).rejects.toMatchObject({ reason: 'unreachable' });
});
