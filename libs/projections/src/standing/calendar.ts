import { addDays, type CivilDate, laterOf, previousDay } from '#libs/enrollment';
import { FORESEEN_DAYS, FORESEEN_PIECE_MEMBERS, LOOK_AHEAD_MEMBERS, PIECE_MEMBERS } from '../limits.js';
import type { Checkpoint } from '../sqlite/generations.js';
import type { Upcoming } from '../sqlite/standing-rows.js';
import type { MemberChanges } from './member-changes.js';
import type { Change, StandingProjectorParts, Steps } from './steps.js';

/** The midnights of one generation: on each the members whose day has come move, a piece at a time. */
export class Calendar {
  constructor(
    private readonly parts: StandingProjectorParts,
    private readonly steps: Steps,
    private readonly members: MemberChanges,
  ) {}

  /**
   * Lets every midnight come up to that of a day, however many were missed. A day that has come already
   * changes nothing; a midnight that was interrupted is finished first.
   */
  async turnTo(target: CivilDate): Promise<void> {
    const { asOf, underway } = this.steps.checkpoint;
    const begun = underway?.kind === 'midnight' ? underway.day : null;
    if (asOf === null || (asOf >= target && begun === null)) return;
    for (let day = begun ?? this.nextDay(target); day !== null; day = this.nextDay(target)) {
      await this.reach(day);
    }
    const reached = laterOf(target, begun ?? target);
    this.steps.commit([], { ...this.steps.checkpoint, asOf: laterOf(reached, asOf), underway: null });
  }

  /**
   * Looks ahead: derives what some members become on their next day, where that day is near, so that its midnight only
   * moves columns. Rows and feed come out the same without it.
   *
   * @returns the number of members looked at; 0: there are no more
   */
  async lookAhead(): Promise<number> {
    const { rows, pauses, database } = this.parts;
    const { asOf, underway, position } = this.steps.checkpoint;
    if (asOf === null || underway !== null) return 0;
    const seen: { readonly member: string; readonly upcoming: Upcoming | undefined }[] = [];
    for (const row of rows.unforeseen(addDays(asOf, FORESEEN_DAYS), LOOK_AHEAD_MEMBERS)) {
      seen.push({ member: row.member, upcoming: await this.members.upcoming(row, position) });
      await pauses.at('member-derived');
    }
    if (seen.length === 0) return 0;
    await pauses.at('ready-to-commit');
    database.transact(() => {
      for (const { member, upcoming } of seen) rows.foresee(member, upcoming);
    });
    await pauses.at('committed');
    return seen.length;
  }

  private nextDay(target: CivilDate): CivilDate | null {
    const day = this.parts.rows.nextDay();
    return day !== null && day <= target ? day : null;
  }

  /** One midnight: every member whose day has come moves, a piece at a time. */
  private async reach(day: CivilDate): Promise<void> {
    const { rows, pauses } = this.parts;
    await this.moveForeseen(day);
    for (;;) {
      const due = rows.due(day, PIECE_MEMBERS);
      if (due.length === 0) return;
      const changes: Change[] = [];
      for (const row of due) {
        changes.push(await this.members.moved(row, { position: this.steps.checkpoint.position, on: day }));
        await pauses.at('member-derived');
      }
      await pauses.at('ready-to-commit');
      this.steps.commit(changes, this.within(day));
      await pauses.at('committed');
    }
  }

  /** Those for whom somebody has looked ahead. */
  private async moveForeseen(day: CivilDate): Promise<void> {
    const { rows, pauses } = this.parts;
    for (;;) {
      const end = rows.foreseenEnd(day, FORESEEN_PIECE_MEMBERS);
      if (end === null) return;
      const checkpoint = this.within(day);
      await pauses.at('ready-to-commit');
      this.steps.moveForeseen(day, end, checkpoint);
      await pauses.at('committed');
    }
  }

  /** The checkpoint while a midnight is under way. */
  private within(day: CivilDate): Checkpoint {
    const asOf = laterOf(previousDay(day), this.steps.checkpoint.asOf ?? day);
    return { ...this.steps.checkpoint, asOf, underway: { kind: 'midnight', day } };
  }
}
