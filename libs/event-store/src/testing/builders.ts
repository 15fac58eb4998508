import type { EventStore, NewEvent, RecordedEvent } from '../port.js';

let made = 0;

/** An event that differs from every other one made in this process; whatever a test is about, it states. */
export function newEvent(stated: Partial<NewEvent> = {}): NewEvent {
  made += 1;
  return {
    id: `00000000-0000-5000-8000-${made.toString(16).padStart(12, '0')}`,
    type: 'PremiumPaid',
    schemaVersion: 1,
    data: { coverageYear: 2028, paidOn: '2027-11-20', amountFen: 40_000 },
    metadata: {
      correlationId: `request-${made}`,
      actor: 'key-1',
      source: { system: 'tax-359901', document: `TX${made}` },
    },
    ...stated,
  };
}

/** Several of them. */
export function newEvents(count: number, stated: Partial<NewEvent> = {}): readonly NewEvent[] {
  return Array.from({ length: count }, () => newEvent(stated));
}

/** Everything in order; for tests only, since a ledger does not fit into memory. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** The whole ledger. */
export function everything(store: EventStore): Promise<RecordedEvent[]> {
  return collect(store.readAll({ after: 0 }));
}
