import type { PolicyBook } from '#libs/enrollment';
import type { UsedPack } from '../coordinates/question.js';

/** A policy book that remembers which pack versions it handed out. */
export interface RecordingBook {
  readonly book: PolicyBook;
  /** The versions handed out so far, by id and version. */
  used(): readonly UsedPack[];
}

/** Wraps a policy book for one answer. */
export function recordingBook(inner: PolicyBook): RecordingBook {
  const handedOut = new Map<string, UsedPack>();
  const book: PolicyBook = {
    ...inner,
    rules: (region, day) => {
      const rules = inner.rules(region, day);
      const { id, version, digest } = rules.pack;
      if (!handedOut.has(digest)) handedOut.set(digest, { id, version, digest });
      return rules;
    },
  };
  return {
    book,
    used: () =>
      [...handedOut.values()].sort((a, b) => (`${a.id}@${a.version}` < `${b.id}@${b.version}` ? -1 : 1)),
  };
}
