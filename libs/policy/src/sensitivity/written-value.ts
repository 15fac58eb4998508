import { FEN_PER_YUAN } from '#libs/enrollment';
import { stringify } from 'yaml';

/**
 * A value of a pack in the form in which a file has it: amounts in yuan, under keys that say so. `key` is the name of the
 * value itself, such as `amountFen`.
 */
export function writtenValue(key: string, value: unknown): unknown {
  if (typeof value === 'number') return key.endsWith('Fen') ? value / FEN_PER_YUAN : value;
  if (Array.isArray(value)) return value.map((element) => writtenValue('', element));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [writtenKey(name), writtenValue(name, inner)]),
  );
}

/** The same on one line. */
export function writtenText(key: string, value: unknown): string {
  return stringify(writtenValue(key, value), { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

/** The key of a value in a file. */
export function writtenKey(key: string): string {
  return key.replace(/Fen$/, 'Yuan');
}
