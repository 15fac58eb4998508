/** Most of an unknown name that is shown back. */
const MAX_SHOWN = 60;

/** What is shown of an unknown name: its beginning, as printable text. */
export function excerpt(name: string): string {
  return name.slice(0, MAX_SHOWN).replace(/[\p{Cc}\p{Cs}]/gu, '?');
}

/** What is shown of something that is no day: its beginning as far as it could be one, so that nothing else is echoed. */
export function excerptOfDay(text: string): string {
  return text.slice(0, 10).replace(/[^\d-]/g, '?');
}

/** A member's name as a step of a JSON pointer (RFC 6901). */
export function pointerToken(name: string): string {
  return excerpt(name).replaceAll('~', '~0').replaceAll('/', '~1');
}
