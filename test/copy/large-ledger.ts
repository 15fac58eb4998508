import { directoryAddress, type EventStore, type NewEvent, openStore } from '#libs/event-store';

/** The id of the ledgers that are made here. */
export const LOG_ID = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';

/** Events that are appended at once. */
const CHUNK = 2_000;

/** Opens a ledger in a directory that is empty or has one of this id. */
export function openLarge(directory: string): Promise<EventStore> {
  const create = { logId: LOG_ID, kind: 'ledger', clockOffsetMs: 0, appVersion: '0' } as const;
  return openStore(directoryAddress(directory), { create, clock: Date.now });
}

/** Makes a ledger of so many events, each of another member: enough for work on it to take a while. */
export async function makeLarge(directory: string, events: number): Promise<void> {
  const store = await openLarge(directory);
  for (let start = 0; start < events; start += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, events - start) }, (_, index) => start + index);
    await Promise.all(numbers.map((number) => store.append(`member-${number}`, 0, [eventOf(number)])));
  }
  await store.close();
}

/** The first event of the member of a number. */
export function eventOf(number: number): NewEvent {
  return {
    id: `00000000-0000-5000-a000-${number.toString(16).padStart(12, '0')}`,
    type: 'PremiumPaid',
    schemaVersion: 1,
    data: { number },
    metadata: { correlationId: 'c', actor: 'a' },
  };
}
