import type { CivilDate } from '#libs/enrollment';
import type { EventLog, RecordedEvent } from '#libs/event-store';
import type { ChangedAnswer, DerivedMember, MemberSource, Pauses } from '../ports.js';
import type { AnswerCause } from '../sqlite/answer-feed.js';
import type { ReadModelDatabase } from '../sqlite/database.js';
import type { Checkpoint, Generations } from '../sqlite/generations.js';
import type { ParkedEvent, ParkedEvents } from '../sqlite/parked-events.js';
import type { StandingReached } from '../sqlite/standing-feed.js';
import type { StandingRows } from '../sqlite/standing-rows.js';
import type { FeedTables } from './feed-tables.js';

/** What the projector of one generation works with. */
export interface StandingProjectorParts {
  readonly store: EventLog;
  readonly source: MemberSource;
  readonly pauses: Pauses;
  readonly database: ReadModelDatabase;
  readonly generations: Generations;
  readonly rows: StandingRows;
  readonly parked: ParkedEvents;
  /** Null: nothing is told, as when a generation is built anew. */
  readonly feed: FeedTables | null;
  readonly checkpoint: Checkpoint;
}

/** What one member comes to in a step: the row to write, what the feed tells, what is set aside. */
export interface Change {
  readonly member: string;
  readonly derived?: DerivedMember | undefined;
  readonly reached?: readonly StandingReached[];
  /** The days whose entries `reached` takes the place of; undefined: it adds to them. */
  readonly replaces?: Days | undefined;
  readonly parked?: readonly ParkedEvent[];
  readonly answers?: readonly ToldAnswers[];
}

/** Changed answers, and where the feed has them. */
export interface ToldAnswers extends AnswerCause {
  readonly changes: readonly ChangedAnswer[];
}

/** Days after one, through another. */
export interface Days {
  readonly after: CivilDate;
  readonly through: CivilDate;
}

/**
 * Writes the steps of one generation: rows, feed and checkpoint in one transaction, so that a step may end anywhere and
 * goes on from its checkpoint.
 */
export class Steps {
  private current: Checkpoint;

  constructor(private readonly parts: StandingProjectorParts) {
    this.current = parts.checkpoint;
  }

  /** Up to where everything is written. */
  get checkpoint(): Checkpoint {
    return this.current;
  }

  /** Moves those for whom somebody has looked ahead to a day, up to one of them. */
  moveForeseen(day: CivilDate, end: number, checkpoint: Checkpoint): void {
    const { database, rows, feed, generations } = this.parts;
    database.transact(() => {
      rows.move(day, end, feed !== null);
      generations.move(rows.generation, checkpoint);
    });
    this.current = checkpoint;
  }

  /**
   * Writes what members come to, what the events themselves tell, and the checkpoint.
   *
   * @param isUntold the entries of these events are not among the changes: they are made when they are read
   */
  commit(
    changes: readonly Change[],
    checkpoint: Checkpoint,
    events: readonly RecordedEvent[] = [],
    isUntold = false,
  ): void {
    const { database, generations, rows, source, feed } = this.parts;
    database.transact(() => {
      for (const change of changes) this.write(change);
      if (isUntold) feed?.spans.add({ after: this.current.position, through: checkpoint.position });
      for (const event of feed === null ? [] : events) {
        const served = source.servedAnswerOf(event);
        if (served !== undefined) feed?.served.add(served);
        const consumer = source.consumerOf(event);
        if (consumer !== undefined) feed?.consumers.put(consumer);
      }
      generations.move(rows.generation, checkpoint);
    });
    this.current = checkpoint;
  }

  /** Writes one member; the caller has the transaction. */
  write({ member, derived, reached = [], replaces, parked = [], answers = [] }: Change): void {
    const { rows, feed } = this.parts;
    if (derived !== undefined) rows.write(derived);
    if (replaces !== undefined) feed?.standings.replace(member, replaces, reached);
    else for (const entry of reached) feed?.standings.add(entry);
    for (const { changes, ...place } of answers) {
      feed?.answers.add(place, member, changes);
      // No reader makes the entries of an event that is not the member's own.
      if (place.decision !== undefined) feed?.spans.leaveOut(place.position);
    }
    for (const event of parked) {
      this.parts.parked.park(event);
      // It is told where it is taken.
      if (event.eventId !== null) feed?.spans.leaveOut(event.position);
    }
    if (parked.length > 0) rows.holdBack(member);
  }
}
