import type { CivilDate } from '../calendar/civil-date.js';
import type { Fact } from '../events.js';
import type { PolicyBook } from '../policy-book.js';
import type { ReadingId } from '../readings.js';
import type { Step } from '../standing/trace.js';
import { thinnedFacts } from './alike-claims.js';
import { valueUnder } from './alternatives.js';
import type { ExplainedField } from './fields.js';

/** A step whose citations were tried: without a fact of `eventIds` the result would differ, without `context` it would not. */
export interface ExplainedStep extends Step {
  readonly context: readonly string[];
}

/** The steps, where the result names the readings too that decided it and that no step before it names. */
export function withDecisiveReadings(
  steps: readonly Step[],
  decisive: ReadonlySet<ReadingId>,
): readonly Step[] {
  const named = new Set(steps.flatMap(({ readingIds }) => readingIds));
  const unnamed = [...decisive].filter((id) => !named.has(id));
  return steps.map((step, index) =>
    index === steps.length - 1 ? { ...step, readingIds: [...step.readingIds, ...unnamed] } : step,
  );
}

/**
 * Tries every citation: the field is derived again without each fact. A fact without which it is the same becomes
 * context; a set of facts of which any one would do is tried as a whole; a fact that no step cites but without which
 * the value differs is cited by the result. So removing a cited fact always changes the value, and no other does. Of
 * claims that are alike none decides alone, and one of them stands for all while other facts are tried.
 */
export function withProvenCitations(
  steps: readonly Step[],
  facts: readonly Fact[],
  book: PolicyBook,
  question: { readonly on: CivilDate; readonly field: ExplainedField },
): readonly ExplainedStep[] {
  const { facts: thinned, alike } = thinnedFacts(facts, book);
  const valueOf = (known: readonly Fact[]): string | undefined =>
    JSON.stringify(valueUnder(known, book, question));
  const before = valueOf(thinned);
  const decides = (id: string): boolean => valueOf(thinned.filter((fact) => fact.id !== id)) !== before;
  const changesWithout = (ids: ReadonlySet<string>): boolean => {
    const left = facts.filter((fact) => !ids.has(fact.id));
    return valueOf(thinnedFacts(left, book).facts) !== before;
  };
  const deciding = new Set(
    thinned.flatMap((fact) => (!alike.has(fact.id) && decides(fact.id) ? [fact.id] : [])),
  );
  const cited = new Set(steps.flatMap((step) => [...step.eventIds, ...step.anyOf.flat()]));
  const uncited = [...deciding].filter((id) => !cited.has(id));
  return steps.map((step, index) => {
    const sets = step.anyOf
      .map((set) => [...new Set(set.filter((id) => !deciding.has(id)))].sort())
      .filter((set) => set.length > 1 && changesWithout(new Set(set)));
    const named = [...new Set([...step.eventIds, ...step.anyOf.flat()])].sort();
    const inSets = new Set(sets.flat());
    const isResult = index === steps.length - 1;
    const eventIds = named.filter((id) => deciding.has(id));
    return {
      ...step,
      eventIds: isResult ? [...new Set([...eventIds, ...uncited])].sort() : eventIds,
      anyOf: sets,
      context: named.filter((id) => !deciding.has(id) && !inSets.has(id)),
    };
  });
}
