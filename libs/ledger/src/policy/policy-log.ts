import type { PolicyBook, PolicyPack } from '#libs/enrollment';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import { canonicalJson } from '#libs/canonical';
import { StreamView } from '../stream-view.js';
import { bookOf, type BookOptions, type KnownPolicy } from './book-of.js';
import {
  POLICY_SCHEMA_VERSION,
  POLICY_STREAM,
  type PolicyEvent,
  policyEventOf,
  type RegionConfigured,
} from './policy-events.js';

/** Books are kept for so many moments and what-if questions. */
const MAX_BOOKS = 64;

/** Something of the policy stream, with where and when it was recorded. */
export interface At<T> {
  readonly value: T;
  readonly position: number;
  readonly recordedAt: string;
}

/** The policy stream in memory, by position: what was adopted and configured at any moment, and the book that follows. */
export class PolicyLog {
  private readonly entries: At<PolicyEvent>[] = [];
  private readonly books = new Map<string, PolicyBook>();
  private readonly view: StreamView;

  constructor(store: EventStore) {
    const take = (event: RecordedEvent): void => void this.entries.push(at(event));
    this.view = new StreamView(store, POLICY_STREAM, take, POLICY_SCHEMA_VERSION);
  }

  /** Number of events read. */
  get version(): number {
    return this.view.version;
  }

  /** Reads what was appended since. */
  refresh(): Promise<void> {
    return this.view.refresh();
  }

  /** The pack versions adopted at or before a position, in order of adoption. */
  packs(position: number): readonly At<PolicyPack>[] {
    return this.known(position).flatMap((entry) =>
      entry.value.type === 'PackAdopted' ? [{ ...entry, value: entry.value.data.pack }] : [],
    );
  }

  /** The regions configured at or before a position, each as configured last. */
  regions(position: number): ReadonlyMap<string, At<RegionConfigured>> {
    const regions = new Map<string, At<RegionConfigured>>();
    for (const entry of this.configurations(position)) regions.set(entry.value.region, entry);
    return regions;
  }

  /** Every configuration of a region at or before a position, in order. */
  configurations(position: number): readonly At<RegionConfigured>[] {
    return this.known(position).flatMap((entry) =>
      entry.value.type === 'RegionConfigured' ? [{ ...entry, value: entry.value.data }] : [],
    );
  }

  /** The policy book as known at a position. */
  bookAt(position: number, { pin, readings = {} }: BookOptions = {}): PolicyBook {
    const key = canonicalJson([this.known(position).length, pin?.digest ?? null, readings]);
    const known = this.books.get(key);
    if (known !== undefined) return known;
    const book = bookOf(this.policyAt(position), { pin, readings });
    const [oldest] = this.books.keys();
    if (oldest !== undefined && this.books.size >= MAX_BOOKS) this.books.delete(oldest);
    this.books.set(key, book);
    return book;
  }

  /** What was adopted and configured by a position. */
  policyAt(position: number): KnownPolicy {
    return {
      packs: this.packs(position).map(({ value }) => value),
      regions: [...this.regions(position).values()].map(({ value }) => value),
    };
  }

  private known(position: number): readonly At<PolicyEvent>[] {
    const end = this.entries.findIndex((entry) => entry.position > position);
    return end === -1 ? this.entries : this.entries.slice(0, end);
  }
}

function at(event: RecordedEvent): At<PolicyEvent> {
  const { position, recordedAt } = event;
  return { value: policyEventOf(event), position, recordedAt };
}
