import { PAGE_SIZE } from '../limits.js';
import type { KeyBinding, RecordedEvent } from '../port.js';
import { type Holder, type Placed, verdictOf } from './attempt.js';
import type { StreamNames } from './names.js';
import type { LogPoint } from './requests.js';
import type { ServerReservations } from './reservations.js';
import { asRecord, type Server } from './server.js';

/** Questions to the reservations that change nothing: an open attempt is left open, its events are not recorded yet. */
export class Lookups {
  constructor(
    private readonly server: Server,
    private readonly names: StreamNames,
    private readonly reservations: ServerReservations,
  ) {}

  async eventById(id: string): Promise<RecordedEvent | undefined> {
    const holder = await this.reservations.holder(this.names.id(id));
    const { events } = (holder && (await this.recorded(holder))) ?? { events: [] };
    return events.find((event) => event.id === id);
  }

  async eventsOfKey(key: string): Promise<readonly RecordedEvent[] | undefined> {
    const holder = await this.reservations.holder(this.names.key(key));
    return holder && (await this.recorded(holder))?.events;
  }

  /** `CopySource.boundKeys`: every stream of a key once, by its last entry. */
  async *boundKeys(origin: LogPoint): AsyncGenerator<readonly KeyBinding[]> {
    const prefix = this.names.keyPrefix;
    let from = origin;
    for (let isFirst = true; ; isFirst = false) {
      const count = isFirst ? PAGE_SIZE : PAGE_SIZE + 1;
      const read = { from, prefix, count, direction: 'forwards' } as const;
      const { items, isEnd } = await this.server.readAll(read, asRecord);
      const bindings: KeyBinding[] = [];
      for (const { stream, revision } of isFirst ? items : items.slice(1)) {
        const holder = await this.reservations.holder(stream);
        if (holder?.revision !== revision) continue;
        const { placed } = (await this.recorded(holder)) ?? {};
        if (placed?.idempotencyKey === undefined) continue;
        const { idempotencyKey: key, version, count: events } = placed;
        bindings.push({ key, stream: placed.stream, version: version + 1, count: events });
      }
      if (bindings.length > 0) yield bindings;
      if (isEnd) return;
      from = items.at(-1)?.point ?? from;
    }
  }

  private async recorded(
    holder: Holder,
  ): Promise<{ readonly placed: Placed; readonly events: readonly RecordedEvent[] } | undefined> {
    const placed = placeOf(holder);
    const events = await this.reservations.eventsAt(placed);
    if ('placed' in holder) return events.length === placed.count ? { placed, events } : undefined;
    return verdictOf(holder.attempt, events).status === 'recorded' ? { placed, events } : undefined;
  }
}

function placeOf(holder: Holder): Placed {
  if ('placed' in holder) return holder.placed;
  const { stream, version, events, idempotencyKey } = holder.attempt;
  return { stream, version, count: events.length, ...(idempotencyKey !== undefined && { idempotencyKey }) };
}
