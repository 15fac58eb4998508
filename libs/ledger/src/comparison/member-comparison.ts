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
import { answerDays } from '../feed/changed-answers.js';
import { isDetermined } from '../watermarks/completeness.js';
import type { FlipEvent } from './comparison-answers.js';
import type { DeclaredSources, KnownMember, Seen } from './known-member.js';

/**
 * Two questions about a member compared: the figures anywhere between them, as the caller would be answered there. Each
 * state of knowledge and policy is derived once.
 */
export class MemberComparison implements Comparison {
  readonly a: Point;
  readonly b: Point;
  readonly moments: readonly number[];
  private readonly throughYear: number;
  private readonly histories = new Map<string, History | null>();
  private readonly figures = new Map<string, Figures | null>();
  private readonly sights = new Map<number, Seen | undefined>();

  constructor(
    private readonly known: KnownMember,
    { a, b }: { readonly a: Point; readonly b: Point },
  ) {
    this.a = a;
    this.b = b;
    this.throughYear = Math.max(yearOf(a.on), yearOf(b.on));
    this.moments = known.momentsIn({
      after: Math.min(a.knownAt, b.knownAt),
      through: Math.max(a.knownAt, b.knownAt),
    });
  }

  /** The event at a position; null: none that the caller may see. */
  eventAt(position: number): FlipEvent | null {
    return this.known.eventAt(position);
  }

  /** True for a fact that the caller may see. */
  isShownFact(id: string): boolean {
    return this.known.isShownFact(id);
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
    return knownFigures(history, on, this.known.sourcesAt(knownAt));
  }

  daysAt(point: Point): readonly CivilDate[] {
    const history = this.historyAt(point);
    if (history === null) return [];
    const { death } = history.member;
    const days = answerDays({ history, ...this.known.sourcesAt(point.knownAt) });
    // Who dies uncovered has another answer of the pooled fund from the next day on, though the standing stays.
    return [...days, ...(death === undefined ? [] : [nextDay(death.data.diedOn)])].sort();
  }

  /** Everything derived at a point; null: no registration is known, or none for the caller. */
  historyAt({ knownAt, pack, readings }: Omit<Point, 'on'>): History | null {
    const seen = this.seenAt(knownAt);
    if (seen === undefined) return null;
    // Where all facts are shown, those known at a position are the first so many of them.
    const facts = seen.visibility.hiddenFrom === null ? seen.facts.length : `to ${String(knownAt)}`;
    const key = JSON.stringify([facts, this.known.policyCountAt(knownAt), pack, readings]);
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
  bookAt(point: Omit<Point, 'on'>): PolicyBook {
    return this.known.bookAt(point);
  }

  /** True where the member was no longer the caller's on a day, by what was known. */
  private isHidden(on: CivilDate, knownAt: number): boolean {
    const hiddenFrom = this.seenAt(knownAt)?.visibility.hiddenFrom ?? null;
    return hiddenFrom !== null && on >= hiddenFrom;
  }

  private seenAt(knownAt: number): Seen | undefined {
    if (!this.sights.has(knownAt)) this.sights.set(knownAt, this.known.seenAt(knownAt));
    return this.sights.get(knownAt);
  }
}

/** The figures of a day; the pooled fund's answer is not known where a source that it rests on has not come far enough. */
export function knownFigures(history: History, on: CivilDate, sources: DeclaredSources): Figures {
  const figures = figuresOn(history, on);
  const region = figures.region as string;
  if (!sources.isDeclared(region) || isDetermined(history, on, sources.sourcesOf(region))) return figures;
  return { ...figures, pooledFund: { payable: null, reasons: [] } };
}
