import { type Bilingual, READING_IDS, type ReadingId, type Readings, READINGS } from '#libs/enrollment';
import { InvalidReadingError } from '../errors.js';
import { plainValue, type Read, report } from '../yaml/cursor.js';
import { adviceFor, similarTo } from '../yaml/suggestion.js';
import { choiceOf } from './choice.js';

/**
 * Reads one choice as YAML, JSON or a command line has it: `yes`, `2024`, `"2024"`, `{ days: 90 }`, `"days:90"`.
 * Throws an InvalidReadingError for an unknown reading or choice.
 */
export function parseReading<R extends ReadingId>(id: R, value: unknown): Readings[R] {
  const choice = choiceOf(READINGS[id], value);
  if (choice !== undefined) return choice;
  const choices = choicesWithBounds(id);
  const seen = typeof value === 'string' ? value : JSON.stringify(value);
  throw new InvalidReadingError(id, {
    seen: excerpt(seen),
    expected: { zh: ` ${choices.join('、')} 之一`, en: `one of ${choices.join(', ')}` },
    remedy: choiceAdvice(seen, writtenChoices(id)),
  });
}

/** Reads the choices of an object such as `{ R1: yes, R4: 2024 }`. */
export function parseReadings(choices: Readonly<Record<string, unknown>>): Partial<Readings> {
  return Object.fromEntries(
    Object.entries(choices).map(([key, value]) => {
      const id = knownReading(key);
      return [id, parseReading(id, value)];
    }),
  );
}

/** Reads choices as a command line or a query writes them: `R1=yes,R16=freeze`; each reading once. */
export function parseReadingList(list: string): Partial<Readings> {
  const choices = new Map<string, string>();
  for (const part of list.split(/,(?=\s*R\d+\s*=)/)) {
    if (part.trim() === '') continue;
    const [id = '', ...choice] = part.split('=').map((each) => each.trim());
    if (choices.has(id)) throw statedTwice(id);
    choices.set(id, choice.join('='));
  }
  return parseReadings(Object.fromEntries(choices));
}

function statedTwice(id: string): InvalidReadingError {
  return new InvalidReadingError(excerpt(id), {
    seen: `${excerpt(id)} twice`,
    expected: { zh: '每个解读只写一次', en: 'each reading once' },
    remedy: { zh: '去掉其中一个。', en: 'Remove one of the two.' },
  });
}

/** The choices of a reading as a person writes them; a number has its unit in angle brackets. */
export function writtenChoices(id: ReadingId): readonly string[] {
  const { choices, number } = READINGS[id];
  const words = (choices as readonly unknown[]).filter((choice) => typeof choice === 'string');
  if (number === null) return words;
  return [...words, number.key === null ? `<${number.unit}>` : `${number.key}: <${number.unit}>`];
}

/** The same, a number with its bounds, both inclusive: `<year> (1900–2199)`. */
function choicesWithBounds(id: ReadingId): readonly string[] {
  const { number } = READINGS[id];
  const written = writtenChoices(id);
  const last = written.at(-1);
  if (number === null || last === undefined) return written;
  return written.with(-1, `${last} (${String(number.min)}–${String(number.max)})`);
}

/** Reads the choice of a reading at a place in a file. */
export function readingAt<R extends ReadingId>(id: R): Read<Readings[R]> {
  return (at) => {
    try {
      return parseReading(id, plainValue(at));
    } catch (error) {
      if (!(error instanceof InvalidReadingError)) throw error;
      return report(at, { expected: error.expected, remedy: error.remedy });
    }
  };
}

function knownReading(key: string): ReadingId {
  const id = READING_IDS.find((known) => known === key);
  if (id !== undefined) return id;
  throw new InvalidReadingError(excerpt(key), {
    seen: excerpt(key),
    expected: { zh: '已有的解读', en: 'a known reading' },
    remedy: {
      zh: `可用: ${READING_IDS.join('、')}。`,
      en: unknownReadingRemedy(),
    },
  });
}

/** What to do about a reading that does not exist: one number is as similar as any other, so none is suggested. */
export function unknownReadingRemedy(): string {
  return `Use one of: ${READING_IDS.join(', ')}.`;
}

function choiceAdvice(seen: string, choices: readonly string[]): Bilingual {
  const similar = similarTo(seen, choices);
  return {
    zh: similar === null ? `可用: ${choices.join('、')}。` : `是否指 ${similar}?`,
    en: adviceFor(seen, choices),
  };
}

function excerpt(seen: string): string {
  return seen.length > 60 ? `${seen.slice(0, 57)}...` : seen;
}
