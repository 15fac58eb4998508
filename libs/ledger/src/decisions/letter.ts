import { type Bilingual, type CivilDate, formatYuan } from '#libs/enrollment';
import type { StandingAnswer } from '../answers/answers.js';
import type { Undetermined } from '../watermarks/watermark-answers.js';
import type {
  DecisionAnswer,
  EligibilityAnswer,
  ServedDecision,
  ServedRepairQuote,
} from './decision-answers.js';
import { reasonText } from './reason-texts.js';

/** A letter about a decision: made of what was recorded alone, so that it says the same for ever. */
export interface Letter {
  readonly title: string;
  /** Name and value, in order. */
  readonly head: readonly (readonly [string, string])[];
  /** What was decided, then why. */
  readonly paragraphs: readonly string[];
  /** What the answer rests on, and what the reader can do. */
  readonly foot: readonly string[];
}

/** What holds a decision in the ledger for ever, as a letter prints it. */
export interface LetterSeal {
  /** Position of the decision's own event. */
  readonly position: number;
  /** Hash of its leaf, as written: it stands for every byte of the decision. */
  readonly leaf: string;
  /** Code of the first checkpoint that covers it. */
  readonly letterCode: string;
}

/**
 * The letter of a decision in a language, in yuan and plain sentences.
 *
 * @param seal null: the decision is not sealed yet, and the letter says so
 */
export function decisionLetter(
  decision: ServedDecision,
  language: keyof Bilingual,
  { isSample, seal }: { readonly isSample: boolean; readonly seal: LetterSeal | null },
): Letter {
  const say = (text: Bilingual): string => text[language];
  const answer = JSON.parse(decision.answer) as DecisionAnswer;
  const { coordinates, member } = answer;
  const { on, packs } = coordinates;
  const region = 'region' in answer ? [[say(words.region), answer.region] as const] : [];
  const used = packs.map(({ id, version, digest }) => `${id}@${version} (${digest})`).join('; ');
  const knownAt = decision.knownAt ?? '-';
  return {
    title: say(titles[decision.question.kind]),
    head: [
      [say(words.decision), decision.decisionId],
      [say(words.member), member],
      ...region,
      [say(words.on), on],
      [say(words.servedAt), decision.servedAt],
    ],
    paragraphs: [...bodyOf(answer).map(say), ...decision.sentences[language]],
    foot: [
      say({
        zh: `依据: 截至 ${knownAt} 已登记的事实(位置 ${String(decision.position)}); 规则包 ${used}; 程序版本 ${decision.engine}。`,
        en: `Made from the facts recorded by ${knownAt} (position ${String(decision.position)}); packs ${used}; program ${decision.engine}.`,
      }),
      say(words.object),
      ...(seal === null ? [words.unsealed] : sealLines(seal)).map(say),
      ...(isSample ? [say(words.sample)] : []),
    ],
  };
}

const titles = {
  eligibility: { zh: '待遇资格告知书', en: 'Notice on benefits' },
  standing: { zh: '参保状况告知书', en: 'Notice on enrolment' },
  'repair-quote': { zh: '修复缴费告知书', en: 'Notice on repair payments' },
} as const;

const words = {
  decision: { zh: '决定编号', en: 'Decision' },
  member: { zh: '参保人编号', en: 'Member' },
  region: { zh: '统筹区', en: 'Pooling region' },
  on: { zh: '所问日期', en: 'Day asked about' },
  servedAt: { zh: '出具时间', en: 'Served at' },
  object: {
    zh: '如有异议, 请持本告知书向统筹区经办机构申请复核; 决定编号可查到全部事实、规则和计算步骤。',
    en: 'If you disagree, show this notice to the office of the pooling region: by the number of the decision it finds every fact, rule and step of the calculation.',
  },
  unsealed: {
    zh: '本决定尚未封存, 本页没有检查点代码: 一分钟后重新打印即有。',
    en: 'This decision is not sealed yet, and this page has no checkpoint code: print it again in a minute.',
  },
  sample: {
    zh: '示例台账, 示例时钟: 内容均为虚构。',
    en: 'Sample ledger, sample clock: everything in it is invented.',
  },
} as const;

/** With the code anyone who keeps the letter can tell later whether the ledger still has this decision as it was. */
function sealLines({ position, leaf, letterCode }: LetterSeal): readonly Bilingual[] {
  return [
    { zh: `账本检查点: ${letterCode}`, en: `Checkpoint of the ledger: ${letterCode}` },
    {
      zh: `本决定在台账中的位置 ${String(position)}, 摘要 ${leaf}。请保存本页: 凭检查点代码可核验台账是否被改动。`,
      en: `Place of this decision in the ledger: ${String(position)}, digest ${leaf}. Keep this page: the code of the checkpoint tells whether the ledger was altered.`,
    },
  ];
}

function bodyOf(answer: DecisionAnswer): readonly Bilingual[] {
  if ('pooledFund' in answer) return eligibilityBody(answer);
  return 'rows' in answer ? quoteBody(answer) : standingBody(answer);
}

function eligibilityBody(answer: EligibilityAnswer): readonly Bilingual[] {
  const { payable, payableFrom, reasons } = answer.pooledFund;
  const { on } = answer.coordinates;
  if (payable === null) return [unknown(on), ...answer.undetermined.map(gap)];
  if (payable)
    return [
      { zh: `${on} 的医疗费用, 统筹基金可以支付。`, en: `For services on ${on} the pooled fund pays.` },
    ];
  const refused = {
    zh: `${on} 的医疗费用, 统筹基金不予支付。`,
    en: `For services on ${on} the pooled fund does not pay.`,
  };
  const why = reasons.map(({ code, clause }): Bilingual => {
    const { zh, en } = reasonText(code, answer);
    return clause === null
      ? { zh: `原因: ${zh}。`, en: `Reason: ${en}.` }
      : { zh: `原因: ${zh}(${clause})。`, en: `Reason: ${en} (${clause}).` };
  });
  const later =
    payableFrom === null ? [] : [{ zh: `${payableFrom} 起可以支付。`, en: `It pays from ${payableFrom}.` }];
  return [refused, ...why, ...later];
}

function unknown(on: CivilDate): Bilingual {
  return {
    zh: `${on} 的医疗费用, 统筹基金是否支付尚不能确定。`,
    en: `Whether the pooled fund pays for services on ${on} cannot be told yet.`,
  };
}

function gap(each: Undetermined): Bilingual {
  if ('code' in each)
    return {
      zh: '所问险种不在本台账范围内。',
      en: 'The scheme asked about is not in the scope of this ledger.',
    };
  const { source, completeThrough, neededThrough } = each;
  return {
    zh: `来源 ${source} 的数据完整至 ${completeThrough}, 作出判断需至 ${neededThrough}。`,
    en: `The records of ${source} are complete through ${completeThrough}; they are needed through ${neededThrough}.`,
  };
}

function standingBody({ breakYears, ceiling, streakYears }: StandingAnswer): readonly Bilingual[] {
  const years = breakYears.join('、') || '无';
  const { effectiveFen } = ceiling;
  return [
    {
      zh: `断保年: ${years}; 连续参保 ${String(streakYears)} 年。`,
      en: `Break years: ${breakYears.join(', ') || 'none'}; consecutive years: ${String(streakYears)}.`,
    },
    ...(effectiveFen === null
      ? []
      : [
          {
            zh: `大病保险有效最高支付限额 ${formatYuan(effectiveFen)} 元。`,
            en: `Effective ceiling of major-illness insurance: ${formatYuan(effectiveFen)} yuan.`,
          },
        ]),
  ];
}

function quoteBody({ enrolmentYear, rows }: ServedRepairQuote): readonly Bilingual[] {
  if (enrolmentYear === null || rows.length === 0)
    return [{ zh: '没有可以修复的等待期。', en: 'There is no wait that a repair could shorten.' }];
  return rows.map(({ years, costFen, benefitsFrom }) => {
    const cost = costFen === null ? null : formatYuan(costFen);
    return {
      zh: `修复 ${String(years)} 年: 费用 ${cost === null ? '未定' : `${cost} 元`}, ${benefitsFrom} 起可支付。`,
      en: `${String(years)} years repaired: ${cost === null ? 'price unknown' : `${cost} yuan`}, benefits from ${benefitsFrom}.`,
    };
  });
}
