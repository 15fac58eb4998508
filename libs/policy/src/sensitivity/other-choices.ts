import { type ReadingId, READINGS } from '#libs/enrollment';
import { InvalidReadingError } from '../errors.js';
import { parseReading } from '../readings/reading-input.js';
import { isMapping } from './ranges-that-meet.js';

/** The choices of a reading that are tried against the one of a pack: every listed one, and a number one less and one more. */
export function otherChoices(id: ReadingId, choice: unknown): readonly unknown[] {
  const listed: readonly unknown[] = READINGS[id].choices;
  const neighbours = [-1, 1].flatMap((by) => movedNumber(choice, by)).filter((each) => isChoice(id, each));
  const choices = new Map([...listed, ...neighbours].map((each) => [JSON.stringify(each), each]));
  choices.delete(JSON.stringify(choice));
  return [...choices.values()];
}

/** A choice that is a number, alone or with its unit (`{ days: 90 }`), moved; nothing for a word. */
function movedNumber(choice: unknown, by: number): readonly unknown[] {
  if (typeof choice === 'number') return [choice + by];
  if (!isMapping(choice)) return [];
  return [Object.fromEntries(Object.entries(choice).map(([unit, count]) => [unit, Number(count) + by]))];
}

function isChoice(id: ReadingId, candidate: unknown): boolean {
  try {
    parseReading(id, candidate);
    return true;
  } catch (error) {
    if (error instanceof InvalidReadingError) return false;
    throw error;
  }
}
