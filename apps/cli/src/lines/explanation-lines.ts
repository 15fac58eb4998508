import type { TotalLength, WaitingStanding } from '#libs/enrollment';
import { formulaText, ruleWord, type ExplanationAnswer } from '#libs/ledger';
import { padded, printable, textWidth } from '../output/width.js';
import { clauseText } from './pack-lines.js';
import type { Shell } from '../shell.js';
import { waitingText } from './standing-lines.js';
import { dayBefore, lengthText, monthsText, yearsText, yesText, yuanText } from '../words/figures.js';

type Step = ExplanationAnswer['steps'][number];

/** The parts that a wait adds up from, with the sign of each. */
const WAIT_PARTS: Readonly<Record<string, string>> = {
  'waiting.fixed': '=',
  'waiting.variable': '+',
  'waiting.repaired': '-',
};

/** An explanation for people: the value, the steps with their clauses, what did not apply, what would change it. */
export function explanationLines(answer: ExplanationAnswer, shell: Shell): readonly string[] {
  const { field, value, sentences, steps } = answer;
  const wait = field === 'waiting' ? (value as WaitingStanding | null) : null;
  const { say, language } = shell;
  const parts = steps.filter(({ rule }) => rule in WAIT_PARTS);
  const isSum = wait !== null && lengthText(wait, say) !== null && parts.length > 0;
  const head = isSum ? [`${ruleWord('waiting', language)} ${waitingText(wait, say)}`] : sentences[language];
  const body = isSum ? sumRows(parts, steps, shell) : stepRows(steps.slice(0, -1), shell);
  return [...head, ...alignedRows(body), ...tailLines(answer, shell)].map(printable);
}

/** One step on a line: what it is, why, where it stands. */
interface Row {
  readonly lead: string;
  readonly why: string;
  readonly where: string;
}

function sumRows(parts: readonly Step[], steps: readonly Step[], { language }: Shell): readonly Row[] {
  const shown = parts.filter(({ rule, value }) => rule !== 'waiting.repaired' || value !== 0);
  return shown.map((step, index) => ({
    lead: `${WAIT_PARTS[step.rule] ?? ' '} ${ruleWord(step.rule, language)} ${String(step.value)}`,
    why: whyOf(step, steps, language),
    where: whereOf(step, shown[index - 1], language),
  }));
}

function stepRows(steps: readonly Step[], shell: Shell): readonly Row[] {
  return steps.map((step, index) => ({
    lead: `${ruleWord(step.rule, shell.language)} ${valueText(step, shell)}`.trimEnd(),
    why: step.formula === null ? '' : formulaText(step.formula, shell.language, step.unit),
    where: whereOf(step, steps[index - 1], shell.language),
  }));
}

/** For the fixed part the missed years themselves, which say more than their number. */
function whyOf(step: Step, steps: readonly Step[], language: Shell['language']): string {
  const years = steps.find(({ rule, id }) => rule === 'breaks.run' && step.inputs.includes(id))?.value;
  if (step.rule === 'waiting.fixed' && Array.isArray(years) && years.length > 0) {
    return `${ruleWord('breaks.run', language)} ${years.join(' ')}`;
  }
  return step.formula === null ? '' : formulaText(step.formula, language, step.unit);
}

function whereOf(
  { clause, readingIds }: Step,
  before: Step | undefined,
  language: Shell['language'],
): string {
  const isSame = before !== undefined && clauseText(before.clause) === clauseText(clause);
  const cited = isSame ? { zh: '同上', en: 'same clause' }[language] : clauseText(clause);
  return readingIds.length === 0 ? cited : `${cited} [${readingIds.join(' ')}]`;
}

function alignedRows(rows: readonly Row[]): readonly string[] {
  const leads = Math.max(0, ...rows.map(({ lead }) => textWidth(lead)));
  const whys = Math.max(0, ...rows.map(({ why }) => textWidth(why)));
  return rows.map(({ lead, why, where }) => `  ${padded(lead, leads)}  ${padded(why, whys)}   ${where}`);
}

function valueText({ value, unit }: Step, { say, language }: Shell): string {
  if (value === null) return say({ zh: '待定', en: 'undetermined' });
  if (typeof value === 'boolean') return yesText(value, say);
  if (typeof value === 'object') return value.join(' ') || '-';
  if (typeof value === 'string') return formulaText(value, language);
  if (unit === 'fen') return yuanText(value, say);
  if (unit === 'months') return monthsText(value, say);
  return unit === 'years' ? yearsText(value, say) : String(value);
}

function tailLines(answer: ExplanationAnswer, shell: Shell): readonly string[] {
  const { say, language } = shell;
  const rules = [...new Set(answer.notApplied.map(({ rule }) => ruleWord(rule, language)))];
  const changes = answer.wouldChange.map((change) => changeText(change, answer.value, shell));
  return [
    ...(rules.length === 0
      ? []
      : [say({ zh: `未适用: ${rules.join(', ')}`, en: `not applied: ${rules.join(', ')}` })]),
    ...(changes.length === 0
      ? []
      : [say({ zh: `可改变: ${changes.join('  ')}`, en: `would change it: ${changes.join('  ')}` })]),
  ];
}

type PossibleChange = ExplanationAnswer['wouldChange'][number];

function changeText({ action, result }: PossibleChange, value: unknown, { say }: Shell): string {
  const { benefitsFrom, ...length } = result as Partial<TotalLength> & { readonly benefitsFrom: string };
  const from = say({ zh: `${benefitsFrom} 起可支付`, en: `pays from ${benefitsFrom}` });
  if (action.type === 'PremiumPaid') {
    const { coverageYear } = action;
    return `${say({ zh: `缴 ${coverageYear} 年度保费`, en: `pay the premium for ${coverageYear}` })} -> ${from}`;
  }
  const repaired = say({ zh: `修复 ${action.years} 年`, en: `repair ${yearsText(action.years, say)}` });
  const total = lengthText(length, say);
  if (total === null) return `${repaired} -> ${from}`;
  const end = shortDay(dayBefore(benefitsFrom), (value as WaitingStanding | null)?.endsOn ?? '');
  return `${repaired} -> ${total}${say({ zh: `(至 ${end})`, en: ` (to ${end})` })}`;
}

/** A day without its year where that is the year of another day beside it. */
function shortDay(day: string, beside: string): string {
  return day.slice(0, 4) === beside.slice(0, 4) ? day.slice(5) : day;
}
