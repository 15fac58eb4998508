import type { CivilDate } from '../calendar/civil-date.js';
import { EXPLAINED_FIELDS, type ExplainedField, fieldValue } from '../explanation/fields.js';
import { pooledFundOn } from '../standing/eligibility.js';
import type { History } from '../standing/history.js';
import { standingOn } from '../standing/standing.js';

/** What two sides are compared by: the answer of the pooled fund, every field that can be explained, what is cited. */
export const COMPARED_FIELDS = [
  'pooledFund',
  ...EXPLAINED_FIELDS,
  'region',
  'warnings',
  'readingIds',
] as const;
export type ComparedField = (typeof COMPARED_FIELDS)[number];

/** The value of each compared field. */
export type Figures = Readonly<Record<ComparedField, unknown>>;

/** Reads the compared fields of a day off a history. */
export function figuresOn(history: History, on: CivilDate): Figures {
  const standing = standingOn(history, on);
  const { region, warnings, readingIds } = standing;
  const explained = Object.fromEntries(
    EXPLAINED_FIELDS.map((field) => [field, fieldValue(standing, field)]),
  ) as Record<ExplainedField, unknown>;
  return { pooledFund: pooledFundOn(history, on), ...explained, region, warnings, readingIds };
}

/** True for two values of a compared field that say the same: they are made in one order of members. */
export function isSameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
