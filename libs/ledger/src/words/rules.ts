import { type Bilingual, formatYuan, type Status } from '#libs/enrollment';
import { STATUS_WORDS } from './labels.js';

type Language = keyof Bilingual;

/** Words for the rules of an explanation; a rule without a word goes by its own name. */
const RULE_WORDS: Readonly<Record<string, Bilingual>> = {
  windows: { zh: '缴费类别', en: 'payment class' },
  'windows.extended': { zh: '延长缴费期', en: 'extended window' },
  waiting: { zh: '等待期', en: 'wait' },
  'waiting.carried': { zh: '上年等待期续延', en: 'wait carried over' },
  'waiting.exempt': { zh: '免等待', en: 'exempt' },
  'waiting.fixed': { zh: '固定', en: 'fixed' },
  'waiting.variable': { zh: '变动', en: 'variable' },
  'waiting.repaired': { zh: '修复', en: 'repaired' },
  'waiting.floor': { zh: '修复下限', en: 'floor of repairs' },
  'waiting.shortGap.employee-gap': { zh: '职工医保短期中断', en: 'short gap after employee cover' },
  'waiting.shortGap.status': { zh: '特殊身份短期中断', en: 'short gap of a special group' },
  'exemptions.shortGap': { zh: '短期中断', en: 'short gap' },
  'gap.interrupted': { zh: '职工医保中断', en: 'gap after employee cover' },
  'breaks.run': { zh: '断保', en: 'break years' },
  'breaks.penalty': { zh: '断保降低额', en: 'break penalty' },
  'continuous.credit': { zh: '连续参保激励', en: 'continuous credit' },
  'zeroClaim.year': { zh: '零报销年度', en: 'year without claims' },
  'zeroClaim.credit': { zh: '零报销激励', en: 'zero-claim credit' },
  'zeroClaim.reset': { zh: '激励动用后清零', en: 'reset after use' },
  opening: { zh: '期初余额', en: 'opening balance' },
  streak: { zh: '连续参保', en: 'streak' },
  'streak.reset': { zh: '断保后重新计年', en: 'streak broken' },
  ceiling: { zh: '封顶线', en: 'ceiling' },
};

/** What a step's formula says, in Chinese. */
const FORMULA_WORDS: readonly (readonly [pattern: RegExp, chinese: string])[] = [
  [/^max\(0, (\d+) - 1\) \* (\d+ .+)$/, '($1 年 - 首年) x $2'],
  [/^max\(0, (\d+) - 0\) \* (\d+ .+)$/, '$1 年 x $2'],
  [/\blimit\b/g, '限额'],
  [/(\d+) break years?/g, '断保 $1 年'],
  [/(\d+) grants?/g, '$1 次'],
  [/in-window/g, '集中参保期内'],
  [/extended/g, '延长缴费期内'],
  [/\blate\b/g, '集中参保期外'],
  [/\bfree\b/g, '出生当年免费'],
  [/interrupted/g, '有中断'],
  [/continuous/g, '未中断'],
  [/\bshort\b/g, '短期'],
  [/ months = /g, ' 个月 = '],
  [/ days = /g, ' 天 = '],
  [/ in (?=\d)/g, ' 在 '],
];

/** An amount in a formula; what counts grants or years is none. */
const FEN = /\b\d+\b(?! (?:grants?|break years?)\b)/g;

/** The word for a rule. */
export function ruleWord(rule: string, language: Language): string {
  const status = /^waiting\.exempt\.(.+)$/.exec(rule)?.[1];
  if (status !== undefined && Object.hasOwn(STATUS_WORDS, status)) {
    return STATUS_WORDS[status as Status][language];
  }
  return RULE_WORDS[rule]?.[language] ?? rule;
}

/** The length of a variable part in a formula, which the step counts in its unit. */
const LENGTH_PER_YEAR = /^(max\(0, \d+ - [01]\) \* )(\d+)$/;

/** A formula in the language of the run; amounts of a step in fen are shown in yuan, lengths in the unit of the step. */
export function formulaText(formula: string, language: Language, unit = ''): string {
  const shown =
    unit === 'fen'
      ? formula.replace(FEN, (fen) => formatYuan(Number(fen)))
      : formula.replace(LENGTH_PER_YEAR, (_, years: string, length: string) => {
          return years + lengthInWords(length, unit, language);
        });
  if (language === 'en')
    return shown
      .replace(/^max\(0, (\d+) - 1\) \* (.+)$/, (_, years: string, length: string) => {
        return `(${inWords(years, 'year')} - the first) x ${length}`;
      })
      .replace(/^max\(0, (\d+) - 0\) \* (.+)$/, (_, years: string, length: string) => {
        return `${inWords(years, 'year')} x ${length}`;
      })
      .replace(/\b1 (months|days)\b/g, (_, noun: string) => `1 ${noun.slice(0, -1)}`);
  return FORMULA_WORDS.reduce((text, [pattern, chinese]) => text.replace(pattern, chinese), shown);
}

function lengthInWords(length: string, unit: string, language: Language): string {
  if (language === 'zh') return unit === 'days' ? `${length} 天` : `${length} 个月`;
  return inWords(length, unit === 'days' ? 'day' : 'month');
}

function inWords(count: string, noun: string): string {
  return count === '1' ? `1 ${noun}` : `${count} ${noun}s`;
}
