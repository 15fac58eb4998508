import { formatYuan, type Standing } from '#libs/enrollment';
import type { ExpectedStanding, Expectation } from './expectation.js';

/** A field of a standing that is not as expected, both written as in a case file. */
export interface Difference {
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

/** The fields that an expectation names and a standing does not have as named; undefined: nobody is registered. */
export function differencesFrom(
  standing: Standing | undefined,
  { standing: expected }: Expectation,
): readonly Difference[] {
  if (standing === undefined) return [{ field: 'member', expected: 'a registered member', got: 'none' }];
  const shown: Readonly<Record<keyof ExpectedStanding, unknown>> = {
    ...standing,
    ceiling: shownCeiling(standing),
  };
  return Object.entries(expected).flatMap(([field, value]) =>
    compare(field, value, shown[field as keyof ExpectedStanding]),
  );
}

/** The ceiling with `indeterminate` where the standing has null for it. */
function shownCeiling({ ceiling }: Standing): object {
  const unless = (amount: unknown): unknown =>
    ceiling.status === 'indeterminate' ? 'indeterminate' : amount;
  return {
    ...ceiling,
    baseFen: unless(ceiling.baseFen),
    continuousCreditFen: ceiling.continuousCreditFen ?? 'indeterminate',
    zeroClaimCreditFen: ceiling.zeroClaimCreditFen ?? 'indeterminate',
    breakPenaltyFen: ceiling.breakPenaltyFen ?? 'indeterminate',
    raiseAppliedFen: unless(ceiling.raiseAppliedFen),
    penaltyAppliedFen: unless(ceiling.penaltyAppliedFen),
    effectiveFen: unless(ceiling.effectiveFen),
  };
}

function compare(field: string, expected: unknown, got: unknown): readonly Difference[] {
  if (expected === undefined) return [];
  if (isMapping(expected) && isMapping(got)) {
    return Object.entries(expected).flatMap(([name, value]) => compare(`${field}.${name}`, value, got[name]));
  }
  const [wanted, seen] = [written(field, expected), written(field, got)];
  return wanted === seen ? [] : [{ field: field.replace(/Fen$/, 'Yuan'), expected: wanted, got: seen }];
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a case file has it: amounts in yuan, lists in a fixed order. */
function written(field: string, value: unknown): string {
  if (typeof value === 'number' && field.endsWith('Fen')) return formatYuan(value).replaceAll(',', '');
  if (Array.isArray(value)) return `[${value.map(String).sort().join(', ')}]`;
  if (!isMapping(value)) return String(value);
  const named = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{ ${named.map(([name, inner]) => `${name}: ${written(name, inner)}`).join(', ')} }`;
}
