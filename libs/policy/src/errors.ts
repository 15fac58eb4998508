import type { Bilingual } from '#libs/enrollment';
import { byPlace, formatProblem, type Problem } from './yaml/problem.js';

/** A file of rules, regions or cases that cannot be used, with every problem found in it. */
export class InvalidFileError extends Error {
  readonly code = 'invalid-file';
  /** In the order of the file, at least one. */
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const sorted = [...problems].sort(byPlace);
    super(sorted.map(formatProblem).join('\n'));
    this.name = 'InvalidFileError';
    this.problems = sorted;
  }
}

/** No pack has this id, and no pack file is at this path. */
export class UnknownPackError extends Error {
  readonly code = 'unknown-pack';

  constructor(
    readonly pack: string,
    readonly known: readonly string[],
  ) {
    super(
      `Found no policy pack "${pack}"; the packs are ${known.join(', ')}. Name one of them or a pack.yaml.`,
    );
    this.name = 'UnknownPackError';
  }
}

/** A reading that does not exist, or a choice that it does not have. */
export class InvalidReadingError extends Error {
  readonly code = 'invalid-reading';
  /** What was seen, as it was written, shortened: for a message that is put together elsewhere, which has to judge it. */
  readonly seen: string;
  /** What was expected; in English, for the same. */
  readonly expected: string;
  readonly remedy: string;
  /** What was seen and expected. */
  readonly detail: Bilingual;
  /** The remedy in both languages. */
  readonly advice: Bilingual;

  constructor(
    readonly reading: string,
    complaint: { readonly seen: string; readonly expected: Bilingual; readonly remedy: Bilingual },
  ) {
    const { seen, expected, remedy } = complaint;
    const detail = {
      zh: `${reading}: 见到 ${seen}, 应为${expected.zh}。`,
      en: `${reading}: found ${seen}, expected ${expected.en}.`,
    };
    super(`${detail.en} ${remedy.en}`);
    this.name = 'InvalidReadingError';
    this.seen = seen;
    this.expected = expected.en;
    this.remedy = remedy.en;
    this.detail = detail;
    this.advice = remedy;
  }
}
