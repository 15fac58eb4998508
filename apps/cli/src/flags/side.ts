import { parseReadingList } from '#libs/policy';
import type { Question } from '#libs/ledger';
import { wrongUsage } from '../failures/failure.js';
import { dayOf, knownAtOf, wrongValue } from './parse.js';

type Coordinate = keyof Question;

/** Coordinates that were written, and nothing else. */
export type WrittenSide = Partial<Record<Coordinate, string>>;

const NAMES: Readonly<Record<string, Coordinate>> = {
  on: 'on',
  'known-at': 'knownAt',
  pack: 'pack',
  reading: 'readings',
};

/** A parser of `--a` and `--b`, which may be repeated: `on=…`, `known-at=…`, `pack=fujian@1`, `reading=R1=yes`. */
export function sidePartOf(flag: string): (value: string, before: WrittenSide | undefined) => WrittenSide {
  return (value, before = {}) => {
    const [, name = '', text = ''] = /^([a-z-]+)=(.+)$/s.exec(value) ?? [];
    const coordinate = NAMES[name];
    if (coordinate === undefined)
      throw wrongValue(flag, value, {
        zh: ' on=…、known-at=…、pack=… 或 reading=…',
        en: 'on=…, known-at=…, pack=… or reading=…',
      });
    const earlier = before[coordinate];
    if (coordinate === 'readings') {
      parseReadingList(text);
      return { ...before, readings: earlier === undefined ? text : `${earlier},${text}` };
    }
    if (earlier !== undefined)
      throw wrongUsage({ zh: `${flag} ${name} 只写一次。`, en: `${flag} ${name} can be given once.` });
    return { ...before, [coordinate]: checked(coordinate, `${flag} ${name}`, text) };
  };
}

function checked(coordinate: Exclude<Coordinate, 'readings'>, flag: string, text: string): string {
  if (coordinate === 'on') return dayOf(flag)(text);
  return coordinate === 'knownAt' ? knownAtOf(flag)(text) : text;
}

/** A side with the coordinates that both sides share where it has none of its own. */
export function sideWith(shared: Question, own: WrittenSide = {}): WrittenSide {
  const written = Object.entries({ ...shared, ...own }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(written);
}
