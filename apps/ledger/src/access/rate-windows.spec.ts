import { MAX_TRACKED, RateWindows } from './rate-windows.js';

const MINUTE = 60_000;

function windows(): {
  at(ms: number): void;
  hit: (key: string) => ReturnType<RateWindows['increment']>;
  storage: RateWindows;
} {
  let now = 0;
  const storage = new RateWindows(() => now);
  return {
    at: (ms) => (now = ms),
    hit: (key) => storage.increment(key, MINUTE, 2),
    storage,
  };
}

test('lets the limit through in each window and says when the next one begins', async () => {
  const { at, hit } = windows();
  expect(await hit('key:1')).toMatchObject({ totalHits: 1, isBlocked: false, timeToExpire: 60 });
  at(30_500);
  expect(await hit('key:1')).toMatchObject({ totalHits: 2, isBlocked: false, timeToExpire: 30 });
  expect(await hit('key:1')).toMatchObject({ isBlocked: true, timeToBlockExpire: 30 });
  at(MINUTE - 0.5);
  expect(await hit('key:1')).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
  at(MINUTE);
  expect(await hit('key:1')).toMatchObject({ totalHits: 1, isBlocked: false, timeToExpire: 60 });
});

test('counts each caller for itself', async () => {
  const { hit } = windows();
  for (let sent = 0; sent < 3; sent += 1) await hit('key:1');
  expect(await hit('address:::1')).toMatchObject({ totalHits: 1, isBlocked: false });
});

test('forgets a caller whose window has ended', async () => {
  const { at, hit, storage } = windows();
  await hit('key:1');
  at(1_000);
  await hit('key:2');
  at(MINUTE);
  await hit('key:3');
  expect(storage.size).toBe(2);
});

test('remembers no more callers than its bound', async () => {
  const { hit, storage } = windows();
  for (let caller = 0; caller <= MAX_TRACKED; caller += 1) await hit(`address:${String(caller)}`);
  expect(storage.size).toBe(MAX_TRACKED);
});

test('a request costs the same after very many of them', async () => {
  const { hit } = windows();
  for (let sent = 0; sent < 200_000; sent += 1) await hit('key:1');
  expect(await hit('key:1')).toMatchObject({ totalHits: 200_001, isBlocked: true });
});
