import { type CivilDate, civilDayOfInstant, isCivilDate, malformed, whatIs } from '#libs/enrollment';
import type { EventStore } from '#libs/event-store';
import { parseInstant } from '#libs/policy';
import { chinaTime } from '../china-time.js';
import { LedgerError } from '../errors.js';

/** A moment that `knownAt` means, and when its event was recorded (null: before the first). */
export interface Moment {
  readonly position: number;
  readonly knownAt: string | null;
}

/** Today at +08:00, by the ledger's clock. */
export function todayOf(store: EventStore): CivilDate {
  return civilDayOfInstant(store.now());
}

/** Resolves what `knownAt` says to one position; left out, it is everything. `at` is where a fault is reported. */
export async function resolveMoment(
  store: EventStore,
  knownAt: string | undefined,
  at = '/knownAt',
): Promise<Moment> {
  const position = knownAt === undefined ? await store.head() : await resolvePosition(store, knownAt, at);
  const recordedAt = await store.recordedAtOf(position);
  return { position, knownAt: recordedAt === undefined ? null : chinaTime(recordedAt) };
}

async function resolvePosition(store: EventStore, knownAt: string, at: string): Promise<number> {
  const [, digits] = /^pos:(\d{1,16})$/.exec(knownAt) ?? [];
  if (digits !== undefined) {
    const position = Number(digits);
    // What was sent is said, which a number of this size is no more.
    if (!Number.isSafeInteger(position)) throw malformedKnownAt(at, knownAt);
    return atPosition(store, position);
  }
  if (isCivilDate(knownAt)) return atEndOf(store, knownAt);
  const instant = parseInstant(knownAt);
  if (instant === null) throw malformedKnownAt(at, knownAt);
  if (instant > store.now()) throw inFuture(knownAt, chinaTime(store.now()));
  return store.resolvePosition(instant);
}

async function atPosition(store: EventStore, position: number): Promise<number> {
  const head = await store.head();
  if (position > head) throw inFuture(`pos:${position}`, `pos:${head}`);
  return store.resolvePosition(position);
}

/** A day means its end; today has not ended, so it means the present. */
function atEndOf(store: EventStore, day: CivilDate): Promise<number> {
  const today = todayOf(store);
  if (day > today) throw inFuture(day, today);
  return store.resolvePosition(new Date(`${day}T23:59:59.999+08:00`).toISOString());
}

function inFuture(seen: string, expected: string): LedgerError {
  return new LedgerError('known-at-in-future', { seen, expected });
}

function malformedKnownAt(field: string, knownAt: string): Error {
  return malformed(field, whatIs(knownAt), {
    zh: ' pos:123、时刻(如 2028-03-15T10:02:11+08:00)或日期',
    en: 'pos:123, an instant such as 2028-03-15T10:02:11+08:00, or a day',
  });
}
