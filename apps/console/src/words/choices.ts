import { type Bilingual, type Reading, READING_IDS, type ReadingId, READINGS } from '#libs/enrollment';
import { writtenChoice } from '#libs/policy/pure';
import { days, months } from './values.js';
import { type Language, message, type Say } from './words.js';

const YES_OR_NO: Readonly<Record<string, Bilingual>> = {
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
};

/** What the choices of each reading are called; one code means different things under different readings. */
const CHOICES: Readonly<Partial<Record<ReadingId, Readonly<Record<string, Bilingual>>>>> = {
  R5: {
    'start-of-year': { zh: '当年起', en: 'from that year' },
    'next-january': { zh: '次年 1 月 1 日起', en: 'from the next January' },
  },
  R7: {
    'months, arrival': { zh: '按月, 到账当日起', en: 'months, from the arrival' },
    'months, next-day': { zh: '按月, 次日起', en: 'months, from the next day' },
    'months, next-month': { zh: '按月, 次月起', en: 'months, from the next month' },
    'days, arrival': { zh: '按日, 到账当日起', en: 'days, from the arrival' },
    'days, next-day': { zh: '按日, 次日起', en: 'days, from the next day' },
    'days, next-month': { zh: '按日, 次月起', en: 'days, from the next month' },
  },
  R8: { carried: { zh: '接续', en: 'carried over' }, lost: { zh: '不接续', en: 'lost' } },
  R11: { run: { zh: '最近连续断保', en: 'the last run' }, lifetime: { zh: '历次断保', en: 'all of them' } },
  R12: { variable: { zh: '变动部分', en: 'the variable part' }, all: { zh: '两部分', en: 'both parts' } },
  R15: {
    variable: { zh: '只等变动部分', en: 'the variable part' },
    none: { zh: '不等', en: 'no wait' },
    full: { zh: '两部分都等', en: 'both parts' },
  },
  R16: {
    'no-grant': { zh: '本年不计, 续', en: 'no credit, the streak goes on' },
    freeze: { zh: '冻结', en: 'frozen' },
    reset: { zh: '重新计年', en: 'restarted' },
  },
  R17: {
    served: { zh: '就医年度', en: 'year of treatment' },
    settled: { zh: '结算年度', en: 'year of settlement' },
  },
  R20: {
    'zero-claim': { zh: '零报销激励', en: 'the zero-claim credit' },
    both: { zh: '两项激励', en: 'both credits' },
  },
  R21: { read: { zh: '核定时', en: 'when struck' }, grant: { zh: '计入时', en: 'when granted' } },
  R23: { never: { zh: '不恢复', en: 'never' } },
  R24: {
    both: { zh: '两项都留', en: 'both stay' },
    continuous: { zh: '留连续参保激励', en: 'the continuous credit stays' },
    'zero-claim': { zh: '留零报销激励', en: 'the zero-claim credit stays' },
    none: { zh: '都不留', en: 'none stays' },
  },
  R29: { 'first-birthday': { zh: '满周岁前', en: 'before the first birthday' } },
  R30: { 'calendar-year': { zh: '当年', en: 'the calendar year' } },
  R31: { counts: { zh: '计入', en: 'counts' }, ignored: { zh: '不计', en: 'ignored' } },
};

/**
 * What a choice of a reading is called, in few words; what it changes is told by the register. One that this console does
 * not know is told as it is written.
 */
export function choiceText(name: string, choice: unknown, language: Language): string {
  const written = writtenChoice(choice);
  const id = READING_IDS.find((each) => each === name);
  if (id === undefined) return written;
  const word = CHOICES[id]?.[written] ?? YES_OR_NO[written];
  if (word !== undefined) return word[language];
  const { number }: Pick<Reading<unknown>, 'number'> = READINGS[id];
  const count = Number(/\d+$/.exec(written)?.[0]);
  if (number === null || Number.isNaN(count)) return written;
  const say: Say = (name, blanks) => message(language, name, blanks);
  switch (number.unit) {
    case 'year':
      return say('choice.year', { year: count });
    case 'years':
      return say('choice.afterYears', { count });
    case 'months':
      return months(count, say);
    case 'days':
      return days(count, say);
  }
}
