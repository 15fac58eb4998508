import { type CivilDate, civilDayOfInstant, nextDay, previousDay } from '#libs/enrollment';
import type { Position, RecordedEvent } from '#libs/event-store';
import type { DerivedMember, LoadedMember, MemberRow, Point } from '../ports.js';
import { instantBefore } from '../sequence.js';
import type { ParkedEvent } from '../sqlite/parked-events.js';
import type { StandingReached } from '../sqlite/standing-feed.js';
import type { Upcoming } from '../sqlite/standing-rows.js';
import { reachedEntry } from './reached-entry.js';
import { RecentEvents } from './recent-events.js';
import { attempt, derivedAt, type Poison, setAside } from './set-aside.js';
import type { Change, Days, StandingProjectorParts, ToldAnswers } from './steps.js';

/** What members come to by events and midnights: reads and derives, and writes nothing. */
export class MemberChanges {
  private readonly recent = new RecentEvents();

  constructor(private readonly parts: Pick<StandingProjectorParts, 'store' | 'source' | 'feed'>) {}

  /** A member as the store has it. */
  async load(member: string): Promise<LoadedMember> {
    const { store, source } = this.parts;
    return source.load(member, await store.readStream(source.streamOf(member)));
  }

  /** A member with its next events, read only where those before are not known any more. */
  async loadWith(member: string, events: readonly RecordedEvent[]): Promise<LoadedMember> {
    const all = this.recent.joined(member, events) ?? (await this.allThrough(member, events));
    this.recent.keep(member, all);
    return this.parts.source.load(member, all);
  }

  /** Every event of a member up to the given ones, which are its next. */
  private async allThrough(
    member: string,
    events: readonly RecordedEvent[],
  ): Promise<readonly RecordedEvent[]> {
    const { store, source } = this.parts;
    const before = source.knownEvents(member, (events[0]?.version ?? 1) - 1);
    if (before !== undefined) return [...before, ...events];
    return store.readStream(source.streamOf(member), { maxCount: events.at(-1)?.version ?? 0 });
  }

  /** A member after some events, in their order; the first that it cannot be derived with is set aside with the rest. */
  async changed(
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

  /** A member that was set aside, tried again; undefined: it still cannot be derived. */
  async released(event: ParkedEvent, point: Point): Promise<Change | undefined> {
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

  /** A member whose day has come. */
  async moved(row: MemberRow, { position, on: day }: Point): Promise<Change> {
    const { member } = row;
    const point = { position, on: day };
    const loaded = await this.load(member);
    const found = attempt(() => stillDerivedAt(loaded, point));
    if ('reason' in found) {
      const asOf = previousDay(day);
      return { member, parked: [{ member, position: row.position, eventId: null, asOf, ...found }] };
    }
    const entry = reachedEntry(day, row, found.derived.row);
    return { member, derived: found.derived, reached: entry };
  }

  /** What a member becomes on its next day by what is known; undefined: it has none, or cannot be derived. */
  async upcoming(row: MemberRow, position: Position): Promise<Upcoming | undefined> {
    const { member, nextChangeOn: on } = row;
    if (on === null) return undefined;
    const loaded = await this.load(member);
    const found = attempt(() => derivedAt(loaded, { position, on }));
    if ('reason' in found || found.derived === undefined) return undefined;
    const [told = null] = reachedEntry(on, row, found.derived.row);
    return { row: found.derived.row, told };
  }
}

/** A member that has a row; one of which the store gives nothing any more would keep its midnight busy for ever, so it is refused. */
function stillDerivedAt(loaded: LoadedMember, point: Point): { readonly derived: DerivedMember } {
  const { derived } = derivedAt(loaded, point);
  if (derived === undefined)
    throw new Error('The store gives none of its events; verify the ledger: an index of it may be damaged.');
  return { derived };
}
