import {
  changeDays,
  type CivilDate,
  derive,
  type Fact,
  type History,
  type PolicyBook,
  standingOn,
  yearOf,
} from '#libs/enrollment';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import type { DerivedMember, LoadedMember, MemberSource, Point } from '#libs/projections';
import { regionsIn } from '../members/regions-in.js';
import { MEMBER_STREAMS, memberOfStream, memberStream, storedFactOf } from '../members/stored-fact.js';
import { POLICY_STREAM, type RegionConfigured, type PackAdopted } from '../policy/policy-events.js';
import { FALLBACK_PACK, PolicyLog } from '../policy/policy-log.js';

/** What the read models of a ledger derive members with: the same core, packs and regions as every answer. */
export function standingSource(store: EventStore): MemberSource {
  const policy = new PolicyLog(store);
  return {
    streamPrefix: MEMBER_STREAMS,
    memberOf: memberOfStream,
    load: async (member) => {
      await policy.refresh();
      const events = await store.readStream(memberStream(member));
      return new StoredMember(member, events, (position) => policy.bookAt(position));
    },
    regionsTouchedBy: async (event) => {
      if (event.stream !== POLICY_STREAM) return [];
      await policy.refresh();
      return regionsTouched(event, policy);
    },
  };
}

/** Regions whose answers an event of the policy stream may change; an event that is not known here may change any. */
function regionsTouched(
  { type, data, position }: RecordedEvent,
  policy: PolicyLog,
): 'all' | readonly string[] {
  if (type === 'RegionConfigured') return [(data as RegionConfigured).region];
  // What a source has told completely says how sure a standing is, not what it is.
  if (type === 'SourceCompleteThrough') return [];
  if (type !== 'PackAdopted') return 'all';
  const { id } = (data as PackAdopted).pack;
  // The fallback pack answers wherever no other does.
  if (id === FALLBACK_PACK) return 'all';
  return [...policy.regions(position)].filter(([, { value }]) => value.pack === id).map(([code]) => code);
}

/** What the first `count` facts gave under a book, for questions about a year. */
interface Derivation {
  readonly count: number;
  readonly book: PolicyBook;
  readonly year: number;
  readonly history: History | undefined;
}

/** A member's stored events. They are decoded as far as a point needs them: a later one that is damaged harms no earlier. */
class StoredMember implements LoadedMember {
  private readonly facts: Fact[] = [];
  private last: Derivation | undefined;

  constructor(
    private readonly member: string,
    private readonly events: readonly RecordedEvent[],
    private readonly bookAt: (position: number) => PolicyBook,
  ) {}

  at({ position, on }: Point): DerivedMember | undefined {
    let count = this.events.length;
    while (count > 0 && (this.events[count - 1]?.position ?? 0) > position) count -= 1;
    const last = this.events[count - 1];
    if (last === undefined) return undefined;
    const history = this.historyOf(count, this.bookAt(position), on);
    const standing = history === undefined ? null : standingOn(history, on);
    const text = standing === null ? null : JSON.stringify(standing);
    return {
      row: {
        member: this.member,
        region: standing?.region ?? null,
        nextChangeOn: history === undefined || text === null ? null : nextChange(history, on, text),
        version: last.version,
        position: last.position,
        standing: text,
      },
      regions: regionsNamed(this.events.slice(0, count)),
    };
  }

  private historyOf(count: number, book: PolicyBook, on: CivilDate): History | undefined {
    const year = yearOf(on);
    const { last } = this;
    if (last?.count === count && last.book === book && last.year === year) return last.history;
    for (const event of this.events.slice(this.facts.length, count))
      this.facts.push(storedFactOf(event).fact);
    const history = derive(this.facts.slice(0, count), book, { throughYear: year });
    this.last = { count, book, year, history };
    return history;
  }
}

/** The first day after one on which the standing is another than it was then; null: it never is. */
function nextChange(history: History, on: CivilDate, standing: string): CivilDate | null {
  for (const day of changeDays(history)) {
    if (day > on && JSON.stringify(standingOn(history, day)) !== standing) return day;
  }
  return null;
}

function regionsNamed(events: readonly RecordedEvent[]): readonly string[] {
  const named = new Set<string>();
  for (const { type, data } of events) for (const region of regionsIn(type, data)) named.add(region);
  return named.size > 1 ? [...named].sort() : [...named];
}
