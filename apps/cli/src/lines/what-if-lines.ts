import { COMPARED_WORDS, FACT_WORDS, type WhatIfAnswer } from '#libs/ledger';
import type { Say } from '../language.js';
import { tableLines } from '../output/table.js';
import { consequenceLines } from './append-lines.js';
import { comparedText } from './compared-value.js';

/** A supposition for people: what is supposed, what would be other on the day, and on which days. */
export function whatIfLines({ supposed, changes, consequences }: WhatIfAnswer, say: Say): readonly string[] {
  const titles = [
    say({ zh: '项目', en: 'field' }),
    say({ zh: '实际', en: 'as it is' }),
    say({ zh: '假设', en: 'what if' }),
  ];
  const rows = changes.map(({ field, before, after }) => [
    say(COMPARED_WORDS[field]),
    comparedText(field, before, say),
    comparedText(field, after, say),
  ]);
  const table = tableLines(
    titles.map((title) => ({ title })),
    rows,
  );
  return [
    ...supposed.map(({ id, body: { type, ...fields } }) => {
      const written = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
      return `${say({ zh: '假设', en: 'suppose' })} ${id}: ${say(FACT_WORDS[type])} ${type} ${written.join(' ')}`;
    }),
    ...(rows.length === 0
      ? [say({ zh: '当日结果不变。', en: 'Nothing would be other on the day.' })]
      : table),
    ...consequenceLines(consequences, say),
  ];
}
