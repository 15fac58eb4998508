import { type CivilDate, derive, type Fact, type PolicyBook } from '#libs/enrollment';
import type { RecordedEvent } from '#libs/event-store';
import type { Knowledge } from '../feed/changed-answers.js';
import { regionsIn } from '../members/regions-in.js';
import { storedFactOf } from '../members/stored-fact.js';
import { visibilityOf } from '../members/visibility.js';
import { bookOf, type BookOptions, type KnownPolicy } from '../policy/book-of.js';
import type { RegionScope } from '../scope.js';
import type { Watermark } from '../watermarks/watermark-answers.js';
import { compareMember, type MemberImpact, type ServedDay } from './compare-member.js';

/** A side with everything that decides its answers beside the facts. Plain data: it is handed to worker threads. */
export interface SideSource {
  readonly position: number;
  readonly policy: KnownPolicy;
  readonly options: BookOptions;
  readonly watermarks: readonly Pick<Watermark, 'source' | 'region' | 'kind' | 'completeThrough'>[];
}

/** Everything that a comparison of one member needs beside its events. Plain data. */
export interface ComparisonSource {
  readonly a: SideSource;
  readonly b: SideSource;
  /** True where only the facts can make a difference. */
  readonly isSamePolicy: boolean;
  /** The last year that a service date may be in. */
  readonly throughYear: number;
  /** The first day that is not compared. */
  readonly until: CivilDate;
  /** Only members whom a fact ever placed here; null: everywhere. */
  readonly region: string | null;
  /** True: only the days that answers were served about. */
  readonly servedDaysOnly: boolean;
  readonly scope: RegionScope;
  /** Without what-if choices, to know where a member was. */
  readonly plainPolicy: KnownPolicy;
}

/** A member as it is read for a comparison. */
export interface RawMember {
  readonly member: string;
  readonly events: readonly RecordedEvent[];
  readonly served: readonly ServedDay[];
}

/** What a comparison says of a member; `outside`: it is none of the population, or not for the caller. */
export type Compared =
  | { readonly member: string; readonly outcome: 'outside' | 'unchanged' | 'unreadable' }
  | { readonly member: string; readonly outcome: 'changed'; readonly impact: MemberImpact };

/** Compares members: a function of its source and of the events of the member, the same in every thread. */
export type Compare = (raw: RawMember) => Compared;

/** Makes the comparison of a run. */
export function comparison(source: ComparisonSource): Compare {
  const sides = { a: sideOf(source.a), b: sideOf(source.b) };
  const plain = bookOf(source.plainPolicy);
  return (raw) => {
    const { member } = raw;
    try {
      const impact = compared(raw, source, sides, plain);
      return typeof impact === 'string'
        ? { member, outcome: impact }
        : { member, outcome: 'changed', impact };
    } catch {
      // Facts that cannot be read or derived spoil this member only; its own page says what is wrong.
      return { member, outcome: 'unreadable' };
    }
  };
}

interface Side {
  readonly position: number;
  readonly book: PolicyBook;
  readonly sourcesOf: Knowledge['sourcesOf'];
  readonly isDeclared: Knowledge['isDeclared'];
}

function compared(
  { member, events, served }: RawMember,
  source: ComparisonSource,
  { a, b }: { readonly a: Side; readonly b: Side },
  plain: PolicyBook,
): MemberImpact | 'outside' | 'unchanged' {
  const last = Math.max(a.position, b.position);
  const stored = events.filter(({ position }) => position <= last).map(storedFactOf);
  const facts = stored.map(({ fact }) => fact);
  const named = stored.flatMap(({ fact }) => regionsIn(fact.type, fact.data));
  if (facts.length === 0 || (source.region !== null && !named.includes(source.region))) return 'outside';
  const visibility = visibilityOf(facts, plain, source.scope);
  if (visibility === undefined) return 'outside';
  const knownAt = ({ position }: Side): readonly Fact[] =>
    stored.filter((each) => each.position <= position).map(({ fact }) => fact);
  const [before, after] = [knownAt(a), knownAt(b)];
  if (source.isSamePolicy && before.length === after.length) return 'unchanged';
  const { hiddenFrom } = visibility;
  const until = hiddenFrom !== null && hiddenFrom < source.until ? hiddenFrom : source.until;
  const impact = compareMember({
    member,
    before: knowledgeOf(before, a, source.throughYear),
    after: knowledgeOf(after, b, source.throughYear),
    until,
    served,
    servedDaysOnly: source.servedDaysOnly,
  });
  return impact ?? 'unchanged';
}

function knowledgeOf(facts: readonly Fact[], side: Side, throughYear: number): Knowledge | undefined {
  const history = facts.length === 0 ? undefined : derive(facts, side.book, { throughYear });
  if (history === undefined) return undefined;
  const { sourcesOf, isDeclared } = side;
  return { history, sourcesOf, isDeclared };
}

function sideOf({ position, policy, options, watermarks }: SideSource): Side {
  const declared = new Map<string, SideSource['watermarks']>();
  for (const watermark of watermarks) {
    const place = `${watermark.region} ${watermark.kind}`;
    declared.set(place, [...(declared.get(place) ?? []), watermark]);
  }
  const regions = new Set(watermarks.map(({ region }) => region));
  return {
    position,
    book: bookOf(policy, options),
    isDeclared: (region) => regions.has(region),
    sourcesOf: (region) => ({
      declared: (kind) => declared.get(`${region} ${kind}`) ?? [],
      // Which sources told of the member is shown elsewhere; what is determined does not rest on it.
      told: () => [],
    }),
  };
}
