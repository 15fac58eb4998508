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
  readonly seen: string;
  readonly expected: string;
  readonly remedy: string;

  constructor(
    readonly reading: string,
    complaint: { readonly seen: string; readonly expected: string; readonly remedy: string },
  ) {
    super(`${reading}: found ${complaint.seen}, expected ${complaint.expected}. ${complaint.remedy}`);
    this.name = 'InvalidReadingError';
    this.seen = complaint.seen;
    this.expected = complaint.expected;
    this.remedy = complaint.remedy;
  }
}
