import { type CivilDate, type ParameterName, type Window } from '#libs/enrollment';
import { allDays, sweptOf, yearOf, YEARS, LAST_YEAR } from './days.js';
import { Faults } from './faults.js';
import { HOME, type SweptPack } from './swept-packs.js';
import { type OwnWindow } from './terms.js';

/**
 * On every day of the years swept, one version answers, with the only value of each parameter that is in force, and
 * with the only row of windows for that year and the next.
 */
export function sweepForce(swept: SweptPack): Faults {
  const faults = new Faults(swept.terms.id);
  for (const day of allDays) faults.look(day, () => answersOn(swept, day));
  return faults;
}

function answersOn({ terms, book }: SweptPack, day: CivilDate): readonly string[] {
  const found: string[] = [];
  const version = terms.version(day);
  const rules = book.rules(HOME, day);
  if (rules.pack !== version)
    found.push(`version ${rules.pack.version} answers instead of ${version.version}`);
  for (const name of Object.keys(version.parameters) as ParameterName[]) {
    if (rules[name] !== terms.value(name, day)) found.push(`another value of ${name} answers`);
  }
  for (const year of [yearOf(day), yearOf(day) + 1]) {
    if (!isSameWindow(rules.window(year), terms.window(year, day)))
      found.push(`another window of ${year} answers`);
  }
  return found;
}

function isSameWindow(window: Window, own: OwnWindow): boolean {
  return (
    window.opens === own.opens &&
    window.closes === own.closes &&
    window.extendedUntil === own.extendedUntil &&
    window.lateUntil === own.lateUntil &&
    window.coverFrom === own.row.coverFrom
  );
}

/** The days around each edge of a pack that are swept. */
export function packEdges({ terms }: SweptPack): readonly CivilDate[] {
  return sweptOf(terms.edges([...YEARS, LAST_YEAR + 1]));
}
