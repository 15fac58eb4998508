import type { RecordedEvent } from '../port.js';
import { type Attempt, type Holder, type Placed, verdictOf, type WholeEntry } from './attempt.js';

/** What settling attempts needs of the server. Each call is one step, between which others may do anything. */
export interface Reservations {
  resourcesOf(attempt: Attempt): readonly string[];
  holder(resource: string): Promise<Holder | undefined>;
  /**
   * Takes the resource right after the entry of that revision, -1 for the first; undefined when another entry stands
   * there. Taken already by this attempt, at that place, is taken.
   *
   * @returns the revision of the attempt's entry
   */
  take(resource: string, after: number, attempt: Attempt, whole?: WholeEntry): Promise<number | undefined>;
  /** The events of a stream after its first `version`, at most so many. */
  eventsAt(place: Pick<Placed, 'stream' | 'version' | 'count'>): Promise<readonly RecordedEvent[]>;
  /**
   * Appends at the attempt's exact version; that it was taken is no failure.
   *
   * @returns what stands there now, as many events as the attempt has or fewer, but some
   */
  append(attempt: Attempt): Promise<readonly RecordedEvent[]>;
}

/** How an attempt ended. */
export type Settled =
  | { readonly status: 'recorded'; readonly events: readonly RecordedEvent[] }
  /** Its place is taken, or it had lost a resource, which only a dead attempt does. */
  | { readonly status: 'dead' }
  /** Dead, because this resource of it belongs to recorded events. */
  | { readonly status: 'beaten'; readonly resource: string; readonly events: readonly RecordedEvent[] };

/**
 * Brings attempts to their end, one's own and those of others that stand in its way (docs/adr/0009). Several processes
 * may do so with the same attempt at the same time: every step is safe to take twice.
 *
 * It ends: who helps the holder of a resource needs of it only resources that come later in the one order.
 */
export class Settling {
  constructor(private readonly reservations: Reservations) {}

  /** Takes what the attempt needs and appends its events. */
  record(attempt: Attempt): Promise<Settled> {
    return this.finish(attempt, undefined, 0);
  }

  /** Whether what holds the resource is recorded or dead; an open attempt is finished first. */
  async settle(resource: string, holder: Holder): Promise<Exclude<Settled, { status: 'beaten' }>> {
    if ('placed' in holder) {
      return { status: 'recorded', events: await this.reservations.eventsAt(holder.placed) };
    }
    const { attempt, whole } = holder;
    const verdict = await this.verdict(attempt);
    if (verdict.status === 'recorded') return verdict;
    if (verdict.status === 'dead') return { status: 'dead' };
    const held = this.reservations.resourcesOf(attempt).indexOf(resource);
    const settled = await this.finish(attempt, whole, held);
    return settled.status === 'recorded' ? settled : { status: 'dead' };
  }

  /**
   * @param whole where the attempt stands whole; undefined for one that holds nothing yet
   * @param held it holds the resource of this index, so it had every one before: whichever it has no more, it lost
   */
  private async finish(attempt: Attempt, whole: WholeEntry | undefined, held: number): Promise<Settled> {
    let entry = whole;
    for (const [index, resource] of this.reservations.resourcesOf(attempt).entries()) {
      const got =
        whole !== undefined && index <= held
          ? await this.stillHolds(attempt, resource)
          : await this.get(attempt, resource, entry);
      if (typeof got !== 'number') return got;
      entry ??= { resource, revision: got };
    }
    const verdict = verdictOf(attempt, await this.reservations.append(attempt));
    return verdict.status === 'recorded' ? verdict : { status: 'dead' };
  }

  private async stillHolds(attempt: Attempt, resource: string): Promise<number | Settled> {
    const holder = await this.reservations.holder(resource);
    return isHeldBy(attempt, holder) ? holder.revision : { status: 'dead' };
  }

  /** The revision of the attempt's entry once it holds the resource. Every round another attempt came to its end. */
  private async get(attempt: Attempt, resource: string, whole?: WholeEntry): Promise<number | Settled> {
    let after = -1;
    for (;;) {
      const revision = await this.reservations.take(resource, after, attempt, whole);
      if (revision !== undefined) return revision;
      const holder = await this.reservations.holder(resource);
      if (holder === undefined) continue;
      if (isHeldBy(attempt, holder)) return holder.revision;
      const settled = await this.settle(resource, holder);
      if (settled.status === 'recorded') return { status: 'beaten', resource, events: settled.events };
      after = holder.revision;
    }
  }

  private async verdict(attempt: Attempt): Promise<ReturnType<typeof verdictOf>> {
    const { stream, version, events } = attempt;
    return verdictOf(attempt, await this.reservations.eventsAt({ stream, version, count: events.length }));
  }
}

function isHeldBy(
  attempt: Attempt,
  holder: Holder | undefined,
): holder is Extract<Holder, { attempt: Attempt }> {
  return holder !== undefined && 'attempt' in holder && holder.attempt.id === attempt.id;
}
