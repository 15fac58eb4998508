import type { DomainError } from '../errors.js';
import type { Fact, FactBody } from '../events.js';
import { liveFacts } from '../live-facts.js';
import type { PolicyBook } from '../policy-book.js';
import { groupsOf } from '../standing/member/fact-groups.js';
import { type Member, memberOf } from '../standing/member/member.js';

/** A fact that asks to be recorded, beside everything recorded before it. */
export interface Admission {
  readonly body: FactBody;
  /** Where the body stands in the input: empty, or `/replacement`. */
  readonly at: string;
  readonly known: readonly Fact[];
  readonly live: readonly Fact[];
  readonly undoneBy: ReadonlyMap<string, string>;
  /** How many of the known facts come before the place that the fact takes: all, or those before the one it replaces. */
  readonly place: number;
  /** The member as known before; undefined where no registration counts. */
  readonly member: Member | undefined;
  readonly book: PolicyBook;
}

/** One refusal: looks at an admission and gives an error, or nothing where it does not apply. */
export type Check = (admission: Admission) => DomainError | undefined;

/** Puts a fact beside what is known. */
export function admissionOf(
  body: FactBody,
  known: readonly Fact[],
  book: PolicyBook,
  { at, place }: { readonly at: string; readonly place: number } = { at: '', place: known.length },
): Admission {
  const { facts, undoneBy } = liveFacts(known);
  return { body, at, known, live: facts, undoneBy, place, member: memberOf(groupsOf(facts), book), book };
}
