import type { CivilDate } from '#libs/enrollment';
import type { Connection } from '#libs/event-store';

/** Today's standing of a member moved because a day was reached; what changed of it, as JSON text. */
export interface StandingReached {
  readonly day: CivilDate;
  readonly member: string;
  readonly before: string;
  readonly after: string;
  /** The region on the day. */
  readonly region: string;
}

/** Where entries are read on from: after a member of a day. Neither has to be one of an entry. */
export interface StandingPlace {
  readonly day: string;
  readonly member: string;
}

/** The entries of the topic `standings`. Their cursor is (day, member), so that whoever makes them anew makes the same. */
export class StandingFeed {
  private readonly insert;
  private readonly remove;
  private readonly selectAfter;

  constructor(connection: Connection) {
    this.insert = connection.command('INSERT OR REPLACE INTO feed_standings VALUES (?, ?, ?, ?, ?)');
    this.remove = connection.command('DELETE FROM feed_standings WHERE day > ? AND day <= ? AND member = ?');
    this.selectAfter = connection.query<[CivilDate, string, string, string, string]>(
      `SELECT day, member, before, after, region FROM feed_standings WHERE (day, member) > (?, ?) AND day <= ?
       ORDER BY day, member LIMIT ?`,
    );
  }

  add({ day, member, before, after, region }: StandingReached): void {
    this.insert(day, member, before, after, region);
  }

  /** Puts the entries of a member for some days (`after` exclusive, `through` inclusive) in place of what is there. */
  replace(
    member: string,
    { after, through }: { readonly after: CivilDate; readonly through: CivilDate },
    entries: readonly StandingReached[],
  ): void {
    this.remove(after, through, member);
    for (const entry of entries) this.add(entry);
  }

  /** Entries after a cursor, in order, through a day: of a midnight that is not over not all are there. */
  after(
    { day: from, member: past }: StandingPlace,
    through: string,
    limit: number,
  ): readonly StandingReached[] {
    return this.selectAfter
      .all(from, past, through, limit)
      .map(([day, member, before, after, region]) => ({ day, member, before, after, region }));
  }
}
