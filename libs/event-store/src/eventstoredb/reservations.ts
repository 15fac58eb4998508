import { setTimeout as pause } from 'node:timers/promises';

import type { RecordedEvent } from '../port.js';
import type { Arrivals } from './arrivals.js';
import {
  type Attempt,
  decodeEntry,
  encodeEntry,
  type Holder,
  type Placed,
  resourcesOf,
  type WholeEntry,
} from './attempt.js';
import { encodeEvent } from './codec.js';
import { ServerFailure, toServerFailure } from './failures.js';
import type { ServerRecord } from './record.js';
import { asRecord, type Server } from './server.js';
import type { Reservations } from './settling.js';
import type { StreamReader } from './stream-reader.js';
import type { WriterClock } from './writer-clock.js';

type Place = Pick<Placed, 'stream' | 'version' | 'count'>;

/** What reservations are read and written with. */
export interface ReservationParts {
  readonly server: Server;
  readonly reader: StreamReader;
  readonly clock: WriterClock;
  /** What a subscription brings, where there is one. */
  readonly arrivals?: Arrivals;
}

/** The reservation streams of a ledger, for one append of a caller: everything before one deadline. */
export class ServerReservations implements Reservations {
  private readonly begun = new Set<string>();

  /** @param deadline in milliseconds since 1970 by the system clock */
  constructor(
    private readonly parts: ReservationParts,
    private readonly deadline: number,
  ) {}

  /** Whether something of the attempt is stored, or may be: from then on others may finish it. */
  isBegun({ id }: Attempt): boolean {
    return this.begun.has(id);
  }

  resourcesOf(attempt: Attempt): readonly string[] {
    return resourcesOf(attempt, this.parts.reader.names);
  }

  async holder(resource: string): Promise<Holder | undefined> {
    const last = await this.recordAt(resource, 'end');
    if (last === undefined) return undefined;
    const { revision } = last;
    const entry = decodeEntry(last);
    if (entry.kind === 'placed') return { revision, placed: entry.placed };
    if (entry.kind === 'attempt') {
      return { revision, attempt: entry.attempt, whole: { resource, revision } };
    }
    const named = await this.recordAt(entry.whole.resource, entry.whole.revision);
    const first = named && decodeEntry(named);
    if (first?.kind === 'attempt') return { revision, attempt: first.attempt, whole: entry.whole };
    throw new ServerFailure(
      'corrupt',
      false,
      false,
      `stream ${entry.whole.resource} lacks what ${resource} names`,
    );
  }

  async take(
    resource: string,
    after: number,
    attempt: Attempt,
    whole?: WholeEntry,
  ): Promise<number | undefined> {
    const entry = encodeEntry(resource, attempt, whole);
    try {
      const reply = await this.parts.server.append(resource, after, [entry], this.deadline);
      if (!reply.stored) return undefined;
      this.begun.add(attempt.id);
      return after + 1;
    } catch (error) {
      if (toServerFailure(error).mayBeStored) this.begun.add(attempt.id);
      throw error;
    }
  }

  eventsAt({ stream, version, count }: Place): Promise<readonly RecordedEvent[]> {
    return this.parts.reader.read(stream, { fromVersion: version + 1, maxCount: count });
  }

  /** The events are recorded at the moment when they are sent, whoever sends them: an instant is never promised. */
  async append(attempt: Attempt): Promise<readonly RecordedEvent[]> {
    const { server, reader, clock, arrivals } = this.parts;
    const { stream, version, events } = attempt;
    const place = { stream, version, count: events.length };
    const arrival = arrivals?.expect(place);
    try {
      const writes = events.map((event) => encodeEvent(event, clock.tick(event.scriptedMs)));
      const reply = await server.append(reader.names.stream(stream), version - 1, writes, this.deadline);
      // Whatever the reply, something stands there: it may be from another process, with its own instant.
      return (reply.stored ? await arrival?.soon() : undefined) ?? (await this.read(place));
    } finally {
      arrival?.forget();
    }
  }

  private async read(place: Place): Promise<readonly RecordedEvent[]> {
    for (;;) {
      const there = await this.eventsAt(place);
      if (there.length > 0) return there;
      // A follower may be a moment behind its leader.
      if (Date.now() > this.deadline) {
        throw new ServerFailure('unreachable', true, true, 'The node that is read from is too far behind.');
      }
      await pause(BEHIND_MS);
    }
  }

  private async recordAt(stream: string, from: number | 'end'): Promise<ServerRecord | undefined> {
    const read = { stream, from, count: 1, direction: 'backwards' } as const;
    return (await this.parts.server.readStream(read, asRecord)).items[0];
  }
}

const BEHIND_MS = 20;
