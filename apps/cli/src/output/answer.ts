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

/** Prints an answer. Records that do not carry their coordinates themselves are followed by them. */
export function printAnswer(shell: Shell, options: OutputOptions, answer: Answer): void {
  const { whole, lines, coordinates } = answer;
  const records = answer.records?.();
  switch (formatOf(options, shell)) {
    case 'table':
      for (const line of lines()) shell.print(line);
      if (coordinates !== undefined) shell.print(coordinates.line);
      return;
    case 'json':
      shell.print(JSON.stringify(whole, null, 2));
      return;
    case 'ndjson':
      for (const record of records ?? [whole]) shell.print(JSON.stringify(record));
      if (records !== undefined && coordinates !== undefined) {
        shell.print(JSON.stringify(coordinates.record));
      }
      return;
    case 'csv':
      shell.print(csvText(records ?? [whole as DataRecord], { excel: options.excel === true }).trimEnd());
      if (records !== undefined && coordinates !== undefined) shell.note(coordinates.line);
      return;
  }
}
