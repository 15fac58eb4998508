/** Something wrong in a file that a person wrote: where, what was seen, what was expected, what to do. */
export interface Problem {
  readonly file: string;
  /** First line is 1. */
  readonly line: number;
  /** First column is 1. */
  readonly column: number;
  /** Where in the document, by keys: `parameters.wait.fixedMonths.value`; empty for the whole file. */
  readonly path: string;
  readonly seen: string;
  readonly expected: string;
  readonly remedy: string;
}

/** A problem as one line: `pack.yaml:12:5 parameters.wait.fixedMonths: found …, expected …. Remedy.` */
export function formatProblem(problem: Problem): string {
  const { file, line, column, path, seen, expected, remedy } = problem;
  const where = `${file}:${line}:${column}`;
  const subject = path === '' ? '' : ` ${path}:`;
  return `${where}${subject} found ${seen}, expected ${expected}. ${remedy}`;
}

/** The order in which a reader meets the problems of a file. */
export function byPlace(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
