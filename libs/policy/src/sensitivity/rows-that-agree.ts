import { dayOfYear, endOfYear, type PolicyPack, startOfYear, type WindowRow } from '#libs/enrollment';

/** True where a payment on or after 1 January of its year may be in the window. */
export function isOpenAtNewYear({ closes, fromYear }: WindowRow): boolean {
  return dayOfYear(closes, fromYear) >= startOfYear(fromYear);
}

/** True where every payment in the window of a row covers from 1 January, whatever the row says of it. */
export function coversFromJanuary(pack: PolicyPack, row: WindowRow): boolean {
  const hasOwnWindow = pack.parameters.newborn.some(({ value }) => value.nextYearWindowDays !== null);
  return !hasOwnWindow && !isOpenAtNewYear(row);
}

/**
 * True where it does not matter on which day the window of a row closes: its extension counts as the window, and a payment
 * before 1 January covers from that day in either.
 */
export function closesUnnoticed(row: WindowRow): boolean {
  return row.extendedUntil !== null && row.extendedCountsAs === 'in-window' && !isOpenAtNewYear(row);
}

/** True where a row has an extension in which a payment may arrive on 31 December of its year. */
export function isExtendedToYearEnd({ extendedUntil }: WindowRow, year: number): boolean {
  return extendedUntil !== null && dayOfYear(extendedUntil, year) >= endOfYear(year);
}

/** True where two ways to write a day mean the same in every year of a row: the same text, or the same day of its one year. */
export function isSameDay(row: WindowRow, one: string | null, other: string | null): boolean {
  const { fromYear, untilYear } = row;
  if (one === other || one === null || other === null) return one === other;
  return untilYear === fromYear + 1 && dayOfYear(one, fromYear) === dayOfYear(other, fromYear);
}

/** True where a row means for each of its years what another means. */
export function agreesWith(pack: PolicyPack, row: WindowRow, other: WindowRow): boolean {
  return (
    isSameDay(row, row.opens, other.opens) &&
    (isSameDay(row, row.closes, other.closes) || (closesUnnoticed(row) && closesUnnoticed(other))) &&
    isSameDay(row, row.lateUntil, other.lateUntil) &&
    isSameDay(row, row.extendedUntil, other.extendedUntil) &&
    (row.extendedUntil === null || row.extendedCountsAs === other.extendedCountsAs) &&
    (row.coverFrom === other.coverFrom || (coversFromJanuary(pack, row) && coversFromJanuary(pack, other)))
  );
}
