import { malformed, whatIs } from '#libs/enrollment';
import type { Paging } from './member-answers.js';

/** Items of a page where the caller names no limit, and the most that it may name. */
export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 500;

/** How many items a page may have. */
export function limitOf({ limit = DEFAULT_LIMIT }: Paging): number {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw malformed('/limit', whatIs(limit), { zh: ` 1 至 ${MAX_LIMIT}`, en: `1 to ${MAX_LIMIT}` });
}

/** A cursor that this ledger gave out: a position. Undefined where the caller begins. */
export function afterPosition({ after }: Paging): number | undefined {
  if (after === undefined) return undefined;
  if (/^\d{1,15}$/.test(after)) return Number(after);
  throw malformed('/after', whatIs(after), { zh: '本列表的 next', en: 'a "next" of this list' });
}
