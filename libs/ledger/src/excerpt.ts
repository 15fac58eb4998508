import { nameSeen } from '#libs/enrollment';

/** Most of an unknown name that is shown back. */
const MAX_SHOWN = 60;

/** What is shown of an unknown name: its beginning, as printable text; nothing where it holds an identity or phone number. */
export function excerpt(name: string): string {
  return nameSeen(name)
    .slice(0, MAX_SHOWN)
    .replace(/[\p{Cc}\p{Cs}]/gu, '?');
}
