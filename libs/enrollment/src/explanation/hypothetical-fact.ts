import { decide } from '../decide/decide.js';
import { DomainError } from '../errors.js';
import { type Fact, type FactBody, factOf, HYPOTHETICAL_ID } from '../events.js';
import type { PolicyBook } from '../policy-book.js';

/** The facts with one more, where it would be accepted. */
export function withFact(
  facts: readonly Fact[],
  book: PolicyBook,
  body: FactBody,
): readonly Fact[] | undefined {
  try {
    return [...facts, factOf(HYPOTHETICAL_ID, decide(body, facts, book))];
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
