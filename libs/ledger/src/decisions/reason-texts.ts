import type { Bilingual, NotPayableReason, Standing } from '#libs/enrollment';

/** What a reason says to the person at the counter. */
export function reasonText(code: NotPayableReason, { waiting }: Pick<Standing, 'waiting'>): Bilingual {
  switch (code) {
    case 'in-waiting-period': {
      const last = waiting?.endsOn;
      return last === undefined
        ? { zh: '待遇等待期内', en: 'in the waiting period' }
        : { zh: `待遇等待期内,至 ${last} 止`, en: `in the waiting period, through ${last}` };
    }
    case 'not-covered':
      return { zh: '当日没有居民医保参保', en: 'no resident cover on that day' };
    case 'cover-starts-later':
      return { zh: '已缴费,当日参保尚未生效', en: 'paid, but the cover starts after that day' };
    case 'covered-by-employee-scheme':
      return { zh: '当日由职工医保保障', en: 'covered by the employee scheme on that day' };
    case 'covered-by-other-system':
      return { zh: '当日由其他制度保障', en: 'covered by another public system on that day' };
    case 'deceased':
      return { zh: '参保人已于此前死亡', en: 'the member had died before that day' };
  }
}
