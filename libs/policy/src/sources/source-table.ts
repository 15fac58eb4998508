import type { Problem } from '../yaml/problem.js';

/** A row of a table of `sources.md`: a clause of a document, in our words, and what carries it. */
export interface SourceRow {
  /** The number of the document: the heading above the table. */
  readonly document: string;
  /** The clause, spelt as `at` of a pack spells it. */
  readonly at: string;
  readonly says: string;
  readonly carriedBy: string;
  /** First line is 1. */
  readonly line: number;
}

/** The tables of one file, and what is wrong with their form. */
export interface SourceTables {
  readonly rows: readonly SourceRow[];
  readonly problems: readonly Problem[];
}

const HEADER = ['clause', 'says', 'carried by'] as const;

/**
 * Reads the tables of a `sources.md`: under each heading of the second level, which is the number of a document, one
 * table with the columns clause, says, carried by. Prose around the tables is free.
 */
export function readSourceTables(content: string, file: string): SourceTables {
  const rows: SourceRow[] = [];
  const problems: Problem[] = [];
  let document = '';
  for (const [index, text] of content.split('\n').entries()) {
    document = /^## +(.*\S)/.exec(text)?.[1] ?? document;
    if (!text.startsWith('|')) continue;
    const cells = text.split('|').slice(1, -1);
    const [at = '', says = '', carriedBy = ''] = cells.map((cell) => cell.trim());
    if (isHeader([at, says, carriedBy]) || /^-+$/.test(at)) continue;
    const row = { document, at, says, carriedBy, line: index + 1 };
    const expected = formFault(row, cells.length);
    if (expected === null) rows.push(row);
    else problems.push(problemAt(row, file, { seen: text, expected, remedy: 'Mend the row.' }));
  }
  return { rows, problems };
}

/** A problem of a row, for the messages of every check of a table. */
export function problemAt(
  row: Pick<SourceRow, 'document' | 'at' | 'line'>,
  file: string,
  complaint: Pick<Problem, 'seen' | 'expected' | 'remedy'>,
): Problem {
  return { file, line: row.line, column: 1, path: citation(row), ...complaint };
}

/** A clause as one text: `闽政办〔2025〕3号 二(三)`. */
export function citation({ document, at }: { readonly document: string; readonly at: string }): string {
  return `${document} ${at}`.trim();
}

function isHeader(cells: readonly string[]): boolean {
  return HEADER.every((name, column) => cells[column] === name);
}

/** What the form of a row should have been; null for a sound row. */
function formFault({ document, at, says, carriedBy }: SourceRow, cells: number): string | null {
  if (document === '') return 'a heading `## document number` above the table';
  if (cells !== HEADER.length) return `three cells: ${HEADER.join(', ')}`;
  if (says === '' || carriedBy === '') return 'no empty cell';
  return /^[^\s,;]+$/.test(at) ? null : 'one clause in the first cell';
}
