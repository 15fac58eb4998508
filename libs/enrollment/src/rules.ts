import { CIVIL_YEARS, type CivilDate, isCivilDate, lastOfMonth } from './calendar/civil-date.js';
import type { CoverStart, ParameterName, Parameters, WindowRow } from './parameters.js';
import type { Clause, DatedValue, PolicyPack } from './policy-pack.js';
import type { ReadingId, Readings } from './readings.js';
import { waitTermsOf, type WaitTerms } from './wait-terms.js';

/** The window of one coverage year, all days included; `extendedUntil` null: there is no extended window. */
export interface Window {
  readonly opens: CivilDate;
  readonly closes: CivilDate;
  readonly extendedUntil: CivilDate | null;
  readonly extendedCountsAs: WindowRow['extendedCountsAs'];
  /** Last day on which a payment for the year is accepted. */
  readonly lateUntil: CivilDate;
  readonly coverFrom: CoverStart;
}

/** The rules of one pack version as they stand on a range of days: plain values, and where each comes from. */
export interface Rules extends Parameters {
  readonly pack: PolicyPack;
  readonly readings: Readings;
  readonly clauses: Readonly<Record<ParameterName, Clause>>;
  /** The lengths of a wait, in the unit that the pack and R7 give them. */
  readonly wait: WaitTerms;
  /** The window of a coverage year. */
  window(coverageYear: number): Window;
}

/** The rules of a pack version on a day, with readings and windows overridden where a question says so. */
export function rulesOf(
  pack: PolicyPack,
  day: CivilDate,
  overrides: Partial<Readings>,
  windows?: ReadonlyMap<number, Window>,
): Rules {
  const names = Object.keys(pack.parameters) as ParameterName[];
  const inForce = names.map((name) => [name, valueOn(pack, name, day)] as const);
  // Made from entries, objects of every pack have one shape: a rule reads them some hundred times for each member.
  const parameters = Object.fromEntries(
    inForce.map(([name, { value }]) => [name, value]),
  ) as unknown as Parameters;
  const clauses = Object.fromEntries(inForce.map(([name, { clause }]) => [name, clause])) as Record<
    ParameterName,
    Clause
  >;
  const readings = Object.fromEntries(
    Object.entries(pack.readings).map(([id, entry]) => [id, overrides[id as ReadingId] ?? entry.choice]),
  ) as unknown as Readings;
  const made: Window[] = [];
  return {
    ...parameters,
    pack,
    readings,
    clauses,
    wait: waitTermsOf(parameters, readings),
    window(coverageYear) {
      return (made[coverageYear - CIVIL_YEARS.first] ??=
        windows?.get(coverageYear) ?? windowOf(parameters.windows, coverageYear));
    },
  };
}

/** The value of a parameter on a day: the one in force, or before the first of them that one. */
function valueOn({ id, parameters }: PolicyPack, name: ParameterName, day: CivilDate): DatedValue<unknown> {
  const dated = parameters[name];
  const found =
    dated.find(({ from, until }) => (from === null || from <= day) && (until === null || day < until)) ??
    dated[0];
  if (found === undefined) throw new Error(`Pack ${id} has no value for ${name}.`);
  return found;
}

function windowOf(rows: readonly WindowRow[], coverageYear: number): Window {
  const row =
    rows.find(
      ({ fromYear, untilYear }) =>
        fromYear <= coverageYear && (untilYear === null || coverageYear < untilYear),
    ) ?? rows[0];
  if (row === undefined) throw new Error(`No enrolment window for ${String(coverageYear)}.`);
  return windowIn(row, coverageYear);
}

/** The days of a row of windows in one coverage year. */
export function windowIn(row: Omit<WindowRow, 'fromYear' | 'untilYear'>, coverageYear: number): Window {
  const { opens, closes, extendedUntil, extendedCountsAs, lateUntil, coverFrom } = row;
  return {
    opens: dayOfYear(opens, coverageYear),
    closes: dayOfYear(closes, coverageYear),
    extendedUntil: extendedUntil === null ? null : dayOfYear(extendedUntil, coverageYear),
    extendedCountsAs,
    lateUntil: dayOfYear(lateUntil, coverageYear),
    coverFrom,
  };
}

/** A yearly day in the coverage year or the one before; a full date stays as it is. */
export function dayOfYear(day: string, coverageYear: number): CivilDate {
  if (isCivilDate(day)) return day;
  const [anchor, month, dayOfMonth] = day.split('-');
  const year = anchor === 'prev' ? coverageYear - 1 : coverageYear;
  if (dayOfMonth === 'last') return lastOfMonth(year, Number(month));
  return `${String(year)}-${month ?? ''}-${dayOfMonth ?? ''}` as CivilDate;
}
