import type { Connection, Position } from '#libs/event-store';
import { rowDigest } from './row-digest.js';

/** Positions after one, through another. */
export interface Span {
  readonly after: Position;
  readonly through: Position;
}

/**
 * Where in the log the entries of events about one member were not written: they are made from the log when somebody reads
 * them (ADR 0010). Within a span some positions are left out: those whose entries are in the table, or that are told elsewhere.
 */
export class UntoldSpans {
  private readonly removeEndingAt;
  private readonly insert;
  private readonly insertLeftOut;
  private readonly selectNext;
  private readonly selectLeftOut;

  constructor(connection: Connection) {
    this.removeEndingAt = connection.query<[number]>(
      'DELETE FROM feed_spans WHERE through = ? RETURNING after',
    );
    this.insert = connection.command('INSERT INTO feed_spans VALUES (?, ?, ?)');
    this.insertLeftOut = connection.command('INSERT OR IGNORE INTO feed_left_out VALUES (?, ?)');
    this.selectNext = connection.query<[number, number]>(
      'SELECT after, through FROM feed_spans WHERE through >= ? ORDER BY through LIMIT 1',
    );
    this.selectLeftOut = connection.query<[number]>(
      'SELECT position FROM feed_left_out WHERE position > ? AND position <= ?',
    );
  }

  /** Adds a span; one that begins where another ends makes that one longer. */
  add({ after, through }: Span): void {
    const [begun = after] = this.removeEndingAt.get(after) ?? [];
    this.insert(begun, through, rowDigest([begun, through]));
  }

  /** The entries of a position are not made when they are read. */
  leaveOut(position: Position): void {
    this.insertLeftOut(position, rowDigest([position]));
  }

  /** The first span that has a position or comes after it; undefined: none does. */
  next(position: Position): Span | undefined {
    const [after, through] = this.selectNext.get(position) ?? [];
    return after === undefined || through === undefined ? undefined : { after, through };
  }

  /** True where the entries of a position are made when they are read. */
  has(position: Position): boolean {
    const span = this.next(position);
    return (
      span !== undefined &&
      span.after < position &&
      !this.leftOut({ after: position - 1, through: position }).has(position)
    );
  }

  /** What is left out of some positions. */
  leftOut({ after, through }: Span): ReadonlySet<Position> {
    return new Set(this.selectLeftOut.all(after, through).map(([position]) => position));
  }
}
