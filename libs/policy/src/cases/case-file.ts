import { isMap } from 'yaml';
import type { PackLibrary } from '../pack/pack-library.js';
import { baseCeilingYuan, premiumYuan } from '../regions/region-file.js';
import { type Cursor, lineOf, openYaml, type Read, report, textAt, UNREAD } from '../yaml/cursor.js';
import { childOf, elementsOf, listOf, mapping, optional, required } from '../yaml/mappings.js';
import { byPlace, type Problem } from '../yaml/problem.js';
import { text } from '../yaml/scalars.js';
import { type CaseFact, caseFact } from './case-facts.js';
import { casePolicy, type CasePolicy, caseReadings, caseRegions, caseWindows } from './case-settings.js';
import type { Derivation, DerivationRegion } from './derivation.js';
import { type Expectation, expectation } from './expectation.js';

/** A case: a story of facts under a pack, and what must follow from it (docs/domain.md §7). */
export interface PolicyCase extends Derivation {
  readonly name: string;
  readonly clause: string;
  readonly why: string;
  readonly facts: readonly CaseFact[];
  readonly expect: readonly Expectation[];
}

/** An element of a case file: a case, or what keeps it from being one. */
export interface ReadCase {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly case: PolicyCase | null;
  readonly problems: readonly Problem[];
}

/** Reads a case file. A bad case spoils only itself; a file that is no list is one bad case. */
export function readCases(content: string, file: string, library: PackLibrary): readonly ReadCase[] {
  const { root, source } = openYaml(content, file);
  const places = root === null || source.problems.length > 0 ? UNREAD : elementsOf(root);
  if (places === UNREAD)
    return [{ file, line: 1, name: 'the whole file', case: null, problems: source.problems }];
  return places.map((at) => {
    // Each case collects its own problems, at the places of the one file.
    const own: Cursor = { ...at, path: '', source: { ...source, problems: [] } };
    const read = caseReader(library)(own);
    const name = nameOf(own) ?? `case ${at.path}`;
    const isGood = read !== UNREAD && own.source.problems.length === 0;
    return {
      file,
      line: lineOf(at),
      name,
      case: isGood ? read : null,
      problems: [...own.source.problems].sort(byPlace),
    };
  });
}

/** The name of a case, also of a bad one; what is wrong with the name is reported when the case is read. */
function nameOf(at: Cursor): string | null {
  const name = isMap(at.node) ? childOf(at, 'name') : undefined;
  return name === undefined ? null : textAt(name);
}

function caseReader(library: PackLibrary): Read<PolicyCase> {
  const fields = mapping<
    Omit<PolicyCase, 'pack' | 'adopted' | 'regions'> & {
      policy: CasePolicy;
      regions: readonly DerivationRegion[];
    }
  >({
    name: required('name', text),
    clause: optional('clause', text, ''),
    why: optional('why', text, ''),
    policy: required('policy', casePolicy(library)),
    baseCeilingFen: optional('baseCeilingYuan', baseCeilingYuan, new Map()),
    premiumFen: optional('premiumYuan', premiumYuan, new Map()),
    regions: optional('regions', caseRegions(library), []),
    readings: optional('readings', caseReadings, {}),
    windows: optional('windows', caseWindows, new Map()),
    facts: required('facts', listOf(caseFact)),
    expect: optional('expect', listOf(expectation), []),
  });
  return (at) => {
    const read = fields(at);
    if (read === UNREAD) return UNREAD;
    const ids = read.facts.map(({ id }) => id).filter((id) => id !== undefined);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) {
      return report(at, {
        seen: `two facts with the id ${twice}`,
        expected: 'each id once',
        remedy: 'Rename one.',
      });
    }
    if (read.expect.length === 0 && read.facts.every(({ refused }) => refused === null)) {
      const remedy = 'Add an expectation, or say which fact must be refused.';
      return report(at, { seen: 'nothing to check', expected: 'expect or refused', remedy });
    }
    const { policy, ...told } = read;
    return { ...told, ...policy };
  };
}
