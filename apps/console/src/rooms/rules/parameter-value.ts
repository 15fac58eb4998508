import { yuan } from '../../words/values.js';
import type { Say } from '../../words/words.js';

/** A value of a parameter in lines: amounts in yuan, lists one to a line, objects as `name: value`. */
export function parameterValue(value: unknown, say: Say): readonly string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [say('word.none')] : value.map((each) => inLine(each, say));
  return [inLine(value, say)];
}

function inLine(value: unknown, say: Say): string {
  if (value === null) return say('word.none');
  if (typeof value === 'boolean') return say(value ? 'word.yes' : 'word.no');
  if (Array.isArray(value)) return value.map((each) => inLine(each, say)).join(' ');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object') return '';
  return Object.entries(value)
    .filter(([, each]) => each !== null)
    .map(([name, each]) =>
      name.endsWith('Fen') && typeof each === 'number'
        ? say('fact.yuan', { amount: yuan(each, say) })
        : name === 'percentOfBase'
          ? say('rules.percent', { percent: String(each) })
          : `${name}: ${inLine(each, say)}`,
    )
    .join(', ');
}
