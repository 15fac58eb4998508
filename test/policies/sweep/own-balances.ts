import type { CivilDate, FactOf, ZeroClaimFund } from '#libs/enrollment';
import { december, january, latest, plusDays, yearOf } from './days.js';
import type { OwnCover } from './own-cover.js';
import { isInterrupted } from './own-exemptions.js';
import { isIn } from './own-member.js';
import type { OwnWait } from './own-wait.js';
import type { OwnYears } from './own-years.js';
import { baseOf } from './swept-packs.js';

/** A count from a day on, until the next entry; 0 before the first. */
export type Counted = readonly { readonly on: CivilDate; readonly count: number }[];

/** The count of a day. */
export function countOn(counted: Counted, day: CivilDate): number {
  return counted.findLast(({ on }) => on <= day)?.count ?? 0;
}

type Claim = FactOf<'ClaimSettled'>['data'];

/** How often each balance of a member was granted or charged, worked out from the facts beside the core. */
export class OwnBalances {
  readonly streak: Counted;
  readonly continuous: Counted;
  readonly charged: Counted;
  readonly zeroClaim: Counted;
  /** The first day on which the raised part of the ceiling was used, if it was. */
  readonly usedOn: CivilDate | undefined;

  constructor(
    private readonly years: OwnYears,
    private readonly waits: ReadonlyMap<number, OwnWait>,
  ) {
    this.usedOn = this.use();
    this.streak = this.streakOf();
    this.continuous = this.continuousOf();
    this.charged = this.chargedOf();
    this.zeroClaim = this.zeroClaimOf();
  }

  private examined(): readonly OwnCover[] {
    const { covers, member } = this.years;
    return covers.filter(
      ({ year, startsOn }) => year > (member.opening?.asOfYear ?? 0) && !member.isDeadOn(startsOn),
    );
  }

  /** Falls on 1 January after a break year, grows on the start of each resident year, and is taken over on 31 December. */
  private streakOf(): Counted {
    const { member } = this.years;
    const asOfYear = member.opening?.asOfYear ?? 0;
    const falls = this.years
      .breakYearsOn(january(2040))
      .filter((year) => year >= asOfYear)
      .map((year) => ({ on: january(year + 1), rank: 0, next: () => 0 }));
    const grows = this.examined()
      .filter((cover) => this.isResidentYear(cover))
      .map((cover) => ({
        on: cover.startsOn,
        rank: 1,
        next: (streak: number) => this.afterEnrolment(cover, streak),
      }));
    const opens =
      member.opening === undefined
        ? []
        : [{ on: december(asOfYear), rank: 2, next: () => member.opening?.streakYears ?? 0 }];
    let count = 0;
    return [...falls, ...grows, ...opens]
      .sort((a, b) => (a.on === b.on ? a.rank - b.rank : a.on < b.on ? -1 : 1))
      .map(({ on, next }) => ({ on, count: (count = next(count)) }));
  }

  private afterEnrolment(cover: OwnCover, streak: number): number {
    const { startsOn, dayClass, terms } = cover;
    const interrupts =
      terms.reading('R28', startsOn) === 'yes' && isInterrupted(this.years.member, terms, cover);
    const extended = dayClass === 'extended' ? terms.reading('R16', startsOn) : 'no-grant';
    if (extended === 'freeze') return streak;
    return interrupts || extended === 'reset' ? 1 : streak + 1;
  }

  private isResidentYear({ dayClass, startsOn, year }: OwnCover): boolean {
    const terms = this.years.member.termsOn(startsOn);
    const isIgnored = dayClass === 'free' && terms.reading('R31', startsOn) === 'ignored';
    return year >= terms.reading('R4', startsOn) && !isIgnored;
  }

  /** One more on the start of every resident year after the full ones, but not for an extended payment (R16, R32). */
  private continuousOf(): Counted {
    let count = 0;
    return this.examined()
      .filter((cover) => this.isResidentYear(cover))
      .filter(({ dayClass, startsOn, terms }) => {
        const isLong = countOn(this.streak, startsOn) > terms.value('continuous.afterYears', startsOn);
        const isDenied = dayClass === 'late' && terms.reading('R32', startsOn) === 'no';
        return isLong && dayClass !== 'extended' && !isDenied;
      })
      .map(({ startsOn }) => ({ on: startsOn, count: (count += 1) }));
  }

  /** Every break year is charged once, on the start of the first resident year after it. */
  private chargedOf(): Counted {
    const open = new Set(this.years.breakYearsOn(january(2040)));
    let count = 0;
    return this.examined().map(({ startsOn, year }) => {
      for (const missed of open) {
        if (missed >= year) continue;
        open.delete(missed);
        count += 1;
      }
      return { on: startsOn, count };
    });
  }

  /** One on the start of each resident year after one with a day of benefits and no claim; none is left after a use. */
  private zeroClaimOf(): Counted {
    const grants = this.examined()
      .filter((cover) => this.isZeroClaim(cover.year - 1))
      .map(({ startsOn }) => ({ on: startsOn, next: (held: number) => held + 1 }));
    const uses = this.usedOn === undefined ? [] : [{ on: this.usedOn, next: () => 0 }];
    let count = 0;
    return [...grants, ...uses]
      .sort((a, b) => (a.on < b.on ? -1 : 1))
      .map(({ on, next }) => ({ on, count: (count = next(count)) }));
  }

  private isZeroClaim(year: number): boolean {
    const cover = this.examined().find((each) => each.year === year);
    if (cover === undefined || !this.isResidentYear(cover) || !this.hasBenefitDay(year)) return false;
    return !this.claimsOf(year).some((claim) => {
      const paid: Readonly<Record<ZeroClaimFund, number>> = {
        pooled: claim.pooledFundFen,
        'major-illness': claim.majorIllnessFen,
        'medical-aid': claim.medicalAidFen,
      };
      const funds = this.years.member.termsOn(claim.servedOn).value('zeroClaim.funds', claim.servedOn);
      return funds.some((fund) => paid[fund] > 0);
    });
  }

  /** True where some resident cover pays on a day of the year that is not an employee's. */
  private hasBenefitDay(year: number): boolean {
    return this.years.covers.some(({ days, paidOn, terms, year: enrolled }) => {
      const wait = terms.reading('R33', paidOn) === 'yes' ? this.waits.get(enrolled) : undefined;
      const first = latest(days.from, january(year), wait?.benefitsFrom ?? days.from);
      for (let day = first; day < days.until && yearOf(day) === year; day = plusDays(day, 1)) {
        if (!isIn(this.years.member.employee, day)) return true;
      }
      return false;
    });
  }

  /** When the major-illness payments of a year pass its base ceiling, or a claim says so; nobody here is charged a penalty. */
  private use(): CivilDate | undefined {
    const { member } = this.years;
    const years = [...new Set(member.all('ClaimSettled').map(({ servedOn }) => yearOf(servedOn)))];
    const uses = years.flatMap((year) => {
      const base = baseOf(member.regionOn(january(year)), year);
      let paid = 0;
      return this.claimsOf(year).filter(({ creditUsedFen, majorIllnessFen }) => {
        paid += majorIllnessFen;
        return creditUsedFen === undefined ? typeof base === 'number' && paid > base : creditUsedFen > 0;
      });
    });
    return uses.map(({ settledOn }) => settledOn).sort()[0];
  }

  private claimsOf(year: number): readonly Claim[] {
    return this.years.member.all('ClaimSettled').filter(({ servedOn }) => yearOf(servedOn) === year);
  }
}
