import {
  accountIn,
  type CivilDate,
  derive,
  isSameValue,
  lastFlip,
  type Point,
  previousDay,
  Trace,
  valueAt,
  yearOf,
} from '#libs/enrollment';
import type { BlameAnswer, Blamed, BlamedField } from './comparison-answers.js';
import { firstAnswered, type KnownMember, type KnownSide } from './known-member.js';
import { MemberComparison } from './member-comparison.js';

/** A field of a member's standing, asked about at settled coordinates. */
export interface BlameAsked extends Omit<KnownSide, 'pack' | 'readings'> {
  readonly member: string;
  readonly field: BlamedField;
}

/** What set the value of a field; undefined where the caller sees no fact. */
export function blameFrom(
  known: KnownMember,
  { member, field, point: present, events, hypothetical, coordinates }: BlameAsked,
): BlameAnswer | undefined {
  const first = firstAnswered(known, present.on, events);
  if (first === undefined) return undefined;
  const from = { ...present, knownAt: first.position };
  const comparison = new MemberComparison(known, { a: from, b: present });
  const subject = { comparison, field };
  const last = lastFlip(comparison, field, { from, to: present });
  const earlier = last && lastFlip(comparison, field, { from, to: last.before });
  return {
    member,
    field,
    set: blamed(subject, present, last?.after ?? from),
    before: last === undefined ? null : blamed(subject, last.before, earlier?.after ?? from),
    validFor: daysWith(subject, present),
    hypothetical,
    coordinates,
  };
}

interface Subject {
  readonly comparison: MemberComparison;
  readonly field: BlamedField;
}

function blamed({ comparison, field }: Subject, point: Point, { knownAt }: Point): Blamed {
  return {
    value: valueAt(comparison, field, point),
    event: comparison.eventAt(knownAt),
    why: whyAt(comparison, field, point),
  };
}

/** The rules that a value is read off; null where no registration counts. */
function whyAt(comparison: MemberComparison, field: BlamedField, point: Point): Blamed['why'] {
  const { on, knownAt } = point;
  const trace = new Trace();
  const throughYear = yearOf(on);
  const history = derive(comparison.factsAt(knownAt), comparison.bookAt(point), { throughYear, trace });
  if (history === undefined) return null;
  // The answer of the pooled fund is read off cover and wait, as `benefitEligible` is.
  const explained = field === 'pooledFund' ? 'benefitEligible' : field;
  const { steps, sentences } = accountIn(history, trace, { on, field: explained });
  const result = steps.at(-1);
  if (result === undefined) throw new Error('An account ends with its result.');
  const choices = steps.flatMap(({ id, readingIds }) => {
    const rules = trace.rulesOf(id);
    return rules === undefined
      ? []
      : readingIds.map((reading) => [reading, rules.readings[reading]] as const);
  });
  return {
    rule: result.rule,
    clause: result.clause,
    packDigest: result.packDigest,
    readings: [...new Map(choices)].map(([id, choice]) => ({ id, choice })),
    eventIds: [...new Set(steps.flatMap(({ eventIds }) => eventIds))]
      .filter((id) => comparison.isShownFact(id))
      .sort(),
    sentences,
  };
}

/** The days around a point on which the field has the same value by what is known there. */
function daysWith({ comparison, field }: Subject, point: Point): BlameAnswer['validFor'] {
  const value = valueAt(comparison, field, point);
  // A day of another region, of which the caller sees nothing, has no value at all.
  const isOther = (on: CivilDate): boolean => {
    const there = { ...point, on };
    return comparison.figuresAt(there) === null || !isSameValue(valueAt(comparison, field, there), value);
  };
  const days = comparison.daysAt(point);
  return {
    from: days.findLast((day) => day <= point.on && isOther(previousDay(day))) ?? null,
    until: days.find((day) => day > point.on && isOther(day)) ?? null,
  };
}
