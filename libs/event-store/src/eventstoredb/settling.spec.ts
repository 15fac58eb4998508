import fc from 'fast-check';

import { encodeAppend } from '../new-append.js';
import type { NewEvent, RecordedEvent } from '../port.js';
import { newEvent } from '../testing/index.js';
import { type Attempt, type Holder, type Placed, resourcesOf, type WholeEntry } from './attempt.js';
import { streamNames } from './names.js';
import { type Reservations, type Settled, Settling } from './settling.js';

/** What the server holds: streams that take an entry at an exact revision only, the same entry once. */
class Log {
  readonly resources = new Map<string, { attempt: Attempt; whole: WholeEntry }[]>();
  readonly streams = new Map<string, RecordedEvent[]>();

  stream(name: string): RecordedEvent[] {
    const events = this.streams.get(name) ?? [];
    this.streams.set(name, events);
    return events;
  }
}

/** One process: each of its calls waits until the schedule lets it go on, and none comes after its death. */
class Actor implements Reservations {
  private readonly names = streamNames('test');
  private go: (() => void) | undefined;
  private paused: (() => void) | undefined;
  private isDone = false;
  result: Settled | undefined;

  constructor(
    private readonly log: Log,
    readonly attempt: Attempt,
  ) {}

  get canGo(): boolean {
    return !this.isDone;
  }

  /** Until its first call. */
  start(): Promise<void> {
    return this.untilPaused(() => {
      void new Settling(this).record(this.attempt).then((result) => {
        this.result = result;
        this.isDone = true;
        this.paused?.();
      });
    });
  }

  /** One call, until the next. */
  step(): Promise<void> {
    return this.untilPaused(() => this.go?.());
  }

  die(): void {
    this.isDone = true;
  }

  resourcesOf(attempt: Attempt): readonly string[] {
    return resourcesOf(attempt, this.names);
  }

  holder(resource: string): Promise<Holder | undefined> {
    return this.call(() => {
      const entries = this.log.resources.get(resource) ?? [];
      const last = entries.at(-1);
      return last && { revision: entries.length - 1, ...last };
    });
  }

  take(resource: string, after: number, attempt: Attempt, whole?: WholeEntry): Promise<number | undefined> {
    return this.call(() => {
      const entries = this.log.resources.get(resource) ?? [];
      this.log.resources.set(resource, entries);
      const revision = after + 1;
      if (entries.length === revision) entries.push({ attempt, whole: whole ?? { resource, revision } });
      return entries[revision]?.attempt.id === attempt.id ? revision : undefined;
    });
  }

  eventsAt({
    stream,
    version,
    count,
  }: Pick<Placed, 'stream' | 'version' | 'count'>): Promise<readonly RecordedEvent[]> {
    return this.call(() => this.log.stream(stream).slice(version, version + count));
  }

  async append(attempt: Attempt): Promise<readonly RecordedEvent[]> {
    const { stream, version, events } = attempt;
    await this.call(() => {
      const there = this.log.stream(stream);
      if (there.length !== version) return;
      there.push(
        ...events.map(({ event }, index) => ({
          ...event,
          stream,
          version: version + index + 1,
          position: version + index + 1,
          recordedAt: '2026-01-01T00:00:00.000Z',
        })),
      );
    });
    return this.eventsAt({ stream, version, count: events.length });
  }

  private async call<Answer>(action: () => Answer): Promise<Answer> {
    await new Promise<void>((resolve) => {
      this.go = resolve;
      this.paused?.();
    });
    return action();
  }

  private untilPaused(act: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.paused = resolve;
      act();
    });
  }
}

let made = 0;
function attempt(
  stream: string,
  version: number,
  events: readonly NewEvent[],
  idempotencyKey?: string,
): Attempt {
  made += 1;
  const options = idempotencyKey === undefined ? {} : { idempotencyKey };
  return { ...encodeAppend(stream, version, events, options), id: `attempt-${made}`, version };
}

/** Choices tried out, in every combination; most schedules have no more of them. */
const depth = process.env['CANBAO_FULL'] === '1' ? 13 : 9;

/** The most calls that one append may need beside others: more would be waiting in a circle. */
const ENOUGH = 200;

/** Lets the attempts' processes go on in the order of the choices; process 0 dies after so many steps. */
async function run(
  attempts: readonly Attempt[],
  choose: (among: number) => number,
  deathAt = Infinity,
): Promise<{ log: Log; actors: readonly Actor[] }> {
  const log = new Log();
  const actors = attempts.map((each) => new Actor(log, each));
  for (const actor of actors) await actor.start();
  let firstSteps = 0;
  for (let steps = 0; ; steps += 1) {
    if (firstSteps >= deathAt) actors[0]?.die();
    const able = actors.filter(({ canGo }) => canGo);
    if (able.length === 0) return { log, actors };
    expect(steps).toBeLessThan(ENOUGH);
    const actor = able[choose(able.length)] ?? able[0];
    if (actor === actors[0]) firstSteps += 1;
    await actor?.step();
  }
}

/** Whoever died asks again, alone: then every attempt is decided. */
async function repeat(log: Log, { id: _id, ...same }: Attempt): Promise<Settled | undefined> {
  made += 1;
  const actor = new Actor(log, { ...same, id: `attempt-${made}` });
  await actor.start();
  for (let steps = 0; actor.canGo; steps += 1) {
    expect(steps).toBeLessThan(ENOUGH);
    await actor.step();
  }
  return actor.result;
}

function expectNothingTwice(log: Log, actors: readonly Actor[]): void {
  const recorded = [...log.streams.values()].flat().map(({ id }) => id);
  expect(new Set(recorded).size).toBe(recorded.length);
  for (const { result } of actors) {
    if (result?.status !== 'recorded') continue;
    for (const event of result.events) expect(recorded).toContain(event.id);
  }
  const boundTo = new Map<string, string>();
  for (const { attempt: each, result } of actors) {
    if (result?.status !== 'recorded' || each.idempotencyKey === undefined) continue;
    const place = `${each.stream} ${each.version} ${each.events.map(({ event }) => event.id).join()}`;
    expect(boundTo.get(each.idempotencyKey) ?? place).toBe(place);
    boundTo.set(each.idempotencyKey, place);
  }
}

const [x, y, z] = [newEvent(), newEvent(), newEvent()];
const scenarios: Readonly<Record<string, () => readonly Attempt[]>> = {
  'the same document twice': () => [attempt('a', 0, [x]), attempt('a', 0, [x])],
  'one document for two members': () => [attempt('a', 0, [x]), attempt('b', 0, [x])],
  'one member, two documents': () => [attempt('a', 0, [x]), attempt('a', 0, [y])],
  'one key for two documents': () => [attempt('a', 0, [x], 'k'), attempt('b', 0, [y], 'k')],
  'one key and one document': () => [attempt('a', 0, [x], 'k'), attempt('a', 0, [x], 'k')],
  'two keys for one document': () => [attempt('a', 0, [x], 'k'), attempt('a', 0, [x], 'l')],
  'documents that overlap, in either order': () => [attempt('a', 0, [x, y]), attempt('b', 0, [y, x])],
  'a document with other content': () => [
    attempt('a', 0, [x], 'k'),
    attempt('a', 0, [{ ...x, data: { amountFen: 1 } }], 'l'),
  ],
};

describe.each(Object.keys(scenarios))('%s', (name) => {
  const attempts = scenarios[name] ?? (() => []);

  test('every order of two processes’ steps, the first one stopped at each of its steps', async () => {
    let schedules = 0;
    for (let deathAt = 0; deathAt <= 9; deathAt += 1) {
      for await (const choose of allSchedules(depth)) {
        const { log, actors } = await run(attempts(), choose, deathAt === 9 ? Infinity : deathAt);
        expectNothingTwice(log, actors);
        for (const actor of actors) {
          const result = await repeat(log, actor.attempt);
          // Whatever came of it, asking again finds a decision; what was recorded is never recorded again.
          expect(result?.status).not.toBe(actor.result?.status === 'recorded' ? 'recorded' : undefined);
          expectNothingTwice(log, actors);
        }
        schedules += 1;
      }
    }
    expect(schedules).toBeGreaterThan(100);
  });
});

test('three processes, any documents and keys, any schedule, any death', async () => {
  const anyAttempt = fc.record({
    stream: fc.constantFrom('a', 'b'),
    events: fc.subarray([x, y, z], { minLength: 1 }),
    key: fc.constantFrom(undefined, 'k', 'l'),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyAttempt, { minLength: 3, maxLength: 3 }),
      fc.array(fc.nat(2), { minLength: 60, maxLength: 60 }),
      fc.nat(20),
      async (drawn, choices, deathAt) => {
        const all = drawn.map(({ stream, events, key }) => attempt(stream, 0, events, key));
        const order = [...choices];
        const { log, actors } = await run(all, (among) => (order.shift() ?? 0) % among, deathAt);
        expectNothingTwice(log, actors);
        for (const { attempt: each } of actors) await repeat(log, each);
        expectNothingTwice(log, actors);
      },
    ),
    { numRuns: process.env['CANBAO_FULL'] === '1' ? 5_000 : 500 },
  );
});

/** Every sequence of choices, for the first so many places where there is one to make; then the first that can go. */
async function* allSchedules(depth: number): AsyncGenerator<(among: number) => number> {
  let prefix: number[] | undefined = [];
  while (prefix !== undefined) {
    const made: { choice: number; among: number }[] = [];
    const given: readonly number[] = prefix;
    yield (among) => {
      if (among < 2 || made.length >= depth) return 0;
      const choice = given[made.length] ?? 0;
      made.push({ choice, among });
      return choice;
    };
    while (made.length > 0 && (made.at(-1)?.choice ?? 0) + 1 >= (made.at(-1)?.among ?? 0)) made.pop();
    const last = made.pop();
    prefix = last && [...made.map(({ choice }) => choice), last.choice + 1];
    await Promise.resolve();
  }
}
