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

/** The facts of a member, given once; several points may be asked about. */
export interface LoadedMember {
  /**
   * The member at a point; undefined where it was not known yet.
   *
   * @throws whatever the facts cannot be read or derived for: the event at the position is then one that cannot be taken
   */
  at(point: Point): DerivedMember | undefined;
  /**
   * What another state of knowledge changed in the answers about the member, in an order that never varies.
   *
   * @throws as `at`
   */
  answersChanged(between: KnowledgeStep): readonly ChangedAnswer[];
}

/** From one state of knowledge to the next one. */
export interface KnowledgeStep {
  /** The last position known before. */
  readonly before: Position;
  /** The last position known after. */
  readonly after: Position;
  /** The day on which the step was taken. */
  readonly on: CivilDate;
  /** Only changes of the answers about this day; undefined: about any. */
  readonly about?: CivilDate | undefined;
}

/** Service dates about which one figure is another one than it was. */
export interface ChangedAnswer {
  /** The region that answered for these days before, and the one that answers now; null: none. */
  readonly regionBefore: string | null;
  readonly regionAfter: string | null;
  /** Range, figure, value before and after, as JSON text. */
  readonly change: string;
}

/** An answer that was served, as far as the feed has to find it again. */
export interface ServedAnswer {
  readonly member: string;
  readonly decisionId: string;
  /** Whom it was served to. */
  readonly actor: string;
  /** The day that it is about. */
  readonly on: CivilDate;
  /** The last position that it rests on. */
  readonly position: Position;
  /** The position at which it was recorded: others may have appended between the two. */
  readonly recorded: Position;
  /** False for a question about what was known at an earlier moment: no later fact changes its answer. */
  readonly isOfPresent: boolean;
}

/** A consumer of the feed, as far as it is to be shown. */
export interface Consumer {
  /** Its own stream, which names it. */
  readonly stream: string;
  /** What it last said of itself, as JSON text. */
  readonly said: string;
}

/** What derives members. It is passed in, since this library knows streams and days, but no facts and no policies. */
export interface MemberSource {
  /** Streams of members begin so. */
  readonly streamPrefix: string;
  memberOf(stream: string): string;
  streamOf(member: string): string;
  /** The first events of a member, so many, where they are in memory anyway; undefined: the store has to be asked. */
  knownEvents(member: string, count: number): readonly RecordedEvent[] | undefined;
  /**
   * Makes a member of its events, in order from the first one on, and reads every event of policy recorded by now.
   * Whoever asks about a point gives every event of the member up to it.
   */
  load(member: string, events: readonly RecordedEvent[]): Promise<LoadedMember>;
  /** The regions whose members an event of another stream touches; `all` for every member, none for no one. */
  regionsTouchedBy(event: RecordedEvent): Promise<'all' | readonly string[]>;
  /** What the feed says of an event that changed answers, as JSON text. */
  causeOf(event: RecordedEvent): string;
  /** The answer that an event says was served; undefined for every other event. */
  servedAnswerOf(event: RecordedEvent): ServedAnswer | undefined;
  /** The consumer that an event says something of; undefined for every other event. */
  consumerOf(event: RecordedEvent): Consumer | undefined;
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
