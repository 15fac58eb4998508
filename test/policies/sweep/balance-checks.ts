import type { Amount, CivilDate, ParameterName, ReadingId, Readings, Standing } from '#libs/enrollment';
import { december, yearOf, january } from './days.js';
import { countOn, OwnBalances } from './own-balances.js';
import type { OwnWait } from './own-wait.js';
import type { OwnYears } from './own-years.js';
import { baseOf } from './swept-packs.js';
import type { Terms } from './terms.js';

/** How the streak, the balances and the ceiling of a member may move. */
export class BalanceChecks {
  /** Every day that can move a balance or strike a ceiling, beside 1 January of each year. */
  readonly causes: ReadonlySet<CivilDate>;
  private readonly own: OwnBalances;
  private before: { readonly day: CivilDate; readonly amounts: string } | undefined;

  constructor(
    private readonly years: OwnYears,
    waits: ReadonlyMap<number, OwnWait>,
  ) {
    const { member, covers } = years;
    this.own = new OwnBalances(years, waits);
    this.causes = new Set([
      ...covers.map(({ startsOn }) => startsOn),
      ...member.all('ClaimSettled').map(({ settledOn }) => settledOn),
      ...member.all('RegionTransferred').map(({ effectiveOn }) => effectiveOn),
      ...(member.opening === undefined ? [] : [december(member.opening.asOfYear)]),
    ]);
  }

  /** What is wrong with the balances of a day, which comes after every day asked before. */
  on(day: CivilDate, standing: Standing): readonly string[] {
    return [...this.causeFaults(day, standing), ...this.amountFaults(day, standing)];
  }

  private causeFaults(day: CivilDate, { streakYears, ceiling }: Standing): readonly string[] {
    const amounts = JSON.stringify([streakYears, ceiling]);
    const { before } = this;
    this.before = { day, amounts };
    if (before === undefined || before.amounts === amounts || before.day < january(yearOf(day))) return [];
    const hasCause = [...this.causes].some((cause) => before.day < cause && cause <= day);
    return hasCause ? [] : [`without a cause ${before.amounts} becomes ${amounts}`];
  }

  private amountFaults(day: CivilDate, { streakYears, ceiling }: Standing): readonly string[] {
    const { member } = this.years;
    const found: string[] = [];
    const streak = countOn(this.own.streak, day);
    if (streakYears !== streak) found.push(`streakYears is ${streakYears}, expected ${streak}`);
    // Counts travel and amounts do not (docs/domain.md §4.13): where somebody moved, only the causes are looked at.
    const terms = member.termsOn(day);
    if (member.all('RegionTransferred').length > 0) return found;
    const { asOfYear, breakPenaltyFen, continuousCreditFen, zeroClaimCreditFen } = member.opening ?? {};
    const isOpened = asOfYear !== undefined && day >= december(asOfYear);
    const hasBase = baseOf(member.regionOn(day), yearOf(day)) !== undefined;
    const balances = [
      ['continuous.credit', ceiling.continuousCreditFen, continuousCreditFen, this.own.continuous],
      ['zeroClaim.credit', ceiling.zeroClaimCreditFen, zeroClaimCreditFen, this.own.zeroClaim],
      ['penalty.perBreakYear', ceiling.breakPenaltyFen, breakPenaltyFen, this.own.charged],
    ] as const;
    for (const [name, held, declared, counted] of balances) {
      const amount: Amount = terms.value(name, day);
      if (held === null && hasBase) found.push(`${name} is unknown, though the base ceiling is not`);
      // A share of the base ceiling, or a balance of which nobody can say what it holds, is looked at by its causes alone.
      if (!('amountFen' in amount) || held === null || !isUsual(terms, name, day)) continue;
      const isKept = name !== 'zeroClaim.credit' || this.own.usedOn === undefined || day < this.own.usedOn;
      const expected = (isOpened && isKept ? (declared ?? 0) : 0) + amount.amountFen * countOn(counted, day);
      if (held !== expected) found.push(`${name} comes to ${held} fen, expected ${expected}`);
    }
    return found;
  }
}

/** The readings by which each balance only adds up; where a pack reads otherwise, its causes alone are looked at. */
const USUAL = {
  'continuous.credit': { R5: 'start-of-year', R20: 'zero-claim', R21: 'read', R24: 'both' },
  'zeroClaim.credit': { R17: 'served', R18: 'yes', R21: 'read', R24: 'both' },
  'penalty.perBreakYear': { R2: 'yes', R21: 'read', R23: 'never', R34: 'no' },
} as const satisfies Partial<Record<ParameterName, Partial<Readings>>>;

function isUsual(terms: Terms, name: keyof typeof USUAL, day: CivilDate): boolean {
  return Object.entries(USUAL[name]).every(([id, choice]) => terms.reading(id as ReadingId, day) === choice);
}
