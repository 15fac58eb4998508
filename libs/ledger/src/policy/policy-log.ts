import type { PolicyBook, PolicyPack } from '#libs/enrollment';
import type { EventLog, RecordedEvent } from '#libs/event-store';
import { canonicalJson } from '#libs/canonical';
import { packDigest } from '#libs/policy';
import type { FlipEvent } from '../comparison/comparison-answers.js';
import { flipEventOf } from '../comparison/flip-event.js';
import { countUpTo } from '../count-up-to.js';
import { LedgerError } from '../errors.js';
import { StreamView } from '../stream-view.js';
import { bookOf, type BookOptions, FALLBACK_PACK, type KnownPolicy } from './book-of.js';
import { packsIn, policyIn, regionsIn } from './known-policy.js';
import {
  POLICY_STREAM,
  type PackAdopted,
  type PolicyEvent,
  readPolicyEvent,
  READING_SCHEMA_VERSION,
  type RegionConfigured,
  type SignedReading,
} from './policy-events.js';

/** Books are kept for so many moments and what-if questions. */
const MAX_BOOKS = 64;

/** Something of the policy stream, with where and when it was recorded. */
export interface At<T> {
  readonly value: T;
  readonly position: number;
  readonly recordedAt: string;
  readonly actor: string;
  /** The submitted change that came into force by it; undefined: none, as what a new ledger adopts. */
  readonly change: string | undefined;
  /** The impact run that its approval rests on. */
  readonly impact: { readonly run: string; readonly digest: string } | undefined;
}

/** The policy stream in memory, by position: what was adopted and configured at any moment, and the book that follows. */
export class PolicyLog {
  private readonly entries: At<PolicyEvent>[] = [];
  private readonly events = new Map<number, FlipEvent>();
  private readonly entryPositions: number[] = [];
  private readonly books = new Map<string, PolicyBook>();
  private readonly view: StreamView;

  constructor(store: EventLog) {
    const take = (event: RecordedEvent): void => {
      this.entries.push(at(event));
      this.events.set(event.position, flipEventOf(event));
      this.entryPositions.push(event.position);
    };
    this.view = new StreamView(store, POLICY_STREAM, take, READING_SCHEMA_VERSION);
  }

  /** Number of events read. */
  get version(): number {
    return this.view.version;
  }

  /** Reads what was appended since. */
  refresh(): Promise<void> {
    return this.view.refresh();
  }

  /** The pack versions adopted at or before a position, in order of adoption, as read by then. */
  packs(position: number): readonly At<PolicyPack>[] {
    return packsIn(this.known(position));
  }

  /** The same as they were adopted, whatever was chosen since. */
  adoptions(position: number): readonly At<PolicyPack>[] {
    return this.known(position).flatMap((entry) =>
      entry.value.type === 'PackAdopted' ? [{ ...entry, value: entry.value.data.pack }] : [],
    );
  }

  /** Every reading chosen at or before a position, in order. */
  readings(position: number): readonly At<SignedReading>[] {
    return this.known(position).flatMap((entry) =>
      entry.value.type === 'ReadingChosen' ? [{ ...entry, value: entry.value.data }] : [],
    );
  }

  /** Number of events at or before a position: equal where policy is the same. */
  countAt(position: number): number {
    return countUpTo(this.entryPositions, position);
  }

  /** The positions of the events after one position and up to another, ascending; of data of regions that of some only. */
  positions(
    { after, through }: { readonly after: number; readonly through: number },
    regions: ReadonlySet<string>,
  ): readonly number[] {
    const isOfOthers = ({ type, data }: PolicyEvent): boolean =>
      type === 'RegionConfigured' && !regions.has(data.region);
    return this.known(through).flatMap(({ position, value }) =>
      position > after && !isOfOthers(value) ? [position] : [],
    );
  }

  /** The event at a position, as what made a difference, if there is one. */
  eventAt(position: number): FlipEvent | undefined {
    return this.events.get(position);
  }

  /** Every event at or before a position, in order, as what made a difference. */
  eventsUpTo(position: number): readonly FlipEvent[] {
    return [...this.events.values()].filter((each) => each.position <= position);
  }

  /** The event that put a submitted change into force, if there is one. */
  eventOf(change: string): At<PolicyEvent> | undefined {
    return this.entries.find((entry) => entry.change === change);
  }

  /** The regions configured at or before a position, each as configured last. */
  regions(position: number): ReadonlyMap<string, At<RegionConfigured>> {
    return regionsIn(this.known(position));
  }

  /** Every configuration of a region at or before a position, in order. */
  configurations(position: number): readonly At<RegionConfigured>[] {
    return this.known(position).flatMap((entry) =>
      entry.value.type === 'RegionConfigured' ? [{ ...entry, value: entry.value.data }] : [],
    );
  }

  /** The policy book as known at a position. */
  bookAt(position: number, { pin, readings = {} }: BookOptions = {}): PolicyBook {
    // Asked for with every fact that is projected, nearly always as it was adopted.
    const count = this.countAt(position);
    const isAdopted = pin === undefined && Object.keys(readings).length === 0;
    const key = isAdopted ? String(count) : canonicalJson([count, pin?.digest ?? null, readings]);
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
    return policyIn(this.known(position));
  }

  private known(position: number): readonly At<PolicyEvent>[] {
    const count = this.countAt(position);
    return count === this.entries.length ? this.entries : this.entries.slice(0, count);
  }
}

function at(event: RecordedEvent): At<PolicyEvent> {
  const { position, recordedAt, metadata } = event;
  const { actor, change, impactRun: run, impactDigest: digest } = metadata;
  return {
    value: checkedPolicyEvent(event),
    position,
    recordedAt,
    actor,
    change: typeof change === 'string' ? change : undefined,
    impact: typeof run === 'string' && typeof digest === 'string' ? { run, digest } : undefined,
  };
}

/** A pack that is not what its digest says is refused. */
function checkedPolicyEvent(event: RecordedEvent): PolicyEvent {
  if (event.type === 'PackAdopted') {
    const { digest, ...content } = (event.data as PackAdopted).pack;
    if (packDigest(content) !== digest)
      throw new LedgerError('damaged-event', { position: event.position, seen: 'a pack' });
  }
  return readPolicyEvent(event);
}

/** Regions that a pack answers for, as configured at a position; the fallback pack answers wherever no other does. */
export function regionsOfPack(policy: PolicyLog, id: string, position: number): 'all' | readonly string[] {
  if (id === FALLBACK_PACK) return 'all';
  return [...policy.regions(position)].filter(([, { value }]) => value.pack === id).map(([code]) => code);
}
