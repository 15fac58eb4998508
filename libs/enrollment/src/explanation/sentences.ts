import { type CivilDate, previousDay, yearOf } from '../calendar/civil-date.js';
import { formatYuan } from '../fen.js';
import { type History, isPooledFundPayingOn, waitingEnrolmentOn } from '../standing/history.js';
import { counted } from '../standing/counted.js';
import type { Enrolment } from '../standing/enrolment.js';
import type { Standing } from '../standing/standing.js';
import type { ExplainedField } from './fields.js';

interface Sentences {
  readonly zh: readonly string[];
  readonly en: readonly string[];
}

const schemes = {
  resident: { zh: '居民医保', en: 'resident cover' },
  employee: { zh: '职工医保', en: 'employee cover' },
  other: { zh: '其他制度保障', en: 'cover by another public system' },
  none: { zh: '未参保', en: 'no cover' },
} as const;

const classes = {
  'in-window': { zh: '集中参保期内缴费', en: 'paid in the window' },
  extended: { zh: '延长缴费期内缴费', en: 'paid in the extended window' },
  late: { zh: '集中参保期外缴费', en: 'paid after the window' },
  free: { zh: '出生当年免费', en: 'free in the year of birth' },
} as const;

/** What a field says, in plain sentences for a member. */
export function sentencesFor(
  history: History,
  standing: Standing,
  question: { readonly on: CivilDate; readonly field: ExplainedField },
): Sentences {
  const { on, field } = question;
  const { ceiling, covered } = standing;
  switch (field) {
    case 'covered':
      return one(`${on} ${schemes[covered].zh}。`, `On ${on}: ${schemes[covered].en}.`);
    case 'benefitEligible':
      return eligibility(history, standing, on);
    case 'waiting':
      return waiting(history, on);
    case 'breakYears':
      return standing.breakYears.length === 0
        ? one('没有断保年。', 'No break years.')
        : one(
            `断保年: ${standing.breakYears.join('、')}。`,
            `Break years: ${standing.breakYears.join(', ')}.`,
          );
    case 'streakYears':
      return one(
        `至 ${on} 连续参加居民医保 ${String(standing.streakYears)} 年。`,
        `Consecutive resident years on ${on}: ${String(standing.streakYears)}.`,
      );
    case 'continuousCredit':
      return amount('连续参保激励余额', 'Continuous credit', ceiling.continuousCreditFen, on);
    case 'zeroClaimCredit':
      return amount('零报销激励余额', 'Zero-claim credit', ceiling.zeroClaimCreditFen, on);
    case 'zeroClaimProvisional':
      return standing.zeroClaimProvisional
        ? one(
            '零报销激励暂计: 迟到的结算仍可能取消。',
            'The zero-claim credit is provisional: a late settlement may still take it away.',
          )
        : one('零报销激励没有暂计的部分。', 'No part of the zero-claim credit is provisional.');
    case 'breakPenalty':
      return amount('断保降低额', 'Break penalty', ceiling.breakPenaltyFen, on);
    case 'ceiling':
      return ceilingSentences(standing, on);
    case 'employeeYearsEquivalent':
      return employeeYears(standing);
  }
}

function eligibility(history: History, standing: Standing, on: CivilDate): Sentences {
  const { covered, benefitEligible, waiting: wait } = standing;
  if (benefitEligible && covered === 'resident' && !isPooledFundPayingOn(history, on))
    return one(
      `${on} 在待遇等待期内: 统筹基金不支付, 大病保险可以支付(R33)。`,
      `${on} is in the waiting period: the pooled fund pays nothing, major-illness insurance may pay (R33).`,
    );
  if (benefitEligible)
    return one(
      `${on} 可以享受待遇(${schemes[covered].zh})。`,
      `Benefits are paid on ${on} (${schemes[covered].en}).`,
    );
  if (covered !== 'resident' || wait === null)
    return one(
      `${on} 不能享受待遇: ${schemes[covered].zh}。`,
      `No benefits on ${on}: ${schemes[covered].en}.`,
    );
  const first = one(
    `${on} 在待遇等待期内, ${wait.benefitsFrom} 起可支付。`,
    `${on} is in the waiting period; benefits start on ${wait.benefitsFrom}.`,
  );
  const why = waiting(history, on);
  return { zh: [...first.zh, ...why.zh], en: [...first.en, ...why.en] };
}

function waiting(history: History, on: CivilDate): Sentences {
  const enrolment = waitingEnrolmentOn(history, on);
  if (enrolment === undefined)
    return one('没有参保缴费, 也就没有等待期。', 'There is no enrolment, hence no waiting period.');
  const { wait } = enrolment;
  if (wait === null) return noWaiting(enrolment);
  if (wait.total === null) {
    return one(
      `等待期由原系统转入, ${wait.benefitsFrom} 起可支付。`,
      `The wait came over from an older system; benefits start on ${wait.benefitsFrom}.`,
    );
  }
  const owner = history.enrolments.find(({ year }) => year === wait.year) ?? enrolment;
  const { zh, en } = whyWaiting(owner);
  const carriedZh = owner === enrolment ? '' : `${String(enrolment.year)} 年度接续此前未满的等待期。`;
  const carriedEn = owner === enrolment ? '' : `${String(enrolment.year)} carries on an earlier wait. `;
  const { benefitsFrom, fixed, repaired, startsOn, total, unit, variable } = wait;
  const endsOn = previousDay(benefitsFrom);
  const zhUnit = unit === 'months' ? '个月' : '天';
  return one(
    `${carriedZh}${zh}: 固定 ${String(fixed)} ${zhUnit}, 变动 ${String(variable)} ${zhUnit}, 已修复 ${String(repaired)} ${zhUnit}, 共 ${String(total)} ${zhUnit}; ${String(startsOn)} 至 ${endsOn}, ${benefitsFrom} 起可支付。`,
    `${carriedEn}${en}: fixed + variable - repaired = ${String(fixed)} + ${String(variable)} - ${String(repaired)} = ${counted(total, unit === 'months' ? 'month' : 'day')}, ${String(startsOn)} to ${endsOn}; benefits start on ${benefitsFrom}.`,
  );
}

/** Why an enrolment waits: how it was paid, and the break years before it. */
function whyWaiting({ breakYears, paidClass, year }: Enrolment): {
  readonly zh: string;
  readonly en: string;
} {
  const { zh, en } = classes[paidClass];
  const breaks = [...breakYears].sort((a, b) => a - b);
  if (breaks.length === 0) return { zh: `${String(year)} 年度${zh}`, en: `${String(year)} was ${en}` };
  return {
    zh: `${String(year)} 年度${zh}, 此前断保 ${String(breaks.length)} 年(${breaks.join('、')})`,
    en: `${String(year)} was ${en} after ${counted(breaks.length, 'break year')} (${breaks.join(', ')})`,
  };
}

function noWaiting({ paidClass, sparedBy, year }: Enrolment): Sentences {
  const { zh, en } = classes[paidClass];
  const head = { zh: `${String(year)} 年度${zh}`, en: `${String(year)} was ${en}` };
  if (sparedBy === null) return one(`${head.zh}, 没有等待期。`, `${head.en}: no waiting period.`);
  if (sparedBy === 'short-gap') {
    return one(
      `${head.zh}; 缴费在规定的衔接期限内, 免等待期。`,
      `${head.en}; paid soon enough after the earlier cover or the qualifying day: no waiting period.`,
    );
  }
  return one(
    `${head.zh}; 属于免等待期的特殊群体(${sparedBy})。`,
    `${head.en}; a special group (${sparedBy}) serves no waiting period.`,
  );
}

function ceilingSentences({ ceiling }: Standing, on: CivilDate): Sentences {
  const year = String(yearOf(on));
  switch (ceiling.status) {
    case 'not-struck':
      return one(
        `${year} 年度封顶线在 ${on} 尚未核定。`,
        `The ceiling of ${year} has not been struck by ${on}.`,
      );
    case 'not-applicable':
      return one(
        '本统筹区没有大病保险最高支付限额; 余额保留。',
        'The region has no ceiling; the balances are kept.',
      );
    case 'indeterminate':
      return one(
        '原封顶线或零报销激励未知, 有效封顶线待定。',
        'The base ceiling or the zero-claim credit is unknown, so the ceiling is undetermined.',
      );
    case 'known': {
      const [base, raise, penalty, effective] = [
        ceiling.baseFen,
        ceiling.raiseAppliedFen,
        ceiling.penaltyAppliedFen,
        ceiling.effectiveFen,
      ].map((each) => formatYuan(each ?? 0));
      return one(
        `${year} 年度有效封顶线 ${String(effective)} 元 = 原封顶线 ${String(base)} + 激励 ${String(raise)} - 断保降低 ${String(penalty)}。`,
        `Effective ceiling of ${year}: ${String(effective)} yuan = base ${String(base)} + credits ${String(raise)} - penalty ${String(penalty)}.`,
      );
    }
  }
}

function employeeYears({ employeeYearsEquivalent: equivalent }: Standing): Sentences {
  if (equivalent === null) return one('本地没有折算规则。', 'The pack has no conversion rule.');
  const { years, remainderYears } = equivalent;
  return one(
    `居民医保实缴年限折算职工医保 ${String(years)} 年, 余 ${String(remainderYears)} 年。`,
    `Paid resident years convert to ${counted(years, 'employee year')}, ${String(remainderYears)} left over.`,
  );
}

function amount(zh: string, en: string, value: number | null, on: CivilDate): Sentences {
  if (value === null) return one(`${zh}待定。`, `${en}: undetermined.`);
  return one(`${on} ${zh} ${formatYuan(value)} 元。`, `${en} on ${on}: ${formatYuan(value)} yuan.`);
}

function one(zh: string, en: string): Sentences {
  return { zh: [zh], en: [en] };
}
