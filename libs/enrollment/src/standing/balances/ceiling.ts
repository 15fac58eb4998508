import type { CivilDate } from '../../calendar/civil-date.js';
import { fen, type Fen } from '../../fen.js';
import type { ReadingId } from '../../readings.js';
import type { Rules } from '../../rules.js';
import { limited } from './amount.js';
import { baseCeilingOn, unlimitedBy } from './base-ceiling.js';
import type { Enrolment } from '../enrolment.js';
import { type Member, rulesOn } from '../member/member.js';
import type { Trace } from '../trace.js';
import { type Dated, entryAtStart } from './series.js';
import { noZeroClaimCredit, type ZeroClaimBalance } from './zero-claim-balance.js';

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
 * The ceilings of a member, one for every enrolled year, struck on its start when they are asked for: base + the credits
 * up to the raise limit − the penalty up to its own. The balances stay raw, limits apply when they are read (R21).
 *
 * @clause 国办发〔2024〕38号 二(三); 闽政办〔2025〕3号 二(一), 二(二); 皖医保发〔2024〕6号 一(二): at most a fifth of the base;
 * 晋医保发〔2025〕3号 一(二): at most 80,000 yuan.
 */
export class Ceilings {
  private readonly known: (StruckCeiling | undefined)[] = [];

  constructor(
    private readonly member: Member,
    private readonly enrolments: readonly Enrolment[],
    private readonly balances: Balances,
  ) {}

  /** The ceiling of a year; undefined where none is struck for it. */
  of(year: number): StruckCeiling | undefined {
    const index = this.enrolments.findIndex((each) => each.year === year);
    return index < 0 ? undefined : this.at(index);
  }

  /** Every ceiling, ascending by year. */
  all(): readonly StruckCeiling[] {
    const ceilings: StruckCeiling[] = [];
    for (let index = 0; index < this.enrolments.length; index += 1) {
      const ceiling = this.at(index);
      if (ceiling !== undefined) ceilings.push(ceiling);
    }
    return ceilings;
  }

  /** Each is struck once, however many days ask for it. */
  private at(index: number): StruckCeiling | undefined {
    const enrolment = this.enrolments[index];
    if (enrolment?.isUnderRules !== true) return undefined;
    return (this.known[index] ??= this.strike(enrolment));
  }

  private strike(enrolment: Enrolment): StruckCeiling {
    const { continuous, penalty, zeroClaim } = this.balances;
    const { startsOn } = enrolment;
    return struck(this.member, enrolment, {
      continuous: entryAtStart(continuous, startsOn),
      zeroClaim: entryAtStart(zeroClaim, startsOn),
      penalty: entryAtStart(penalty, startsOn),
    });
  }
}

/** The entries of the balances that a ceiling is struck from; undefined: nothing has moved a balance yet. */
interface Entries {
  readonly continuous: Dated<Fen | null> | undefined;
  readonly zeroClaim: Dated<ZeroClaimBalance> | undefined;
  readonly penalty: Dated<Fen | null> | undefined;
}

function struck(member: Member, enrolment: Enrolment, entries: Entries): StruckCeiling {
  const { startsOn: on, year, eventIds } = enrolment;
  const rules = rulesOn(member, on);
  const base = baseCeilingOn(member, on);
  const continuous = entries.continuous === undefined ? fen(0) : entries.continuous.value;
  const zeroClaim = (entries.zeroClaim?.value ?? noZeroClaimCredit).fen;
  const penalty = entries.penalty === undefined ? fen(0) : entries.penalty.value;
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
  const ceiling: StruckCeiling = {
    year,
    on,
    status: 'known',
    baseFen: base,
    raiseAppliedFen,
    penaltyAppliedFen,
    effectiveFen,
    readingIds: isCut ? cutReadings : none,
  };
  if (member.trace !== undefined) {
    traceStruck(member.trace, enrolment, ceiling, { entries, rules, continuous, zeroClaim, penalty });
  }
  return ceiling;
}

function traceStruck(
  trace: Trace,
  { eventIds }: Enrolment,
  { baseFen, effectiveFen, readingIds, year }: StruckCeiling,
  from: {
    readonly entries: Entries;
    readonly rules: Rules;
    readonly continuous: Fen;
    readonly zeroClaim: Fen;
    readonly penalty: Fen;
  },
): void {
  const { entries, rules, continuous, zeroClaim, penalty } = from;
  trace.step(`ceiling:${String(year)}`, () => ({
    rule: 'ceiling',
    value: effectiveFen,
    unit: 'fen',
    formula: `${String(baseFen)} + min(${String(continuous)} + ${String(zeroClaim)}, limit) - min(${String(penalty)}, limit)`,
    inputs: stepsOf(entries),
    readingIds,
    eventIds,
    rules,
    clauseOf: 'raise.limit',
  }));
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

function stepsOf({ continuous, zeroClaim, penalty }: Entries): readonly string[] {
  return [continuous, zeroClaim, penalty].flatMap((entry) => entry?.stepId ?? []);
}
