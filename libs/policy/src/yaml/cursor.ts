import { LineCounter, parseDocument, isAlias, isCollection, isMap, isScalar, isSeq, type Node } from 'yaml';
import { formatProblem, type Problem } from './problem.js';

/** A place in a YAML file, with the list that collects the problems of the file. */
export interface Cursor {
  readonly node: Node;
  readonly path: string;
  readonly source: YamlSource;
}

/** A file being read. */
export interface YamlSource {
  readonly file: string;
  readonly lines: LineCounter;
  readonly problems: Problem[];
}

/** What stands for a value that could not be read; the problem has been reported. */
export const UNREAD = Symbol('unread');
export type Unread = typeof UNREAD;

/** Reads a value at a place, or reports why it cannot be read. */
export type Read<T> = (at: Cursor) => T | Unread;

/** What a problem says, beside its place. */
export interface Complaint {
  readonly seen?: string;
  readonly expected: string;
  readonly remedy: string;
}

/** True for a value that was read. */
export function isRead<V>(value: V | Unread): value is V {
  return value !== UNREAD;
}

/** A YAML 1.2 file as a cursor on its root (null: empty or not YAML); syntax errors are among the problems. */
export function openYaml(
  text: string,
  file: string,
): { readonly root: Cursor | null; readonly source: YamlSource } {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    version: '1.2',
  });
  const source: YamlSource = { file, lines, problems: [] };
  for (const error of [...document.errors, ...document.warnings]) {
    reportAt(source, error.pos[0], '', {
      seen: error.message.replace(/\.$/, ''),
      expected: 'YAML 1.2',
      remedy: 'Mend the syntax at this place.',
    });
  }
  const node = document.contents;
  if (node === null && source.problems.length === 0) {
    reportAt(source, 0, '', {
      seen: 'an empty file',
      expected: 'content',
      remedy: 'Write the file or remove it.',
    });
  }
  return { root: node === null ? null : { node, path: '', source }, source };
}

/** Reports a problem at the place of the cursor; the result is what a reader then returns. */
export function report(at: Cursor, complaint: Complaint): Unread {
  reportAt(at.source, at.node.range?.[0] ?? 0, at.path, { seen: describe(at.node), ...complaint });
  return UNREAD;
}

/** The line of a place, first line 1. */
export function lineOf(at: Cursor): number {
  return at.source.lines.linePos(at.node.range?.[0] ?? 0).line;
}

/** What stands at a node, short enough for a message. */
export function describe(node: Node): string {
  if (isMap(node)) return 'a mapping';
  if (isSeq(node)) return 'a list';
  if (isAlias(node)) return `the alias *${node.source}`;
  if (!isScalar(node)) return 'something else';
  if (node.value === null) return 'nothing';
  const text = scalarText(node.source, node.value);
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}

/** The characters of a scalar as written (without quotes), or null for anything else. */
export function textAt(at: Cursor): string | null {
  const { node } = at;
  return isScalar(node) && node.value !== null ? scalarText(node.source, node.value) : null;
}

/** The plain value of a node: text, number, boolean, null, array or object. */
export function plainValue(at: Cursor): unknown {
  const { node } = at;
  if (isScalar(node)) return node.value;
  return isCollection(node) ? (node.toJSON() as unknown) : null;
}

function scalarText(source: string | undefined, value: unknown): string {
  return source ?? (typeof value === 'string' ? value : JSON.stringify(value));
}

function reportAt(source: YamlSource, offset: number, path: string, complaint: Complaint): void {
  const { line, col } = source.lines.linePos(offset);
  const { seen = '', expected, remedy } = complaint;
  // An empty file has no line starts, and the counter then answers 0.
  const problem = {
    file: source.file,
    line: Math.max(line, 1),
    column: Math.max(col, 1),
    path,
    seen,
    expected,
    remedy,
  };
  // A place that is read twice (a list as a list, then row against row) complains once.
  const known = source.problems.some((other) => formatProblem(other) === formatProblem(problem));
  if (!known) source.problems.push(problem);
}
