import type { CivilDate } from '#libs/enrollment';
import type { Connection, Position } from '#libs/event-store';
import { rowDigest } from './row-digest.js';

/** Why and when a member was set aside: the event that it could not be derived with, or one that came after it. */
export interface ParkedEvent {
  readonly member: string;
  readonly position: Position;
  /** Null: it was no event, but a midnight; the position is then that of the row. */
  readonly eventId: string | null;
  readonly reason: string;
  /** The day on which the rows stood then: later midnights have passed the member by. */
  readonly asOf: CivilDate;
}

/** The reason of an event that only stands behind another one of its member. */
export const BEHIND = 'behind a parked event of the same member';

/** The members of a generation that are set aside, in their order. Writes belong into a transaction with the rows. */
export class ParkedEvents {
  private readonly insert;
  private readonly selectMember;
  private readonly selectFirst;
  private readonly selectCount;
  private readonly deleteMember;
  private readonly key: readonly [string, number];

  constructor(connection: Connection, projection: string, generation: number) {
    const where = 'WHERE projection = ?1 AND generation = ?2';
    this.key = [projection, generation];
    this.insert = connection.command('INSERT OR IGNORE INTO parked VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.selectMember = connection.query<[number]>(`SELECT 1 FROM parked ${where} AND member = ?3 LIMIT 1`);
    this.selectFirst = connection.query<[string, number, string | null, string, CivilDate]>(
      `SELECT member, min(position), event_id, reason, as_of FROM parked ${where} AND member > ?3
       GROUP BY member ORDER BY member LIMIT ?4`,
    );
    this.selectCount = connection.query<[number, number]>(
      `SELECT count(DISTINCT member), count(*) FROM parked ${where}`,
    );
    this.deleteMember = connection.command(`DELETE FROM parked ${where} AND member = ?3`);
  }

  park({ member, position, eventId, reason, asOf }: ParkedEvent): void {
    const row = [...this.key, member, position, eventId, reason, asOf] as const;
    this.insert(...row, rowDigest(row));
  }

  has(member: string): boolean {
    return this.selectMember.get(...this.key, member) !== undefined;
  }

  /** The first parked event of each member, by member, after one of them. */
  firstOfEach(afterMember: string, limit: number): readonly ParkedEvent[] {
    return this.selectFirst
      .all(...this.key, afterMember, limit)
      .map(([member, position, eventId, reason, asOf]) => ({ member, position, eventId, reason, asOf }));
  }

  count(): { readonly members: number; readonly events: number } {
    const [members = 0, events = 0] = this.selectCount.get(...this.key) ?? [];
    return { members, events };
  }

  /** The member is no longer set aside. */
  release(member: string): void {
    this.deleteMember(...this.key, member);
  }
}
