import { isScalar } from 'yaml';
import { type CivilDate, type Fen, FEN_PER_YUAN, fen, isCivilDate } from '#libs/enrollment';
import { type Cursor, type Read, report, textAt } from './cursor.js';
import { adviceFor } from './suggestion.js';

/** Non-empty text; a number or a code without quotes is taken as it is written. */
export const text: Read<string> = (at) => {
  const value = textAt(at)?.trim();
  if (value !== undefined && value !== '') return value;
  return report(at, { expected: 'text', remedy: 'Write the text, in quotes if it holds `: ` or `, `.' });
};

/** `true` or `false`. */
export const flag: Read<boolean> = (at) => {
  if (isScalar(at.node) && typeof at.node.value === 'boolean') return at.node.value;
  return report(at, { expected: 'true or false', remedy: 'Write true or false, without quotes.' });
};

/** A day that exists. */
export const day: Read<CivilDate> = (at) => {
  const value = textAt(at);
  if (isCivilDate(value)) return value;
  return report(at, { expected: 'a day such as 2028-02-29', remedy: 'Write an existing day as YYYY-MM-DD.' });
};

/** One word of a closed list. */
export function oneOf<const W extends string>(words: readonly W[]): Read<W> {
  return (at) => {
    const value = textAt(at);
    const word = words.find((candidate) => candidate === value);
    if (word !== undefined) return word;
    return report(at, { expected: `one of ${words.join(', ')}`, remedy: adviceFor(value ?? '', words) });
  };
}

/** A whole number between two bounds, both included. */
export function wholeNumber(bounds: { readonly min: number; readonly max: number }): Read<number> {
  const { min, max } = bounds;
  return (at) => {
    const value = isScalar(at.node) ? at.node.value : null;
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
    const expected = `a whole number from ${min} to ${max}`;
    return report(at, { expected, remedy: 'Write digits only, without quotes.' });
  };
}

/** Per cent of something, with at most two decimals. */
export const percent: Read<number> = (at) => {
  const value = isScalar(at.node) ? at.node.value : null;
  const isPercent = typeof value === 'number' && value >= 0 && value <= 100;
  if (isPercent && Number.isInteger(Number((value * 100).toFixed(6)))) return value;
  return report(at, {
    expected: 'a percentage from 0 to 100',
    remedy: 'Write digits with at most two decimals, without % and quotes.',
  });
};

/** A value or `null`. */
export function nullable<V>(read: Read<V>): Read<V | null> {
  return (at) => (isScalar(at.node) && at.node.value === null ? null : read(at));
}

/** An amount in yuan, never negative, with at most two decimals, as fen. */
export const yuan: Read<Fen> = (at) => {
  const amount = fenOfYuan(at);
  if (amount !== null && Number.isSafeInteger(amount) && amount >= 0) return fen(amount);
  const expected = 'an amount in yuan such as 3000 or 0.50';
  return report(at, {
    expected,
    remedy: 'Write yuan with at most two decimals, without separators or quotes.',
  });
};

/**
 * The fen of a number written in yuan, also a negative or a fractional one; null where no plain decimal number stands.
 * The digits are moved as text, because 0.29 * 100 is not 29.
 */
export function fenOfYuan(at: Cursor): number | null {
  if (!isScalar(at.node) || typeof at.node.value !== 'number') return null;
  const match = /^([-+]?)(\d+)(?:\.(\d*))?$/.exec(at.node.source ?? String(at.node.value));
  if (match === null) return null;
  const [, sign = '', whole = '', decimals = ''] = match;
  const places = String(FEN_PER_YUAN).length - 1;
  const moved = `${whole}${decimals.slice(0, places).padEnd(places, '0')}.${decimals.slice(places)}0`;
  return Number(`${sign}${moved}`);
}
