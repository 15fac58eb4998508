import { endOfYear, yearOf } from '#libs/enrollment';
import { useId, type ReactNode } from 'react';
import type { LocalAnswers } from '../derivation/local-member.js';
import type { BalanceRow } from '../rooms/balances/balance-rows.js';
import { yuan } from '../words/values.js';
import { useSay } from '../words/words.js';

const HEIGHT = 220;
const TOP = 22;
const BOTTOM = 28;
const LEFT = 9;

/** What stands at the start of each year: credits upward, the break penalty downward, the limit dashed. */
export function BalanceChart({
  rows,
  local,
}: {
  readonly rows: readonly BalanceRow[];
  readonly local: LocalAnswers;
}): ReactNode {
  const say = useSay();
  const id = useId();
  const levels = levelsOf(rows, local);
  const limits = levels.flatMap(({ limitFen }) => limitFen ?? []);
  const up = Math.max(
    600_000,
    ...levels.map(({ continuousFen, zeroClaimFen }) => continuousFen + zeroClaimFen),
  );
  const limit = limits.length > 0 ? Math.min(...limits) : null;
  const isLimitNear = limit !== null && limit <= up * 4;
  const top = isLimitNear ? Math.max(up, limit) : up;
  const down = Math.max(0, ...levels.map(({ penaltyFen }) => penaltyFen));
  const per = (HEIGHT - TOP - BOTTOM) / (top + down);
  const zero = TOP + top * per;
  const y = (fen: number): number => zero - fen * per;
  const slot = (100 - LEFT) / Math.max(levels.length, 1);
  return (
    <div className="chart">
      <svg
        role="img"
        aria-labelledby={`${id}-title ${id}-desc`}
        width="100%"
        height={HEIGHT}
        className="balances"
      >
        <title id={`${id}-title`}>{say('balances.chart')}</title>
        <desc id={`${id}-desc`}>
          {levels
            .map((each) =>
              say('balances.desc', {
                year: each.year,
                continuous: yuan(each.continuousFen, say),
                zeroClaim: yuan(each.zeroClaimFen, say),
                penalty: yuan(each.penaltyFen, say),
              }),
            )
            .join('; ')}
        </desc>
        {ticks(top, down).map((fen) => (
          <g key={fen} className="tick">
            <line x1={`${String(LEFT)}%`} x2="100%" y1={y(fen)} y2={y(fen)} />
            <text x={`${String(LEFT - 0.6)}%`} y={y(fen) + 4} textAnchor="end">
              {yuan(fen, say)}
            </text>
          </g>
        ))}
        {levels.map((level, index) => {
          const x = LEFT + slot * (index + 0.2);
          const place = { x: `${String(x)}%`, width: `${String(slot * 0.6)}%` };
          const total = level.continuousFen + level.zeroClaimFen;
          return (
            <g key={level.year}>
              {level.continuousFen > 0 && (
                <rect
                  {...place}
                  y={y(level.continuousFen)}
                  height={level.continuousFen * per}
                  className="continuous"
                />
              )}
              {level.zeroClaimFen > 0 && (
                <rect
                  {...place}
                  y={y(total)}
                  height={level.zeroClaimFen * per}
                  className={level.isProvisional ? 'zero-claim provisional' : 'zero-claim'}
                />
              )}
              {level.penaltyFen > 0 && (
                <rect {...place} y={zero} height={level.penaltyFen * per} className="penalty" />
              )}
              {total > 0 && (
                <text x={`${String(x + slot * 0.3)}%`} y={y(total) - 4} textAnchor="middle">
                  {yuan(total, say)}
                </text>
              )}
              <text x={`${String(x + slot * 0.3)}%`} y={HEIGHT - 8} textAnchor="middle">
                {level.year}
              </text>
            </g>
          );
        })}
        <line x1={`${String(LEFT)}%`} x2="100%" y1={zero} y2={zero} className="zero" />
        {isLimitNear && (
          <g className="limit">
            <line x1={`${String(LEFT)}%`} x2="100%" y1={y(limit)} y2={y(limit)} />
            <text x="99%" y={y(limit) - 7} textAnchor="end">
              {say('balances.limit', { amount: yuan(limit, say) })}
            </text>
          </g>
        )}
      </svg>
      <p className="legend">
        <span className="key continuous" /> {say('figure.continuousCreditFen')} C
        <span className="key zero-claim" /> {say('figure.zeroClaimCreditFen')} Z
        {levels.some(({ isProvisional }) => isProvisional) && (
          <>
            <span className="key provisional" /> {say('word.provisional')}
          </>
        )}
        {down > 0 && (
          <>
            <span className="key penalty" /> {say('figure.breakPenaltyFen')}
          </>
        )}
        {limit !== null && !isLimitNear && (
          <span>{say('balances.limitFar', { amount: yuan(limit, say) })}</span>
        )}
      </p>
    </div>
  );
}

interface Level {
  readonly year: number;
  readonly continuousFen: number;
  readonly zeroClaimFen: number;
  readonly penaltyFen: number;
  readonly isProvisional: boolean;
  readonly limitFen: number | null;
}

/** A level a year: as it stands when the ceiling of the year is struck. What is indeterminate is drawn as nothing. */
function levelsOf(rows: readonly BalanceRow[], local: LocalAnswers): readonly Level[] {
  const [first] = rows;
  if (first === undefined) return [];
  const from = yearOf(first.on);
  const last = yearOf(local.question.on);
  const book = local.book();
  return Array.from({ length: last - from + 1 }, (_, index): Level => {
    const year = from + index;
    const inYear = rows.find(
      ({ on, standing }) => yearOf(on) === year && standing.ceiling.status !== 'not-struck',
    );
    const row = inYear ?? rows.findLast(({ on }) => on <= endOfYear(year)) ?? first;
    const { ceiling, region, zeroClaimProvisional } = row.standing;
    return {
      year,
      continuousFen: ceiling.continuousCreditFen ?? 0,
      zeroClaimFen: ceiling.zeroClaimCreditFen ?? 0,
      penaltyFen: ceiling.breakPenaltyFen ?? 0,
      isProvisional: zeroClaimProvisional,
      limitFen: limitOf(book.rules(region, row.on), ceiling.baseFen),
    };
  }).slice(-16);
}

function limitOf(
  rules: ReturnType<ReturnType<LocalAnswers['book']>['rules']>,
  baseFen: number | null,
): number | null {
  const limit = rules['raise.limit'];
  if ('amountFen' in limit) return limit.amountFen;
  if (baseFen === null) return null;
  const share = Math.floor((baseFen * Math.round(limit.percentOfBase * 100)) / 10_000);
  return limit.atMostFen === null ? share : Math.min(share, limit.atMostFen);
}

/** Some four amounts that a person can read off. */
function ticks(top: number, down: number): readonly number[] {
  const step = [100_000, 300_000, 600_000, 1_000_000, 3_000_000, 6_000_000].find(
    (each) => (top + down) / each <= 6,
  );
  const width = step ?? 10_000_000;
  const from = -Math.floor(down / width);
  return Array.from({ length: Math.floor(top / width) - from + 1 }, (_, index) => (from + index) * width);
}
