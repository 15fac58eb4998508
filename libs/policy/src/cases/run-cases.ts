import { readFileSync } from 'node:fs';
import type { PackLibrary } from '../pack/pack-library.js';
import { formatProblem } from '../yaml/problem.js';
import type { CaseFact } from './case-facts.js';
import { type PolicyCase, type ReadCase, readCases } from './case-file.js';
import { bookKnownAt, ownRegionOf, standingAt, submit, type Submission } from './derivation.js';
import { differencesFrom } from './differences.js';

/** A case that was run; it passed if there is nothing to report. */
export interface CaseResult {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly passed: boolean;
  /** One line for each difference, or for each problem that keeps the case from being run. */
  readonly report: readonly string[];
}

/** Runs every case of a file. */
export function runCaseFile(file: string, library: PackLibrary): readonly CaseResult[] {
  return readCases(readFileSync(file, 'utf8'), file, library).map(runCase);
}

/** Runs a case: every fact must be accepted or refused as it says, and every expectation must hold. */
export function runCase({ file, line, name, problems, case: read }: ReadCase): CaseResult {
  const report =
    read === null
      ? problems.map((problem) => `${formatProblem(problem)} (${name})`)
      : differencesOf(read).map((found) => `${file}:${String(found.line)} ${name} — ${found.text}`);
  return { file, line, name, passed: report.length === 0, report };
}

/** `N passed, N failed`. */
export function summarizeCases(results: readonly CaseResult[]): string {
  const passed = results.filter((result) => result.passed).length;
  return `${String(passed)} passed, ${String(results.length - passed)} failed`;
}

interface Found {
  readonly line: number;
  readonly text: string;
}

function differencesOf(read: PolicyCase): readonly Found[] {
  const ownRegion = ownRegionOf({ ...read, facts: read.facts.filter((fact) => fact.refused === null) });
  const submission = submit(read, ownRegion);
  const found = read.facts.flatMap((fact, index) => admissionDifference(fact, index, submission));
  for (const expectation of read.expect) {
    const { line, on, knownAt } = expectation;
    const book =
      read.adopted === undefined ? submission.book : bookKnownAt(read, ownRegion, knownAt?.instant);
    const standing = standingAt({ ...submission, book }, { on, knownAt: knownAt?.instant });
    const when = knownAt === null ? `on ${on}` : `on ${on} (known ${knownAt.written})`;
    for (const { field, expected, got } of differencesFrom(standing, expectation)) {
      found.push({ line, text: `${when}: ${field}: expected ${expected}, got ${got}` });
    }
  }
  return found;
}

function admissionDifference(fact: CaseFact, index: number, { refused }: Submission): Found[] {
  const refusal = refused.find((candidate) => candidate.index === index);
  const code = refusal?.code ?? null;
  if (code === fact.refused) return [];
  const expected = fact.refused === null ? 'accepted' : `refused ${fact.refused}`;
  const got = refusal === undefined ? 'accepted' : `refused ${refusal.code} (${refusal.error.detail.en})`;
  const what = `fact ${String(index + 1)} ${String(fact.body['type'])}`;
  return [{ line: fact.line, text: `${what}: expected ${expected}, got ${got}` }];
}
