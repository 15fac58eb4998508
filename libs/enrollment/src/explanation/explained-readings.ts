import { type CivilDate, previousDay } from '../calendar/civil-date.js';
import type { Confidence } from '../policy-pack.js';
import { READING_IDS, type ReadingId, READINGS } from '../readings.js';
import type { Rules } from '../rules.js';
import type { Member } from '../standing/member/member.js';
import type { Step, Trace } from '../standing/trace.js';
import type { ValueByChoice } from './alternatives.js';

/** Another choice of a reading, and the value that it would give. */
export interface ReadingAlternative {
  readonly choice: unknown;
  readonly result: unknown;
}

/**
 * A reading that decided something, with what its other choices would have given. After a move it comes once for each
 * choice that the regions made whose rules decided.
 */
export interface ExplainedReading {
  readonly id: ReadingId;
  readonly choice: unknown;
  readonly confidence: Confidence;
  readonly alternatives: readonly ReadingAlternative[];
}

/** What tells which readings decided a value, and by whose choice. */
export interface Decided {
  readonly value: unknown;
  readonly valueBy: ValueByChoice;
  readonly member: Member;
  readonly on: CivilDate;
}

/** The readings of which some listed choice, made by every region, gives another value. */
export function decisiveReadings({ member, value, valueBy }: Decided): ReadonlySet<ReadingId> {
  const isOwn = (id: ReadingId, choice: unknown): boolean =>
    member.rules !== undefined && isSame(member.rules.readings[id], choice);
  return new Set(
    READING_IDS.filter((id) =>
      READINGS[id].choices.some((choice) => !isOwn(id, choice) && !isSame(valueBy(id, choice), value)),
    ),
  );
}

/** The readings that decided a value, and those that the steps right before the result name. */
export function explainedReadings(
  decided: Decided,
  decisive: ReadonlySet<ReadingId>,
  steps: readonly Step[],
  trace: Trace,
): readonly ExplainedReading[] {
  const direct = new Set(steps.at(-1)?.inputs);
  const named = steps.filter(({ id }) => direct.has(id)).flatMap(({ readingIds }) => readingIds);
  const shown = new Set([...decisive, ...named]);
  return READING_IDS.filter((id) => shown.has(id)).flatMap((id) => {
    const naming = steps.slice(0, -1).filter(({ readingIds }) => readingIds.includes(id));
    const byStep = naming.flatMap((step) => trace.rulesOf(step.id) ?? []);
    const deciding = byStep.length > 0 ? onePerChoice(byStep, id) : decidingUnnamed(decided, id);
    return deciding.map(({ pack, readings }) => ({
      id,
      choice: readings[id],
      confidence: pack.readings[id].confidence,
      alternatives: alternativesTo(readings[id], id, decided.valueBy),
    }));
  });
}

/**
 * By whose choice a reading decided that no step but the result names: those of the regions lived in which would give the
 * same value if every region made it.
 */
function decidingUnnamed({ member, on, value, valueBy }: Decided, id: ReadingId): readonly Rules[] {
  const made = onePerChoice(rulesLived(member, on), id);
  if (made.length === 1) return made;
  const same = made.filter(({ readings }) => isSame(valueBy(id, readings[id]), value));
  return same.length > 0 ? same : made;
}

function alternativesTo(
  chosen: unknown,
  id: ReadingId,
  valueBy: ValueByChoice,
): readonly ReadingAlternative[] {
  const choices: readonly unknown[] = READINGS[id].choices;
  return choices
    .filter((choice) => !isSame(choice, chosen))
    .map((choice) => ({ choice, result: valueBy(id, choice) }));
}

function onePerChoice(rules: readonly Rules[], id: ReadingId): readonly Rules[] {
  return [...new Map(rules.map((each) => [JSON.stringify(each.readings[id]), each])).values()];
}

/** The rules of each region that a member has been in by a day, as they stood on its last day there. */
function rulesLived(member: Member, on: CivilDate): readonly Rules[] {
  return member.regions
    .filter(({ from }) => from <= on)
    .map(({ region, until }) =>
      member.book.rules(region, until === null || until > on ? on : previousDay(until)),
    );
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
