import type { CivilDate } from '#libs/enrollment';
import type { Position, RecordedEvent } from '#libs/event-store';

/** What a row stands at: everything up to a position is known, and it is that day. */
export interface Point {
  readonly position: Position;
  readonly on: CivilDate;
}

/** A member as the read model keeps it: a function of the log up to a position and of a day, and of nothing else. */
export interface MemberRow {
  readonly member: string;
  /** The region on the day; null where no registration counts. */
  readonly region: string | null;
  /** The next day on which the standing changes though nothing is recorded; null: never. */
  readonly nextChangeOn: CivilDate | null;
  /** Number of the member's events known. */
  readonly version: number;
  /** Position of the last of them. */
  readonly position: Position;
  /** The standing of the day as JSON text; null where no registration counts. */
  readonly standing: string | null;
}

/** A row with what else is kept of the member. */
export interface DerivedMember {
  readonly row: MemberRow;
  /** Every region that a fact of the member ever named, sorted. */
  readonly regions: readonly string[];
}

/** The facts of a member, read once; several points may be asked about. */
export interface LoadedMember {
  /**
   * The member at a point; undefined where it was not known yet.
   *
   * @throws whatever the facts cannot be read or derived for: the event at the position is then one that cannot be taken
   */
  at(point: Point): DerivedMember | undefined;
}

/** What derives members. It is passed in, since this library knows streams and days, but no facts and no policies. */
export interface MemberSource {
  /** Streams of members begin so. */
  readonly streamPrefix: string;
  memberOf(stream: string): string;
  /** Reads the facts of a member, and every event of policy recorded by now. */
  load(member: string): Promise<LoadedMember>;
  /** The regions whose members an event of another stream touches; `all` for every member, none for no one. */
  regionsTouchedBy(event: RecordedEvent): Promise<'all' | readonly string[]>;
}

/** The places at which the projector waits for something, and at which it may therefore be killed. */
export type PausePoint =
  | 'batch-read'
  | 'member-derived'
  | 'ready-to-commit'
  | 'committed'
  | 'page-built'
  | 'ready-to-switch'
  | 'switched';

/** Lets other work of the process have its turn. Tests end the projector here, as a kill would. */
export interface Pauses {
  at(point: PausePoint): Promise<void>;
}
