/** Whom a list has to look at: it asks each member's own facts what really holds. */
export interface MemberCandidates {
  /** Takes in what was appended since. */
  refresh(): Promise<unknown>;
  /** True where a fact of the member ever named one of the regions. */
  wasIn(member: string, regions: 'all' | readonly string[]): boolean;
  /** Member numbers after `after` that begin with `prefix` and were ever in one of the regions, ascending. */
  candidates(question: {
    readonly prefix: string;
    readonly after: string;
    readonly regions: 'all' | readonly string[];
  }): Iterable<string>;
}
