import { formatYuan, type TotalLength } from '#libs/enrollment';
import type { Say } from '../language.js';

/** An amount in yuan with its unit; null is said to be undetermined. */
export function yuanText(fen: number | null, say: Say): string {
  if (fen === null) return say({ zh: '待定', en: 'undetermined' });
  return say({ zh: `${formatYuan(fen)} 元`, en: `${formatYuan(fen)} yuan` });
}

/** So many months. */
export function monthsText(months: number, say: Say): string {
  return say({ zh: `${months} 个月`, en: months === 1 ? '1 month' : `${months} months` });
}

/** The length of a wait in its unit; null for one taken over from an older system. */
export function lengthText({ totalMonths, totalDays }: Partial<TotalLength>, say: Say): string | null {
  if (totalDays !== undefined && totalDays !== null)
    return say({ zh: `${totalDays} 天`, en: totalDays === 1 ? '1 day' : `${totalDays} days` });
  return totalMonths === undefined || totalMonths === null ? null : monthsText(totalMonths, say);
}

/** So many years. */
export function yearsText(years: number, say: Say): string {
  return say({ zh: `${years} 年`, en: years === 1 ? '1 year' : `${years} years` });
}

/** Yes or no. */
export function yesText(value: boolean, say: Say): string {
  return say(value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' });
}

/** A range of days, the second one included in words: it is the day before `until`. */
export function rangeText(range: { readonly from: string; readonly until: string | null }, say: Say): string {
  const { from, until } = range;
  if (until === null) return say({ zh: `${from} 起`, en: `from ${from}` });
  const last = dayBefore(until);
  return say({ zh: `${from} 至 ${last}`, en: `${from} to ${last}` });
}

/** The last day before an exclusive end. */
export function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
