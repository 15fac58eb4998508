import type { RevokedNote } from '#libs/audit';
import type { Say } from '../language.js';

/** A checkpoint from outside by a key that was revoked: what it may mean, not what is wrong. */
export function revokedNoteText({ name, size, isOther }: RevokedNote, say: Say): string {
  const at = `${name} (#${size})`;
  return isOther
    ? say({
        zh: `? ${at}: 所用密钥在此长度上已作废, 且与现账不符; 或为持有旧密钥者所造, 或现账其后被改写, 无从判断`,
        en: `? ${at}: its key was revoked for that size, and it is of another log; whoever had the key made it, or the log was rewritten since: cannot tell`,
      })
    : say({
        zh: `${at}: 所用密钥在此长度上已作废`,
        en: `${at}: its key was revoked for that size`,
      });
}
