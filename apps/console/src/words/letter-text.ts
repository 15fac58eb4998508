import { longDay } from './values.js';
import type { Say } from './words.js';

const DAY = '\\d{4}-\\d{2}-\\d{2}';

/** A day, with the spaces that Chinese has beside figures and does not have beside a day in its long form. */
const DAY_IN_TEXT = new RegExp(`(?<=\\p{Script=Han}) (?=${DAY})|(${DAY})(?: (?=\\p{Script=Han}))?`, 'gu');

/** A text of a letter with its days in the long form: `2028年6月1日`, `1 June 2028`. */
export function inLetter(text: string, say: Say): string {
  return text.replace(DAY_IN_TEXT, (_, day: string | undefined) =>
    day === undefined ? '' : longDay(day, say),
  );
}

/** The ledger's English for the length of a wait: the parts as a sum, which the Chinese tells in words. */
const SUM = /fixed \+ variable - repaired = (\d+) \+ (\d+) - (\d+) = (\d+) (month|day)s?, (?=\d{4}-)/;

/** A sentence of an explanation for somebody who reads no formula. The bytes that the ledger serves stay what they are. */
export function inWords(sentence: string): string {
  return sentence.replace(
    SUM,
    (_, fixed: string, variable: string, repaired: string, total: string, unit: string) => {
      const counted = (count: string): string => `${count} ${unit}${count === '1' ? '' : 's'}`;
      return `fixed ${counted(fixed)}, variable ${counted(variable)}, repaired ${counted(repaired)}, in all ${counted(total)}; `;
    },
  );
}
