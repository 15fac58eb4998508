import { LRUCache } from 'lru-cache';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import { eventOfStored, memberOfStream, memberStream, type StoredFact, storedFactOf } from './stored-fact.js';

/** Decoded facts that are kept, some 20 MB; the member unused for longest is forgotten first. A longer history is read each time. */
const MAX_FACTS = 30_000;

/** The facts of members, read from their streams and kept, since a stored event never changes. */
export class MemberLog {
  private readonly kept: LRUCache<string, readonly StoredFact[]>;

  constructor(
    private readonly store: EventStore,
    maxFacts = MAX_FACTS,
  ) {
    this.kept = new LRUCache({ maxSize: maxFacts, sizeCalculation: ({ length }) => length });
  }

  /** Every fact of a member in order of version; those appended since the last read are read now. */
  async load(member: string): Promise<readonly StoredFact[]> {
    const before = this.kept.get(member) ?? [];
    const since = await this.store.readStream(memberStream(member), { fromVersion: before.length + 1 });
    if (since.length === 0) return before;
    const facts = [...before, ...since.map(storedFactOf)];
    this.kept.set(member, facts);
    return facts;
  }

  /** The facts of a member recorded at or before a position. */
  async loadAt(member: string, position: number): Promise<readonly StoredFact[]> {
    const facts = await this.load(member);
    const last = facts.at(-1);
    if (last === undefined || last.position <= position) return facts;
    return facts.filter((fact) => fact.position <= position);
  }

  /** The first events of a member; undefined where they would have to be read. */
  known(member: string, count: number): readonly RecordedEvent[] | undefined {
    const facts = this.kept.get(member);
    if (facts === undefined || facts.length < count) return undefined;
    return facts.slice(0, count).map(eventOfStored);
  }

  /** Takes over an event that was appended just now, which then need not be read. */
  took(event: RecordedEvent): void {
    const member = memberOfStream(event.stream);
    const before = this.kept.get(member) ?? [];
    if (event.version !== before.length + 1) return;
    // As it will be read from the store: nothing of it is shared with whoever appended it.
    const { data, metadata } = JSON.parse(
      JSON.stringify({ data: event.data, metadata: event.metadata }),
    ) as Pick<RecordedEvent, 'data' | 'metadata'>;
    this.kept.set(member, [...before, storedFactOf({ ...event, data, metadata })]);
  }
}
