import type { CivilDate } from '#libs/enrollment';
import type { Position } from '#libs/event-store';
import type { StandingReader } from './standing-reader.js';
import type { STANDING } from './version.js';

/** `waiting`: a failure, and another attempt after a while. `rebuilding`: all rows are made anew, and are not there yet. */
export type FollowingState = 'idle' | 'rebuilding' | 'catching-up' | 'following' | 'waiting' | 'stopped';

/** What the read model says of itself. */
export interface StandingStatus {
  readonly name: typeof STANDING;
  readonly version: number;
  readonly state: FollowingState;
  /** Why it waits, or what it is rebuilt after: the code of the failure; null where none was. */
  readonly reason: string | null;
  readonly position: Position;
  /** The day on which the rows stand; null before the first event. */
  readonly asOf: CivilDate | null;
  /** Seconds since it last had everything; 0 while it has. */
  readonly lagSeconds: number;
  /** Members set aside, whose rows are behind. */
  readonly parkedMembers: number;
  readonly parkedEvents: number;
  /** How often since the start the file was damaged, or gone, and made anew. */
  readonly remade: number;
  /** Rows compared with the log since the start, and those that differed. */
  readonly drift: { readonly checked: number; readonly different: number };
}

/** The standings of today as a ledger uses them, whether they are projected in its own thread or in another. */
export interface Standings extends Pick<
  StandingReader,
  'members' | 'regionsOf' | 'standingsReached' | 'answersChanged' | 'superseded' | 'consumers'
> {
  readonly status: StandingStatus;

  /** True while rows are kept up, or are about to be: whoever needs them may wait for them. */
  readonly isFollowing: boolean;

  /** Begins to follow the log, and goes on until `stop`. */
  start(): void;

  /** Waits until there is a database to read, or it is known why not, or so many milliseconds. */
  opened(withinMs: number): Promise<void>;

  /** Takes the transaction under way to its end and releases the database; the next start goes on there. Again is a no-op. */
  stop(): Promise<void>;

  /** True once everything up to a position is in the rows; false where that takes longer than so many milliseconds, or a failure is in the way. */
  reaches(position: Position, withinMs: number): Promise<boolean>;

  /** Waits until something was written, or so many milliseconds. */
  changed(withinMs: number): Promise<void>;
}
