import type { CivilDate } from '../../calendar/civil-date.js';
import { fen, type Fen } from '../../fen.js';
import type { ReadingId } from '../../readings.js';
import { limited } from './amount.js';
import { baseCeilingOn, unlimitedBy } from './base-ceiling.js';
import type { Enrolment } from '../enrolment.js';
import { type Member, rulesOn } from '../member/member.js';
import { type Dated, entryAtStrike } from './series.js';
import { noZeroClaimCredit, type ZeroClaimBalance } from './zero-claim-credit.js';

/** The ceiling struck for one coverage year. The amounts are null unless it is known. */
export interface StruckCeiling {
  readonly year: number;
  readonly on: CivilDate;
  readonly status: 'known' | 'not-applicable' | 'indeterminate';
  readonly baseFen: Fen | null;
  readonly raiseAppliedFen: Fen | null;
  readonly penaltyAppliedFen: Fen | null;
  readonly effectiveFen: Fen | null;
  readonly readingIds: readonly ReadingId[];
}

const none: readonly ReadingId[] = [];
const cutReadings: readonly ReadingId[] = ['R21'];

/** The three balances that a ceiling is struck from. */
export interface Balances {
  readonly continuous: readonly Dated<Fen | null>[];
  readonly zeroClaim: readonly Dated<ZeroClaimBalance>[];
  readonly penalty: readonly Dated<Fen | null>[];
}

/**
 * Strikes the ceiling of every enrolled year on its start: base + the credits up to the raise limit − the penalty up
 * to its own. The balances stay raw, limits apply when they are read (R21).
 *
 * @clause 国办发〔2024〕38号 二(三); 闽政办〔2025〕3号 二(一), 二(二); 皖医保发〔2024〕6号 一(二): at most a fifth of the base;
 * 晋医保发〔2025〕3号 一(二): at most 80,000 yuan.
 */
export function struckCeilings(
  member: Member,
  enrolments: readonly Enrolment[],
  balances: Balances,
): readonly StruckCeiling[] {
  const struck: StruckCeiling[] = [];
  for (const enrolment of enrolments)
    if (enrolment.isUnderRules) struck.push(strike(member, enrolment, balances));
  return struck;
}

function strike(
  member: Member,
  { startsOn: on, year, eventIds }: Enrolment,
  balances: Balances,
): StruckCeiling {
  const rules = rulesOn(member, on);
  const base = baseCeilingOn(member, on);
  const continuous = balanceAt(balances.continuous, on);
  const zeroClaim = (entryAtStrike(balances.zeroClaim, on)?.value ?? noZeroClaimCredit).fen;
  const penalty = balanceAt(balances.penalty, on);
  const unlimited = unlimitedBy(member, on);
  if (unlimited !== undefined)
    return notStruck(
      member,
      { year, on, eventIds: [...eventIds, unlimited.eventId] },
      'ceiling.unlimitedFor',
    );
  if (base === null) return notStruck(member, { year, on, eventIds }, 'ceiling.mustBeSet');
  if (base === undefined || continuous === null || zeroClaim === null || penalty === null)
    return notStruck(member, { year, on, eventIds }, 'raise.limit');
  const raiseAppliedFen = limited(continuous + zeroClaim, rules['raise.limit'], base);
  const penaltyAppliedFen = limited(penalty, rules['penalty.limit'], base);
  const effectiveFen = fen(Math.max(0, base + raiseAppliedFen - penaltyAppliedFen));
  const isCut = raiseAppliedFen < continuous + zeroClaim || penaltyAppliedFen < penalty;
  const readingIds = isCut ? cutReadings : none;
  member.trace?.step(`ceiling:${String(year)}`, () => ({
    rule: 'ceiling',
    value: effectiveFen,
    unit: 'fen',
    formula: `${String(base)} + min(${String(continuous)} + ${String(zeroClaim)}, limit) - min(${String(penalty)}, limit)`,
    inputs: balanceSteps(balances, on),
    readingIds,
    eventIds,
    rules,
    clauseOf: 'raise.limit',
  }));
  return {
    year,
    on,
    status: 'known',
    baseFen: base,
    raiseAppliedFen,
    penaltyAppliedFen,
    effectiveFen,
    readingIds,
  };
}

function balanceAt(series: readonly Dated<Fen | null>[], on: CivilDate): Fen | null {
  const entry = entryAtStrike(series, on);
  return entry === undefined ? fen(0) : entry.value;
}

function notStruck(
  member: Member,
  struck: { readonly year: number; readonly on: CivilDate; readonly eventIds: readonly string[] },
  because: 'ceiling.unlimitedFor' | 'ceiling.mustBeSet' | 'raise.limit',
): StruckCeiling {
  const { year, on, eventIds } = struck;
  const status = because === 'raise.limit' ? 'indeterminate' : 'not-applicable';
  member.trace?.step(`ceiling:${String(year)}`, () => ({
    rule: `ceiling.${status}`,
    value: null,
    unit: 'fen',
    eventIds,
    rules: rulesOn(member, on),
    clauseOf: because,
  }));
  return {
    year,
    on,
    status,
    baseFen: null,
    raiseAppliedFen: null,
    penaltyAppliedFen: null,
    effectiveFen: null,
    readingIds: none,
  };
}

function balanceSteps({ continuous, zeroClaim, penalty }: Balances, on: CivilDate): readonly string[] {
  const entries = [entryAtStrike(continuous, on), entryAtStrike(zeroClaim, on), entryAtStrike(penalty, on)];
  return entries.flatMap((entry) => entry?.stepId ?? []);
}
