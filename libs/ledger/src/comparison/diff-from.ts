import { COMPARED_FIELDS, diffOf, type FieldChange } from '#libs/enrollment';
import type { MemberEvent } from '../members/member-answers.js';
import {
  type ComparedSide,
  type DiffAnswer,
  type DiffCause,
  type DiffFact,
  MAX_DIFF_FACTS,
} from './comparison-answers.js';
import { flipAnswer } from './flip-answer.js';
import type { KnownMember, KnownSide } from './known-member.js';
import { MemberComparison } from './member-comparison.js';

/** Two sides of one member, each of which can be answered. */
export interface DiffAsked {
  readonly member: string;
  readonly a: KnownSide;
  readonly b: KnownSide;
}

/** What differs between two sides, each difference with its cause. */
export function diffFrom(known: KnownMember, { member, a, b }: DiffAsked): DiffAnswer {
  const comparison = new MemberComparison(known, { a: a.point, b: b.point });
  const changes = diffOf(comparison).map(({ cause, ...change }) => ({
    ...change,
    cause: causeAnswer(comparison, cause),
  }));
  const changed = new Set(changes.map(({ field }) => field));
  return {
    member,
    a: shownSide(a),
    b: shownSide(b),
    changes,
    unchanged: COMPARED_FIELDS.filter((field) => !changed.has(field)),
    ...differingFacts(a, b),
    hypothetical: a.hypothetical || b.hypothetical,
    coordinates: b.coordinates,
  };
}

/** A side as an answer shows it. */
export function shownSide({ pack, readings, hypothetical, coordinates }: ComparedSide): ComparedSide {
  return { pack, readings, hypothetical, coordinates };
}

function causeAnswer(comparison: MemberComparison, cause: FieldChange['cause']): DiffCause {
  const { kind } = cause;
  if (kind === 'alone') return { axis: cause.axis, flip: flipAnswer(comparison, cause.flip) };
  const flips = kind === 'either' ? cause.flips : [cause.flip];
  return {
    axis: 'interaction',
    kind,
    axes: cause.axes,
    path: kind === 'either' ? [] : cause.path,
    flips: flips.map((flip) => flipAnswer(comparison, flip)),
  };
}

/** The facts that one side shows and the other does not, by position; those beyond a bound are counted. */
function differingFacts(a: KnownSide, b: KnownSide): Pick<DiffAnswer, 'facts' | 'factsOmitted'> {
  const all = [...onlyOn('a', a.events, b.events), ...onlyOn('b', b.events, a.events)].sort(
    (x, y) => x.position - y.position,
  );
  return { facts: all.slice(0, MAX_DIFF_FACTS), factsOmitted: Math.max(0, all.length - MAX_DIFF_FACTS) };
}

function onlyOn(
  knownOn: DiffFact['knownOn'],
  events: readonly MemberEvent[],
  others: readonly MemberEvent[],
): readonly DiffFact[] {
  const there = new Set(others.map(({ position }) => position));
  return events.filter(({ position }) => !there.has(position)).map((event) => ({ ...event, knownOn }));
}
