import { type Bilingual, type CivilDate, isCivilDate } from '#libs/enrollment';
import { parseKnownAt, parseReadingList } from '#libs/policy';
import { type CommandFailure, wrongUsage } from '../failures/failure.js';

/** Longest excerpt of a wrong value that a message repeats. */
const EXCERPT = 40;

/** A parser of the day after a flag. */
export function dayOf(flag: string): (value: string) => CivilDate {
  return (value) => {
    if (isCivilDate(value)) return value;
    throw wrongValue(flag, value, {
      zh: '存在的日期(1900 至 2199 年, 形如 2028-02-29)',
      en: 'a day that exists (years 1900 to 2199, written 2028-02-29)',
    });
  };
}

/** A parser of `--known-at`: `pos:24888170`, an instant with its offset, or a day, meaning its end at +08:00. Kept as written. */
export function knownAtOf(flag: string): (value: string) => string {
  return (value) => {
    if (positionOf(value) !== null || parseKnownAt(value) !== null) return value;
    throw wrongValue(flag, value, {
      zh: '位置 pos:24888170、时刻 2028-03-15T10:00:00+08:00 或日期 2028-03-15',
      en: 'a position pos:24888170, an instant 2028-03-15T10:00:00+08:00, or a day 2028-03-15',
    });
  };
}

/** The position of `pos:24888170`; null for anything else. */
export function positionOf(knownAt: string): number | null {
  const position = /^pos:(\d{1,16})$/.exec(knownAt)?.[1];
  return position !== undefined && Number.isSafeInteger(Number(position)) ? Number(position) : null;
}

/** Collects `--reading R1=yes`, which may be repeated and may name several; each is checked. */
export function readingsOf(value: string, before: readonly string[]): readonly string[] {
  parseReadingList(value);
  if (/^\s*R\d+\s*=/.test(value)) return [...before, value];
  throw wrongValue('--reading', value, { zh: '解读及其取值 R1=yes', en: 'a reading and its choice, R1=yes' });
}

/** A parser of a whole number from `min` to `max`. */
export function wholeNumberOf(
  flag: string,
  { min, max }: { readonly min: number; readonly max: number },
): (value: string) => number {
  return (value) => {
    const number = /^\d{1,16}$/.test(value) ? Number(value) : NaN;
    if (number >= min && number <= max) return number;
    throw wrongValue(flag, value, {
      zh: `${min} 至 ${max} 的整数`,
      en: `a whole number from ${min} to ${max}`,
    });
  };
}

/** The failure of a flag whose value is not what it should be. */
export function wrongValue(flag: string, seen: string, expected: Bilingual): CommandFailure {
  const shown = seen.length > EXCERPT ? `${seen.slice(0, EXCERPT)}…` : seen;
  return wrongUsage({
    zh: `${flag}: "${shown}" 不符; 应为${expected.zh}。`,
    en: `${flag}: found "${shown}", expected ${expected.en}.`,
  });
}
