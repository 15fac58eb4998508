import type { BlameAnswer, Blamed, BlamedField } from '#libs/ledger';
import { rangeText } from '../words/figures.js';
import type { Say } from '../language.js';
import type { Shell } from '../shell.js';
import { comparedText } from './compared-value.js';
import { eventText } from './diff-lines.js';
import { clauseText } from './pack-lines.js';

/** What set a value, for people; then what had set the one before. */
export function blameLines({ field, set, before, validFor }: BlameAnswer, shell: Shell): readonly string[] {
  const { say } = shell;
  const { from, until } = validFor;
  const range =
    from === null
      ? say({ zh: `至 ${until ?? '今后'}`, en: `until ${until ?? 'further notice'}` })
      : rangeText({ from, until }, say);
  return [
    `${comparedText(field, set.value, say)}   (${range})`,
    ...sourceLines(set, shell),
    ...(before === null
      ? [say({ zh: '此前: 首个事实即如此', en: 'before: so from the first fact on' })]
      : [
          `${say({ zh: '此前', en: 'before' })}: ${valueText(field, before, say)}`,
          ...sourceLines(before, shell),
        ]),
  ];
}

function valueText(field: BlamedField, { value, why }: Blamed, say: Say): string {
  return why === null ? say({ zh: '尚未登记', en: 'not registered' }) : comparedText(field, value, say);
}

function sourceLines({ event, why }: Blamed, { say, language }: Shell): readonly string[] {
  const fact =
    event === null
      ? say({ zh: '无权查看的记录', en: 'a record that is not for you to see' })
      : eventText(event, say);
  if (why === null) return [`  ${fact}`];
  const readings = why.readings.map(
    ({ id, choice }) => `${id}=${typeof choice === 'string' ? choice : JSON.stringify(choice)}`,
  );
  const cited = readings.length === 0 ? '' : ` [${readings.join(' ')}]`;
  return [
    `  ${fact}`,
    `  ${clauseText(why.clause)}${cited}`,
    ...why.sentences[language].map((sentence) => `  ${sentence}`),
  ];
}
