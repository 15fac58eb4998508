import type { CivilDate, Fact, FactBody, Point, PolicyBook } from '#libs/enrollment';
import type { Knowledge } from '../feed/changed-answers.js';
import type { MemberEvent } from '../members/member-answers.js';
import type { Visibility } from '../members/visibility.js';
import type { ComparedSide, FlipEvent } from './comparison-answers.js';

/** What of a member is known at a position, as one caller may see it. */
export interface Seen {
  readonly facts: readonly Fact[];
  readonly visibility: Visibility;
}

/** What the sources of each region had declared. */
export type DeclaredSources = Pick<Knowledge, 'sourcesOf' | 'isDeclared'>;

/** Positions after one and up to another. */
export interface PositionRange {
  readonly after: number;
  readonly through: number;
}

/**
 * What one caller may see of a member and of what decides about it, at any position of the log. On the server it comes from
 * the store, in the console from what was loaded; comparisons are the same function of it in both.
 */
export interface KnownMember {
  /**
   * The positions at which something became known that may count for the member, ascending. A fact that the caller does not
   * see is among them, since it may move what is seen of the others; data and sources of regions that no fact names are not.
   */
  momentsIn(range: PositionRange): readonly number[];
  /** Undefined: nothing is known, or nothing for the caller. */
  seenAt(position: number): Seen | undefined;
  /** Equal at two positions where the same is known of policy. */
  policyCountAt(position: number): number;
  /** The rules at a position, with what a question changes about them. */
  bookAt(point: Omit<Point, 'on'>): PolicyBook;
  sourcesAt(position: number): DeclaredSources;
  /** Null: there is none at the position, or not for the caller to see. */
  eventAt(position: number): FlipEvent | null;
  /** True for a fact that the caller may see. */
  isShownFact(id: string): boolean;
}

/** One side of a comparison with its place and the events known there, in order of position. */
export interface KnownSide extends ComparedSide {
  readonly point: Point;
  readonly events: readonly MemberEvent[];
}

/** The first event with which the caller would have been answered about a day; undefined: with none. */
export function firstAnswered<Event extends Pick<MemberEvent, 'position'>>(
  known: Pick<KnownMember, 'seenAt'>,
  on: CivilDate,
  events: readonly Event[],
): Event | undefined {
  // A region that received the member sees nobody before the move was known, nor one that it left by what was known then.
  return events.find(({ position }) => {
    const seen = known.seenAt(position);
    return seen !== undefined && (seen.visibility.hiddenFrom === null || on < seen.visibility.hiddenFrom);
  });
}

/** A fact of a member as what made a difference. */
export function factAsFlip({
  id,
  type,
  position,
  effectiveOn,
  lateByDays,
  recordedAt,
  actor,
  source,
}: MemberEvent): FlipEvent {
  return { kind: 'event', eventId: id, position, effectiveOn, lateByDays, type, recordedAt, actor, source };
}

/** Every region that some facts name, in whatever state they stand: the member may have been there by what was known. */
export function regionsNamed(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(facts.flatMap(({ type, data }) => regionsOf({ type, ...data } as FactBody)));
}

function regionsOf(body: FactBody): readonly string[] {
  if (body.type === 'MemberRegistered') return [body.region];
  if (body.type === 'RegionTransferred') return [body.fromRegion, body.toRegion];
  if (body.type === 'FactCorrected' && body.replacement !== undefined) return regionsOf(body.replacement);
  return [];
}
