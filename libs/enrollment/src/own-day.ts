import { type CivilDate, endOfYear } from './calendar/civil-date.js';
import type { Fact, FactBody, FactType } from './events.js';
import { FACT_FIELDS } from './fact-fields.js';

/**
 * The event's own day, its `effectiveOn` (docs/events.md). A correction has that of the event it names, a rescission
 * the `lapsedOn` of its lapse; undefined where that event is not among `known`.
 */
export function ownDay(body: FactBody, known: readonly Fact[]): CivilDate | undefined {
  return dayIn(body.type, body, known);
}

/** The own day of a recorded fact. */
export function ownDayOfFact(fact: Fact, known: readonly Fact[]): CivilDate | undefined {
  return dayIn(fact.type, fact.data, known);
}

function dayIn(type: FactType, data: object, known: readonly Fact[]): CivilDate | undefined {
  const { own } = FACT_FIELDS[type];
  const fields = data as Readonly<Record<string, unknown>>;
  if (own !== null) return fields[own] as CivilDate;
  if (type === 'OpeningBalanceDeclared') return endOfYear(fields['asOfYear'] as number);
  const corrected = known.find((fact) => fact.id === fields['corrects']);
  return corrected === undefined ? undefined : ownDayOfFact(corrected, known);
}
