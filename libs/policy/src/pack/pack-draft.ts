import { isSeq } from 'yaml';
import { type Evidence, type ParameterName, type ReadingId, READING_IDS } from '#libs/enrollment';
import { readingAt, unknownReadingRemedy } from '../readings/reading-input.js';
import { type Cursor, openYaml, report, UNREAD, type YamlSource } from '../yaml/cursor.js';
import { childOf, listOf, sectionEntries, single } from '../yaml/mappings.js';
import { oneOf, text } from '../yaml/scalars.js';
import { adviceFor } from '../yaml/suggestion.js';
import { type DraftEntry, draftEntry, reportUncoveredDays } from './draft-entry.js';
import {
  type Clauses,
  type HeadNotes,
  type PackHead,
  readClauses,
  readHead,
  reportUncited,
} from './pack-head.js';
import { PARAMETER_NAMES, PARAMETER_VALUES } from './parameter-values.js';

/** A pack file as written, before what it extends is merged in. */
export interface PackDraft {
  readonly head: PackHead;
  readonly notes: HeadNotes;
  readonly source: YamlSource;
  readonly root: Cursor;
  readonly parameters: ReadonlyMap<ParameterName, readonly DraftEntry<Evidence>[]>;
  readonly readings: ReadonlyMap<ReadingId, DraftEntry<string>>;
}

/** Reads a pack file; the draft is undefined when the source has problems, and the source has all of them. */
export function readPackDraft(
  content: string,
  file: string,
): { readonly draft: PackDraft | undefined; readonly source: YamlSource } {
  const { root, source } = openYaml(content, file);
  if (root === null) return { draft: undefined, source };
  const head = readHead(root);
  const clauses = readClauses(childOf(root, 'clauses'));
  const parameters = readParameters(childOf(root, 'parameters'), clauses);
  const readings = readReadings(childOf(root, 'readings'), clauses);
  // Beside another problem a clause may only look uncited, because what cites it could not be read.
  if (source.problems.length === 0) reportUncited(childOf(root, 'clauses'), clauses);
  if (head === UNREAD || source.problems.length > 0) return { draft: undefined, source };
  return { draft: { ...head, source, root, parameters, readings }, source };
}

const parameterEvidence = oneOf(['text', 'assumed'] as const satisfies readonly Evidence[]);

function readParameters(section: Cursor | undefined, clauses: Clauses): PackDraft['parameters'] {
  const parameters = new Map<ParameterName, readonly DraftEntry<Evidence>[]>();
  for (const entry of sectionEntries(section)) {
    const name = PARAMETER_NAMES.find((known) => known === entry.key);
    if (name === undefined) {
      const { key, keyAt } = entry;
      const remedy = adviceFor(key, PARAMETER_NAMES);
      report(keyAt, { seen: `the parameter ${key}`, expected: 'a known parameter', remedy });
      continue;
    }
    const form = { valueKey: 'value', value: PARAMETER_VALUES[name], evidence: parameterEvidence } as const;
    const read = draftEntry(form, clauses);
    const entries = isSeq(entry.at.node) ? listOf(read)(entry.at) : single(read)(entry.at);
    if (entries === UNREAD) continue;
    reportUncoveredDays(entries, entry.at);
    parameters.set(name, entries);
  }
  return parameters;
}

function readReadings(section: Cursor | undefined, clauses: Clauses): PackDraft['readings'] {
  const readings = new Map<ReadingId, DraftEntry<string>>();
  for (const entry of sectionEntries(section)) {
    const id = READING_IDS.find((known) => known === entry.key);
    if (id === undefined) {
      const { key, keyAt } = entry;
      const remedy = unknownReadingRemedy();
      report(keyAt, { seen: `the reading ${key}`, expected: 'a known reading', remedy });
      continue;
    }
    const draft = draftEntry({ valueKey: 'choice', value: readingAt(id), evidence: text }, clauses)(entry.at);
    if (draft === UNREAD) continue;
    readings.set(id, draft);
    if (draft.from === null && draft.until === null) continue;
    const expected = 'one choice for all days';
    report(entry.at, { seen: 'a dated reading', expected, remedy: 'Remove from and until.' });
  }
  return readings;
}
