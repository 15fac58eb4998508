import { civilDate, isCivilDate } from '#libs/enrollment';

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** An instant with its offset, `2027-02-01T10:00:00+08:00` or `…Z`, as `YYYY-MM-DDTHH:MM:SS.sssZ`; null for anything else. */
export function parseInstant(text: string): string | null {
  const [, day] = INSTANT.exec(text) ?? [];
  return isCivilDate(day) ? new Date(text).toISOString() : null;
}

/** What `knownAt` may be: an instant, or a day, meaning its end at +08:00; both inclusive. Null for anything else. */
export function parseKnownAt(text: string): string | null {
  return isCivilDate(text)
    ? new Date(`${civilDate(text)}T23:59:59.999+08:00`).toISOString()
    : parseInstant(text);
}
