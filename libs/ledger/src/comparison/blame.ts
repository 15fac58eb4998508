import {
  accountIn,
  derive,
  isSameValue,
  lastFlip,
  type Point,
  previousDay,
  Trace,
  valueAt,
  yearOf,
} from '#libs/enrollment';
import { oneOf } from '../answers/request-fields.js';
import type { LedgerContext } from '../context.js';
import { askMemberOnDay, memberNotFound } from '../members/ask-member.js';
import {
  BLAMED_FIELDS,
  type BlameAnswer,
  type Blamed,
  type BlamedField,
  type BlameQuestion,
} from './comparison-answers.js';
import { eventAt } from './flip-answer.js';
import { MemberComparison, pointOf } from './member-comparison.js';
import { sideOf } from './sides.js';

/** What set the value of a field: the event, the clause and the readings; and what had set the value before. */
export async function blame(context: LedgerContext, question: BlameQuestion): Promise<BlameAnswer> {
  const { member, scope } = question;
  const field = oneOf(BLAMED_FIELDS, question.field, 'field');
  const asked = await askMemberOnDay(context, question);
  await context.watermarks.refresh();
  const all = await context.members.loadAt(member, asked.position);
  const { hypothetical, coordinates } = sideOf(context, asked);
  const [first] = asked.stored;
  if (first === undefined) throw memberNotFound();
  const present = pointOf(asked);
  const from = { ...present, knownAt: first.position };
  const comparison = new MemberComparison(context, { scope, all, shown: asked.stored, a: from, b: present });
  const subject = { context, comparison, field };
  const last = lastFlip(comparison, field, { from, to: present });
  const earlier = last && lastFlip(comparison, field, { from, to: last.before });
  return {
    member,
    field,
    set: await blamed(subject, present, last?.after ?? from),
    before: last === undefined ? null : await blamed(subject, last.before, earlier?.after ?? from),
    validFor: daysWith(subject, present),
    hypothetical,
    coordinates,
  };
}

interface Subject {
  readonly context: LedgerContext;
  readonly comparison: MemberComparison;
  readonly field: BlamedField;
}

async function blamed({ context, comparison, field }: Subject, point: Point, setAt: Point): Promise<Blamed> {
  const { knownAt } = setAt;
  // The first fact is no moment between two sides; it is the caller's to see all the same.
  const isSeen = knownAt === comparison.a.knownAt || comparison.isShown(knownAt);
  return {
    value: valueAt(comparison, field, point),
    event: isSeen ? await eventAt(context, knownAt) : null,
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
  const isOther = (on: Point['on']): boolean => {
    const there = { ...point, on };
    return comparison.figuresAt(there) === null || !isSameValue(valueAt(comparison, field, there), value);
  };
  const days = comparison.daysAt(point);
  return {
    from: days.findLast((day) => day <= point.on && isOther(previousDay(day))) ?? null,
    until: days.find((day) => day > point.on && isOther(day)) ?? null,
  };
}
