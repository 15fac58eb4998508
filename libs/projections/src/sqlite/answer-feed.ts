import type { Connection, Position } from '#libs/event-store';
import type { ChangedAnswer } from '../ports.js';

/** An answer about a member changed. */
export interface AnswerChanged extends ChangedAnswer {
  /** Where in the log it stands. */
  readonly position: Position;
  /** Its number among the entries of the position, from 1. */
  readonly number: number;
  readonly member: string;
  /** What the source says of the event that changed it, as JSON text. */
  readonly cause: string;
  /** The decision that it is only about, recorded at the position after what changed it; null: any of before. */
  readonly decision: string | null;
}

/** The place of an entry; (0, 0) is before the first. */
export type AnswerPlace = Pick<AnswerChanged, 'position' | 'number'>;

/** Where entries are put, and the event that is their cause. */
export interface AnswerCause {
  readonly position: Position;
  readonly causePosition: Position;
  readonly cause: string;
  /** The decision that the entries are only about; undefined: any of before. */
  readonly decision?: string | undefined;
}

/**
 * The entries of the topic `answers`. Their cursor is the position of the event that changed the answers (where a decision was
 * recorded after that, its own) and the number
 * within it, counted in the order of the members, so that whoever makes them anew makes the same.
 */
export class AnswerFeed {
  private readonly insert;
  private readonly insertCause;
  private readonly selectAfter;

  constructor(connection: Connection) {
    this.insert = connection.command(
      `INSERT INTO feed_answers VALUES
       (?1, 1 + coalesce((SELECT max(number) FROM feed_answers WHERE position = ?1), 0), ?2, ?3, ?4, ?5, ?6, ?7)`,
    );
    this.insertCause = connection.command('INSERT OR IGNORE INTO feed_causes VALUES (?, ?)');
    this.selectAfter = connection.query<
      [number, number, string, string | null, string | null, string, string, string | null]
    >(
      `SELECT a.position, number, member, region_before, region_after, change, c.cause, decision
       FROM feed_answers a JOIN feed_causes c ON c.position = a.cause
       WHERE (a.position, number) > (?, ?) AND a.position <= ? ORDER BY a.position, number LIMIT ?`,
    );
  }

  /** Adds the next entries of a position. */
  add(
    { position, causePosition, cause, decision }: AnswerCause,
    member: string,
    changes: readonly ChangedAnswer[],
  ): void {
    if (changes.length > 0) this.insertCause(causePosition, cause);
    for (const { regionBefore, regionAfter, change } of changes)
      this.insert(position, causePosition, member, regionBefore, regionAfter, change, decision ?? null);
  }

  /** Entries after a place, through a position, in order. */
  after({ position, number }: AnswerPlace, through: Position, limit: number): readonly AnswerChanged[] {
    return this.selectAfter
      .all(position, number, through, limit)
      .map(([at, each, member, regionBefore, regionAfter, change, cause, decision]) => ({
        ...{ position: at, number: each, member },
        ...{ regionBefore, regionAfter, change, cause, decision },
      }));
  }
}
