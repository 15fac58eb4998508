import {
  CONSEQUENCE_WORDS,
  FACT_WORDS,
  REASON_WORDS,
  WARNING_WORDS,
  type Consequence,
  type RecordedFact,
} from '#libs/ledger';
import type { Say } from '../language.js';
import { pairLines } from '../output/table.js';
import { lengthText, rangeText, yearsText, yuanText } from '../words/figures.js';

/** What recording a fact has changed, in words; the last line says where it stands in the ledger. */
export function appendLines(
  answer: RecordedFact,
  { say, replayed }: { readonly say: Say; readonly replayed: boolean },
): readonly string[] {
  const { appended, event, consequences, warnings } = answer;
  const recorded = replayed
    ? say({ zh: '此前已登记', en: 'recorded before' })
    : say({ zh: '已登记', en: 'recorded' });
  const state = appended ? recorded : say({ zh: '演练', en: 'dry run' });
  return [
    `${state}: ${say(FACT_WORDS[event.type])} ${event.type} ${event.effectiveOn}`,
    ...consequenceLines(consequences, say),
    ...warnings.map((code) => `${say({ zh: '提示', en: 'warning' })}: ${say(WARNING_WORDS[code])} [${code}]`),
    [
      event.recordedAt ?? say({ zh: '未写入', en: 'nothing written' }),
      ...(event.position === null ? [] : [`pos:${event.position}`]),
      say({ zh: `第 ${event.version} 版`, en: `version ${event.version}` }),
      event.id,
    ].join(' | '),
  ];
}

/** What changes, on which days. */
export function consequenceLines(consequences: readonly Consequence[], say: Say): readonly string[] {
  const changes = consequences.map(
    (consequence) => [rangeText(consequence.serviceDates, say), changeText(consequence, say)] as const,
  );
  const none = say({ zh: '没有结果因此改变。', en: 'No figure changes.' });
  return changes.length === 0 ? [none] : pairLines(changes);
}

function changeText(consequence: Consequence, say: Say): string {
  const [before, after] = valueTexts(consequence, say);
  return `${say(CONSEQUENCE_WORDS[consequence.field])}: ${before} -> ${after}`;
}

function valueTexts(consequence: Consequence, say: Say): readonly [string, string] {
  switch (consequence.field) {
    case 'pooledFund':
      return both(consequence, ({ payable, reasons }) => {
        const why = reasons.map((reason) => say(REASON_WORDS[reason])).join(', ');
        return payable
          ? say({ zh: '可支付', en: 'pays' })
          : say({ zh: `不支付(${why})`, en: `does not pay (${why})` });
      });
    case 'waiting':
      return both(consequence, (wait) => {
        if (wait === null) return say({ zh: '无', en: 'none' });
        const from = say({ zh: `${wait.benefitsFrom} 起可支付`, en: `pays from ${wait.benefitsFrom}` });
        const length = lengthText(wait, say);
        return length === null ? from : say({ zh: `${length}(${from})`, en: `${length} (${from})` });
      });
    case 'streakYears':
      return both(consequence, (years) => yearsText(years, say));
    case 'continuousCreditFen':
    case 'zeroClaimCreditFen':
    case 'breakPenaltyFen':
      return both<number | null>(consequence, (fen) => yuanText(fen, say));
    case 'effectiveCeilingFen':
      return both(consequence, (fen) => (fen === null ? say({ zh: '无', en: 'none' }) : yuanText(fen, say)));
  }
}

function both<V>(
  { before, after }: { readonly before: V; readonly after: V },
  text: (value: V) => string,
): readonly [string, string] {
  return [text(before), text(after)];
}
