import { ANY_YEAR, numbers, words } from './reading.js';

/** Readings about the streak, the credits, the penalty and the ceiling. */
export const BALANCE_READINGS = {
  R2: words('断保降低额是否从首个断保年起算？', 'Does the penalty count from the first break year?', {
    yes: {
      zh: '每一个断保年都降低封顶线，首年也算。',
      en: 'Every break year lowers the ceiling, the first one too.',
    },
    no: {
      zh: '每次再参保时，新增断保年中的一年不降低封顶线。',
      en: 'At each new enrolment one of the new break years does not lower the ceiling.',
    },
  }),
  R4: numbers(
    '连续参保年数和零报销从哪一年起计？',
    'From which coverage year are the streak and zero-claim years counted?',
    ANY_YEAR,
    [2025, 2024, 2026],
    (year) => ({
      zh: `${year} 年以前的参保年度不计入连续参保年数，也不产生零报销激励。`,
      en: `Years enrolled before ${year} count neither for the streak nor for the zero-claim credit.`,
    }),
  ),
  R5: words('连续参保激励何时生效？', 'When does the continuous credit take effect?', {
    'start-of-year': {
      zh: '够年数的那一年，待遇开始之日即提高封顶线。',
      en: 'A year that is long enough raises its own ceiling, from its start.',
    },
    'next-january': {
      zh: '够年数的那一年不提高当年封顶线，次年 1 月 1 日起才提高。',
      en: 'A year that is long enough raises the ceiling from the next 1 January only.',
    },
  }),
  R16: words(
    '延长期“不享受连续参保激励”如何理解？',
    'What does "no continuous incentive" in an extended year mean?',
    {
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
    },
  ),
  R17: words('零报销按就医年还是结算年认定？', 'Which year of a claim counts for zero-claim?', {
    served: {
      zh: '报销使就医当年不算零报销年。',
      en: 'A paid claim spoils the year of treatment.',
    },
    settled: {
      zh: '报销使结算当年不算零报销年。',
      en: 'A paid claim spoils the year of settlement.',
    },
  }),
  R18: words(
    '零报销激励是否以次年参保为条件？',
    'Must the next year be enrolled for the zero-claim credit?',
    {
      yes: {
        zh: '次年参保的，随次年待遇开始取得零报销激励；次年未参保的没有。',
        en: 'The credit comes with the next year’s cover; whoever is not enrolled then gets none.',
      },
      no: {
        zh: '次年 1 月 1 日即取得零报销激励，不论次年是否参保。',
        en: 'The credit comes on the next 1 January, enrolled or not.',
      },
    },
  ),
  R20: words('动用奖励额度后清零哪些激励？', 'Which credits does a reset clear?', {
    'zero-claim': {
      zh: '动用奖励额度后，零报销激励清零，连续参保激励保留。',
      en: 'Using the raise clears the zero-claim credit and leaves the continuous credit.',
    },
    both: {
      zh: '动用奖励额度后，两项激励都清零。',
      en: 'Using the raise clears both credits.',
    },
  }),
  R21: words('累计上限在何时适用？', 'Where is the limit of the raise applied?', {
    read: {
      zh: '余额可以超过上限，每年计算封顶线时再截取；原封顶线提高后，超出的部分可以用上。断保降低额同样。',
      en: 'Balances may grow beyond the limit and are cut when a ceiling is struck; after a higher base they count again. So is the penalty.',
    },
    grant: {
      zh: '每次计入时即以当年上限为界，超出的部分不再计入；两项激励合用一个上限，先计连续参保激励。断保降低额同样。',
      en: 'Nothing is granted beyond the limit of the day, for good; both credits share it, the continuous one first. So is the penalty.',
    },
  }),
  R23: numbers<'never' | { readonly 'after-years': number }>(
    '断保降低额能否恢复？',
    'Is a penalty ever restored?',
    { unit: 'years', key: 'after-years', min: 1, max: 100, choice: (n) => ({ 'after-years': n }) },
    ['never', { 'after-years': 4 }],
    (choice) =>
      choice === 'never'
        ? { zh: '断保降低额终身保留。', en: 'A penalty stays for life.' }
        : {
            zh: `连续参保满 ${choice['after-years']} 年的，其后一年参保待遇开始之日起，断保降低额归零。`,
            en: `After ${choice['after-years']} full years in a row the penalty is 0 from the start of the next enrolled year.`,
          },
  ),
  R24: words(
    '文件未写明时，断保后保留哪些激励？',
    'Which credits survive a break where the text is silent?',
    {
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
    },
  ),
  R28: words('年内中断是否使连续年数重新计算？', 'Does an interruption restart the streak?', {
    no: {
      zh: '职工医保中断过久只带来等待期，连续参保年数不变。',
      en: 'A gap that is too long brings a wait; the streak stays.',
    },
    yes: {
      zh: '职工医保中断过久的，连续参保年数从当年重新计为 1。',
      en: 'A gap that is too long restarts the streak at one.',
    },
  }),
  R31: words(
    '晋城出生当年免费是否计入连续年数和零报销？',
    'Does the free birth year count for the streak and zero-claim?',
    {
      counts: {
        zh: '出生当年计入连续参保年数，无报销的可得零报销激励。',
        en: 'The birth year counts for the streak and, without a claim, for the zero-claim credit.',
      },
      ignored: {
        zh: '出生当年只有待遇，不计年数，也没有零报销激励。',
        en: 'The birth year gives cover and nothing else.',
      },
    },
  ),
  R32: words(
    '福建集中期和延长期之后缴费的，是否享受连续参保激励？',
    'Does a late payer in Fujian earn the continuous credit?',
    {
      yes: {
        zh: '集中期和延长期之后缴费、够年数的，照样取得连续参保激励。',
        en: 'A late year that is long enough earns the continuous credit like any other.',
      },
      no: {
        zh: '集中期和延长期之后缴费的当年没有连续参保激励，年数照常累计。',
        en: 'A late year earns no continuous credit; the streak goes on.',
      },
    },
  ),
  R34: words('职工医保年度能否抵消断保降低额？', 'Does an employee spell wipe penalty years?', {
    no: {
      zh: '断保后参加过职工医保的，再参加居民医保时照样降低封顶线。',
      en: 'Years missed before a spell of employee cover still lower the ceiling at the next resident enrolment.',
    },
    yes: {
      zh: '断保后参加过职工医保的，此前的断保年不再降低封顶线。',
      en: 'Years missed before a spell of employee cover lower no ceiling.',
    },
  }),
  R36: words(
    '集中期后缴费的年度是否计入连续参保年数？',
    'Does a year that is paid late count for the streak?',
    {
      yes: {
        zh: '集中期（和延长期）之后缴费的年度照样累计连续参保年数。',
        en: 'A year that is paid after the window, and its extension, counts like any other.',
      },
      no: {
        zh: '集中期（和延长期）之后缴费的年度不累计年数，此前年数保留。',
        en: 'A year that is paid after the window, and its extension, does not count; the years before it stay.',
      },
    },
  ),
};
