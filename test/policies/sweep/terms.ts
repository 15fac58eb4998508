import type { CivilDate, ParameterName, Parameters, PolicyPack, Readings, WindowRow } from '#libs/enrollment';
import { dayOf, december, latest, plusDays, plusMonths } from './days.js';

/** The days of one coverage year's window as its row gives them, all included. */
export interface OwnWindow {
  readonly opens: CivilDate;
  readonly closes: CivilDate;
  /** Null: there is no extended window. */
  readonly extendedUntil: CivilDate | null;
  readonly lateUntil: CivilDate;
  readonly row: WindowRow;
}

/**
 * The versions of one pack as data, read without the core. Where the core takes the first value that fits, this asks
 * for the only one: a day with none or with two is an error, never an answer.
 */
export class Terms {
  readonly id: string;
  private readonly answering = new Map<CivilDate, PolicyPack>();
  private readonly windows = new Map<readonly WindowRow[], Map<number, OwnWindow>>();
  private readonly values = new Map<ParameterName, Map<CivilDate, unknown>>();

  constructor(readonly versions: readonly PolicyPack[]) {
    this.id = only(
      versions.map(({ id }) => id).filter((id, index, ids) => ids.indexOf(id) === index),
      'pack id',
    );
  }

  /** The version that answers on a day: of those in effect the latest published, before the first of them that one. */
  version(day: CivilDate): PolicyPack {
    const known = this.answering.get(day);
    if (known !== undefined) return known;
    const first = this.versions.map(({ effectiveFrom }) => effectiveFrom).sort()[0] ?? day;
    const inEffect = this.versions.filter(({ effectiveFrom }) => effectiveFrom <= latest(day, first));
    const published = inEffect
      .map(({ publishedOn }) => publishedOn)
      .sort()
      .at(-1);
    const answering = only(
      inEffect.filter(({ publishedOn }) => publishedOn === published),
      `version of ${this.id} on ${day}`,
    );
    this.answering.set(day, answering);
    return answering;
  }

  /** The value of a parameter in force on a day; before the version takes effect, that of its first day. */
  value<P extends ParameterName>(name: P, day: CivilDate): Parameters[P] {
    const known = this.values.get(name) ?? new Map<CivilDate, unknown>();
    if (known.has(day)) return known.get(day) as Parameters[P];
    const version = this.version(day);
    const asked = latest(day, version.effectiveFrom);
    const inForce = version.parameters[name].filter(
      ({ from, until }) => (from === null || from <= asked) && (until === null || asked < until),
    );
    const { value } = only(inForce, `value of ${name} on ${day}`);
    this.values.set(name, known.set(day, value));
    return value;
  }

  /** The choice of a reading on a day. */
  reading<R extends keyof Readings>(id: R, day: CivilDate): Readings[R] {
    return this.version(day).readings[id].choice;
  }

  /** The window of a coverage year by the rules of a day. */
  window(coverageYear: number, day: CivilDate): OwnWindow {
    const rows = this.value('windows', day);
    const known = this.windows.get(rows) ?? new Map<number, OwnWindow>();
    const found = known.get(coverageYear);
    if (found !== undefined) return found;
    const row = only(
      rows.filter(
        ({ fromYear, untilYear }) =>
          fromYear <= coverageYear && (untilYear === null || coverageYear < untilYear),
      ),
      `window row for coverage year ${coverageYear}`,
    );
    const on = (text: string): CivilDate => dayNamed(text, coverageYear);
    const made: OwnWindow = {
      opens: on(row.opens),
      closes: on(row.closes),
      extendedUntil: row.extendedUntil === null ? null : on(row.extendedUntil),
      lateUntil: on(row.lateUntil),
      row,
    };
    this.windows.set(rows, known.set(coverageYear, made));
    return made;
  }

  /** The days on which an answer may change by the pack alone, each with the day before it. */
  edges(years: readonly number[]): readonly CivilDate[] {
    const days = new Set<CivilDate>();
    for (const version of this.versions) {
      for (const day of [version.effectiveFrom, version.inForceUntil, version.publishedOn])
        if (day !== null) days.add(day);
      for (const dated of Object.values(version.parameters)) {
        for (const { from, until } of dated) for (const day of [from, until]) if (day !== null) days.add(day);
      }
    }
    for (const year of years) {
      const { opens, closes, extendedUntil, lateUntil } = this.window(year, december(year - 1));
      days.add(opens);
      for (const last of [closes, extendedUntil ?? closes, lateUntil]) days.add(plusDays(last, 1));
    }
    return [...days].flatMap((day) => [plusDays(day, -1), day]);
  }
}

/** "Within n months of a day": the last day counts where the pack says so. */
export function isWithin(terms: Terms, from: CivilDate, months: number, day: CivilDate): boolean {
  const end = plusMonths(from, months);
  return day < end || (terms.value('periods.lastDayIncluded', day) && day === end);
}

/** A day as a row of windows or a freshman rule names it: in the coverage year, in the year before it, or once for all. */
export function dayNamed(text: string, coverageYear: number): CivilDate {
  const yearly = /^(prev|same)-(\d\d)-(\d\d|last)$/.exec(text);
  if (yearly === null) return text as CivilDate;
  const [, anchor, month, day] = yearly;
  return dayOf(
    anchor === 'prev' ? coverageYear - 1 : coverageYear,
    Number(month),
    day === 'last' ? 31 : Number(day),
  );
}

/** The only one of a list; none or several are an error that says what was looked for. */
function only<T>(found: readonly T[], what: string): T {
  const [one] = found;
  if (found.length !== 1 || one === undefined) throw new Error(`expected one ${what}, found ${found.length}`);
  return one;
}
