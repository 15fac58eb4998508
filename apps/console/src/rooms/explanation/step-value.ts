import { SCHEME_WORDS } from '#libs/ledger/pure';
import type { ExplainedStep } from '#libs/enrollment';
import type { Speaker } from '../../words/facts.js';
import { days, months, yearRuns, years, yuan } from '../../words/values.js';

/** The value of a step in its unit, as a person reads it. */
export function stepValue(value: ExplainedStep['value'], unit: string, { say, language }: Speaker): string {
  if (value === null) return say('word.none');
  switch (unit) {
    case 'months':
      return months(Number(value), say);
    case 'days':
      return days(Number(value), say);
    case 'years':
      return years(Number(value), say);
    case 'fen':
      return say('fact.yuan', { amount: yuan(Number(value), say) });
    case 'flag':
      return say(value === true ? 'word.yes' : 'word.no');
    case 'year-list':
      return typeof value === 'object' && value.length > 0 ? yearRuns(value) : say('word.none');
    case 'scheme':
      return Object.hasOwn(SCHEME_WORDS, String(value))
        ? SCHEME_WORDS[value as keyof typeof SCHEME_WORDS][language]
        : String(value);
    case 'class':
      return classWord(String(value), say);
    case 'percent':
      return `${String(value)} %`;
    default:
      return String(value);
  }
}

function classWord(value: string, say: Speaker['say']): string {
  switch (value) {
    case 'in-window':
      return say('class.in-window');
    case 'extended':
      return say('class.extended');
    case 'late':
      return say('class.late');
    default:
      return value;
  }
}
