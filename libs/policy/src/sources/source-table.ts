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

/** The row of dashes below a header, with or without the signs at its ends: `|---|:---|`, `--- | ---`. */
const DELIMITERS = /^(?:\|\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?|:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?)$/;

/**
 * Reads the tables of a `sources.md`: under each heading of the second level, which is the number of a document, one
 * table with the columns clause, says, carried by. Prose around the tables is free, and a table may be indented. What looks
 * like a table and is none of these is reported.
 */
export function readSourceTables(content: string, file: string): SourceTables {
  const rows: SourceRow[] = [];
  const problems: Problem[] = [];
  let document = '';
  let isInTable = false;
  for (const [index, line] of content.split(/\r?\n/).entries()) {
    const text = line.trim();
    document = /^## +(.*\S)/.exec(text)?.[1] ?? document;
    const isRow = text.startsWith('|');
    const isFirst = isRow && !isInTable;
    isInTable = isRow;
    const cells = text.split(/(?<!\\)\|/).slice(1, -1);
    const [at = '', says = '', carriedBy = ''] = cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
    const row = { document, at, says, carriedBy, line: index + 1 };
    const report = (expected: string, remedy = 'Mend the row.'): void => {
      problems.push(problemAt(row, file, { seen: text, expected, remedy }));
    };
    if (!isRow) {
      if (DELIMITERS.test(text))
        report('rows that begin and end with |', 'Write | at both ends of each row.');
    } else if (!/(?<!\\)\|$/.test(text.slice(1))) report('a row that ends with |');
    else if (isFirst) {
      if (!isHeader([at, says, carriedBy]) || cells.length !== HEADER.length)
        report(`the columns ${HEADER.join(', ')}`, `Write | ${HEADER.join(' | ')} | above the rows.`);
    } else if (!DELIMITERS.test(text)) {
      const expected = formFault(row, cells.length);
      if (expected === null) rows.push(row);
      else report(expected);
    }
  }
  return { rows, problems };
}

/** A problem of a row, for the messages of every check of a table. */
export function problemAt(
  row: Pick<SourceRow, 'document' | 'at' | 'line'>,
  file: string,
  complaint: Pick<Problem, 'seen' | 'expected' | 'remedy'>,
): Problem {
  return { file, line: row.line, column: 1, path: `${row.document} ${row.at}`.trim(), ...complaint };
}

/** A clause as one text: `闽政办〔2025〕3号 二(三)`. A space within the place says nothing: `第五条 (二)` is `第五条(二)`. */
export function citation({ document, at }: { readonly document: string; readonly at: string }): string {
  return `${document} ${at.replace(/\s+/g, '')}`.trim();
}

function isHeader(cells: readonly string[]): boolean {
  return HEADER.every((name, column) => cells[column] === name);
}

/** What the form of a row should have been; null for a sound row. */
function formFault({ document, at, says, carriedBy }: SourceRow, cells: number): string | null {
  if (document === '') return 'a heading `## document number` above the table';
  if (cells !== HEADER.length) return `three cells: ${HEADER.join(', ')}`;
  if (says === '' || carriedBy === '') return 'no empty cell';
  return /^[^,;，；、]+$/.test(at) ? null : 'one clause in the first cell';
}
