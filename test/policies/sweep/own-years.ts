import type { CivilDate, Scheme } from '#libs/enrollment';
import { december, FIRST_YEAR, january, yearOf } from './days.js';
import { type OwnCover, ownCovers } from './own-cover.js';
import { type Days, isIn, type OwnMember } from './own-member.js';

/** The coverage years of a member: which were covered, and which were missed. */
export class OwnYears {
  readonly covers: readonly OwnCover[];
  private readonly missed = new Map<number, boolean>();

  constructor(readonly member: OwnMember) {
    this.covers = ownCovers(member);
  }

  /** Employee before resident before other; on no day more than one answers. */
  coveredOn(day: CivilDate): Scheme | 'none' {
    const { employee, other } = this.member;
    if (this.member.isDeadOn(day)) return 'none';
    if (isIn(employee, day)) return 'employee';
    if (this.covers.some(({ days }) => isIn([days], day))) return 'resident';
    return isIn(other, day) ? 'other' : 'none';
  }

  /** True for a year without a covered day of which the member was liable, whether or not it has ended. */
  isMissed(year: number): boolean {
    const known = this.missed.get(year);
    if (known !== undefined) return known;
    const found = this.findMissed(year);
    this.missed.set(year, found);
    return found;
  }

  /** The missed years that have ended by a day, ascending, and those that an opening balance declares. */
  breakYearsOn(day: CivilDate): readonly number[] {
    const running = yearOf(day);
    const found: number[] = (this.member.opening?.openBreakYears ?? []).filter((year) => year < running);
    for (let year = FIRST_YEAR; year < running; year += 1) if (this.isMissed(year)) found.push(year);
    return found.sort((a, b) => a - b);
  }

  /** How many break years an enrolment answers for: those in a row just before it, earlier ones where a pack carries them. */
  runBefore({ year: enrolled, terms, paidOn }: OwnCover): number {
    const { opening } = this.member;
    const first = Math.max(terms.reading('R3', paidOn), (opening?.asOfYear ?? 0) + 1);
    const isCarried = terms.value('breaks.employeeDetour', paidOn) === 'carries';
    const isLifetime = terms.reading('R11', paidOn) === 'lifetime';
    let run = 0;
    for (let year = enrolled - 1; year >= first; year -= 1) {
      if (this.isMissed(year)) run += 1;
      else if (!isLifetime && !(isCarried && this.isEmployeeOnly(year))) return run;
    }
    return run + (opening?.openBreakYears.length ?? 0);
  }

  private findMissed(year: number): boolean {
    const { member } = this;
    const terms = member.termsOn(january(year));
    if (year < terms.reading('R3', january(year)) || year <= (member.opening?.asOfYear ?? 0)) return false;
    const isCovered =
      this.isResident(year) || [...member.employee, ...member.other].some((days) => touches(days, year));
    if (isCovered || (member.diedOn !== undefined && year >= yearOf(member.diedOn))) return false;
    const lapses = member.all('CoverageLapsed').filter(({ coverageYear }) => coverageYear === year);
    const isRescinded = member.all('LapseRescinded').some(({ coverageYear }) => coverageYear === year);
    if (isRescinded && lapses.length === 0) return false;
    const { opens, closes } = terms.window(year, january(year));
    const isLiable = opens >= member.liableFrom && !this.hasLeftBy(closes);
    return isLiable || lapses.some(({ asserted }) => asserted === true);
  }

  private isResident(year: number): boolean {
    return this.covers.some((cover) => cover.year === year || touches(cover.days, year));
  }

  private isEmployeeOnly(year: number): boolean {
    const { employee, other } = this.member;
    return (
      employee.some((days) => touches(days, year)) &&
      !this.isResident(year) &&
      !other.some((days) => touches(days, year))
    );
  }

  private hasLeftBy(day: CivilDate): boolean {
    const transfers = this.member.all('SchemeTransferred');
    const left = transfers.filter(({ to, reason }) => to === 'none' && reason === 'left-the-region');
    const begun = [
      ...this.member.all('PremiumPaid').map(({ paidOn }) => paidOn),
      ...transfers.filter(({ to }) => to !== 'none').map(({ effectiveOn }) => effectiveOn),
    ];
    return left.some(
      ({ effectiveOn: gone }) => gone <= day && !begun.some((back) => gone <= back && back <= day),
    );
  }
}

function touches({ from, until }: Days, year: number): boolean {
  return from <= december(year) && (until === null || until > january(year));
}
