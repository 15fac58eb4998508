import type { PolicyBook, Rules } from '#libs/enrollment';
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
  const handOut = <R extends Rules | undefined>(rules: R): R => {
    if (rules === undefined) return rules;
    const { id, version, digest } = rules.pack;
    if (!handedOut.has(digest)) handedOut.set(digest, { id, version, digest });
    return rules;
  };
  const book: PolicyBook = {
    ...inner,
    rules: (region, day) => handOut(inner.rules(region, day)),
    onlyRules: (region) => handOut(inner.onlyRules(region)),
  };
  return {
    book,
    used: () =>
      [...handedOut.values()].sort((a, b) => (`${a.id}@${a.version}` < `${b.id}@${b.version}` ? -1 : 1)),
  };
}
