import { COMPARED_FIELDS, diffOf, type FieldChange, liveFacts } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { AskedMember } from '../members/ask-member.js';
import { memberEventOf, type StoredFact } from '../members/stored-fact.js';
import {
  type DiffAnswer,
  type DiffCause,
  type DiffChange,
  type DiffFact,
  type DiffQuestion,
  MAX_DIFF_FACTS,
} from './comparison-answers.js';
import { flipAnswer } from './flip-answer.js';
import type { MemberComparison } from './member-comparison.js';
import { readSides } from './read-sides.js';
import { openSides } from './sides.js';

/** What differs between the answers about a member at two coordinates, each difference with its cause. */
export async function diff(
  context: LedgerContext,
  { member, scope, body }: DiffQuestion,
): Promise<DiffAnswer> {
  const { a, b, comparison, sideA, sideB } = await openSides(context, { member, scope, ...readSides(body) });
  const changes: DiffChange[] = [];
  for (const change of diffOf(comparison)) changes.push(await changeAnswer(context, comparison, change));
  const changed = new Set(changes.map(({ field }) => field));
  const facts = differingFacts(a, b);
  return {
    member,
    a: sideA,
    b: sideB,
    changes,
    unchanged: COMPARED_FIELDS.filter((field) => !changed.has(field)),
    ...facts,
    hypothetical: sideA.hypothetical || sideB.hypothetical,
    coordinates: sideB.coordinates,
  };
}

async function changeAnswer(
  context: LedgerContext,
  comparison: MemberComparison,
  { field, before, after, cause }: FieldChange,
): Promise<DiffChange> {
  return { field, before, after, cause: await causeAnswer(context, comparison, cause) };
}

async function causeAnswer(
  context: LedgerContext,
  comparison: MemberComparison,
  cause: FieldChange['cause'],
): Promise<DiffCause> {
  const { kind } = cause;
  if (kind === 'alone') return { axis: cause.axis, flip: await flipAnswer(context, comparison, cause.flip) };
  const flips = kind === 'either' ? cause.flips : [cause.flip];
  const answers = [];
  for (const flip of flips) answers.push(await flipAnswer(context, comparison, flip));
  const path = kind === 'either' ? [] : cause.path;
  return { axis: 'interaction', kind, axes: cause.axes, path, flips: answers };
}

/** The facts that one side shows and the other does not, by position; those beyond a bound are counted. */
function differingFacts(a: AskedMember, b: AskedMember): Pick<DiffAnswer, 'facts' | 'factsOmitted'> {
  const all = [...onlyOn('a', a, b), ...onlyOn('b', b, a)].sort(
    (x, y) => x.stored.position - y.stored.position,
  );
  const undoneBy = { a: liveFacts(a.facts).undoneBy, b: liveFacts(b.facts).undoneBy };
  return {
    facts: all
      .slice(0, MAX_DIFF_FACTS)
      .map(({ stored, knownOn }) => ({ ...memberEventOf(stored, undoneBy[knownOn]), knownOn })),
    factsOmitted: Math.max(0, all.length - MAX_DIFF_FACTS),
  };
}

/** A fact of one side. */
interface OneSided {
  readonly stored: StoredFact;
  readonly knownOn: DiffFact['knownOn'];
}

function onlyOn(knownOn: DiffFact['knownOn'], side: AskedMember, other: AskedMember): readonly OneSided[] {
  const there = new Set(other.stored.map(({ position }) => position));
  return side.stored.filter(({ position }) => !there.has(position)).map((stored) => ({ stored, knownOn }));
}
