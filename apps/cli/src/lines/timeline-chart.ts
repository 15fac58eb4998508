import type { Interval, IntervalKind } from '#libs/enrollment';
import { INTERVAL_WORDS } from '#libs/ledger';
import { padded, textWidth } from '../output/width.js';
import type { Say } from '../language.js';

/** Marks of the chart; a day without a mark has none of it. */
const COVER_MARKS: Readonly<Record<string, string>> = { resident: '=', employee: 'e', other: 'o' };
const MARKS: Readonly<Partial<Record<IntervalKind, string>>> = { lapse: '.', 'break-year': 'x', wait: 'w' };
const ROWS: readonly IntervalKind[] = ['cover', 'lapse', 'break-year', 'wait'];
/** Columns that a year may take, the widest that fits is used. */
const COLUMNS_PER_YEAR = [12, 6, 4, 2, 1];

/** A chart of cover, lapses, break years and waits by year; a column is marked where any of its days is. */
export function timelineChart(intervals: readonly Interval[], columns: number, say: Say): readonly string[] {
  const shown = intervals.filter(({ kind }) => ROWS.includes(kind));
  const years = shown.flatMap(({ from, until }) => [
    yearAt(from),
    until === null ? yearAt(from) : lastYear(until),
  ]);
  if (years.length === 0) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const labels = ROWS.map((kind) => say(INTERVAL_WORDS[kind]));
  const labelWidth = Math.max(...labels.map(textWidth)) + 2;
  const room = Math.floor((columns - labelWidth) / (last - first + 1));
  const perYear = COLUMNS_PER_YEAR.find((width) => width <= room) ?? 1;
  const bar = { first, length: (last - first + 1) * perYear, perYear };
  const rows = ROWS.map((kind, index) => padded(labels[index] ?? '', labelWidth) + rowOf(kind, shown, bar));
  const legend = say({
    zh: '= 居民医保  e 职工医保  o 其他制度  . 断保  x 断保年  w 等待期',
    en: '= resident  e employee  o other system  . lapse  x break year  w wait',
  });
  return [' '.repeat(labelWidth) + yearLine(bar), ...rows.map((row) => row.trimEnd()), legend];
}

interface Bar {
  readonly first: number;
  readonly length: number;
  readonly perYear: number;
}

function rowOf(kind: IntervalKind, intervals: readonly Interval[], bar: Bar): string {
  const cells = Array.from({ length: bar.length }, () => ' ');
  for (const interval of intervals) {
    if (interval.kind !== kind) continue;
    const mark = MARKS[kind] ?? COVER_MARKS[typeof interval.value === 'string' ? interval.value : ''] ?? '?';
    const from = Math.floor(columnAt(interval.from, bar));
    const until = interval.until === null ? bar.length : Math.ceil(columnAt(interval.until, bar));
    cells.fill(mark, Math.max(0, from), Math.min(bar.length, until));
  }
  return cells.join('');
}

/** The place of a day on the bar, in columns; a month counts as a twelfth of a year. */
function columnAt(day: string, { first, perYear }: Bar): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return (year - first + (month - 1) / 12 + (date - 1) / 372) * perYear;
}

/** The years above their columns, as many as there is room for. */
function yearLine({ first, length, perYear }: Bar): string {
  const every = Math.ceil(5 / perYear);
  let line = '';
  for (let column = 0; column < length; column += perYear * every) {
    line = line.padEnd(column) + String(first + column / perYear);
  }
  return line;
}

function yearAt(day: string): number {
  return Number(day.slice(0, 4));
}

/** The last year that a range touches, its end being exclusive. */
function lastYear(until: string): number {
  return until.endsWith('-01-01') ? yearAt(until) - 1 : yearAt(until);
}
