import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A change of a golden ledger's decision or answer that somebody stands for. */
export interface ApprovedChange {
  /** Folder of the golden ledger: `v0.1.0`. */
  readonly golden: string;
  /** Stream of the decision, or the question in canonical JSON. */
  readonly what: string;
  /** The release that changed it. */
  readonly since: string;
  readonly because: string;
}

/** The list as it is kept; an entry without its reason is refused. */
export function approvedChanges(path = join(__dirname, 'approved-changes.yaml')): readonly ApprovedChange[] {
  const entries = parse(readFileSync(path, 'utf8')) as readonly Partial<ApprovedChange>[];
  return entries.map((entry) => {
    const { golden = '', what = '', since = '', because = '' } = entry;
    if ([golden, what, since, because].includes(''))
      throw new Error(`An approved change needs golden, what, since and because: ${JSON.stringify(entry)}`);
    return { golden, what, since, because };
  });
}

/** Where what changed and what was approved do not agree. */
export interface Disagreement {
  /** Changed, and nobody stands for it. */
  readonly unapproved: readonly string[];
  /** Approved, and it comes out as before. */
  readonly unchanged: readonly string[];
}

export function disagreementOf(
  golden: string,
  changed: readonly string[],
  approved: readonly ApprovedChange[],
): Disagreement {
  const named = approved.filter((each) => each.golden === golden).map(({ what }) => what);
  return {
    unapproved: changed.filter((each) => !named.includes(each)),
    unchanged: named.filter((each) => !changed.includes(each)),
  };
}
