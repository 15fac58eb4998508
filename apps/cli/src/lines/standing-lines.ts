import type { Standing, WaitingStanding } from '#libs/enrollment';
import { SCHEME_WORDS, WARNING_WORDS } from '#libs/ledger';
import { pairLines } from '../output/table.js';
import type { Say } from '../language.js';
import { lengthText, yearsText, yesText, yuanText } from '../words/figures.js';

/** A standing for people, one figure a line. */
export function standingLines(standing: Standing & { readonly member?: string | null }, say: Say): string[] {
  const { member, region, covered, benefitEligible, waiting, breakYears, streakYears } = standing;
  const { ceiling, zeroClaimProvisional, readingIds, warnings, employeeYearsEquivalent: employee } = standing;
  const provisional = zeroClaimProvisional ? say({ zh: ' (暂计)', en: ' (provisional)' }) : '';
  const rows: (readonly [string, string] | null)[] = [
    typeof member === 'string' ? [say({ zh: '参保人', en: 'member' }), member] : null,
    [say({ zh: '统筹区', en: 'region' }), region],
    [say({ zh: '参保', en: 'covered' }), say(SCHEME_WORDS[covered])],
    [say({ zh: '可支付', en: 'benefits' }), yesText(benefitEligible, say)],
    [say({ zh: '等待期', en: 'wait' }), waitingText(waiting, say)],
    [say({ zh: '断保年', en: 'break years' }), breakYears.length === 0 ? '-' : breakYears.join(' ')],
    [say({ zh: '连续参保', en: 'streak' }), yearsText(streakYears, say)],
    [say({ zh: '连续参保激励', en: 'continuous credit' }), yuanText(ceiling.continuousCreditFen, say)],
    [
      say({ zh: '零报销激励', en: 'zero-claim credit' }),
      yuanText(ceiling.zeroClaimCreditFen, say) + provisional,
    ],
    [say({ zh: '断保降低额', en: 'break penalty' }), yuanText(ceiling.breakPenaltyFen, say)],
    [say({ zh: '封顶线', en: 'ceiling' }), ceilingText(ceiling, say)],
    employee === null
      ? null
      : [say({ zh: '折算职工医保', en: 'as employee years' }), employeeYearsText(employee, say)],
    [say({ zh: '解读', en: 'readings' }), readingIds.length === 0 ? '-' : readingIds.join(' ')],
    ...warnings.map((code): readonly [string, string] => [
      say({ zh: '提示', en: 'warning' }),
      `${say(WARNING_WORDS[code])} [${code}]`,
    ]),
  ];
  return pairLines(rows.filter((row) => row !== null));
}

/** A wait on one line: `5 个月   2028-01-01 至 2028-05-31   2028-06-01 起可支付`. */
export function waitingText(waiting: WaitingStanding | null, say: Say): string {
  if (waiting === null) return say({ zh: '无', en: 'none' });
  const { startsOn, endsOn, benefitsFrom } = waiting;
  const length = lengthText(waiting, say) ?? say({ zh: '原系统转入', en: 'from an older system' });
  const isServed = startsOn !== null && startsOn <= endsOn;
  const days = isServed ? [say({ zh: `${startsOn} 至 ${endsOn}`, en: `${startsOn} to ${endsOn}` })] : [];
  return [length, ...days, say({ zh: `${benefitsFrom} 起可支付`, en: `pays from ${benefitsFrom}` })].join(
    '   ',
  );
}

/** Resident years as employee years: whole ones, and what is left over. */
export function employeeYearsText(
  { years, remainderYears }: NonNullable<Standing['employeeYearsEquivalent']>,
  say: Say,
): string {
  return say({
    zh: `${years} 年, 余 ${remainderYears} 年`,
    en: `${yearsText(years, say)}, ${remainderYears} left over`,
  });
}

/** The ceiling struck for the year and how it adds up, or why there is none. */
export function ceilingText(ceiling: StruckFigures, say: Say): string {
  if (ceiling.status !== 'known') return ceilingStatusText(ceiling, say);
  const { effectiveFen, baseFen, raiseAppliedFen, penaltyAppliedFen } = ceiling;
  const [effective, base, raise, penalty] = [effectiveFen, baseFen, raiseAppliedFen, penaltyAppliedFen].map(
    (fen) => yuanText(fen, say),
  );
  return say({
    zh: `${effective} = 原 ${base} + 激励 ${raise} - 降低 ${penalty}`,
    en: `${effective} = base ${base} + credits ${raise} - penalty ${penalty}`,
  });
}

type StruckFigures = Omit<
  Standing['ceiling'],
  'continuousCreditFen' | 'zeroClaimCreditFen' | 'breakPenaltyFen'
>;

function ceilingStatusText({ status, effectiveFen }: StruckFigures, say: Say): string {
  switch (status) {
    case 'known':
      return yuanText(effectiveFen, say);
    case 'not-struck':
      return say({ zh: '本年未核定', en: 'not struck' });
    case 'not-applicable':
      return say({ zh: '本统筹区没有封顶线', en: 'the region has none' });
    case 'indeterminate':
      return say({ zh: '待定', en: 'undetermined' });
  }
}
