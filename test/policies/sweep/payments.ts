import type { CivilDate, FactData } from '#libs/enrollment';
import type { Told } from '../../replay/given.js';
import { december, january, LAST_YEAR, plusDays, yearOf, YEARS } from './days.js';
import { classBy, startBy } from './own-cover.js';
import type { Terms } from './terms.js';

/** One kind of member: what is told of it, in the order in which it is recorded. Every fact has to be accepted. */
export interface Kind {
  readonly name: string;
  readonly facts: readonly Told[];
}

/** A premium payment as it is told. */
export type PaidFact = Told & FactData['PremiumPaid'];

/** Payments by the days of the pack's own windows. */
export class Payments {
  constructor(readonly terms: Terms) {}

  on(coverageYear: number, paidOn: CivilDate, fields: object = {}): PaidFact {
    return { type: 'PremiumPaid', coverageYear, paidOn, ...fields };
  }

  /** On the tenth day of the window. */
  inTime(coverageYear: number, fields: object = {}): PaidFact {
    return this.on(
      coverageYear,
      plusDays(this.terms.window(coverageYear, january(coverageYear)).opens, 9),
      fields,
    );
  }

  /** Every year from the first to the last, each in its window; without an end until the sweep's. */
  from(first: number, last = LAST_YEAR): readonly PaidFact[] {
    return YEARS.filter((year) => year >= first && year <= last).map((year) => this.inTime(year));
  }

  /** So many days after the first day on which a payment is late, or on the last on which one is accepted. */
  late(coverageYear: number, days: number): PaidFact {
    const { closes, extendedUntil, lateUntil } = this.terms.window(coverageYear, january(coverageYear));
    const day = plusDays(extendedUntil ?? closes, 1 + days);
    return this.on(coverageYear, day > lateUntil ? lateUntil : day);
  }

  /** The last day of the extended window; undefined where there is none. */
  extendedDay(coverageYear: number): CivilDate | undefined {
    return this.terms.window(coverageYear, january(coverageYear)).extendedUntil ?? undefined;
  }

  /** For the year of the day where it still is accepted and whatever starts cover then starts it, else for the year after. */
  atOnce(paidOn: CivilDate): PaidFact {
    const { terms } = this;
    const year = yearOf(paidOn);
    const isOpen = classBy(terms.window(year, paidOn), paidOn) !== 'coverage-year-over';
    const gaps = terms.value('exemptions.shortGap', paidOn).map(({ lateCoverFrom }) => lateCoverFrom);
    const starts = [terms.value('cover.lateFrom', paidOn), ...gaps];
    const covers = starts.every((start) => startBy(start, paidOn, year) <= december(year));
    return this.on(isOpen && covers ? year : year + 1, paidOn);
  }
}

/** A member with some facts, registered in the sample region of the pack. */
export function kind(name: string, ...facts: readonly Told[]): Kind {
  return { name, facts: [registered, ...facts] };
}

/** Somebody who could enrol long before the years swept. */
export const registered: Told = { type: 'MemberRegistered', liableFrom: '2000-01-01' };
