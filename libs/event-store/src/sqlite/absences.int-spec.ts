import { DiskFullError, EventIdConflictError, IdempotencyKeyConflictError } from '../errors.js';
import type { EventStore } from '../port.js';
import { newEvent } from '../testing/builders.js';
import { DatabaseFaults } from '../testing/database-faults.js';
import { openSqliteStore } from './open.js';

const create = {
  logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.1.0',
} as const;

let faults: DatabaseFaults;
let store: EventStore;

beforeEach(async () => {
  faults = new DatabaseFaults();
  store = await openSqliteStore({ directory: ':memory:', create, clock: Date.now });
});
afterEach(async () => {
  await store.close();
  faults.remove();
});

const idempotencyKey = 'sha256:1';

/** Looks for an id and a key that are not there, as whoever records a fact does before it decides. */
async function lookInVain(id: string): Promise<void> {
  expect(await store.eventById(id)).toBeUndefined();
  expect(await store.findByIdempotencyKey(idempotencyKey)).toBeUndefined();
}

/** The questions to the database during some work, about ids and keys. */
async function lookUps(work: () => Promise<unknown>): Promise<readonly string[]> {
  await faults.during(() => undefined, work);
  return faults.calls.filter((call) => /FROM keys|e\.id =/.test(call));
}

test('what was looked for in vain is not looked for again by its append; what was not, is', async () => {
  const [event, other] = [newEvent(), newEvent()];
  await lookInVain(event.id);
  expect(await lookUps(() => store.append('a', 0, [event], { idempotencyKey }))).toEqual([]);
  expect(await lookUps(() => store.append('b', 0, [other], { idempotencyKey: 'sha256:2' }))).toHaveLength(2);
});

test('once it is there, it is found: the same again is a replay, anything else is refused', async () => {
  const [event, other] = [newEvent(), newEvent()];
  await lookInVain(event.id);
  await store.append('a', 0, [event], { idempotencyKey });
  expect(await store.append('a', 0, [event], { idempotencyKey })).toMatchObject({ replayed: true });
  await expect(store.append('a', 1, [other], { idempotencyKey })).rejects.toThrow(
    IdempotencyKeyConflictError,
  );
  await expect(store.append('b', 0, [event])).rejects.toThrow(EventIdConflictError);
});

test('two appends of one turn that both looked in vain share neither id nor key', async () => {
  const [event, other] = [newEvent(), newEvent()];
  await lookInVain(event.id);
  await lookInVain(other.id);
  const both = await Promise.allSettled([
    store.append('a', 0, [event], { idempotencyKey }),
    store.append('b', 0, [other], { idempotencyKey }),
    store.append('c', 0, [event]),
  ]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
});

test('after a transaction that was undone everything is looked for again', async () => {
  const event = newEvent();
  await lookInVain(event.id);
  const append = () => store.append('a', 0, [event], { idempotencyKey });
  const full = faults.during((_call, name) => (name === 'exec COMMIT' ? 'full' : undefined), append);
  await expect(full).rejects.toThrow(DiskFullError);
  expect(await lookUps(append)).toHaveLength(2);
  expect(await store.eventById(event.id)).toMatchObject({ stream: 'a', version: 1 });
});
