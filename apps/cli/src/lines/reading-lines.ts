import { type ReadingInPacks, writtenChoice } from '#libs/policy';
import type { DataRecord } from '../output/csv.js';
import { tableLines } from '../output/table.js';
import type { Shell } from '../shell.js';
import { clauseText } from './pack-lines.js';

/** The readings for people: the question of each, and how it may be answered. */
export function readingListLines(
  readings: readonly ReadingInPacks[],
  { say, language }: Shell,
): readonly string[] {
  const titles = [
    { zh: '解读', en: 'reading' },
    { zh: '问题', en: 'question' },
    { zh: '取值', en: 'choices' },
  ];
  const rows = readings.map(({ id, choices, question }) => [id, question[language], choices.join(' · ')]);
  return tableLines(
    titles.map((title) => ({ title: say(title) })),
    rows,
  );
}

/** One reading for people: the question, what each choice changes, and what each pack chose and why. */
export function readingLines(reading: ReadingInPacks, { say, language }: Shell): readonly string[] {
  const { id, question, alternatives, choices, number, packs } = reading;
  const choiceTitle = { title: say({ zh: '取值', en: 'choice' }) };
  const effects = alternatives.map(({ choice, effect }) => [writtenChoice(choice), effect[language]]);
  const any = say({ zh: '其他数字同理', en: 'any other number likewise' });
  const form = number === null ? [] : [[choices.at(-1) ?? '', `${any}: ${number.min}–${number.max}`]];
  const packTitles = [
    { zh: '规则包', en: 'pack' },
    { zh: '选择', en: 'choice' },
    { zh: '把握', en: 'confidence' },
    { zh: '出处', en: 'clause' },
    { zh: '依据', en: 'evidence' },
  ];
  return [
    `${id} ${question[language]}`,
    '',
    ...tableLines(
      [choiceTitle, { title: say({ zh: '结果', en: 'what it changes' }) }],
      [...effects, ...form],
    ),
    '',
    ...tableLines(
      packTitles.map((title) => ({ title: say(title) })),
      packs.map(({ pack, choice, confidence, clause, evidence }) => [
        pack,
        writtenChoice(choice),
        confidence,
        clauseText(clause),
        evidence,
      ]),
    ),
  ];
}

/** A reading as a record; what the packs chose is listed by pack. */
export function readingRecord({ id, question, choices, packs }: ReadingInPacks): DataRecord {
  return {
    id,
    questionZh: question.zh,
    questionEn: question.en,
    choices: choices.join(' · '),
    ...Object.fromEntries(packs.map(({ pack, choice }) => [pack, writtenChoice(choice)])),
  };
}
