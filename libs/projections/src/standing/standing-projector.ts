import { addDays, type CivilDate, civilDayOfInstant, laterOf, nextDay, previousDay } from '#libs/enrollment';
import type { EventStore, Position, RecordedEvent } from '#libs/event-store';
import type { Batch } from '../batches.js';
import { FORESEEN_DAYS, FORESEEN_PIECE_MEMBERS, LOOK_AHEAD_MEMBERS, PIECE_MEMBERS } from '../limits.js';
import type {
  ChangedAnswer,
  DerivedMember,
  LoadedMember,
  MemberRow,
  MemberSource,
  Pauses,
  Point,
} from '../ports.js';
import { instantBefore, type Segment, segmentsOf } from '../sequence.js';
import type { AnswerCause, AnswerFeed } from '../sqlite/answer-feed.js';
import type { ReadModelDatabase } from '../sqlite/database.js';
import type { Consumers } from '../sqlite/consumers.js';
import type { Checkpoint, Generations } from '../sqlite/generations.js';
import type { ParkedEvent, ParkedEvents } from '../sqlite/parked-events.js';
import type { ServedAnswers } from '../sqlite/served-answers.js';
import type { StandingFeed, StandingReached } from '../sqlite/standing-feed.js';
import type { StandingRows, Upcoming } from '../sqlite/standing-rows.js';
import { changedFields } from './changed-fields.js';
import { RecentEvents } from './recent-events.js';
import { attempt, behind, derivedAt, type Poison, setAside } from './set-aside.js';

/** What is told to consumers, beside the rows of a generation. */
export interface FeedTables {
  readonly standings: StandingFeed;
  readonly answers: AnswerFeed;
  readonly served: ServedAnswers;
  readonly consumers: Consumers;
}

/** What the projector of one generation works with. */
export interface StandingProjectorParts {
  readonly store: EventStore;
  readonly source: MemberSource;
  readonly pauses: Pauses;
  readonly database: ReadModelDatabase;
  readonly generations: Generations;
  readonly rows: StandingRows;
  readonly parked: ParkedEvents;
  /** Null: nothing is told, as when a generation is built anew. */
  readonly feed: FeedTables | null;
  readonly checkpoint: Checkpoint;
}

/** What one member comes to in a step: the row to write, what the feed tells, what is set aside. */
interface Change {
  readonly member: string;
  readonly derived?: DerivedMember | undefined;
  readonly reached?: readonly StandingReached[];
  /** The days whose entries `reached` takes the place of; undefined: it adds to them. */
  readonly replaces?: Days | undefined;
  readonly parked?: readonly ParkedEvent[];
  readonly answers?: readonly ToldAnswers[];
}

/** Changed answers, and where the feed has them. */
interface ToldAnswers extends AnswerCause {
  readonly changes: readonly ChangedAnswer[];
}

/** Days after one, through another. */
interface Days {
  readonly after: CivilDate;
  readonly through: CivilDate;
}

/**
 * Keeps the rows of one generation equal to the log with its midnights (ADR 0010). Each step reads and derives first and
 * then writes rows, feed and checkpoint in one transaction, so that it may end anywhere and go on from its checkpoint.
 * Its calls follow one another; the caller sees to that.
 */
export class StandingProjector {
  private current: Checkpoint;
  private readonly recent = new RecentEvents();

  constructor(private readonly parts: StandingProjectorParts) {
    this.current = parts.checkpoint;
  }

  get checkpoint(): Checkpoint {
    return this.current;
  }

  /** Takes the next events of the log; those before the checkpoint are passed over. */
  async take({ events, caughtUp }: Batch): Promise<void> {
    const next = events.filter(({ position }) => position > this.current.position);
    for (const segment of segmentsOf(next, this.current.latest)) {
      await this.turnTo(segment.day);
      await this.takeSegment(segment);
    }
    if (caughtUp !== null && caughtUp > this.current.position) {
      this.commit([], { ...this.current, position: caughtUp });
    }
  }

  /**
   * The calendar: lets every midnight come up to that of a day, however many were missed. A day that has come already
   * changes nothing; a midnight that was interrupted is finished first.
   */
  async turnTo(target: CivilDate): Promise<void> {
    const { asOf, underway } = this.current;
    const begun = underway?.kind === 'midnight' ? underway.day : null;
    if (asOf === null || (asOf >= target && begun === null)) return;
    for (let day = begun ?? this.nextDay(target); day !== null; day = this.nextDay(target)) {
      await this.reach(day);
    }
    const reached = laterOf(target, begun ?? target);
    this.commit([], { ...this.current, asOf: laterOf(reached, asOf), underway: null });
  }

  /**
   * Looks ahead: derives what some members become on their next day, where that day is near, so that its midnight only
   * moves columns. Rows and feed come out the same without it.
   *
   * @returns the number of members looked at; 0: there are no more
   */
  async lookAhead(): Promise<number> {
    const { rows, pauses, database } = this.parts;
    const { asOf, underway, position } = this.current;
    if (asOf === null || underway !== null) return 0;
    const seen: { readonly member: string; readonly upcoming: Upcoming | undefined }[] = [];
    for (const row of rows.unforeseen(addDays(asOf, FORESEEN_DAYS), LOOK_AHEAD_MEMBERS)) {
      seen.push({ member: row.member, upcoming: await this.upcoming(row, position) });
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

  private async upcoming(row: MemberRow, position: Position): Promise<Upcoming | undefined> {
    const { member, nextChangeOn: on } = row;
    if (on === null) return undefined;
    const loaded = await this.load(member);
    const found = attempt(() => derivedAt(loaded, { position, on }));
    if ('reason' in found || found.derived === undefined) return undefined;
    const [told = null] = reachedEntry(on, row, found.derived.row);
    return { row: found.derived.row, told };
  }

  /** Tries the members again that were set aside; gives how many could be derived now, and how many could not. */
  async retryParked(): Promise<{ readonly released: number; readonly parked: number }> {
    const { asOf, position } = this.current;
    if (asOf === null) return { released: 0, parked: 0 };
    let released = 0;
    let after = '';
    for (;;) {
      const first = this.parts.parked.firstOfEach(after, PIECE_MEMBERS);
      const last = first.at(-1);
      if (last === undefined) return { released, parked: this.parts.parked.count().members };
      after = last.member;
      for (const event of first) {
        const change = await this.released(event, { position, on: asOf });
        if (change === undefined) continue;
        await this.parts.pauses.at('ready-to-commit');
        this.parts.database.transact(() => {
          this.parts.parked.release(event.member);
          this.write(change);
        });
        released += 1;
      }
    }
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
        changes.push(await this.moved(row, day));
        await pauses.at('member-derived');
      }
      await pauses.at('ready-to-commit');
      this.commit(changes, this.within(day));
      await pauses.at('committed');
    }
  }

  /** Those for whom somebody has looked ahead. */
  private async moveForeseen(day: CivilDate): Promise<void> {
    const { rows, pauses, database, generations, feed } = this.parts;
    for (;;) {
      const end = rows.foreseenEnd(day, FORESEEN_PIECE_MEMBERS);
      if (end === null) return;
      const checkpoint = this.within(day);
      await pauses.at('ready-to-commit');
      database.transact(() => {
        rows.move(day, end, feed !== null);
        generations.move(rows.generation, checkpoint);
      });
      this.current = checkpoint;
      await pauses.at('committed');
    }
  }

  /** The checkpoint while a midnight is under way. */
  private within(day: CivilDate): Checkpoint {
    const asOf = laterOf(previousDay(day), this.current.asOf ?? day);
    return { ...this.current, asOf, underway: { kind: 'midnight', day } };
  }

  private async moved(row: MemberRow, day: CivilDate): Promise<Change> {
    const { member } = row;
    const point = { position: this.current.position, on: day };
    const loaded = await this.load(member);
    const found = attempt(() => derivedAt(loaded, point));
    if ('reason' in found) {
      const asOf = previousDay(day);
      return { member, parked: [{ member, position: row.position, eventId: null, asOf, ...found }] };
    }
    const entry = reachedEntry(day, row, found.derived?.row);
    return { member, derived: found.derived, reached: entry };
  }

  private async takeSegment({ day, events }: Segment): Promise<void> {
    const { source } = this.parts;
    let taken: RecordedEvent[] = [];
    for (const event of events) {
      const isOfMember = event.stream.startsWith(source.streamPrefix);
      const touched = isOfMember ? [] : await source.regionsTouchedBy(event);
      if (touched.length > 0) {
        await this.takeEvents(taken, day);
        taken = [];
        await this.takeForMany(event, touched, day);
      } else {
        taken.push(event);
      }
    }
    await this.takeEvents(taken, day);
  }

  /** Events that touch one member each, or none. */
  private async takeEvents(events: readonly RecordedEvent[], day: CivilDate): Promise<void> {
    const { source, parked, pauses } = this.parts;
    const last = events.at(-1);
    if (last === undefined) return;
    const point = { position: last.position, on: this.current.asOf ?? day };
    const byMember = new Map<string, RecordedEvent[]>();
    for (const event of events) {
      if (!event.stream.startsWith(source.streamPrefix)) continue;
      const member = source.memberOf(event.stream);
      const before = byMember.get(member);
      if (before === undefined) byMember.set(member, [event]);
      else before.push(event);
    }
    const changes: Change[] = [];
    for (const [member, its] of byMember) {
      changes.push(
        parked.has(member)
          ? { member, parked: behind(member, its, point.on) }
          : await this.changed(member, its, { point, day, loaded: await this.loadWith(member, its) }),
      );
      await pauses.at('member-derived');
    }
    await pauses.at('ready-to-commit');
    this.commit(changes, this.after(events, point.on), events);
    await pauses.at('committed');
  }

  /** An event that touches all members of some regions: in pieces, each with its checkpoint within the event. */
  private async takeForMany(
    event: RecordedEvent,
    regions: 'all' | readonly string[],
    day: CivilDate,
  ): Promise<void> {
    const { rows, parked, pauses } = this.parts;
    const { position } = event;
    const on = this.current.asOf ?? day;
    const { underway } = this.current;
    let through = underway?.kind === 'event' && underway.position === position ? underway.through : '';
    for (;;) {
      const members = rows.members({ after: through, prefix: '', regions, limit: PIECE_MEMBERS });
      const last = members.at(-1);
      if (last === undefined) break;
      const changes: Change[] = [];
      for (const member of members) {
        if (!parked.has(member)) {
          const loaded = await this.load(member);
          changes.push(await this.changed(member, [event], { point: { position, on }, day, loaded }));
        }
        await pauses.at('member-derived');
      }
      through = last;
      await pauses.at('ready-to-commit');
      this.commit(changes, { ...this.current, underway: { kind: 'event', position, through } });
      await pauses.at('committed');
    }
    this.commit([], this.after([event], on));
  }

  /** A member as the store has it. */
  private async load(member: string): Promise<LoadedMember> {
    const { store, source } = this.parts;
    return source.load(member, await store.readStream(source.streamOf(member)));
  }

  /** A member with its next events, read only where those before are not known any more. */
  private async loadWith(member: string, events: readonly RecordedEvent[]): Promise<LoadedMember> {
    const { store, source } = this.parts;
    const all =
      this.recent.joined(member, events) ??
      (await store.readStream(source.streamOf(member), { maxCount: events.at(-1)?.version ?? 0 }));
    this.recent.keep(member, all);
    return source.load(member, all);
  }

  /** A member after some events, in their order; the first that it cannot be derived with is set aside with the rest. */
  private async changed(
    member: string,
    events: readonly RecordedEvent[],
    { point, day, loaded }: { readonly point: Point; readonly day: CivilDate; readonly loaded: LoadedMember },
  ): Promise<Change> {
    const found = attempt(() => ({
      ...derivedAt(loaded, point),
      answers: this.answersChangedBy(events, loaded),
    }));
    if ('reason' in found) return this.setAsideFrom({ member, loaded, ...found }, events, point.on);
    const { derived, answers } = found;
    // The clock has brought midnights that the log now shows to come after these events: they are told anew.
    if (day >= point.on) return { member, derived, answers };
    const replaces = { after: day, through: point.on };
    const told = await this.told(loaded, replaces, point.position);
    return 'reason' in told
      ? this.setAsideFrom({ member, loaded, ...told }, events, point.on)
      : { member, derived, answers, replaces, reached: told.entries };
  }

  /** A member that is set aside; what its events before the first parked one changed is told all the same. */
  private setAsideFrom(
    {
      member,
      loaded,
      reason,
    }: { readonly member: string; readonly loaded: LoadedMember; readonly reason: string },
    events: readonly RecordedEvent[],
    on: CivilDate,
  ): Change {
    const arrived = events.map(({ position, id }) => ({ position, id, on }));
    const aside = setAside(member, loaded, arrived, reason);
    const taken = events.slice(0, events.length - aside.parked.length);
    const told = attempt(() => ({ answers: this.answersChangedBy(taken, loaded) }));
    return { member, ...aside, ...('reason' in told ? {} : told) };
  }

  /** What each event changed in the answers about a member, where somebody is told. */
  private answersChangedBy(events: readonly RecordedEvent[], loaded: LoadedMember): readonly ToldAnswers[] {
    if (this.parts.feed === null) return [];
    return events.map((event) => {
      const { position, recordedAt } = event;
      const on = civilDayOfInstant(recordedAt);
      const changes = loaded.answersChanged({ before: position - 1, after: position, on });
      return { position, causePosition: position, cause: this.parts.source.causeOf(event), changes };
    });
  }

  private async released(event: ParkedEvent, point: Point): Promise<Change | undefined> {
    const { member, asOf: after } = event;
    const loaded = await this.load(member);
    const first = await this.eventAt(event.position);
    // The event at which a midnight failed had been taken; any other one, and what came behind it, had not.
    const before = event.eventId === null ? event.position : event.position - 1;
    const found = attempt(() => ({
      ...derivedAt(loaded, point),
      changes: loaded.answersChanged({ before, after: point.position, on: point.on }),
    }));
    if ('reason' in found) return undefined;
    const { position: causePosition } = first;
    const cause = this.parts.source.causeOf(first);
    // At the end of the feed, since consumers have read past the place where they belong.
    const answers = [{ position: point.position, causePosition, cause, changes: found.changes }];
    const replaces = { after, through: point.on };
    const told = await this.told(loaded, replaces, point.position);
    if ('reason' in told) return undefined;
    return { member, derived: found.derived, answers, replaces, reached: told.entries };
  }

  private async eventAt(position: Position): Promise<RecordedEvent> {
    for await (const event of this.parts.store.readAll({ after: position - 1, through: position }))
      return event;
    throw new Error('The event at which a member was set aside is in the log.');
  }

  /** What the midnights of some days told, or would have told, of a member, each by what was known at it. */
  private async told(
    loaded: LoadedMember,
    { after, through }: Days,
    upTo: Position,
  ): Promise<{ readonly entries: readonly StandingReached[] } | Poison> {
    const entries: StandingReached[] = [];
    for (let day = nextDay(after); day <= through; day = nextDay(day)) {
      const known = await this.parts.store.resolvePosition(instantBefore(day));
      const position = Math.min(known, upTo);
      const found = attempt(() => ({
        before: loaded.at({ position, on: previousDay(day) })?.row,
        after: loaded.at({ position, on: day })?.row,
      }));
      if ('reason' in found) return found;
      if (found.before !== undefined) entries.push(...reachedEntry(day, found.before, found.after));
    }
    return { entries };
  }

  private after(events: readonly RecordedEvent[], asOf: CivilDate): Checkpoint {
    const { latest, position, anchor } = this.current;
    const newest = events.reduce((a, { recordedAt }) => (recordedAt > a ? recordedAt : a), latest ?? '');
    const last = events.at(-1);
    return {
      position: last?.position ?? position,
      latest: newest,
      asOf,
      underway: null,
      anchor: last === undefined ? anchor : { position: last.position, id: last.id },
    };
  }

  private commit(
    changes: readonly Change[],
    checkpoint: Checkpoint,
    events: readonly RecordedEvent[] = [],
  ): void {
    const { database, generations, rows, source, feed } = this.parts;
    database.transact(() => {
      for (const change of changes) this.write(change);
      for (const event of feed === null ? [] : events) {
        const served = source.servedAnswerOf(event);
        if (served !== undefined) feed?.served.add(served);
        const consumer = source.consumerOf(event);
        if (consumer !== undefined) feed?.consumers.put(consumer);
      }
      generations.move(rows.generation, checkpoint);
    });
    this.current = checkpoint;
  }

  private write({ member, derived, reached = [], replaces, parked = [], answers = [] }: Change): void {
    const { rows, feed } = this.parts;
    if (derived !== undefined) rows.write(derived);
    if (replaces !== undefined) feed?.standings.replace(member, replaces, reached);
    else for (const entry of reached) feed?.standings.add(entry);
    for (const { changes, ...place } of answers) feed?.answers.add(place, member, changes);
    for (const event of parked) this.parts.parked.park(event);
    if (parked.length > 0) rows.holdBack(member);
  }
}

function reachedEntry(
  day: CivilDate,
  before: MemberRow,
  after: MemberRow | undefined,
): readonly StandingReached[] {
  const old = before.standing;
  const young = after?.standing ?? null;
  const region = after?.region ?? null;
  if (old === null || young === null || region === null || old === young) return [];
  return [{ day, member: before.member, region, ...changedFields(old, young) }];
}
