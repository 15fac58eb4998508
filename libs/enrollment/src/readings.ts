import { CIVIL_YEARS } from './calendar/civil-date.js';

/**
 * Where the text leaves a choice (docs/domain.md §6): what each reading may be. A pack says which it is and why; a
 * question may ask what another choice would give.
 */
export interface Readings {
  readonly R1: 'no' | 'yes';
  readonly R2: 'yes' | 'no';
  readonly R3: number;
  readonly R4: number;
  readonly R5: 'start-of-year' | 'next-january';
  readonly R6: 'yes' | 'no';
  readonly R7: `${WaitUnit}, ${WaitAnchor}`;
  readonly R8: 'carried' | 'lost';
  readonly R10: 'no' | 'yes';
  readonly R11: 'run' | 'lifetime';
  readonly R12: 'variable' | 'all';
  readonly R14: 'yes' | 'no';
  readonly R15: 'variable' | 'none' | 'full';
  readonly R16: 'no-grant' | 'freeze' | 'reset';
  readonly R17: 'served' | 'settled';
  readonly R18: 'yes' | 'no';
  readonly R20: 'zero-claim' | 'both';
  readonly R21: 'read' | 'grant';
  readonly R23: 'never' | { readonly 'after-years': number };
  readonly R24: 'both' | 'continuous' | 'zero-claim' | 'none';
  readonly R25: number;
  readonly R28: 'no' | 'yes';
  readonly R29: 'first-birthday' | { readonly days: number };
  readonly R30: 'calendar-year' | { readonly months: number };
  readonly R31: 'counts' | 'ignored';
  readonly R32: 'yes' | 'no';
  readonly R33: 'yes' | 'no';
  readonly R34: 'no' | 'yes';
  readonly R35: number;
}

export type ReadingId = keyof Readings;

type WaitUnit = 'months' | 'days';
type WaitAnchor = 'arrival' | 'next-day' | 'next-month';

/** A choice that is a number: alone (`2024`), or with a key (`days: 90`). */
export interface NumberChoice<C> {
  readonly unit: 'year' | 'years' | 'months' | 'days';
  /** The key it is written with, beside words; null: it stands alone. */
  readonly key: string | null;
  /** Bounds, both inclusive; no rule counts beyond them, so that a slip of the pen is noticed. */
  readonly min: number;
  readonly max: number;
  readonly choice: (value: number) => C;
}

/** A reading as the register has it: the question, and how it may be answered. */
export interface Reading<C> {
  readonly question: { readonly zh: string; readonly en: string };
  /**
   * The choices that are tried against each other, the usual one first. Where a number may be chosen these are the ones
   * that texts and disputes name; any other is as good a choice.
   */
  readonly choices: readonly C[];
  readonly number: NumberChoice<C> | null;
  /** Other ways of writing a choice. */
  readonly aliases?: Readonly<Record<string, C>>;
}

const year: NumberChoice<number> = {
  unit: 'year',
  key: null,
  min: CIVIL_YEARS.first,
  max: CIVIL_YEARS.last,
  choice: (value) => value,
};
const months: NumberChoice<number> = {
  unit: 'months',
  key: null,
  min: 0,
  max: 1200,
  choice: (value) => value,
};

function words<C>(zh: string, en: string, ...choices: readonly C[]): Reading<C> {
  return { question: { zh, en }, choices, number: null };
}

/** The register of readings, in the order of docs/domain.md §6. */
export const READINGS: { readonly [R in ReadingId]: Reading<Readings[R]> } = {
  R1: words('首个断保年是否增加变动等待期？', 'Does the first break year add a variable month?', 'no', 'yes'),
  R2: words(
    '断保降低额是否从首个断保年起算？',
    'Does the penalty count from the first break year?',
    'yes',
    'no',
  ),
  R3: {
    question: { zh: '断保年从哪一年起计？', en: 'From which coverage year are breaks counted?' },
    choices: [2025, 2024, 2026],
    number: year,
  },
  R4: {
    question: {
      zh: '连续参保年数和零报销从哪一年起计？',
      en: 'From which coverage year are the streak and zero-claim years counted?',
    },
    choices: [2025, 2024, 2026],
    number: year,
  },
  R5: words(
    '连续参保激励何时生效？',
    'When does the continuous credit take effect?',
    'start-of-year',
    'next-january',
  ),
  R6: words(
    '断保后在集中期内缴费，是否仍有等待期？',
    'Does a payment inside the window after a lapse bring a wait?',
    'yes',
    'no',
  ),
  R7: {
    question: {
      zh: '等待期按什么单位、从哪一天起算？',
      en: 'In what unit is the wait counted, and from which day?',
    },
    choices: [
      'months, arrival',
      'months, next-day',
      'months, next-month',
      'days, arrival',
      'days, next-day',
      'days, next-month',
    ],
    number: null,
    aliases: {
      months: 'months, arrival',
      days: 'days, arrival',
      arrival: 'months, arrival',
      'next-day': 'months, next-day',
      'next-month': 'months, next-month',
    },
  },
  R8: words(
    '跨年的等待期是否接续？',
    'What becomes of a wait that passes the end of the year?',
    'carried',
    'lost',
  ),
  R10: words('错过集中参保期是否算一个断保年？', 'Does a missed window count as a break year?', 'no', 'yes'),
  R11: words('等待期计入哪些断保年？', 'Which break years count for the wait?', 'run', 'lifetime'),
  R12: words('修复缴费可以消除什么？', 'What does a repair payment remove?', 'variable', 'all'),
  R14: words('特殊群体是否也免变动等待期？', 'Are exempt groups spared the variable part too?', 'yes', 'no'),
  R15: words(
    '延长缴费期参保而此前有断保的，等待多久？',
    'What wait follows an extended payment after earlier breaks?',
    'variable',
    'none',
    'full',
  ),
  R16: words(
    '延长期“不享受连续参保激励”如何理解？',
    'What does "no continuous incentive" in an extended year mean?',
    'no-grant',
    'freeze',
    'reset',
  ),
  R17: words(
    '零报销按就医年还是结算年认定？',
    'Which year of a claim counts for zero-claim?',
    'served',
    'settled',
  ),
  R18: words(
    '零报销激励是否以次年参保为条件？',
    'Must the next year be enrolled for the zero-claim credit?',
    'yes',
    'no',
  ),
  R20: words('动用奖励额度后清零哪些激励？', 'Which credits does a reset clear?', 'zero-claim', 'both'),
  R21: words('累计上限在何时适用？', 'Where is the limit of the raise applied?', 'read', 'grant'),
  R23: {
    question: { zh: '断保降低额能否恢复？', en: 'Is a penalty ever restored?' },
    choices: ['never', { 'after-years': 4 }],
    number: { unit: 'years', key: 'after-years', min: 1, max: 100, choice: (n) => ({ 'after-years': n }) },
  },
  R24: words(
    '文件未写明时，断保后保留哪些激励？',
    'Which credits survive a break where the text is silent?',
    'both',
    'continuous',
    'zero-claim',
    'none',
  ),
  R25: {
    question: {
      zh: '职工医保中断后多少个月内仍视为连续？',
      en: 'For how many months after employee cover is a gap still continuous?',
    },
    choices: [3, 0, 2, 4, 6],
    number: months,
  },
  R28: words('年内中断是否使连续年数重新计算？', 'Does an interruption restart the streak?', 'no', 'yes'),
  R29: {
    question: {
      zh: '新生儿身份适用到何时的缴费？',
      en: 'Until when do payments count as those of a newborn?',
    },
    choices: ['first-birthday', { days: 28 }, { days: 90 }],
    number: { unit: 'days', key: 'days', min: 0, max: 1200, choice: (days) => ({ days }) },
  },
  R30: {
    question: {
      zh: '“新增”救助对象在多长时间内缴费可免等待？',
      en: 'For how long is a newly added aid recipient exempt?',
    },
    choices: ['calendar-year', { months: 3 }, { months: 12 }],
    number: { unit: 'months', key: 'months', min: 0, max: 1200, choice: (n) => ({ months: n }) },
  },
  R31: words(
    '晋城出生当年免费是否计入连续年数和零报销？',
    'Does the free birth year count for the streak and zero-claim?',
    'counts',
    'ignored',
  ),
  R32: words(
    '福建集中期和延长期之后缴费的，是否享受连续参保激励？',
    'Does a late payer in Fujian earn the continuous credit?',
    'yes',
    'no',
  ),
  R33: words(
    '等待期是否同时停止大病保险支付？',
    'Does a wait also stop major-illness payments?',
    'yes',
    'no',
  ),
  R34: words('职工医保年度能否抵消断保降低额？', 'Does an employee spell wipe penalty years?', 'no', 'yes'),
  R35: {
    question: {
      zh: '无截止日的刑满释放、退回新兵、职工中断人员免等待多少个月？',
      en: 'For how many months is a group without an end date exempt?',
    },
    choices: [12, 6, 24],
    number: months,
  },
};

/** Every reading, in the order of docs/domain.md §6. */
export const READING_IDS = Object.keys(READINGS) as readonly ReadingId[];
