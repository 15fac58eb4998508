import fc from 'fast-check';
import {
  addDays,
  bodyOf,
  type CivilDate,
  civilDate,
  decide,
  derive,
  DomainError,
  type Fact,
  type FactBody,
  factOf,
  isCivilDate,
  laterOf,
  ownDay,
  type PolicyBook,
  quoteRepair,
  REASONS,
  SCHEMES,
  standingOn,
  startOfYear,
  STATUSES,
  TRANSFER_SIDES,
  type TransferSide,
  yearOf,
} from '#libs/enrollment';
import { bookUnder, HOME, type PackId, REGIONS } from './sample-policy.js';

/** A history that a ledger could hold: every fact was accepted after those before it. */
export interface GeneratedHistory {
  readonly packId: PackId;
  readonly facts: readonly Fact[];
}

/** The first and last coverage year that a generated history may name. */
export const FIRST_YEAR = 2024;
export const LAST_YEAR = 2035;

const PAYMENTS = ['none', 'early', 'in-window', 'extended', 'late', 'last-days'] as const;

const ACTIONS = [
  'claim',
  'correct',
  'death',
  'end-status',
  'lapse',
  'move',
  'opening',
  'pay',
  'refund',
  'refund-repair',
  'repair',
  'replace',
  'rescind',
  'reverse',
  'status',
  'transfer',
] as const;

/** Something that may happen; `pick` chooses among what there is, `size` how much of it. */
interface Action {
  readonly kind: (typeof ACTIONS)[number];
  readonly pick: number;
  readonly day: number;
  readonly size: number;
}

interface YearPlan {
  readonly payment: (typeof PAYMENTS)[number];
  readonly day: number;
  readonly channel: 'tax' | 'school' | null;
  /** Break years repaired after the payment, if so many may be. */
  readonly repairs: number;
  readonly actions: readonly Action[];
}

interface Life {
  readonly liableFrom: CivilDate;
  readonly bornOn: CivilDate | null;
  readonly region: string;
  readonly years: readonly YearPlan[];
  /** What becomes known at the end, about any year. */
  readonly later: readonly (Action & { readonly year: number })[];
}

/** Weights by kind: what is common in a ledger is common here, an end (death, opening balance) is rare. */
const weights: Readonly<Record<Action['kind'], number>> = {
  claim: 6,
  correct: 3,
  death: 1,
  'end-status': 1,
  lapse: 3,
  move: 2,
  opening: 1,
  pay: 2,
  refund: 2,
  'refund-repair': 2,
  repair: 8,
  replace: 3,
  rescind: 2,
  reverse: 2,
  status: 4,
  transfer: 6,
};

const kind = fc.oneof(...ACTIONS.map((each) => ({ arbitrary: fc.constant(each), weight: weights[each] })));
const action: fc.Arbitrary<Action> = fc.record({
  kind,
  pick: fc.nat(60),
  day: fc.nat(364),
  size: fc.nat(9),
});

const yearPlan: fc.Arbitrary<YearPlan> = fc.record({
  payment: fc.oneof(
    { arbitrary: fc.constant('in-window' as const), weight: 6 },
    { arbitrary: fc.constant('none' as const), weight: 7 },
    { arbitrary: fc.constantFrom(...PAYMENTS), weight: 5 },
  ),
  day: fc.nat(364),
  channel: fc.constantFrom(null, 'tax' as const, 'school' as const),
  repairs: fc.constantFrom(0, 0, 0, 1, 2, 3),
  actions: fc.array(action, { maxLength: 4 }),
});

const life: fc.Arbitrary<Life> = fc.record({
  liableFrom: fc.constantFrom(
    ...['2000-01-01', '2000-01-01', '2024-09-01', '2025-03-10', '2027-12-31'].map(civilDate),
  ),
  bornOn: fc.constantFrom(null, null, ...['1980-02-29', '2024-11-30', '2026-05-20'].map(civilDate)),
  region: fc.constantFrom(HOME, HOME, HOME, ...REGIONS),
  years: fc.array(yearPlan, { minLength: 3, maxLength: LAST_YEAR - FIRST_YEAR }),
  later: fc.array(
    action.chain((each) =>
      fc.integer({ min: FIRST_YEAR, max: LAST_YEAR }).map((year) => ({ ...each, year })),
    ),
    { maxLength: 6 },
  ),
});

/** Years missed in a row, then a return and perhaps years after it: what waits, repairs and penalties are about. */
const brokenLife: fc.Arbitrary<Life> = fc
  .record({
    before: fc.array(yearPlan, { maxLength: 2 }),
    missed: fc.integer({ min: 1, max: 6 }),
    back: yearPlan,
    payment: fc.constantFrom('in-window' as const, 'extended' as const, 'late' as const),
    after: fc.array(yearPlan, { maxLength: 3 }),
    later: fc.array(
      action.map((each) => ({ ...each, year: FIRST_YEAR + (each.pick % 12) })),
      { maxLength: 2 },
    ),
  })
  .map(({ before, missed, back, payment, after, later }) => ({
    liableFrom: civilDate('2000-01-01'),
    bornOn: null,
    region: HOME,
    years: [
      ...before,
      ...Array.from({ length: missed + 1 }, () => ({ ...back, payment: 'none' as const, actions: [] })),
      { ...back, payment },
      ...after,
    ].slice(0, LAST_YEAR - FIRST_YEAR),
    later,
  }));

/**
 * Realistic histories under a pack: random facts submitted one after the other, the refused ones dropped. A `recordedAt`
 * follows the fact's own day by some days, now and then it comes before it.
 */
export function histories(packId: PackId): fc.Arbitrary<GeneratedHistory> {
  return historiesUnder(bookUnder(packId)).map((facts) => ({ packId, facts }));
}

/** The same under any book whose first regions are the sample regions. */
export function historiesUnder(book: PolicyBook): fc.Arbitrary<readonly Fact[]> {
  const lives = fc.oneof({ arbitrary: life, weight: 2 }, { arbitrary: brokenLife, weight: 1 });
  return fc.noBias(lives).map((lived) => factsOf(lived, book));
}

/** Histories of members who come back after missed years, under a pack. */
export function returns(packId: PackId): fc.Arbitrary<GeneratedHistory> {
  const book = bookUnder(packId);
  return fc.noBias(brokenLife).map((lived) => ({ packId, facts: factsOf(lived, book) }));
}

function factsOf({ liableFrom, bornOn, region, years, later }: Life, book: PolicyBook): readonly Fact[] {
  const ledger = new Ledger(book);
  ledger.submit({ type: 'MemberRegistered', region, liableFrom, ...(bornOn === null ? {} : { bornOn }) }, 0);
  years.forEach((plan, index) => {
    const year = FIRST_YEAR + index;
    const paidOn = paymentDay(plan, year, book);
    if (paidOn !== undefined) {
      const channel = plan.channel === null ? {} : { channel: plan.channel };
      if (plan.channel === 'school' && plan.day % 2 === 0) ledger.enterSchool(year);
      ledger.submit({ type: 'PremiumPaid', coverageYear: year, paidOn, ...channel }, plan.day);
    }
    const repair = { kind: 'repair' as const, pick: 0, day: plan.day, size: plan.repairs + 2 };
    if (paidOn !== undefined && plan.repairs > 0) ledger.act(repair, year);
    for (const each of plan.actions) ledger.act(each, year);
  });
  for (const each of later) ledger.act(each, each.year);
  return ledger.facts;
}

function paymentDay({ payment, day }: YearPlan, year: number, book: PolicyBook): CivilDate | undefined {
  const { opens, closes } = book.rules(HOME, startOfYear(year)).window(year);
  switch (payment) {
    case 'none':
      return undefined;
    case 'early':
      return addDays(opens, -1 - (day % 10));
    case 'in-window':
      return addDays(opens, day % 122);
    case 'extended':
      return addDays(closes, 1 + (day % 59));
    case 'late':
      return addDays(startOfYear(year), 59 + (day % 306));
    case 'last-days':
      return addDays(startOfYear(year + 1), -1 - (day % 31));
  }
}

/** Submits facts as a caller would, and keeps what is accepted. */
class Ledger {
  readonly facts: Fact[] = [];
  private today = civilDate('2024-01-01');

  constructor(private readonly book: PolicyBook) {}

  submit(body: FactBody, lag: number): void {
    try {
      const accepted = decide(body, this.facts, this.book);
      const day = ownDay(accepted, this.facts) ?? this.today;
      this.today = laterOf(this.today, addDays(day, (lag % 40) - 3));
      const position = this.facts.length + 1;
      const recordedAt = `${this.today}T0${String(position % 10)}:00:00.${String(position).padStart(3, '0')}Z`;
      const isLater = recordedAt > (this.facts.at(-1)?.recordedAt ?? '');
      // Ids are not in the order of arrival, so that a tie of ids is no tie of positions.
      const id = `f${String((position * 7919) % 9973).padStart(4, '0')}`;
      this.facts.push(
        factOf(
          id,
          accepted,
          isLater ? recordedAt : `${this.today}T12:00:00.${String(position).padStart(3, '0')}Z`,
        ),
      );
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }

  /** Makes the member a freshman in the year before a coverage year. */
  enterSchool(year: number): void {
    const from = addDays(startOfYear(year), -122);
    this.submit({ type: 'SpecialStatusGranted', status: 'freshman', from, until: addDays(from, 365) }, 0);
  }

  act(each: Action, year: number): void {
    const body = this.proposed(each, year);
    if (body !== undefined) this.submit(body, each.day);
  }

  /** What an action comes to here; undefined where there is nothing that it could be about. */
  private proposed({ kind: what, pick, day, size }: Action, year: number): FactBody | undefined {
    const on = addDays(startOfYear(year), day);
    const reason = REASONS[pick % REASONS.length] ?? REASONS[0];
    switch (what) {
      case 'pay':
        return { type: 'PremiumPaid', coverageYear: year + (pick % 2), paidOn: on };
      case 'refund': {
        const paid = this.one('PremiumPaid', pick);
        if (paid?.type !== 'PremiumPaid') return undefined;
        const refundedOn = addDays(paid.data.paidOn, size * 20);
        return {
          type: 'PremiumRefunded',
          coverageYear: paid.data.coverageYear,
          refundedOn,
          reason,
          corrects: paid.id,
        };
      }
      case 'lapse':
        return {
          type: 'CoverageLapsed',
          coverageYear: year,
          lapsedOn: startOfYear(year),
          ...(size < 4 ? { asserted: true } : {}),
        };
      case 'rescind': {
        const lapsed = this.one('CoverageLapsed', pick);
        if (lapsed?.type !== 'CoverageLapsed') return undefined;
        return {
          type: 'LapseRescinded',
          coverageYear: lapsed.data.coverageYear,
          reason,
          corrects: lapsed.id,
        };
      }
      case 'repair': {
        const paid = this.facts.findLast((fact) => fact.type === 'PremiumPaid');
        const enrolmentYear = paid?.type === 'PremiumPaid' && size < 9 ? paid.data.coverageYear : year;
        const paidOn = this.repairDay(enrolmentYear, on, size);
        const quote = quoteRepair(this.facts, this.book, { on: paidOn, enrolmentYear });
        const helping = quote.rows.filter((row) => row.helps).length;
        const count = size === 8 ? 3 : Math.min(1 + (size % 3), Math.max(1, helping));
        const breakYears = [...quote.breakYears, year - 1].slice(pick % 2, (pick % 2) + count);
        if (breakYears.length === 0) return undefined;
        return { type: 'RepairPaid', breakYears, enrolmentYear, paidOn };
      }
      case 'refund-repair': {
        const repaired = this.one('RepairPaid', pick);
        if (repaired?.type !== 'RepairPaid') return undefined;
        const { breakYears, enrolmentYear, paidOn } = repaired.data;
        const refundedOn = addDays(paidOn, size * 20);
        return {
          type: 'RepairRefunded',
          breakYears,
          enrolmentYear,
          refundedOn,
          reason,
          corrects: repaired.id,
        };
      }
      case 'claim':
        return this.claim(on, pick, size);
      case 'reverse': {
        const claim = this.one('ClaimSettled', pick);
        if (claim?.type !== 'ClaimSettled') return undefined;
        return {
          type: 'ClaimReversed',
          claimId: claim.data.claimId,
          reversedOn: addDays(claim.data.settledOn, size),
          reason,
        };
      }
      case 'transfer': {
        const covered = this.coveredOn(on);
        const from = covered === 'none' ? 'resident' : covered;
        const to = TRANSFER_SIDES.filter((side) => side !== from)[pick % 3] ?? 'none';
        const left = to === 'none' && size < 5 ? { reason: 'left-the-region' } : {};
        return { type: 'SchemeTransferred', from, to, effectiveOn: on, ...left };
      }
      case 'move': {
        // Where the move comes from is left to the core to fill in.
        return { type: 'RegionTransferred', toRegion: REGIONS[pick % 4], effectiveOn: on } as FactBody;
      }
      case 'status': {
        const until = size < 3 ? {} : { until: addDays(on, 1 + size * 60) };
        return {
          type: 'SpecialStatusGranted',
          status: STATUSES[pick % STATUSES.length] ?? 'newborn',
          from: on,
          ...until,
        };
      }
      case 'end-status': {
        const granted = this.one('SpecialStatusGranted', pick);
        if (granted?.type !== 'SpecialStatusGranted') return undefined;
        const named = size < 5 ? { corrects: granted.id } : {};
        return {
          type: 'SpecialStatusEnded',
          status: granted.data.status,
          endedOn: addDays(granted.data.from, size * 30),
          ...named,
        };
      }
      case 'opening':
        return this.opening(year, pick, size);
      case 'death':
        return size < 6 ? undefined : { type: 'MemberDeceased', diedOn: on };
      case 'correct': {
        const corrected = this.anyFact(pick, size);
        return corrected === undefined
          ? undefined
          : { type: 'FactCorrected', corrects: corrected.id, reason };
      }
      case 'replace': {
        const corrected = this.anyFact(pick, size);
        if (corrected === undefined) return undefined;
        const replacement = changed(bodyOf(corrected), day, size, this.facts);
        return { type: 'FactCorrected', corrects: corrected.id, reason, replacement };
      }
    }
  }

  private claim(on: CivilDate, pick: number, size: number): FactBody {
    const scheme = size === 9 ? { scheme: SCHEMES[pick % 3] ?? 'resident' } : {};
    const used = size === 8 ? { creditUsedFen: (pick % 2) * 100 } : {};
    const amounts = {
      pooledFundFen: size % 2 === 0 ? pick * 1_000 : 0,
      majorIllnessFen: size % 3 === 0 ? (pick % 5) * 9_000_000 : 0,
      medicalAidFen: size === 5 ? 100 : 0,
    };
    const claimId = `C-${String(this.facts.length)}`;
    return {
      type: 'ClaimSettled',
      claimId,
      servedOn: on,
      settledOn: addDays(on, pick),
      ...scheme,
      ...used,
      ...amounts,
    } as FactBody;
  }

  private opening(asOfYear: number, pick: number, size: number): FactBody {
    return {
      type: 'OpeningBalanceDeclared',
      asOfYear,
      streakYears: pick % 7,
      continuousCreditFen: (pick % 3) * 4_000_000,
      zeroClaimCreditFen: (size % 4) * 1_500_000,
      breakPenaltyFen: (pick % 2) * 9_000_000,
      openBreakYears: Array.from({ length: size % 3 }, (_, index) => asOfYear - index),
      ...(size < 4 ? { benefitsFrom: addDays(startOfYear(asOfYear + 1), size * 40) } : {}),
      paidResidentYears: pick % 12,
    } as unknown as FactBody;
  }

  /** The day of a repair: often that of the enrolment payment, as some regions want it. */
  private repairDay(year: number, on: CivilDate, size: number): CivilDate {
    const paid = this.facts.findLast(
      (fact) => fact.type === 'PremiumPaid' && fact.data.coverageYear === year,
    );
    return paid?.type === 'PremiumPaid' && size < 6 ? paid.data.paidOn : on;
  }

  private coveredOn(on: CivilDate): TransferSide {
    const history = derive(this.facts, this.book, { throughYear: yearOf(on) });
    return history === undefined ? 'none' : standingOn(history, on).covered;
  }

  private one(type: Fact['type'], pick: number): Fact | undefined {
    const all = this.facts.filter((fact) => fact.type === type);
    return all[pick % Math.max(1, all.length)];
  }

  /** Any fact, the undoing ones more often and the registration seldom, so that corrections of corrections are common. */
  private anyFact(pick: number, size: number): Fact | undefined {
    const undoing = this.facts.filter(({ type }) => /Corrected|Refunded|Rescinded|Reversed/.test(type));
    if (size < 4 && undoing.length > 0) return undoing[pick % undoing.length];
    if (size === 9) return this.facts[0];
    return this.facts.slice(1)[pick % Math.max(1, this.facts.length - 1)];
  }
}

/** The same kind of fact, told otherwise: other days, other years, other amounts; of a correction the one it names. */
function changed(body: FactBody, day: number, size: number, facts: readonly Fact[]): FactBody {
  if (body.type === 'FactCorrected') {
    const corrects = facts[day % facts.length]?.id ?? body.corrects;
    const { replacement: _replaced, ...annulling } = body;
    return { ...annulling, corrects };
  }
  const entries = Object.entries(body).map(([name, value]: [string, unknown]) => {
    if (isCivilDate(value)) return [name, addDays(value, (day % 60) - 30)];
    if (name.endsWith('Year') && typeof value === 'number') return [name, value + (size % 2)];
    if (name.endsWith('Fen') && typeof value === 'number') return [name, value * (size % 3)];
    return [name, value];
  });
  return Object.fromEntries(entries) as FactBody;
}
