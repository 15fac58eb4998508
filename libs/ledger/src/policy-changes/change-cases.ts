import { libraryOf, readCases, runCase } from '#libs/policy';
import type { LedgerContext } from '../context.js';
import { readAt } from '../impact/read-request.js';
import { type PolicyChange, withChange } from './policy-change.js';
import type { ChangeCases } from './policy-change-answers.js';

/** Most lines of differing cases that are kept with a change. */
const MAX_REPORT_LINES = 20;

/**
 * Runs cases as they come out once a change is in force: its own pack is found by its id, the others as adopted by now.
 *
 * @throws a DomainError at `/cases` where they cannot be read
 */
export function casesUnder({ policy }: LedgerContext, change: PolicyChange, text: string): ChangeCases {
  const { packs } = withChange(policy.policyAt(Number.MAX_SAFE_INTEGER), change);
  const results = readAt('/cases', () => readCases(text, 'cases.yaml', libraryOf(packs))).map(runCase);
  const failed = results.filter(({ passed }) => !passed);
  return {
    passed: results.length - failed.length,
    failed: failed.length,
    report: failed.flatMap(({ report }) => report).slice(0, MAX_REPORT_LINES),
  };
}
