import type { Amount, CivilDate, Standing } from '#libs/enrollment';
import { december, january } from './days.js';
import type { OwnCover } from './own-cover.js';
import { isInterrupted } from './own-exemptions.js';
import type { OwnYears } from './own-years.js';
import type { Terms } from './terms.js';

/** A count from a day on, until the next entry. */
type Counted = readonly { readonly on: CivilDate; readonly count: number }[];

/** How the streak, the balances and the ceiling of a member may move, worked out from the facts beside the core. */
export class BalanceChecks {
  /** Every day that can move a balance or strike a ceiling, beside 1 January of each year. */
  readonly causes: ReadonlySet<CivilDate>;
  private readonly streak: Counted;
  private readonly continuous: Counted;
  private readonly charged: Counted;
  private before: { readonly day: CivilDate; readonly amounts: string } | undefined;

  constructor(private readonly years: OwnYears) {
    const { member, covers } = years;
    this.causes = new Set([
      ...covers.map(({ startsOn }) => startsOn),
      ...member.all('ClaimSettled').map(({ settledOn }) => settledOn),
      ...member.all('RegionTransferred').map(({ effectiveOn }) => effectiveOn),
      ...(member.opening === undefined ? [] : [december(member.opening.asOfYear)]),
    ]);
    this.streak = this.streakOf();
    this.continuous = this.continuousOf();
    this.charged = this.chargedOf();
  }

  /** What is wrong with the balances of a day, which comes after every day asked before. */
  on(day: CivilDate, standing: Standing): readonly string[] {
    return [...this.causeFaults(day, standing), ...this.amountFaults(day, standing)];
  }

  private causeFaults(day: CivilDate, { streakYears, ceiling }: Standing): readonly string[] {
    const amounts = JSON.stringify([streakYears, ceiling]);
    const { before } = this;
    this.before = { day, amounts };
    if (before === undefined || before.amounts === amounts || before.day < january(Number(day.slice(0, 4))))
      return [];
    const hasCause = [...this.causes].some((cause) => before.day < cause && cause <= day);
    return hasCause ? [] : [`without a cause ${before.amounts} becomes ${amounts}`];
  }

  private amountFaults(day: CivilDate, { streakYears, ceiling }: Standing): readonly string[] {
    const { member } = this.years;
    const found: string[] = [];
    const streak = countOn(this.streak, day);
    if (streakYears !== streak) found.push(`streakYears is ${streakYears}, expected ${streak}`);
    // Counts travel and amounts do not (docs/domain.md §4.13): where somebody moved, only the causes are looked at.
    if (member.all('RegionTransferred').length > 0) return found;
    const terms = member.termsOn(day);
    const opened =
      member.opening !== undefined && day >= december(member.opening.asOfYear) ? member.opening : undefined;
    if (!isUsual(terms, day)) return found;
    const continuous = fixedFen(terms, 'continuous.credit', day);
    const declared = opened?.continuousCreditFen ?? 0;
    if (continuous !== undefined) {
      const expected = declared + continuous * countOn(this.continuous, day);
      if (ceiling.continuousCreditFen !== expected)
        found.push(
          `the continuous credit is ${String(ceiling.continuousCreditFen)} fen, expected ${expected}`,
        );
    }
    const penalty = fixedFen(terms, 'penalty.perBreakYear', day);
    if (penalty !== undefined) {
      const expected = (opened?.breakPenaltyFen ?? 0) + penalty * countOn(this.charged, day);
      if (ceiling.breakPenaltyFen !== expected)
        found.push(`the break penalty is ${String(ceiling.breakPenaltyFen)} fen, expected ${expected}`);
    }
    const zeroClaim = fixedFen(terms, 'zeroClaim.credit', day);
    const held = ceiling.zeroClaimCreditFen;
    const rests = [0, (opened?.zeroClaimCreditFen ?? 0) % (zeroClaim ?? 1)];
    if (zeroClaim !== undefined && held !== null && !rests.includes(held % zeroClaim))
      found.push(`the zero-claim credit of ${held} fen is no multiple of ${zeroClaim}`);
    return found;
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
}

/** The amount where it is fixed; undefined for a share of the base ceiling. */
function fixedFen(
  terms: Terms,
  name: 'continuous.credit' | 'zeroClaim.credit' | 'penalty.perBreakYear',
  day: CivilDate,
): number | undefined {
  const amount: Amount = terms.value(name, day);
  return 'amountFen' in amount ? amount.amountFen : undefined;
}

/** True where a pack takes the readings by which balances only add up; others are looked at by their causes alone. */
function isUsual(terms: Terms, day: CivilDate): boolean {
  const usual = {
    R2: 'yes',
    R5: 'start-of-year',
    R20: 'zero-claim',
    R21: 'read',
    R23: 'never',
    R24: 'both',
    R34: 'no',
  } as const;
  return Object.entries(usual).every(
    ([id, choice]) => terms.reading(id as keyof typeof usual, day) === choice,
  );
}

function countOn(counted: Counted, day: CivilDate): number {
  return counted.findLast(({ on }) => on <= day)?.count ?? 0;
}
