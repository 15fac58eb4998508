import { isDeepStrictEqual } from 'node:util';
import type { ParameterName } from '#libs/enrollment';
import { Document, LineCounter } from 'yaml';
import { PARAMETER_VALUES } from '../pack/parameter-values.js';
import type { YamlSource } from '../yaml/cursor.js';
import { writtenValue } from './written-value.js';

/** What the form of a parameter allows, found out from its own reader, so that there is no second description of it. */
export interface Schema {
  /** True where a file could state the value. */
  readonly isLegal: (value: unknown) => boolean;
  /** The words that may stand at the one place of a value that holds `PROBE`: a closed list, or `PROBE` for any text. */
  readonly wordsFor: (probed: unknown) => readonly string[];
}

/** A word that no closed list has. */
export const PROBE = 'any-other-text';

/** What the reader of a closed list expects. */
const CLOSED_LIST = /^one of (.+)$/;

/** Makes the nodes that readers read. */
const NODES = new Document();

/** The schema of a parameter. */
export function schemaOf(name: ParameterName): Schema {
  const isLegal = (value: unknown): boolean => {
    const { read, problems } = readBack(name, value);
    return problems.length === 0 && isDeepStrictEqual(read, value);
  };
  return {
    isLegal,
    wordsFor: (probed) => {
      if (isLegal(probed)) return [PROBE];
      const expected = readBack(name, probed).problems.map((problem) => CLOSED_LIST.exec(problem.expected));
      return expected.flatMap((found) => found?.[1]?.split(', ') ?? []);
    },
  };
}

/** Writes a value and reads it as if a file had it. */
function readBack(
  name: ParameterName,
  value: unknown,
): { readonly read: unknown; readonly problems: YamlSource['problems'] } {
  const source: YamlSource = { file: name, lines: new LineCounter(), problems: [] };
  const node = NODES.createNode(writtenValue(name, value), { aliasDuplicateObjects: false });
  const read: unknown = PARAMETER_VALUES[name]({ node, path: name, source });
  return { read, problems: source.problems };
}
