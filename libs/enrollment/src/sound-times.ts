import { CIVIL_YEARS, isCivilDate } from './calendar/civil-date.js';
import type { Fact, FactType } from './events.js';
import { FACT_FIELDS, FACT_TYPES, type Field, type FieldKind } from './fact-fields.js';
import { MAX_REPLACEMENT_DEPTH } from './read-fact.js';

/** A field that holds a day, a year or years, or a fact with such fields. */
interface TimeField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isOptional: boolean;
}

const TIME_FIELDS = Object.fromEntries(
  FACT_TYPES.map((type) => [type, timeFieldsOf(FACT_FIELDS[type].fields)]),
) as Readonly<Record<FactType, readonly TimeField[]>>;

function timeFieldsOf(fields: Readonly<Record<string, Field>>): readonly TimeField[] {
  return Object.entries(fields)
    .filter(
      ([, { kind }]) => kind === 'date' || kind === 'year' || kind === 'years' || kind === 'replacement',
    )
    .map(([name, { kind, optional }]) => ({ name, kind, isOptional: optional === 'always' }));
}

/**
 * Whether every day of a fact is one, and every year one that days can be written in. Of a fact that was accepted they are;
 * where one is not, the stored value was changed since, and nothing can be derived with it.
 */
export function hasSoundTimes({ type, data }: Pick<Fact, 'type' | 'data'>): boolean {
  return isSoundIn(type, data, 0);
}

function isSoundIn(type: FactType, data: unknown, depth: number): boolean {
  if (typeof data !== 'object' || data === null) return false;
  const values = data as Readonly<Record<string, unknown>>;
  return TIME_FIELDS[type].every(({ name, kind, isOptional }) => {
    const value = values[name];
    if (value === undefined) return isOptional;
    if (kind === 'replacement') return isSoundReplacement(value, depth);
    if (kind === 'date') return isCivilDate(value);
    return kind === 'year' ? isYear(value) : Array.isArray(value) && value.every(isYear);
  });
}

function isSoundReplacement(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth >= MAX_REPLACEMENT_DEPTH) return false;
  const { type } = value as { readonly type?: unknown };
  return (
    typeof type === 'string' &&
    Object.hasOwn(FACT_FIELDS, type) &&
    isSoundIn(type as FactType, value, depth + 1)
  );
}

function isYear(value: unknown): boolean {
  if (!Number.isInteger(value)) return false;
  const year = value as number;
  return year >= CIVIL_YEARS.first && year <= CIVIL_YEARS.last;
}
