import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CopySource,
  type CopyTarget,
  directoryAddress,
  type EventStore,
  type NewEvent,
  openCopy,
  openStore,
} from '#libs/event-store';
import { copyLedger, type CopyStep } from './copy-ledger.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-copy-ledger-'));
let places = 0;
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const store of opened.splice(0).reverse()) await store.close();
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const newPlace = (): string => join(root, String((places += 1)));

/** More than two blocks and three pages. */
const EVENTS = 2_500;

const event = (number: number): NewEvent => ({
  id: `00000000-0000-5000-a000-${number.toString(16).padStart(12, '0')}`,
  type: 'PremiumPaid',
  schemaVersion: 1,
  data: { number, text: '\ud800 no canonical form' },
  metadata: { correlationId: 'c', actor: 'a' },
});

/** A ledger with a key for every other append. */
async function sourceOf(count = EVENTS): Promise<EventStore & CopySource> {
  const create = {
    logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
    kind: 'ledger',
    clockOffsetMs: 0,
    appVersion: '0.0.0',
  } as const;
  const store = await openStore(directoryAddress(newPlace()), { create, clock: Date.now });
  opened.push(store);
  await Promise.all(
    Array.from({ length: count }, (_, number) =>
      store.append(
        `member-${number}`,
        0,
        [event(number)],
        number % 2 === 0 ? { idempotencyKey: `k${number}` } : {},
      ),
    ),
  );
  return store;
}

async function targetOf(source: CopySource, place = newPlace()): Promise<CopyTarget> {
  const target = await openCopy(directoryAddress(place), source.ledger, { clock: Date.now });
  opened.push(target);
  return target;
}

test('says what it has copied, and tells how far it is', async () => {
  const source = await sourceOf();
  const target = await targetOf(source);
  const steps: CopyStep[] = [];
  const outcome = await copyLedger({ source, target, onStep: (step) => steps.push(step) });
  expect(outcome).toEqual({
    status: 'copied',
    content: {
      logId: source.ledger.logId,
      events: EVENTS,
      keys: EVENTS / 2,
      head: EVENTS,
      eventsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      keysDigest: expect.stringMatching(/^sha256-sum:[0-9a-f]{64}$/),
    },
  });
  expect(steps.map(({ phase, events, keys, through }) => [phase, events, keys, through])).toEqual([
    ['events', 1_000, 0, 1_000],
    ['events', 2_000, 0, 2_000],
    ['events', 2_500, 0, 2_500],
    ['keys', 2_500, 1_000, 2_500],
    ['keys', 2_500, 1_250, 2_500],
    ['compare', 2_500, 1_250, 1_000],
    ['compare', 2_500, 1_250, 2_000],
    ['compare', 2_500, 1_250, 2_500],
  ]);
});

test('an empty ledger is copied, too', async () => {
  const source = await sourceOf(0);
  const outcome = await copyLedger({ source, target: await targetOf(source) });
  expect(outcome).toMatchObject({ status: 'copied', content: { events: 0, keys: 0, head: 0 } });
});

test.each(['events', 'keys', 'compare'] as const)(
  'interrupted while it is at the %s, it goes on with what is missing',
  async (phase) => {
    const source = await sourceOf();
    const place = newPlace();
    const stop = new AbortController();
    const first = await targetOf(source, place);
    const onStep = (step: CopyStep): void => {
      if (step.phase === phase) stop.abort();
    };
    const outcome = await copyLedger({ source, target: first, onStep, signal: stop.signal });
    const through = phase === 'events' ? 1_000 : EVENTS;
    expect(outcome).toEqual({ status: 'interrupted', through, head: EVENTS });
    await first.close();
    await expect(openStore(directoryAddress(place), { clock: Date.now })).rejects.toMatchObject({
      code: 'copy-unfinished',
    });

    const second = await targetOf(source, place);
    const steps: CopyStep[] = [];
    const again = await copyLedger({ source, target: second, onStep: (step) => steps.push(step) });
    expect(again).toMatchObject({ status: 'copied', content: { events: EVENTS, keys: EVENTS / 2 } });
    expect(steps.filter((step) => step.phase === 'events')).toHaveLength(phase === 'events' ? 2 : 0);
  },
);

test('a source that grows meanwhile is not called copied; going on takes the rest', async () => {
  const source = await sourceOf(1_500);
  const place = newPlace();
  const target = await targetOf(source, place);
  let grown: Promise<unknown> | undefined;
  const onStep = ({ phase }: CopyStep): void => {
    if (phase === 'keys') grown ??= source.append('late', 0, [event(99_999)], { idempotencyKey: 'late' });
  };
  const outcome = await copyLedger({ source, target, onStep });
  await grown;
  expect(outcome).toEqual({ status: 'source-moved', through: 1_500, head: 1_501 });
  expect(await copyLedger({ source, target })).toMatchObject({
    status: 'copied',
    content: { events: 1_501, keys: 751, head: 1_501 },
  });
});

/** The target as somebody would see it who changed one thing in it. */
function tamperedWith(target: CopyTarget, changed: Partial<CopySource>): CopyTarget {
  return {
    ledger: target.ledger,
    copiedThrough: () => target.copiedThrough(),
    takeEvents: (events) => target.takeEvents(events),
    takeKeys: (keys) => target.takeKeys(keys),
    finish: () => target.finish(),
    close: () => target.close(),
    readPages: (range) => target.readPages(range),
    boundKeys: () => target.boundKeys(),
    ...changed,
  };
}

describe('a copy that differs is never finished:', () => {
  test.each([
    ['data', (number: number) => ({ data: { number, changed: true } })],
    ['metadata', () => ({ metadata: { correlationId: 'c', actor: 'somebody else' } })],
    ['recordedAt', () => ({ recordedAt: '2000-01-01T00:00:00.000Z' })],
    ['version', () => ({ version: 2 })],
    ['id', () => ({ id: '00000000-0000-5000-b000-000000000000' })],
  ])('in the %s of one event', async (_, change) => {
    const source = await sourceOf(1_500);
    const place = newPlace();
    const target = await targetOf(source, place);
    const changed = tamperedWith(target, {
      readPages: async function* (range) {
        for await (const page of target.readPages(range))
          yield page.map((there, index) =>
            there.position === 1_400 ? { ...there, ...change(index) } : there,
          );
      },
    });
    expect(await copyLedger({ source, target: changed })).toEqual({
      status: 'differs',
      what: 'events',
      source: { count: 500, from: 1_001, through: 1_500, digest: expect.any(String) },
      target: { count: 500, from: 1_001, through: 1_500, digest: expect.any(String) },
    });
    await target.close();
    await expect(openStore(directoryAddress(place), { clock: Date.now })).rejects.toMatchObject({
      code: 'copy-unfinished',
    });
  });

  test('in an event that is missing at the end', async () => {
    const source = await sourceOf(1_000);
    const target = await targetOf(source);
    const changed = tamperedWith(target, {
      readPages: (range) => target.readPages({ ...range, through: 0 }),
    });
    expect(await copyLedger({ source, target: changed })).toMatchObject({
      status: 'differs',
      source: { count: 1_000 },
      target: null,
    });
  });

  test('in a key', async () => {
    const source = await sourceOf(10);
    const target = await targetOf(source);
    const changed = tamperedWith(target, {
      boundKeys: async function* () {
        for await (const page of target.boundKeys()) yield page.map((key) => ({ ...key, version: 3 }));
      },
    });
    expect(await copyLedger({ source, target: changed })).toMatchObject({ status: 'differs', what: 'keys' });
  });
});
