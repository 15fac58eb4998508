import { createHash } from 'node:crypto';
import { canonicalJson, digest } from '#libs/canonical';
import {
  type DatedValue,
  type Evidence,
  type ParameterName,
  type PolicyPack,
  type ReadingEntry,
  type ReadingId,
  READING_IDS,
} from '#libs/enrollment';
import { report } from '../yaml/cursor.js';
import { childOf } from '../yaml/mappings.js';
import type { DraftEntry } from './draft-entry.js';
import { reportInheritedLengths } from './inherited-lengths.js';
import type { PackDraft } from './pack-draft.js';
import { PARAMETER_NAMES } from './parameter-values.js';

type Dated = DatedValue<unknown>;
type Reading = ReadingEntry<unknown>;

/**
 * Merges a draft over the complete pack that it extends (null: none): what the draft states replaces the inherited
 * parameter or reading as a whole; an entry without a value cites the inherited one anew. Undefined when the source of
 * the draft has problems, such as a parameter that nobody states.
 */
export function mergePack(draft: PackDraft, parent: PolicyPack | null): PolicyPack | undefined {
  const parameters = new Map<ParameterName, readonly Dated[]>();
  for (const name of PARAMETER_NAMES) {
    const inherited: readonly Dated[] = parent?.parameters[name] ?? [];
    const stated = draft.parameters.get(name);
    if (stated === undefined && inherited.length === 0) reportMissing(draft, 'parameters', name);
    parameters.set(name, stated?.flatMap((entry) => datedValues(entry, inherited)) ?? inherited);
  }
  const readings = new Map<ReadingId, Reading | undefined>();
  for (const id of READING_IDS) {
    const inherited: Reading | undefined = parent?.readings[id];
    const stated = draft.readings.get(id);
    if (stated === undefined && inherited === undefined) reportMissing(draft, 'readings', id);
    readings.set(id, stated === undefined ? inherited : readingEntry(stated, inherited));
  }
  reportInheritedLengths(draft, parent);
  if (draft.source.problems.length > 0) return undefined;
  // Every name of both tables was filled just now, each with a value that its own reader has checked.
  const content = {
    ...draft.head,
    parameters: Object.fromEntries(parameters) as unknown as PolicyPack['parameters'],
    readings: Object.fromEntries(readings) as unknown as PolicyPack['readings'],
  };
  return { ...content, digest: packDigest(content) };
}

/** `sha256:` and the hash of the canonical JSON of a complete pack without its digest. */
export function packDigest(content: Omit<PolicyPack, 'digest'>): string {
  const hash = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
  return digest(canonicalJson(content), { name: 'sha256', hash });
}

function datedValues(entry: DraftEntry<Evidence>, inherited: readonly Dated[]): readonly Dated[] {
  const { value, clause, evidence, confidence, from, until, note } = entry;
  const remark = note === undefined ? {} : { note };
  if (value === undefined) {
    if (inherited.length === 0) reportNothingToInherit(entry, 'value');
    return inherited.map((dated) => ({
      from: dated.from,
      until: dated.until,
      value: dated.value,
      clause,
      evidence: evidence ?? dated.evidence,
      confidence: confidence ?? dated.confidence,
      ...remark,
    }));
  }
  // The reader of the entry let no value pass without its evidence and confidence.
  if (evidence === undefined || confidence === undefined) return [];
  return [{ from, until, value, clause, evidence, confidence, ...remark }];
}

function readingEntry(entry: DraftEntry<string>, inherited: Reading | undefined): Reading | undefined {
  const choice = entry.value ?? inherited?.choice;
  const evidence = entry.evidence ?? inherited?.evidence;
  const confidence = entry.confidence ?? inherited?.confidence;
  if (choice !== undefined && evidence !== undefined && confidence !== undefined) {
    return { choice, clause: entry.clause, evidence, confidence };
  }
  reportNothingToInherit(entry, 'choice');
  return undefined;
}

function reportNothingToInherit(entry: DraftEntry<string>, key: string): void {
  const remedy = `Add \`${key}:\`, with evidence and confidence.`;
  report(entry.at, { seen: `no ${key}, and no pack to inherit it from`, expected: `a ${key}`, remedy });
}

function reportMissing({ root }: PackDraft, section: string, name: string): void {
  report(childOf(root, section) ?? root, {
    seen: `no entry for ${name}`,
    expected: 'an entry for every parameter and reading',
    remedy: 'State it, or extend a pack that does.',
  });
}
