import {
  type CivilDate,
  type Clause,
  type History,
  type ParameterName,
  READING_IDS,
  type ReadingId,
  type Standing,
  standingOn,
  timelineOf,
} from '#libs/enrollment';
import type { LocalAnswers } from '../../derivation/local-member.js';

/** What moved a balance on a day. */
export interface Move {
  readonly name: 'continuous' | 'zeroClaim' | 'reset' | 'penalty' | 'indeterminate';
  /** In fen, signed; null where the balance is indeterminate. */
  readonly byFen: number | null;
}

/** A day on which a balance, the streak or the ceiling changed, with everything as it then stood. */
export interface BalanceRow {
  readonly on: CivilDate;
  readonly standing: Standing;
  readonly moves: readonly Move[];
  /** Both credits together, before the limit, in fen; null: one of them is not known. */
  readonly totalFen: number | null;
  /** True where a balance moved and the ceiling of the year, which was struck before, stays what it was. */
  readonly isCeilingKept: boolean;
  /** What the limit keeps out of the ceiling, in fen; 0: nothing, null: not known. */
  readonly notCountedFen: number | null;
  readonly clauses: readonly Clause[];
  /** The readings that decided the moves, by number. */
  readonly readingIds: readonly ReadingId[];
}

const CLAUSE_OF: Readonly<Record<Move['name'], ParameterName>> = {
  continuous: 'continuous.credit',
  zeroClaim: 'zeroClaim.credit',
  reset: 'zeroClaim.credit',
  indeterminate: 'zeroClaim.credit',
  penalty: 'penalty.perBreakYear',
};

/** The rows up to the day asked about: read off the history on each day on which something was granted, taken or struck. */
export function balanceRows(
  answers: Pick<LocalAnswers, 'history' | 'book' | 'question'>,
): readonly BalanceRow[] {
  const history = answers.history();
  if (history === undefined) return [];
  const days = new Set(
    timelineOf(history, answers.question.on)
      .filter(({ kind, from }) => (kind === 'balances' || kind === 'ceiling') && from <= answers.question.on)
      .map(({ from }) => from),
  );
  const book = answers.book();
  let before: Standing | undefined;
  return [...days].map((on): BalanceRow => {
    const standing = standingOn(history, on);
    const moves = movesBetween(before?.ceiling, standing.ceiling);
    const isCeilingKept = moves.length > 0 && isSameCeiling(before?.ceiling, standing.ceiling);
    before = standing;
    const { clauses } = book.rules(standing.region, on);
    return {
      on,
      standing,
      moves,
      totalFen: totalOf(standing.ceiling),
      isCeilingKept,
      notCountedFen: notCounted(standing.ceiling),
      clauses: [...new Set(moves.map(({ name }) => clauses[CLAUSE_OF[name]]))],
      readingIds: readingsOf(history, on, moves),
    };
  });
}

type Ceiling = Standing['ceiling'];

function movesBetween(before: Ceiling | undefined, after: Ceiling): readonly Move[] {
  const moves: Move[] = [];
  const by = (name: 'continuousCreditFen' | 'zeroClaimCreditFen' | 'breakPenaltyFen'): number | null => {
    const [was, is] = [before === undefined ? 0 : before[name], after[name]];
    return was === null || is === null ? (was === is ? 0 : null) : is - was;
  };
  const [continuous, zeroClaim, penalty] = [
    by('continuousCreditFen'),
    by('zeroClaimCreditFen'),
    by('breakPenaltyFen'),
  ];
  if (continuous !== 0)
    moves.push({ name: continuous === null ? 'indeterminate' : 'continuous', byFen: continuous });
  if (zeroClaim === null) moves.push({ name: 'indeterminate', byFen: null });
  else if (zeroClaim > 0) moves.push({ name: 'zeroClaim', byFen: zeroClaim });
  else if (zeroClaim < 0) moves.push({ name: 'reset', byFen: zeroClaim });
  if (penalty !== null && penalty !== 0) moves.push({ name: 'penalty', byFen: -penalty });
  return moves;
}

function totalOf({ continuousCreditFen, zeroClaimCreditFen }: Ceiling): number | null {
  return continuousCreditFen === null || zeroClaimCreditFen === null
    ? null
    : continuousCreditFen + zeroClaimCreditFen;
}

function isSameCeiling(before: Ceiling | undefined, after: Ceiling): boolean {
  return before?.status === 'known' && after.status === 'known' && before.effectiveFen === after.effectiveFen;
}

function notCounted(ceiling: Ceiling): number | null {
  const total = totalOf(ceiling);
  if (ceiling.status !== 'known' || total === null || ceiling.raiseAppliedFen === null) return null;
  return Math.max(0, total - ceiling.raiseAppliedFen);
}

/** The readings of what moved on a day: a balance that only went on was decided on another row. */
function readingsOf(
  { continuous, zeroClaim, penalty }: History,
  on: CivilDate,
  moves: readonly Move[],
): readonly ReadingId[] {
  const seriesOf = {
    continuous: [continuous],
    zeroClaim: [zeroClaim],
    reset: [zeroClaim],
    penalty: [penalty],
    indeterminate: [continuous, zeroClaim],
  } as const;
  const decided = new Set(
    moves
      .flatMap(({ name }) => [...seriesOf[name]])
      .flatMap((series) => series.filter((entry) => entry.on === on))
      .flatMap(({ readingIds }) => readingIds),
  );
  return READING_IDS.filter((id) => decided.has(id));
}
