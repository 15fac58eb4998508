import { type CivilDate, formatYuan, previousDay } from '#libs/enrollment';
import type { Say } from './words.js';

/** An amount in yuan: `300,000`, with fen only where there are some. */
export function yuan(fen: number | null, say: Say): string {
  return fen === null ? say('word.indeterminate') : formatYuan(fen);
}

/** A length in months or days, of whichever a wait is counted in. */
export function length(
  wait: { readonly totalMonths?: number | null; readonly totalDays?: number | null },
  say: Say,
): string {
  if (wait.totalDays !== undefined && wait.totalDays !== null) return days(wait.totalDays, say);
  return wait.totalMonths === undefined || wait.totalMonths === null
    ? say('word.carriedWait')
    : months(wait.totalMonths, say);
}

export function months(count: number, say: Say): string {
  return say(count === 1 ? 'word.month' : 'word.months', { count });
}

export function days(count: number, say: Say): string {
  return say(count === 1 ? 'word.day' : 'word.days', { count });
}

export function years(count: number, say: Say): string {
  return say(count === 1 ? 'word.year' : 'word.years', { count });
}

/** A range of days, the last one included, as it says. */
export function range(
  { from, until }: { readonly from: string; readonly until: string | null },
  say: Say,
): string {
  if (until === null) return say('word.from', { from });
  const last = previousDay(until as CivilDate);
  return last === from ? from : say('word.range', { from, last });
}

/** A list of years in runs: `2025–2027`. */
export function yearRuns(list: readonly number[]): string {
  const sorted = [...list].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const year of sorted) {
    const last = runs.at(-1);
    if (last?.[1] === year - 1) last[1] = year;
    else runs.push([year, year]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${String(from)}–${String(to)}`)).join(', ');
}

/** A day in a letter: `2027年3月5日`, `5 March 2027`. */
export function longDay(day: string, say: Say): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return say('word.longDay', {
    year,
    month: Number(month),
    monthName: MONTHS[Number(month) - 1] ?? '',
    date: Number(date),
  });
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The day and minute of an instant that the API wrote at +08:00. */
export function minute(instant: string | null): string {
  return instant === null ? '–' : `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
}

/** Clauses by document: `闽政办〔2025〕3号 二(一) 二(二)`. */
export function citations(clauses: readonly { readonly document: string; readonly at: string }[]): string {
  const places = new Map<string, Set<string>>();
  for (const { document, at } of clauses) places.set(document, (places.get(document) ?? new Set()).add(at));
  return [...places].map(([document, at]) => [document, ...at].join(' ').trim()).join('; ');
}

/** A digest short enough to be read aloud. */
export function shortDigest(digest: string): string {
  return digest.replace(/^\w+:/, '').slice(0, 4);
}
