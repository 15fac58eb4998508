import { standingOn } from '#libs/enrollment';
import { answersOn, isSame, type MemberEvent } from '#libs/ledger/pure';
import { LocalAnswers, type LocalQuestion, type MemberSource } from '../../derivation/local-member.js';
import type { DayChange } from '../../derivation/changes.js';

/** The figures of one side of a comparison, by name; undefined where nobody is registered yet. */
export type Figures = Readonly<Record<DayChange['field'], unknown>>;

/** The order in which figures are compared. */
export const FIGURES: readonly DayChange['field'][] = [
  'pooledFund',
  'covered',
  'waiting',
  'breakYears',
  'streakYears',
  'continuousCreditFen',
  'zeroClaimCreditFen',
  'breakPenaltyFen',
  'effectiveCeilingFen',
];

/** Derives the figures of one day by what was known at one position. */
export function figuresAt(source: MemberSource, question: LocalQuestion): Figures | undefined {
  const history = new LocalAnswers(source, question).history();
  if (history === undefined) return undefined;
  const { covered, breakYears } = standingOn(history, question.on);
  return { covered, breakYears, ...answersOn(history, question.on).values };
}

/** A moment at which something became known: a fact of the member, or a text, a region or a watermark. */
export interface Moment {
  readonly position: number;
  /** At +08:00. */
  readonly recordedAt: string;
  readonly event: MemberEvent | null;
  /** What became known where it is no fact. */
  readonly policy: string | null;
}

/** Every moment that matters for a member, in order; several on one day count as one where days are stepped through. */
export function momentsOf(source: MemberSource, stays: readonly string[]): readonly Moment[] {
  const { events, policy } = source;
  const facts = events.map((event) => ({
    position: event.position,
    recordedAt: event.recordedAt,
    event,
    policy: null,
  }));
  const regions = policy.regions
    .filter(({ code }) => stays.includes(code))
    .map(({ code, position, configuredAt }) => ({
      position,
      recordedAt: configuredAt,
      event: null,
      policy: code,
    }));
  const packs = policy.packs.map(({ pack, position, adoptedAt }) => ({
    position,
    recordedAt: adoptedAt,
    event: null,
    policy: `${pack.id}@${pack.version}`,
  }));
  return [...facts, ...regions, ...packs].sort((a, b) => a.position - b.position);
}

/** A moment between two positions, and the figure once it was known. */
export interface Trial {
  readonly moment: Moment;
  readonly value: unknown;
  /** The value is already that of the later side. */
  readonly isNew: boolean;
}

/** The figure after each moment between the two sides, from the earlier to the later position. */
export function trialsBetween(
  source: MemberSource,
  field: DayChange['field'],
  {
    a,
    b,
    moments,
  }: { readonly a: LocalQuestion; readonly b: LocalQuestion; readonly moments: readonly Moment[] },
): readonly Trial[] {
  const [from, to] = [Math.min(a.position, b.position), Math.max(a.position, b.position)];
  const at = (position: number): unknown => figuresAt(source, { ...a, position })?.[field] ?? null;
  const later = at(to);
  return moments
    .filter(({ position }) => position > from && position <= to)
    .map((moment) => {
      const value = at(moment.position);
      return { moment, value, isNew: isSame(value, later) };
    });
}
