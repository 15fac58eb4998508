import {
  type EventStore,
  type KeyRow,
  MAX_EVENTS_PER_APPEND,
  type Position,
  type RecordedEvent,
} from '#libs/event-store';
import { type Hash, readHash, written } from '../hashing.js';
import type { Finding } from './findings.js';
import { HashTable } from './hash-table.js';

/** How the rows of idempotency keys stand to what the events say. */
export interface KeyCounts {
  /** Rows that the event of their append names. */
  readonly named: number;
  /** Rows that no event names, of events that are there: bound by programs that named none, at all or where the events had been recorded before. */
  readonly unnamed: number;
  /** Rows that say otherwise than the events, and rest on events that are not what was sealed. */
  readonly notJudged: number;
}

/**
 * What the events of a log say of idempotency keys: the first one of an append names the digest of its key and the number of its
 * events. It is held against the rows by which the store finds what a key is bound to. Some 50 bytes a key.
 */
export class KeyMatch {
  /** Ascending; with each the digest and the count that its event names. */
  private readonly positions: Position[] = [];
  private readonly counts: number[] = [];
  private readonly digests = new HashTable();
  private last: Position = 0;

  /** The next event in order of position. */
  take(event: RecordedEvent): void {
    this.last = event.position;
    const named = namedKeyOf(event);
    if (named === undefined) return;
    this.positions.push(event.position);
    this.counts.push(named.count);
    this.digests.add(named.digest);
  }

  /**
   * Goes along the rows.
   *
   * @param blamed events that are not what was sealed: that is the finding, and not what follows from it for a key
   * @throws a StoreError where the rows cannot be read
   */
  async compare(
    rows: NonNullable<EventStore['keyRows']>,
    blamed: ReadonlySet<Position>,
  ): Promise<{ readonly counts: KeyCounts; readonly findings: readonly Finding[] }> {
    const astray: KeyRow[] = [];
    const rebound: Position[] = [];
    const found = new Uint8Array(this.positions.length);
    let unnamed = 0;
    for await (const page of rows())
      for (const row of page) {
        const place = this.placeOf(row);
        if (place !== undefined) {
          if (this.counts[place] === row.count) found[place] = 1;
          else if (row.position !== null) rebound.push(row.position);
        } else if (!row.isWhole) astray.push(row);
        // What was appended meanwhile is none of the events that were gone through.
        else if (row.position !== null && row.position <= this.last) unnamed += 1;
      }
    const ascending = [...blamed].sort((a, b) => a - b);
    // One of the events that such a row may stand for is what is wrong.
    const isBlamed = (position: Position): boolean =>
      (ascending[firstFrom(ascending, position)] ?? Infinity) < position + MAX_EVENTS_PER_APPEND;
    const resting = astray.filter(({ position }) => position !== null && isBlamed(position));
    const judged = new Set(astray.filter((row) => !resting.includes(row)).map(({ position }) => position));
    const left = [...judged].sort((a, b) => (a ?? 0) - (b ?? 0));
    // An event that stands at another position than it was sealed at is still named by the row of its key.
    const digests = new Set(resting.map(({ digest }) => digest));
    const changed = this.positions.filter(
      (position, place) =>
        found[place] !== 1 && !blamed.has(position) && !digests.has(this.digestAt(place) ?? ''),
    );
    const notJudged = resting.length + rebound.filter((each) => blamed.has(each)).length;
    return {
      counts: { named: found.reduce((sum, each) => sum + each, 0), unnamed, notJudged },
      findings: [
        ...changed.map((position) => ({ kind: 'key-changed', position }) as const),
        ...left.map((position) => ({ kind: 'key-astray', position }) as const),
      ],
    };
  }

  /** Which of the events that name keys names this one, where the row stands. */
  private placeOf({ digest, position }: KeyRow): number | undefined {
    if (position === null) return undefined;
    const place = firstFrom(this.positions, position);
    if (this.positions[place] !== position) return undefined;
    return this.digestAt(place) === digest ? place : undefined;
  }

  private digestAt(place: number): string | undefined {
    const [named] = this.digests.slice(place, place + 1);
    return named && written(named);
  }
}

/** The idempotency key that an event names: its digest, and the number of events bound to it; undefined: none, or nothing of that form. */
export function namedKeyOf({
  metadata,
}: RecordedEvent): { readonly digest: Hash; readonly count: number } | undefined {
  // Whoever wrote past the program may have left what is no object.
  const name: unknown = (metadata as RecordedEvent['metadata'] | null)?.boundKey;
  if (typeof name !== 'object' || name === null) return undefined;
  const { digest: text, count } = name as { readonly digest?: unknown; readonly count?: unknown };
  const digest = typeof text === 'string' ? readHash(text) : undefined;
  return digest === undefined || !isCount(count) ? undefined : { digest, count };
}

/** The place of the first of ascending positions that is not before this one; their number where all are. */
function firstFrom(positions: readonly Position[], position: Position): number {
  let from = 0;
  let until = positions.length;
  while (from < until) {
    const middle = (from + until) >>> 1;
    if ((positions[middle] ?? 0) < position) from = middle + 1;
    else until = middle;
  }
  return from;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= MAX_EVENTS_PER_APPEND;
}
