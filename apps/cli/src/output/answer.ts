import { canonicalJson } from '#libs/canonical';
import type { Shell } from '../shell.js';
import type { PrintedCoordinates } from './coordinates.js';
import { csvText, type DataRecord } from './csv.js';

/** How an answer is printed. */
export const OUTPUT_FORMATS = ['table', 'json', 'ndjson', 'csv'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** The flags of the output. */
export interface OutputOptions {
  /** Default: `table` on a terminal, `ndjson` into a pipe. */
  readonly output?: OutputFormat;
  /** Implies `csv`. */
  readonly excel?: boolean;
}

/** An answer in all its forms; only the one that is asked for is made. */
export interface Answer {
  /** The whole answer. */
  readonly whole: unknown;
  /** The same as records, one a line. Default: the whole answer is one record. */
  readonly records?: () => readonly DataRecord[];
  /** The same for people. */
  readonly lines: () => readonly string[];
  /** What the answer is as of; part of `whole`, and printed last beside the other forms. */
  readonly coordinates?: PrintedCoordinates;
}

/** The form in which this run prints answers. */
export function formatOf({ output, excel }: OutputOptions, { isTerminal }: Shell): OutputFormat {
  return output ?? (excel === true ? 'csv' : isTerminal ? 'table' : 'ndjson');
}

/**
 * Prints an answer. Data is canonical, so that the same answer is the same bytes wherever it came from; records that do
 * not carry their coordinates themselves are followed by them.
 */
export function printAnswer(shell: Shell, options: OutputOptions, answer: Answer): void {
  const { whole, lines, coordinates } = answer;
  const records = answer.records?.();
  switch (formatOf(options, shell)) {
    case 'table':
      for (const line of lines()) shell.print(line);
      if (coordinates !== undefined) shell.print(coordinates.line);
      return;
    case 'json':
      shell.print(JSON.stringify(JSON.parse(canonicalJson(whole)), null, 2));
      return;
    case 'ndjson':
      for (const record of records ?? [whole]) shell.print(canonicalJson(record));
      if (records !== undefined && coordinates !== undefined) shell.print(canonicalJson(coordinates.record));
      return;
    case 'csv': {
      const rows = JSON.parse(canonicalJson(records ?? [whole])) as readonly DataRecord[];
      // The last line end is the one that every printed line has.
      shell.print(csvText(rows, { excel: options.excel === true }).replace(/\n$/, ''));
      if (records !== undefined && coordinates !== undefined) shell.note(coordinates.line);
      return;
    }
  }
}
