import { ANY_MONTHS, ANY_YEAR, numbers, words } from './reading.js';

/** Readings about break years, waits and repairs. */
export const WAIT_READINGS = {
  R1: words('首个断保年是否增加变动等待期？', 'Does the first break year add a variable month?', {
    no: {
      zh: '断保 N 年加 N − 1 份变动等待期；只断一年的没有变动部分。',
      en: 'N break years add N − 1 variable parts; a single one adds none.',
    },
    yes: {
      zh: '断保 N 年加 N 份变动等待期；只断一年的也加一份。',
      en: 'N break years add N variable parts; a single one adds one.',
    },
  }),
  R3: numbers(
    '断保年从哪一年起计？',
    'From which coverage year are breaks counted?',
    ANY_YEAR,
    [2025, 2024, 2026],
    (year) => ({
      zh: `${year} 年以前未参保的年度不算断保年：不增加等待期，不能修复，也不降低封顶线。`,
      en: `Years missed before ${year} are no break years: they add no wait, cannot be repaired and lower no ceiling.`,
    }),
  ),
  R6: words(
    '断保后在集中期内缴费，是否仍有等待期？',
    'Does a payment inside the window after a lapse bring a wait?',
    {
      yes: {
        zh: '断保后再参保，即使在集中期内缴费，也有固定和变动等待期。',
        en: 'After a break the fixed and the variable part are served, also by whoever pays inside the window.',
      },
      no: {
        zh: '在集中期内缴费的，此前断保不带来等待期；职工医保中断仍按其规则。',
        en: 'Whoever pays inside the window serves nothing for earlier breaks; gaps after employee cover keep their rule.',
      },
    },
  ),
  R7: words(
    '等待期按什么单位、从哪一天起算？',
    'In what unit is the wait counted, and from which day?',
    {
      'months, arrival': {
        zh: '按月计；集中期外缴费的，从到账当日起算，但不早于待遇起始日。',
        en: 'Counted in months; after the window from the day the money arrived, though never before the cover.',
      },
      'months, next-day': {
        zh: '按月计；集中期外缴费的，从到账次日起算，但不早于待遇起始日。',
        en: 'Counted in months; after the window from the day after the money arrived, though never before the cover.',
      },
      'months, next-month': {
        zh: '按月计；集中期外缴费的，从到账次月 1 日起算，但不早于待遇起始日。',
        en: 'Counted in months; after the window from the first of the next month, though never before the cover.',
      },
      'days, arrival': {
        zh: '按天计，一个月折 30 天；集中期外缴费的，从到账当日起算，但不早于待遇起始日。',
        en: 'Counted in days, 30 for a month; after the window from the day the money arrived, though never before the cover.',
      },
      'days, next-day': {
        zh: '按天计，一个月折 30 天；集中期外缴费的，从到账次日起算，但不早于待遇起始日。',
        en: 'Counted in days, 30 for a month; after the window from the day after the money arrived, though never before the cover.',
      },
      'days, next-month': {
        zh: '按天计，一个月折 30 天；集中期外缴费的，从到账次月 1 日起算，但不早于待遇起始日。',
        en: 'Counted in days, 30 for a month; after the window from the first of the next month, though never before the cover.',
      },
    },
    {
      months: 'months, arrival',
      days: 'days, arrival',
      arrival: 'months, arrival',
      'next-day': 'months, next-day',
      'next-month': 'months, next-month',
    },
  ),
  R8: words('跨年的等待期是否接续？', 'What becomes of a wait that passes the end of the year?', {
    carried: {
      zh: '年底未满的等待期，次年在集中期或延长期内缴费的，接着等满。',
      en: 'A wait unfinished at the end of the year goes on if the next year is paid in the window or the extended one.',
    },
    lost: {
      zh: '等待期到 12 月 31 日为止；次年按次年的缴费另行认定。',
      en: 'A wait ends on 31 December; the next year is judged by its own payment.',
    },
  }),
  R10: words('错过集中参保期是否算一个断保年？', 'Does a missed window count as a break year?', {
    no: {
      zh: '集中期外缴费的当年不算断保年。',
      en: 'The year that is paid late is no break year.',
    },
    yes: {
      zh: '集中期外缴费的，当年按一个断保年计入变动等待期。',
      en: 'The year that is paid late counts as one more break year for the variable part.',
    },
  }),
  R11: words('等待期计入哪些断保年？', 'Which break years count for the wait?', {
    run: {
      zh: '只计最近一次参保以来连续断保的年度；此前已等待过的不再计。',
      en: 'Only the break years in a row since cover last ended count; those answered before never count again.',
    },
    lifetime: {
      zh: '每次参保都重新计入此前所有断保年，已等待过的也计。',
      en: 'Every break year counts at every enrolment, those answered before too.',
    },
  }),
  R12: words('修复缴费可以消除什么？', 'What does a repair payment remove?', {
    variable: {
      zh: '修复缴费只减少变动等待期，固定等待期不变。',
      en: 'A repair removes variable parts only; the fixed part stays.',
    },
    all: {
      zh: '修复缴费也可减少固定等待期，直至为零或保底。',
      en: 'A repair may remove the fixed part too, down to nothing or to the floor.',
    },
  }),
  R14: words('特殊群体是否也免变动等待期？', 'Are exempt groups spared the variable part too?', {
    yes: {
      zh: '特殊群体既没有固定等待期，也没有变动等待期。',
      en: 'Exempt groups serve neither part.',
    },
    no: {
      zh: '特殊群体只免固定等待期，此前断保的变动等待期仍要等。',
      en: 'Exempt groups are spared the fixed part; the variable part of earlier breaks is served.',
    },
  }),
  R15: words(
    '延长缴费期参保而此前有断保的，等待多久？',
    'What wait follows an extended payment after earlier breaks?',
    {
      variable: {
        zh: '延长期缴费的没有固定等待期，断保带来的变动部分仍要等。',
        en: 'An extended payment has no fixed part; the variable part of earlier breaks is served.',
      },
      none: {
        zh: '延长期缴费的没有任何等待期。',
        en: 'An extended payment never waits.',
      },
      full: {
        zh: '此前有断保的，延长期缴费与集中期外一样等满两部分。',
        en: 'After earlier breaks an extended payment serves both parts.',
      },
    },
  ),
  R25: numbers(
    '职工医保中断后多少个月内仍视为连续？',
    'For how many months after employee cover is a gap still continuous?',
    ANY_MONTHS,
    [3, 0, 2, 4, 6],
    (months) => ({
      zh: `职工医保中断后 ${months} 个月内（含当日）缴费的算连续；超过的算中断，规则包另有中断月数的从其规定。`,
      en: `A payment within ${months} months after employee cover, that day included, is continuous; a longer gap is an interruption, unless the pack has its own number for that.`,
    }),
  ),
  R29: numbers<'first-birthday' | { readonly days: number }>(
    '新生儿身份适用到何时的缴费？',
    'Until when do payments count as those of a newborn?',
    { unit: 'days', key: 'days', min: 0, max: 1200, choice: (days) => ({ days }) },
    ['first-birthday', { days: 28 }, { days: 90 }],
    (choice) =>
      choice === 'first-birthday'
        ? {
            zh: '满一周岁以前缴费的，按新生儿免等待期。',
            en: 'Payments before the first birthday are those of a newborn: no wait.',
          }
        : {
            zh: `出生后第 ${choice.days} 天以前（不含当日）缴费的，按新生儿免等待期。`,
            en: `Payments before the day of birth + ${choice.days} days are those of a newborn: no wait.`,
          },
  ),
  R30: numbers<'calendar-year' | { readonly months: number }>(
    '“新增”救助对象在多长时间内缴费可免等待？',
    'For how long is a newly added aid recipient exempt?',
    { unit: 'months', key: 'months', min: 0, max: 1200, choice: (n) => ({ months: n }) },
    ['calendar-year', { months: 3 }, { months: 12 }],
    (choice) =>
      choice === 'calendar-year'
        ? {
            zh: '新增为救助对象的当年（至 12 月 31 日）缴费免等待期。',
            en: 'Payments in the calendar year of the addition are exempt.',
          }
        : {
            zh: `新增为救助对象之日起 ${choice.months} 个月内缴费免等待期。`,
            en: `Payments within ${choice.months} months of the addition are exempt.`,
          },
  ),
  R33: words('等待期是否同时停止大病保险支付？', 'Does a wait also stop major-illness payments?', {
    yes: {
      zh: '等待期内统筹基金和大病保险都不支付；整年都在等待的，不算零报销年。',
      en: 'Neither the pooled fund nor major-illness insurance pays in a wait; a year spent waiting is no zero-claim year.',
    },
    no: {
      zh: '等待期内统筹基金不支付，大病保险可以支付；等待的日子也算有待遇，零报销年照算。',
      en: 'In a wait the pooled fund pays nothing and major-illness insurance may pay; such days are days of benefits, also for the zero-claim credit.',
    },
  }),
  R35: numbers(
    '无截止日的刑满释放、退回新兵、职工中断人员免等待多少个月？',
    'For how many months is a group without an end date exempt?',
    ANY_MONTHS,
    [12, 6, 24],
    (months) => ({
      zh: `没有截止日的群体，自取得身份之日起 ${months} 个月内缴费免等待期。`,
      en: `Without an end date a group is exempt for payments within ${months} months of its first day.`,
    }),
  ),
};
