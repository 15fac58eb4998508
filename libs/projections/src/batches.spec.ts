import type { CaughtUp, RecordedEvent } from '#libs/event-store';
import { type Batch, batchesOf } from './batches.js';

const limits = { maxEvents: 3, maxMs: 20, idleMs: 20 };
const never = new AbortController().signal;

function event(position: number): RecordedEvent {
  return { position } as RecordedEvent;
}

/** Gives the items, then waits until the subscription is ended. */
async function* given(
  items: readonly (RecordedEvent | CaughtUp)[],
  signal: AbortSignal,
): AsyncGenerator<RecordedEvent | CaughtUp> {
  yield* items;
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve);
    if (signal.aborted) resolve(undefined);
  });
}

async function firstOf(
  count: number,
  items: readonly (RecordedEvent | CaughtUp)[],
): Promise<readonly unknown[]> {
  const batches: Batch[] = [];
  for await (const batch of batchesOf((signal) => given(items, signal), limits, never)) {
    batches.push(batch);
    if (batches.length === count) break;
  }
  return batches.map(({ events, caughtUp }) => [events.map(({ position }) => position), caughtUp]);
}

test('a batch ends after so many events, and where everything was delivered', async () => {
  const items = [event(1), event(2), event(3), event(4), { caughtUp: 4 }, event(5), { caughtUp: 6 }];
  expect(await firstOf(3, items)).toEqual([
    [[1, 2, 3], null],
    [[4], 4],
    [[5], 6],
  ]);
});

test('a batch ends after its time, and an empty one is given when nothing comes', async () => {
  expect(await firstOf(3, [event(1)])).toEqual([
    [[1], null],
    [[], null],
    [[], null],
  ]);
});

test('the signal ends the iteration at once, and the subscription with it', async () => {
  const ending = new AbortController();
  let ended: AbortSignal | undefined;
  const subscribe = (signal: AbortSignal): ReturnType<typeof given> => {
    ended = signal;
    return given([], signal);
  };
  const idle = { ...limits, idleMs: 60_000 };
  const taken = (async () => {
    const batches: Batch[] = [];
    for await (const batch of batchesOf(subscribe, idle, ending.signal)) batches.push(batch);
    return batches;
  })();
  setTimeout(() => {
    ending.abort();
  }, 5);
  expect(await taken).toEqual([]);
  expect(ended?.aborted).toBe(true);
});

test('the failure of a subscription reaches whoever iterates', async () => {
  async function* failing(): AsyncGenerator<RecordedEvent> {
    yield event(1);
    await Promise.resolve();
    throw new Error('away');
  }
  const taken = (async () => {
    for await (const _ of batchesOf(failing, limits, never));
  })();
  await expect(taken).rejects.toThrow('away');
});
