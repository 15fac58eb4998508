/** What the last cell of a row names as carrying the clause. */
export interface Carriers {
  /** Parameters as a pack file writes them and dates of its head (in backticks), and readings (`R12`, plain). */
  readonly names: readonly string[];
  /** Sections of docs/domain.md with a rule that is the same in every pack: `4.5` of "rule §4.5". */
  readonly sections: readonly string[];
  /** Clauses of the same document that say it too: `二(一)` of "see 二(一)". */
  readonly clauses: readonly string[];
  /** Why the clause is no rule here; null where it is one, empty where the reason is missing. */
  readonly noRuleBecause: string | null;
}

/** Reads the last cell of a row. Other words are a remark for the reader. */
export function carriersOf(cell: string): Carriers {
  return {
    names: [...found(cell, /`([^`]+)`/g), ...found(cell, /\b(R\d+)\b/g)],
    sections: found(cell, /§(\d+(?:\.\d+)?)/g),
    clauses: found(cell, /\bsee ([^\s,;]+)/g),
    noRuleBecause: /^not a rule of this ledger\b:? *(.*)$/.exec(cell)?.[1] ?? null,
  };
}

function found(cell: string, pattern: RegExp): readonly string[] {
  return [...cell.matchAll(pattern)].map(([, word = '']) => word);
}
