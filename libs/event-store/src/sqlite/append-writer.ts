import {
  EventIdConflictError,
  IdempotencyKeyConflictError,
  InvalidEventError,
  WrongExpectedVersionError,
} from '../errors.js';
import { toInstant } from '../instant.js';
import type { EncodedAppend, EncodedEvent } from '../new-append.js';
import type { AppendResult, Position, RecordedEvent } from '../port.js';
import { isReplay } from '../replay.js';
import { Absences } from './absences.js';
import type { LedgerClock } from './ledger-clock.js';
import type { Reads } from './reads.js';
import { type StreamEnd, StreamEnds } from './stream-ends.js';
import type { Writes } from './writes.js';

/**
 * Writes one append inside the transaction of its batch. Everything that can be refused is refused before the first
 * write, so a refused append leaves nothing behind and its neighbours stand.
 */
export class AppendWriter {
  /** Numbers of the event types, which are few. */
  private readonly typeIds = new Map<string, number>();
  private scripted = false;
  private last: { readonly position: Position; readonly recordedMs: number } = { position: 0, recordedMs: 0 };
  /** How far streams have come, as far as that is known without asking. */
  readonly ends = new StreamEnds();
  /** Ids of events, and idempotency keys, of which it is known without asking that there are none. */
  readonly absentIds = new Absences();
  readonly absentKeys = new Absences();

  constructor(
    private readonly reads: Reads,
    private readonly writes: Writes,
    private readonly clock: LedgerClock,
  ) {
    this.reload();
  }

  /** Position of the last event written. */
  get head(): Position {
    return this.last.position;
  }

  /** When the last event was recorded, in milliseconds since 1970; 0 where there is none. */
  get headMs(): number {
    return this.last.recordedMs;
  }

  /** Whether the ledger still takes events that bring their own instant. */
  get isTakingScript(): boolean {
    return this.scripted;
  }

  /** Takes over what is really stored, at the beginning and after a transaction that was undone. */
  reload(): void {
    this.ends.forget();
    this.absentIds.forget();
    this.absentKeys.forget();
    const last = this.reads.atOrBefore(Number.MAX_SAFE_INTEGER);
    this.last = { position: last?.position ?? 0, recordedMs: last?.recordedMs ?? 0 };
    this.clock.reset(last?.highestMs ?? 0);
    this.scripted = this.writes.isScripted();
    this.typeIds.clear();
  }

  /** @throws a refusal, before anything is written */
  write(append: EncodedAppend): AppendResult {
    const key = append.idempotencyKey;
    const binding = key === undefined || this.absentKeys.has(key) ? undefined : this.reads.binding(key);
    if (binding !== undefined) {
      const events = this.reads.bound(binding);
      if (!isReplay(append, events)) throw new IdempotencyKeyConflictError(binding.first);
      return { replayed: true, events };
    }
    const recorded = this.findRecorded(append);
    if (recorded !== undefined) return { replayed: true, events: recorded };
    const events = this.insert(append);
    const [first] = events;
    if (key !== undefined && first !== undefined) {
      this.writes.newKey(key, { first: first.position, count: events.length });
      this.absentKeys.written(key);
    }
    return { replayed: false, events };
  }

  private findRecorded(append: EncodedAppend): readonly RecordedEvent[] | undefined {
    const sought = append.events.filter(({ event }) => !this.absentIds.has(event.id));
    const recorded = sought.flatMap(({ event }) => this.reads.byId(event.id) ?? []);
    const [first] = recorded;
    if (first === undefined) return undefined;
    if (!isReplay(append, recorded)) throw new EventIdConflictError(first.id, first.position);
    return recorded;
  }

  private insert(append: EncodedAppend): readonly RecordedEvent[] {
    const { stream, expectedVersion, events } = append;
    const end = this.endOf(stream);
    const actual = end.version;
    if (actual !== expectedVersion) throw new WrongExpectedVersionError(stream, expectedVersion, actual);
    this.checkScript(events);
    const streamId = end.streamId ?? this.writes.newStream(stream);
    const recorded = events.map((encoded, index) =>
      this.insertEvent(encoded, { stream, streamId, version: actual + index + 1 }),
    );
    this.ends.written(stream, { version: actual + events.length, streamId });
    return recorded;
  }

  private endOf(stream: string): StreamEnd {
    const known = this.ends.of(stream);
    if (known !== undefined && (known.version === 0 || known.streamId !== undefined)) return known;
    return this.writes.streamHead(stream) ?? { version: 0 };
  }

  private insertEvent(
    { event, data, metadata, scriptedMs }: EncodedEvent,
    { stream, streamId, version }: { stream: string; streamId: number; version: number },
  ): RecordedEvent {
    const position = this.last.position + 1;
    const recordedMs = this.clock.tick(scriptedMs);
    const { id, type, schemaVersion } = event;
    const typeId = this.typeIdOf(type);
    this.writes.newEvent({
      position,
      streamId,
      version,
      typeId,
      schemaVersion,
      recordedMs,
      id,
      data,
      metadata,
    });
    this.absentIds.written(id);
    this.last = { position, recordedMs };
    return { ...event, stream, version, position, recordedAt: toInstant(recordedMs) };
  }

  private typeIdOf(type: string): number {
    const known = this.typeIds.get(type) ?? this.writes.typeId(type);
    this.typeIds.set(type, known);
    return known;
  }

  /** The first append without instants of its own ends the script of a sample ledger for good. */
  private checkScript(events: readonly EncodedEvent[]): void {
    if (events.every(({ scriptedMs }) => scriptedMs === undefined)) {
      if (this.scripted) this.writes.endScript();
      this.scripted = false;
      return;
    }
    let last = this.clock.last;
    events.forEach(({ scriptedMs }, index) => {
      const pointer = `/events/${index}/recordedAt`;
      if (!this.scripted) {
        throw new InvalidEventError(
          pointer,
          'no instant: only a sample ledger takes one, before its first event without',
        );
      }
      if (scriptedMs === undefined || scriptedMs <= last) {
        throw new InvalidEventError(pointer, `an instant after ${toInstant(last)}, the last recorded one`);
      }
      last = scriptedMs;
    });
  }
}
