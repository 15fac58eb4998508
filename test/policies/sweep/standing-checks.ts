import type { CeilingStanding, CivilDate, Standing } from '#libs/enrollment';
import { january, plusDays, yearOf } from './days.js';
import { type OwnCover } from './own-cover.js';
import { isIn } from './own-member.js';
import type { OwnWait } from './own-wait.js';
import type { OwnYears } from './own-years.js';
import { baseOf } from './swept-packs.js';

/** What every standing of a member must agree with, worked out from the facts beside the core. */
export class StandingChecks {
  constructor(
    private readonly years: OwnYears,
    private readonly waits: ReadonlyMap<number, OwnWait>,
  ) {}

  /** What is wrong with the standing of a day; empty where nothing is. */
  on(day: CivilDate, standing: Standing): readonly string[] {
    return [
      ...holes(standing, 'standing'),
      ...this.coverFaults(day, standing),
      ...this.waitFaults(day, standing),
      ...this.ceilingFaults(day, standing),
      ...this.warningFaults(day, standing),
    ];
  }

  private coverFaults(day: CivilDate, standing: Standing): readonly string[] {
    const covered = this.years.coveredOn(day);
    const found: string[] = [];
    if (standing.region !== this.years.member.regionOn(day)) found.push(`region ${standing.region}`);
    if (standing.covered !== covered) found.push(`covered is ${standing.covered}, expected ${covered}`);
    const isEligible = covered === 'employee' || (covered === 'resident' && this.isResidentPaid(day));
    if (standing.benefitEligible !== isEligible) found.push(`benefitEligible is ${standing.benefitEligible}`);
    const breakYears = this.years.breakYearsOn(day).join(' ');
    if (standing.breakYears.join(' ') !== breakYears)
      found.push(`breakYears are ${standing.breakYears.join(' ')}, expected ${breakYears}`);
    return found;
  }

  /** True where some fund pays by one of the resident covers of the day. */
  private isResidentPaid(day: CivilDate): boolean {
    return this.years.covers.some(({ days, paidOn, terms, year }) => {
      const wait = this.waits.get(year);
      const isWaiting =
        wait !== undefined && day < wait.benefitsFrom && terms.reading('R33', paidOn) === 'yes';
      return isIn([days], day) && !isWaiting;
    });
  }

  private waitFaults(day: CivilDate, { waiting }: Standing): readonly string[] {
    const year = yearOf(day);
    const shown = this.years.covers.find((cover) => cover.year >= year);
    const wait = shown === undefined ? undefined : this.waits.get(shown.year);
    if (wait === undefined || waiting === null)
      return (wait === undefined) === (waiting === null)
        ? []
        : [`a wait is ${waiting === null ? 'not ' : ''}shown`];
    const found: string[] = [];
    if (waiting.endsOn !== plusDays(waiting.benefitsFrom, -1))
      found.push('the wait ends not on the day before benefits');
    const { fixedMonths, variableMonths, repairedMonths, totalMonths } = waiting;
    const seen =
      wait.unit === 'months'
        ? [fixedMonths, variableMonths, repairedMonths, totalMonths]
        : [waiting.fixedDays, waiting.variableDays, waiting.repairedDays, waiting.totalDays];
    const { fixed, variable, repaired } = wait.lengths ?? {};
    const total =
      wait.lengths === null ? null : wait.lengths.fixed + wait.lengths.variable - wait.lengths.repaired;
    const expected = [fixed ?? null, variable ?? null, repaired ?? null, total];
    const days = [waiting.startsOn, waiting.benefitsFrom].join(' to ');
    const expectedDays = [wait.startsOn, wait.benefitsFrom].join(' to ');
    if (seen.join() !== expected.join())
      found.push(`the wait is ${seen.join()} ${wait.unit}, expected ${expected.join()}`);
    if (days !== expectedDays) found.push(`the wait is ${days}, expected ${expectedDays}`);
    return found;
  }

  private ceilingFaults(day: CivilDate, { ceiling }: Standing): readonly string[] {
    const status = this.ceilingStatus(day);
    if (ceiling.status !== status) return [`the ceiling is ${ceiling.status}, expected ${status}`];
    if (status !== 'known') return holdsAmounts(ceiling) ? ['amounts are struck, though none is known'] : [];
    const { baseFen, effectiveFen, penaltyAppliedFen, raiseAppliedFen } = ceiling;
    const sum = Math.max(0, (baseFen ?? NaN) + (raiseAppliedFen ?? NaN) - (penaltyAppliedFen ?? NaN));
    const base = baseOf(this.regionOfStrike(day), yearOf(day));
    const found: string[] = [];
    if (effectiveFen !== sum) found.push('effective is not base + raise − penalty');
    if (baseFen !== base) found.push(`the base ceiling is ${String(baseFen)}, expected ${String(base)}`);
    return found;
  }

  /** Struck on the start of an examined coverage year to which the text applies. */
  private ceilingStatus(day: CivilDate): CeilingStanding['status'] {
    const cover = this.strikingOn(day);
    if (cover === undefined) return 'not-struck';
    const terms = this.years.member.termsOn(cover.startsOn);
    const isUnlimited = terms
      .value('ceiling.unlimitedFor', cover.startsOn)
      .some((group) => isIn(this.years.member.statuses(group), cover.startsOn));
    const base = baseOf(this.regionOfStrike(day), cover.year);
    if (isUnlimited || base === null) return 'not-applicable';
    return base === undefined ? 'indeterminate' : 'known';
  }

  private strikingOn(day: CivilDate): OwnCover | undefined {
    const { member, covers } = this.years;
    return covers.find(
      ({ year, startsOn, terms, paidOn }) =>
        year === yearOf(day) &&
        startsOn <= day &&
        year > (member.opening?.asOfYear ?? 0) &&
        !member.isDeadOn(startsOn) &&
        year >= terms.value('coverage.firstYear', paidOn),
    );
  }

  private regionOfStrike(day: CivilDate): string {
    return this.years.member.regionOn(this.strikingOn(day)?.startsOn ?? january(yearOf(day)));
  }

  private warningFaults(day: CivilDate, { warnings }: Standing): readonly string[] {
    const { inForceUntil } = this.years.member.termsOn(day).version(day);
    const isExpired = inForceUntil !== null && day >= inForceUntil;
    const moved = this.years.member.all('RegionTransferred').some(({ effectiveOn }) => effectiveOn <= day);
    const found: string[] = [];
    if (warnings.includes('expired-rule') !== isExpired)
      found.push(`expired-rule is ${isExpired ? 'missing' : 'shown too early'}`);
    if (warnings.includes('moved') !== moved) found.push(`moved is ${moved ? 'missing' : 'shown too early'}`);
    return found;
  }
}

function holdsAmounts({
  baseFen,
  effectiveFen,
  penaltyAppliedFen,
  raiseAppliedFen,
  status,
}: CeilingStanding): boolean {
  const struck = [effectiveFen, penaltyAppliedFen, raiseAppliedFen].some((amount) => amount !== null);
  return struck || (baseFen !== null && status !== 'indeterminate');
}

// Looked up once: millions of look-ups of a global are slow in a test's sandbox.
const { isSafeInteger } = Number;

/** Every place of an answer that holds undefined, or a number that is no count and no amount. */
export function holes(value: unknown, at: string, found: string[] = []): readonly string[] {
  if (value === undefined) found.push(`${at} is undefined`);
  else if (typeof value === 'number' && !(isSafeInteger(value) && value >= 0))
    found.push(`${at} is ${value}`);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) holes(inner, `${at}.${key}`, found);
  }
  return found;
}
