import {
  type CivilDate,
  type Comparison,
  derive,
  type Fact,
  type Figures,
  figuresOn,
  type History,
  nextDay,
  type Point,
  type PolicyBook,
  yearOf,
} from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import { pinnedPack } from '../coordinates/resolve.js';
import { answerDays, type Knowledge } from '../feed/changed-answers.js';
import { type AskedMember, visibleTo } from '../members/ask-member.js';
import type { StoredFact } from '../members/stored-fact.js';
import type { Visibility } from '../members/visibility.js';
import type { RegionScope } from '../scope.js';
import { isDetermined } from '../watermarks/completeness.js';

/** The point of a question whose coordinates are settled. */
export function pointOf({ on, position, pack, readings }: AskedMember): Point {
  return { on, knownAt: position, pack, readings };
}

/** What of a member is known at a position, as the caller may see it; undefined: nothing. */
interface Seen {
  readonly facts: readonly Fact[];
  readonly visibility: Visibility;
}

/**
 * Two questions about a member compared: the figures anywhere between them, as the caller would be answered there. Each
 * state of knowledge and policy is derived once. Policy and watermarks have been read.
 */
export class MemberComparison implements Comparison {
  readonly a: Point;
  readonly b: Point;
  readonly moments: readonly number[];
  private readonly throughYear: number;
  /** Facts that the caller sees on neither side. */
  private readonly hidden: readonly StoredFact[];
  private readonly histories = new Map<string, History | null>();
  private readonly figures = new Map<string, Figures | null>();
  private readonly sights = new Map<number, Seen | undefined>();

  constructor(
    private readonly context: LedgerContext,
    private readonly about: {
      readonly scope: RegionScope;
      /** Every fact of the member, in order of position. */
      readonly all: readonly StoredFact[];
      /** Those of them that the caller sees on either side. */
      readonly shown: readonly StoredFact[];
      readonly a: Point;
      readonly b: Point;
    },
  ) {
    const { a, b, all, shown } = about;
    this.a = a;
    this.b = b;
    this.throughYear = Math.max(yearOf(a.on), yearOf(b.on));
    const range = { after: Math.min(a.knownAt, b.knownAt), through: Math.max(a.knownAt, b.knownAt) };
    const isBetween = (position: number): boolean => position > range.after && position <= range.through;
    // A hidden fact is a moment, too: it may move what is seen of the others.
    const recorded = [...all, ...context.watermarks.upTo(range.through)]
      .map(({ position }) => position)
      .filter(isBetween);
    const moments = new Set([...recorded, ...context.policy.positions(range)]);
    this.moments = [...moments].sort((x, y) => x - y);
    const seen = new Set(shown.map(({ position }) => position));
    this.hidden = all.filter(({ position }) => !seen.has(position));
  }

  /** True for a moment whose event the caller may see. */
  isShown(position: number): boolean {
    return this.moments.includes(position) && this.hidden.every((fact) => fact.position !== position);
  }

  /** True for a fact that the caller may see. */
  isShownFact(id: string): boolean {
    return this.hidden.every(({ fact }) => fact.id !== id);
  }

  figuresAt(point: Point): Figures | null {
    const { on, knownAt, pack, readings } = point;
    const key = JSON.stringify([on, knownAt, pack, readings]);
    const known = this.figures.get(key);
    if (known !== undefined) return known;
    const read = this.readFigures(point);
    this.figures.set(key, read);
    return read;
  }

  private readFigures(point: Point): Figures | null {
    const { on, knownAt } = point;
    const history = this.historyAt(point);
    if (history === null || this.isHidden(on, knownAt)) return null;
    return knownFigures(history, on, this.sourcesAt(knownAt));
  }

  daysAt(point: Point): readonly CivilDate[] {
    const history = this.historyAt(point);
    if (history === null) return [];
    const { death } = history.member;
    const days = answerDays({ history, ...this.sourcesAt(point.knownAt) });
    // Who dies uncovered has another answer of the pooled fund from the next day on, though the standing stays.
    return [...days, ...(death === undefined ? [] : [nextDay(death.data.diedOn)])].sort();
  }

  /** Everything derived at a point; null: no registration is known, or none for the caller. */
  historyAt({ knownAt, pack, readings }: Point): History | null {
    const { policy } = this.context;
    const seen = this.seenAt(knownAt);
    if (seen === undefined) return null;
    // Where all facts are shown, those known at a position are the first so many of them.
    const facts = seen.visibility.hiddenFrom === null ? seen.facts.length : `to ${String(knownAt)}`;
    const key = JSON.stringify([facts, policy.countAt(knownAt), pack, readings]);
    const known = this.histories.get(key);
    if (known !== undefined) return known;
    const book = this.bookAt({ knownAt, pack, readings });
    const history = derive(seen.facts, book, { throughYear: this.throughYear }) ?? null;
    this.histories.set(key, history);
    return history;
  }

  /** The facts known at a position that the caller sees. */
  factsAt(knownAt: number): readonly Fact[] {
    return this.seenAt(knownAt)?.facts ?? [];
  }

  /** The rules of a point. */
  bookAt({ knownAt, pack, readings }: Omit<Point, 'on'>): PolicyBook {
    const pin = pack === null ? undefined : pinnedPack(this.context, pack, { position: knownAt });
    return this.context.policy.bookAt(knownAt, { pin, readings });
  }

  /** True where the member was no longer the caller's on a day, by what was known. */
  private isHidden(on: CivilDate, knownAt: number): boolean {
    const hiddenFrom = this.seenAt(knownAt)?.visibility.hiddenFrom ?? null;
    return hiddenFrom !== null && on >= hiddenFrom;
  }

  private seenAt(knownAt: number): Seen | undefined {
    const { all, scope } = this.about;
    if (!this.sights.has(knownAt)) {
      const known = all.filter(({ position }) => position <= knownAt);
      this.sights.set(knownAt, visibleTo(this.context, { scope }, known, knownAt));
    }
    return this.sights.get(knownAt);
  }

  private sourcesAt(knownAt: number): DeclaredSources {
    return declaredAt(this.context, knownAt);
  }
}

/** What the sources of each region had declared. */
export type DeclaredSources = Pick<Knowledge, 'sourcesOf' | 'isDeclared'>;

/** What the sources had declared at a position; watermarks have been read. */
export function declaredAt({ watermarks }: LedgerContext, position: number): DeclaredSources {
  return {
    isDeclared: (region) => watermarks.isDeclared(region, position),
    sourcesOf: (region) => ({
      declared: (kind) => watermarks.declared({ region, kind }, position),
      // Which sources told of the member is shown elsewhere; what is determined does not rest on it.
      told: () => [],
    }),
  };
}

/** The figures of a day; the pooled fund's answer is not known where a source that it rests on has not come far enough. */
export function knownFigures(history: History, on: CivilDate, sources: DeclaredSources): Figures {
  const figures = figuresOn(history, on);
  const region = figures.region as string;
  if (!sources.isDeclared(region) || isDetermined(history, on, sources.sourcesOf(region))) return figures;
  return { ...figures, pooledFund: { payable: null, reasons: [] } };
}
