import type { CivilDate } from '#libs/enrollment';
import type { Connection, Position } from '#libs/event-store';
import type { ServedAnswer } from '../ports.js';

/** Which answers an entry of the feed supersedes. */
export interface SupersededQuestion {
  readonly member: string;
  /** Only those that rest on what was known before this position, and were recorded by then: later ones have entries of their own. */
  readonly before: Position;
  /** Only those about a day from the first on, before the second (null: open). */
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  /** Only those served to one of these actors; null: to anyone. */
  readonly actors: readonly string[] | null;
  /** Only this one; undefined: any. */
  readonly decision?: string | undefined;
}

/** The answers that were served, by member. */
export class ServedAnswers {
  private readonly insert;
  private readonly select;

  constructor(connection: Connection) {
    this.insert = connection.command('INSERT OR IGNORE INTO served_answers VALUES (?, ?, ?, ?, ?, ?)');
    this.select = connection.query<[string]>(
      `SELECT decision_id FROM served_answers WHERE member = ?1 AND position < ?2 AND recorded <= ?2 AND day >= ?3
       AND (?4 IS NULL OR day < ?4) AND (?5 IS NULL OR actor IN (SELECT value FROM json_each(?5)))
       AND (?6 IS NULL OR decision_id = ?6) ORDER BY position, decision_id`,
    );
  }

  add({ member, position, decisionId, actor, on, recorded }: ServedAnswer): void {
    this.insert(member, position, decisionId, actor, on, recorded);
  }

  /** Ids, the answers that rest on the least first. */
  superseded({ member, before, from, until, actors, decision }: SupersededQuestion): readonly string[] {
    const named = actors === null ? null : JSON.stringify(actors);
    return this.select.all(member, before, from, until, named, decision ?? null).map(([id]) => id);
  }
}
