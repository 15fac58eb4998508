import type { Say } from '../language.js';

/** Said where a command that writes was not told to. */
export function dryRunNote(say: Say): string {
  return say({
    zh: '演练: 未写入; 加 --commit 才写入。',
    en: 'Dry run: nothing was written; add --commit to write.',
  });
}
