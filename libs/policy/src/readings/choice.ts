import type { Reading } from '#libs/enrollment';

/** The choice that a value means, as YAML, JSON or a query has it; undefined where the reading has no such choice. */
export function choiceOf<C>({ aliases, choices, number }: Reading<C>, value: unknown): C | undefined {
  const word = choices.find((choice) => typeof choice === 'string' && choice === value);
  if (word !== undefined) return word;
  if (typeof value === 'string' && Object.hasOwn(aliases, value)) return aliases[value];
  if (number === null) return undefined;
  const amount = number.key === null ? plainNumber(value) : keyedNumber(value, number.key);
  const isWithin = Number.isInteger(amount) && amount >= number.min && amount <= number.max;
  return isWithin ? number.choice(amount) : undefined;
}

function keyedNumber(value: unknown, name: string): number {
  if (typeof value === 'string') {
    const [key = '', amount] = value.split(':');
    return key.trim() === name ? plainNumber(amount?.trim()) : NaN;
  }
  if (typeof value !== 'object' || value === null) return NaN;
  const entries = Object.entries(value as Record<string, unknown>);
  return entries.length === 1 && entries[0]?.[0] === name ? plainNumber(entries[0][1]) : NaN;
}

function plainNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : NaN;
}

/** One choice as a person writes it. */
export function writtenChoice(choice: unknown): string {
  if (typeof choice !== 'object' || choice === null) return String(choice);
  return Object.entries(choice)
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join();
}
