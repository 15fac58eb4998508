import { type Reading, READING_IDS, READINGS } from '#libs/enrollment';
import { choiceText } from './choices.js';

test.each(READING_IDS)('every choice of %s has words of its own in both languages', (id) => {
  const { choices }: Reading<unknown> = READINGS[id];
  const texts = (language: 'zh' | 'en'): readonly string[] =>
    choices.map((choice) => choiceText(id, choice, language));
  expect(texts('zh').filter((text) => /[a-z]/i.test(text))).toEqual([]);
  expect(texts('en').filter((text) => /[-:\p{Script=Han}]/u.test(text.replace('zero-claim', '')))).toEqual(
    [],
  );
  expect(new Set(texts('zh')).size).toBe(choices.length);
  expect(new Set(texts('en')).size).toBe(choices.length);
});

test.each([
  ['R1', 'no', '否', 'no'],
  ['R7', 'days, next-month', '按日, 次月起', 'days, from the next month'],
  ['R3', 2031, '2031 年', '2031'],
  ['R23', { 'after-years': 7 }, '满 7 年后', 'after 7 years'],
  ['R29', { days: 60 }, '60 天', '60 days'],
  ['R30', { months: 1 }, '1 个月', '1 month'],
  ['R99', 'new', 'new', 'new'],
] as const)('%s %j is %s, %s', (id, choice, zh, en) => {
  expect([choiceText(id, choice, 'zh'), choiceText(id, choice, 'en')]).toEqual([zh, en]);
});
