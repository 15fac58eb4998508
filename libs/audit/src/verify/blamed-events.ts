import type { Instant, Position } from '#libs/event-store';
import type { SealDatabase } from '../sqlite/seal-database.js';
import { StoredSeals } from '../sqlite/stored-seals.js';
import type { Finding } from './findings.js';
import { readableParts } from './readable-parts.js';
import type { VerifiedLog } from './verify-log.js';

/** Events that are not what was sealed, and how far what else there is may rest on them. */
export interface BlamedEvents {
  /** Ascending. */
  readonly positions: readonly Position[];
  /** Streams that such an event stands in, or stood in. */
  readonly streams: ReadonlySet<string>;
  /**
   * True where it cannot be told which streams those are; or where such an event says that it was recorded later than those after it,
   * so that a midnight came too early for everybody.
   */
  readonly isUnbounded: boolean;
}

/** Where none is blamed. */
export const NO_BLAMED_EVENTS: BlamedEvents = { positions: [], streams: new Set(), isUnbounded: false };

/** Findings that name an event. */
const OF_EVENTS: readonly Finding['kind'][] = [
  'event-changed',
  'event-missing',
  'event-inserted',
  'stream-broken',
  'event-unsealable',
];

/** The positions of the events that some findings name, ascending. */
export function blamedPositions(findings: readonly Finding[]): readonly Position[] {
  const positions = findings.flatMap((each) =>
    OF_EVENTS.includes(each.kind) && 'position' in each ? (each.position ?? []) : [],
  );
  return [...new Set(positions)].sort((a, b) => a - b);
}

/**
 * Goes along a log once more where a verification blamed events of it. An event that is gone is of a stream in which a version is
 * missing, at its end as well, as far as it was sealed.
 */
export async function blamedEvents(
  log: Pick<VerifiedLog, 'head' | 'readPages'>,
  { seals, findings }: { readonly seals: SealDatabase | undefined; readonly findings: readonly Finding[] },
): Promise<BlamedEvents> {
  const positions = blamedPositions(findings);
  const isUnreadable = findings.some(({ kind }) => kind === 'log-unreadable');
  if (positions.length === 0 && !isUnreadable) return NO_BLAMED_EVENTS;
  const gaps = new Gaps();
  const clock = new SoundClock();
  const blamed = new Set(positions);
  for await (const part of readableParts(log, await log.head()))
    for (const { stream, version, position, recordedAt } of 'events' in part ? part.events : []) {
      const isBlamed = blamed.has(position);
      if (isBlamed) gaps.streams.add(stream);
      gaps.take(stream, version);
      clock.take(recordedAt, isBlamed);
    }
  const changedHeads = new Set(
    findings.flatMap((finding) => (finding.kind === 'head-changed' ? [finding.key] : [])),
  );
  if (seals !== undefined)
    for (const { key, stream, length } of new StoredSeals(seals.connection).heads())
      if (!changedHeads.has(key)) gaps.endAt(stream, length);
  const missing = findings.filter(({ kind }) => kind === 'event-missing').length;
  return {
    positions,
    streams: gaps.streams,
    isUnbounded: isUnreadable || missing > gaps.missing || clock.isWrong,
  };
}

/** Streams with versions missing. */
class Gaps {
  readonly streams = new Set<string>();
  missing = 0;
  private readonly lengths = new Map<string, number>();

  take(stream: string, version: number): void {
    const length = this.lengths.get(stream) ?? 0;
    if (version !== length + 1) this.note(stream, version - length - 1);
    this.lengths.set(stream, Math.max(length, version));
  }

  /** A stream was sealed with this length. */
  endAt(stream: string, length: number): void {
    const there = this.lengths.get(stream) ?? 0;
    if (length > there) this.note(stream, length - there);
  }

  private note(stream: string, missing: number): void {
    this.streams.add(stream);
    this.missing += Math.max(0, missing);
  }
}

/** Whether blamed events were recorded, as they say, between those around them. */
class SoundClock {
  isWrong = false;
  private latest: Instant = '';
  private blamed: Instant = '';

  take(recordedAt: Instant, isBlamed: boolean): void {
    if (isBlamed) {
      if (recordedAt > this.blamed) this.blamed = recordedAt;
      return;
    }
    if (recordedAt > this.latest) this.latest = recordedAt;
    if (this.blamed > this.latest) this.isWrong = true;
    this.blamed = '';
  }
}
