import type { Bilingual, ReadingId, Readings } from '#libs/enrollment';

type Effects = { readonly [R in ReadingId]: (choice: Readings[R]) => Bilingual };

/** What each choice of a reading changes, in a sentence or two for whoever has to choose. */
const EFFECTS: Effects = {
  R1: byWord({
    no: {
      zh: '断保 N 年加 N − 1 份变动等待期；只断一年的没有变动部分。',
      en: 'N break years add N − 1 variable parts; a single one adds none.',
    },
    yes: {
      zh: '断保 N 年加 N 份变动等待期；只断一年的也加一份。',
      en: 'N break years add N variable parts; a single one adds one.',
    },
  }),
  R2: byWord({
    yes: {
      zh: '每一个断保年都降低封顶线，首年也算。',
      en: 'Every break year lowers the ceiling, the first one too.',
    },
    no: {
      zh: '每次再参保时，新增断保年中的一年不降低封顶线。',
      en: 'At each new enrolment one of the new break years does not lower the ceiling.',
    },
  }),
  R3: (year) => ({
    zh: `${year} 年以前未参保的年度不算断保年：不增加等待期，不能修复，也不降低封顶线。`,
    en: `Years missed before ${year} are no break years: they add no wait, cannot be repaired and lower no ceiling.`,
  }),
  R4: (year) => ({
    zh: `${year} 年以前的参保年度不计入连续参保年数，也不产生零报销激励。`,
    en: `Years enrolled before ${year} count neither for the streak nor for the zero-claim credit.`,
  }),
  R5: byWord({
    'start-of-year': {
      zh: '够年数的那一年，待遇开始之日即提高封顶线。',
      en: 'A year that is long enough raises its own ceiling, from its start.',
    },
    'next-january': {
      zh: '够年数的那一年不提高当年封顶线，次年 1 月 1 日起才提高。',
      en: 'A year that is long enough raises the ceiling from the next 1 January only.',
    },
  }),
  R6: byWord({
    yes: {
      zh: '断保后再参保，即使在集中期内缴费，也有固定和变动等待期。',
      en: 'After a break the fixed and the variable part are served, also by whoever pays inside the window.',
    },
    no: {
      zh: '在集中期内缴费的，此前断保不带来等待期；职工医保中断仍按其规则。',
      en: 'Whoever pays inside the window serves nothing for earlier breaks; gaps after employee cover keep their rule.',
    },
  }),
  R7: byWord({
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
  }),
  R8: byWord({
    carried: {
      zh: '年底未满的等待期，次年在集中期或延长期内缴费的，接着等满。',
      en: 'A wait unfinished at the end of the year goes on if the next year is paid in the window or the extended one.',
    },
    lost: {
      zh: '等待期到 12 月 31 日为止；次年按次年的缴费另行认定。',
      en: 'A wait ends on 31 December; the next year is judged by its own payment.',
    },
  }),
  R10: byWord({
    no: {
      zh: '集中期外缴费的当年不算断保年。',
      en: 'The year that is paid late is no break year.',
    },
    yes: {
      zh: '集中期外缴费的，当年按一个断保年计入变动等待期。',
      en: 'The year that is paid late counts as one more break year for the variable part.',
    },
  }),
  R11: byWord({
    run: {
      zh: '只计最近一次参保以来连续断保的年度；此前已等待过的不再计。',
      en: 'Only the break years in a row since cover last ended count; those answered before never count again.',
    },
    lifetime: {
      zh: '每次参保都重新计入此前所有断保年，已等待过的也计。',
      en: 'Every break year counts at every enrolment, those answered before too.',
    },
  }),
  R12: byWord({
    variable: {
      zh: '修复缴费只减少变动等待期，固定等待期不变。',
      en: 'A repair removes variable parts only; the fixed part stays.',
    },
    all: {
      zh: '修复缴费也可减少固定等待期，直至为零或保底。',
      en: 'A repair may remove the fixed part too, down to nothing or to the floor.',
    },
  }),
  R14: byWord({
    yes: {
      zh: '特殊群体既没有固定等待期，也没有变动等待期。',
      en: 'Exempt groups serve neither part.',
    },
    no: {
      zh: '特殊群体只免固定等待期，此前断保的变动等待期仍要等。',
      en: 'Exempt groups are spared the fixed part; the variable part of earlier breaks is served.',
    },
  }),
  R15: byWord({
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
  }),
  R16: byWord({
    'no-grant': {
      zh: '延长期缴费的当年没有连续参保激励，年数照常累计。',
      en: 'An extended year earns no continuous credit; the streak goes on.',
    },
    freeze: {
      zh: '延长期缴费的当年没有连续参保激励，也不计入年数。',
      en: 'An extended year earns no continuous credit and does not count for the streak.',
    },
    reset: {
      zh: '延长期缴费的，连续年数从当年重新计为 1。',
      en: 'An extended year restarts the streak at one.',
    },
  }),
  R17: byWord({
    served: {
      zh: '报销使就医当年不算零报销年。',
      en: 'A paid claim spoils the year of treatment.',
    },
    settled: {
      zh: '报销使结算当年不算零报销年。',
      en: 'A paid claim spoils the year of settlement.',
    },
  }),
  R18: byWord({
    yes: {
      zh: '次年参保的，随次年待遇开始取得零报销激励；次年未参保的没有。',
      en: 'The credit comes with the next year’s cover; whoever is not enrolled then gets none.',
    },
    no: {
      zh: '次年 1 月 1 日即取得零报销激励，不论次年是否参保。',
      en: 'The credit comes on the next 1 January, enrolled or not.',
    },
  }),
  R20: byWord({
    'zero-claim': {
      zh: '动用奖励额度后，零报销激励清零，连续参保激励保留。',
      en: 'Using the raise clears the zero-claim credit and leaves the continuous credit.',
    },
    both: {
      zh: '动用奖励额度后，两项激励都清零。',
      en: 'Using the raise clears both credits.',
    },
  }),
  R21: byWord({
    read: {
      zh: '余额可以超过上限，每年计算封顶线时再截取；原封顶线提高后，超出的部分可以用上。断保降低额同样。',
      en: 'Balances may grow beyond the limit and are cut when a ceiling is struck; after a higher base they count again. So is the penalty.',
    },
    grant: {
      zh: '每次计入时即以当年上限为界，超出的部分不再计入；两项激励合用一个上限，先计连续参保激励。断保降低额同样。',
      en: 'Nothing is granted beyond the limit of the day, for good; both credits share it, the continuous one first. So is the penalty.',
    },
  }),
  R23: (choice) =>
    choice === 'never'
      ? { zh: '断保降低额终身保留。', en: 'A penalty stays for life.' }
      : {
          zh: `连续参保满 ${choice['after-years']} 年的，其后一年参保待遇开始之日起，断保降低额归零。`,
          en: `After ${choice['after-years']} full years in a row the penalty is 0 from the start of the next enrolled year.`,
        },
  R24: byWord({
    both: { zh: '断保后两项激励都保留。', en: 'Both credits survive a break year.' },
    continuous: {
      zh: '断保后保留连续参保激励，零报销激励清零。',
      en: 'A break year clears the zero-claim credit and leaves the continuous credit.',
    },
    'zero-claim': {
      zh: '断保后保留零报销激励，连续参保激励清零。',
      en: 'A break year clears the continuous credit and leaves the zero-claim credit.',
    },
    none: { zh: '断保后两项激励都清零。', en: 'A break year clears both credits.' },
  }),
  R25: (months) => ({
    zh: `职工医保中断后 ${months} 个月内（含当日）缴费的算连续；超过的算中断，规则包另有中断月数的从其规定。`,
    en: `A payment within ${months} months after employee cover, that day included, is continuous; a longer gap is an interruption, unless the pack has its own number for that.`,
  }),
  R28: byWord({
    no: {
      zh: '职工医保中断过久只带来等待期，连续参保年数不变。',
      en: 'A gap that is too long brings a wait; the streak stays.',
    },
    yes: {
      zh: '职工医保中断过久的，连续参保年数从当年重新计为 1。',
      en: 'A gap that is too long restarts the streak at one.',
    },
  }),
  R29: (choice) =>
    choice === 'first-birthday'
      ? {
          zh: '满一周岁以前缴费的，按新生儿免等待期。',
          en: 'Payments before the first birthday are those of a newborn: no wait.',
        }
      : {
          zh: `出生后第 ${choice.days} 天以前（不含当日）缴费的，按新生儿免等待期。`,
          en: `Payments before the day of birth + ${choice.days} days are those of a newborn: no wait.`,
        },
  R30: (choice) =>
    choice === 'calendar-year'
      ? {
          zh: '新增为救助对象的当年（至 12 月 31 日）缴费免等待期。',
          en: 'Payments in the calendar year of the addition are exempt.',
        }
      : {
          zh: `新增为救助对象之日起 ${choice.months} 个月内缴费免等待期。`,
          en: `Payments within ${choice.months} months of the addition are exempt.`,
        },
  R31: byWord({
    counts: {
      zh: '出生当年计入连续参保年数，无报销的可得零报销激励。',
      en: 'The birth year counts for the streak and, without a claim, for the zero-claim credit.',
    },
    ignored: {
      zh: '出生当年只有待遇，不计年数，也没有零报销激励。',
      en: 'The birth year gives cover and nothing else.',
    },
  }),
  R32: byWord({
    yes: {
      zh: '集中期和延长期之后缴费、够年数的，照样取得连续参保激励。',
      en: 'A late year that is long enough earns the continuous credit like any other.',
    },
    no: {
      zh: '集中期和延长期之后缴费的当年没有连续参保激励，年数照常累计。',
      en: 'A late year earns no continuous credit; the streak goes on.',
    },
  }),
  R33: byWord({
    yes: {
      zh: '等待期内统筹基金和大病保险都不支付；整年都在等待的，不算零报销年。',
      en: 'Neither the pooled fund nor major-illness insurance pays in a wait; a year spent waiting is no zero-claim year.',
    },
    no: {
      zh: '等待期内统筹基金不支付，大病保险可以支付；等待的日子也算有待遇，零报销年照算。',
      en: 'In a wait the pooled fund pays nothing and major-illness insurance may pay; such days are days of benefits, also for the zero-claim credit.',
    },
  }),
  R34: byWord({
    no: {
      zh: '断保后参加过职工医保的，再参加居民医保时照样降低封顶线。',
      en: 'Years missed before a spell of employee cover still lower the ceiling at the next resident enrolment.',
    },
    yes: {
      zh: '断保后参加过职工医保的，此前的断保年不再降低封顶线。',
      en: 'Years missed before a spell of employee cover lower no ceiling.',
    },
  }),
  R35: (months) => ({
    zh: `没有截止日的群体，自取得身份之日起 ${months} 个月内缴费免等待期。`,
    en: `Without an end date a group is exempt for payments within ${months} months of its first day.`,
  }),
};

/** What a choice of a reading changes. */
export function effectOf<R extends ReadingId>(id: R, choice: Readings[R]): Bilingual {
  return EFFECTS[id](choice);
}

function byWord<C extends string>(effects: Readonly<Record<C, Bilingual>>): (choice: C) => Bilingual {
  return (choice) => effects[choice];
}
