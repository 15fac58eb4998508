import type { CivilDate } from '#libs/enrollment';
import type { Position, RecordedEvent } from '#libs/event-store';
import type { Batch } from '../batches.js';
import type { MemberSource } from '../ports.js';
import { PIECE_MEMBERS } from '../limits.js';
import { type Segment, segmentsOf } from '../sequence.js';
import type { Checkpoint } from '../sqlite/generations.js';
import { AnswerReader } from './answer-reader.js';
import { Calendar } from './calendar.js';
import { LateDecisions } from './late-decisions.js';
import { MemberChanges } from './member-changes.js';
import { type DayOfEvents, pass } from './member-passage.js';
import { behind } from './set-aside.js';
import { type Change, type StandingProjectorParts, Steps } from './steps.js';

/**
 * Keeps the rows of one generation equal to the log with its midnights (ADR 0010). Each step reads and derives first and
 * then writes. Its calls follow one another; the caller sees to that.
 */
export class StandingProjector {
  private readonly steps: Steps;
  private readonly members: MemberChanges;
  private readonly calendar: Calendar;
  private readonly late: LateDecisions;

  constructor(private readonly parts: StandingProjectorParts) {
    this.steps = new Steps(parts);
    this.members = new MemberChanges(parts);
    this.calendar = new Calendar(parts, this.steps, this.members);
    this.late = new LateDecisions(parts, this.members);
  }

  get checkpoint(): Checkpoint {
    return this.steps.checkpoint;
  }

  /** Takes the next events of the log; those before the checkpoint are passed over. */
  async take({ events, caughtUp }: Batch): Promise<void> {
    const next = events.filter(({ position }) => position > this.steps.checkpoint.position);
    for (const segment of segmentsOf(next, this.steps.checkpoint.latest)) {
      await this.turnTo(segment.day);
      await this.takeSegment(segment);
    }
    if (caughtUp !== null && caughtUp > this.steps.checkpoint.position) {
      this.steps.commit([], { ...this.steps.checkpoint, position: caughtUp });
    }
  }

  /**
   * Takes a long run of events of which more are on their way: each member goes through its own events and midnights at
   * once, so that it is loaded once and written once. Rows and feed come out as `take` makes them; the entries of `answers`
   * about single members are not written, but made when they are read.
   */
  async takeWindow(events: readonly RecordedEvent[]): Promise<void> {
    const { source } = this.parts;
    const next = events.filter(({ position }) => position > this.steps.checkpoint.position);
    let run: Segment[] = [];
    for (const { day, latest, events: all } of segmentsOf(next, this.steps.checkpoint.latest)) {
      let taken: RecordedEvent[] = [];
      for (const event of all) {
        const isOfMember = event.stream.startsWith(source.streamPrefix);
        const touched = isOfMember ? [] : await source.regionsTouchedBy(event);
        if (touched.length === 0) {
          taken.push(event);
          continue;
        }
        await this.takeRun([...run, { day, latest, events: taken }]);
        [run, taken] = [[], []];
        await this.turnTo(day);
        await this.takeForMany(event, touched, day);
      }
      run.push({ day, latest, events: taken });
    }
    await this.takeRun(run);
  }

  /** Lets every midnight come up to that of a day; one that has come already changes nothing. */
  turnTo(target: CivilDate): Promise<void> {
    return this.calendar.turnTo(target);
  }

  /** Looks ahead for some members whose next day is near; gives how many, 0: there are no more. */
  lookAhead(): Promise<number> {
    return this.calendar.lookAhead();
  }

  /** Tries the members again that were set aside; gives how many could be derived now, and how many could not. */
  async retryParked(): Promise<{ readonly released: number; readonly parked: number }> {
    const { asOf, position } = this.steps.checkpoint;
    if (asOf === null) return { released: 0, parked: 0 };
    if (this.parts.parked.count().members > 0) await this.tellUntold(position);
    let released = 0;
    let after = '';
    for (;;) {
      const first = this.parts.parked.firstOfEach(after, PIECE_MEMBERS);
      const last = first.at(-1);
      if (last === undefined) return { released, parked: this.parts.parked.count().members };
      after = last.member;
      for (const event of first) {
        const change = await this.members.released(event, { position, on: asOf });
        if (change === undefined) continue;
        await this.parts.pauses.at('ready-to-commit');
        this.parts.database.transact(() => {
          this.parts.parked.release(event.member);
          this.steps.write(change);
        });
        released += 1;
      }
    }
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

  /** Writes the entries of a position that would be made when they are read: others are to come behind them. */
  private async tellUntold(position: Position): Promise<void> {
    const { store, source, pauses, feed, database } = this.parts;
    if (!feed?.spans.has(position)) return;
    const { connection } = database;
    const untold = await new AnswerReader({ store, source, pauses, feed, connection }).untoldAt(position);
    database.transact(() => {
      if (untold !== undefined) feed.answers.add(untold.told, untold.member, untold.told.changes);
      feed.spans.leaveOut(position);
    });
  }

  /** Events that touch one member each, or none. */
  private async takeEvents(events: readonly RecordedEvent[], day: CivilDate): Promise<void> {
    const { source, parked, pauses } = this.parts;
    const last = events.at(-1);
    if (last === undefined) return;
    const point = { position: last.position, on: this.steps.checkpoint.asOf ?? day };
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
          : await this.members.changed(member, its, {
              point,
              day,
              loaded: await this.members.loadWith(member, its),
            }),
      );
      await pauses.at('member-derived');
    }
    changes.push(...(await this.late.told(events)));
    await pauses.at('ready-to-commit');
    this.steps.commit(changes, this.after(events, point.on), events);
    await pauses.at('committed');
  }

  /** Days of events that touch one member each, or none. */
  private async takeRun(all: readonly Segment[]): Promise<void> {
    const { source, parked, rows, pauses } = this.parts;
    const run = all.filter(({ events }) => events.length > 0);
    const [first, last] = [run.at(0), run.at(-1)];
    if (first === undefined || last === undefined) return;
    await this.turnTo(first.day);
    const { asOf, position } = this.steps.checkpoint;
    if (asOf !== null && asOf > first.day) {
      // The clock has brought midnights that belong between these events, and that are to be told anew.
      for (const { day, events } of run) {
        await this.turnTo(day);
        await this.takeEvents(events, day);
      }
      return;
    }
    const changes: Change[] = [];
    for (const [member, days] of daysByMember(run, source)) {
      if (parked.has(member)) {
        changes.push({ member, parked: days.flatMap(({ day, events }) => behind(member, events, day)) });
      } else {
        const loaded = await this.members.loadWith(
          member,
          days.flatMap(({ events }) => events),
        );
        changes.push(pass(member, days, { row: rows.find(member), position, loaded, through: last.day }));
      }
      await pauses.at('member-derived');
    }
    const events = run.flatMap((segment) => segment.events);
    changes.push(...(await this.late.told(events)));
    await pauses.at('ready-to-commit');
    // These rows stand on the last day already. What the midnights up to it told is shown when the checkpoint is there.
    this.steps.commit(changes, this.after(events, first.day), events, true);
    await pauses.at('committed');
    await this.passDue(last.day);
    await this.turnTo(last.day);
  }

  /** The members that had no event in a run go through their midnights at once, too, up to its last day. */
  private async passDue(through: CivilDate): Promise<void> {
    const { rows, pauses } = this.parts;
    const { checkpoint } = this.steps;
    for (;;) {
      const due = rows.due(through, PIECE_MEMBERS);
      if (due.length === 0) return;
      const changes: Change[] = [];
      for (const row of due) {
        const loaded = await this.members.load(row.member);
        changes.push(pass(row.member, [], { row, position: checkpoint.position, loaded, through }));
        await pauses.at('member-derived');
      }
      await pauses.at('ready-to-commit');
      this.steps.commit(changes, checkpoint);
      await pauses.at('committed');
    }
  }

  /** An event that touches all members of some regions: in pieces, each with its checkpoint within the event. */
  private async takeForMany(
    event: RecordedEvent,
    regions: 'all' | readonly string[],
    day: CivilDate,
  ): Promise<void> {
    const { rows, parked, pauses } = this.parts;
    const { position } = event;
    this.late.touchesMany(position);
    const on = this.steps.checkpoint.asOf ?? day;
    const { underway } = this.steps.checkpoint;
    let through = underway?.kind === 'event' && underway.position === position ? underway.through : '';
    for (;;) {
      const members = rows.members({ after: through, prefix: '', regions, limit: PIECE_MEMBERS });
      const last = members.at(-1);
      if (last === undefined) break;
      const changes: Change[] = [];
      for (const member of members) {
        if (!parked.has(member)) {
          const loaded = await this.members.load(member);
          changes.push(await this.members.changed(member, [event], { point: { position, on }, day, loaded }));
        }
        await pauses.at('member-derived');
      }
      through = last;
      await pauses.at('ready-to-commit');
      this.steps.commit(changes, {
        ...this.steps.checkpoint,
        underway: { kind: 'event', position, through },
      });
      await pauses.at('committed');
    }
    this.steps.commit([], this.after([event], on));
  }

  private after(events: readonly RecordedEvent[], asOf: CivilDate): Checkpoint {
    const { latest, position, anchor } = this.steps.checkpoint;
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
}

/** The events of each member, by day; members in the order in which they come. */
function daysByMember(
  run: readonly Segment[],
  { streamPrefix, memberOf }: Pick<MemberSource, 'streamPrefix' | 'memberOf'>,
): ReadonlyMap<string, readonly DayOfEvents[]> {
  const byMember = new Map<string, DayOfEvents[]>();
  for (const { day, events } of run) {
    for (const event of events) {
      if (!event.stream.startsWith(streamPrefix)) continue;
      const member = memberOf(event.stream);
      const days = byMember.get(member) ?? [];
      const last = days.at(-1);
      if (last?.day === day) last.events.push(event);
      else days.push({ day, events: [event] });
      byMember.set(member, days);
    }
  }
  return byMember;
}
