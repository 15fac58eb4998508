import { decide } from './decide/decide.js';
import { DomainError, type RefusalProblem } from './errors.js';
import { bodyOf, type Fact, type FactBody, factOf, HYPOTHETICAL_ID } from './events.js';
import type { PolicyBook } from './policy-book.js';
import { readFact } from './read-fact.js';
import { derive, type History } from './standing/history.js';

/** Most facts that one supposition may add. */
export const MAX_SUPPOSED = 20;

/** A supposed fact as answers show it. It has neither the shape of a fact nor that of a body, and says what it is. */
export interface ShownSupposition {
  readonly hypothetical: true;
  /** `~1` for the first one: no id that a ledger gives, and after all of those. */
  readonly id: string;
  readonly body: FactBody;
}

/**
 * A fact that nobody recorded: "if the April receipt is genuine". What it says is private, so that it is assignable to
 * no fact, body or event; whatever records facts reads nothing from it, and a store writes no object of a class.
 */
export class HypotheticalFact {
  readonly hypothetical = true;
  readonly #body: FactBody;

  constructor(
    readonly id: string,
    body: FactBody,
  ) {
    this.#body = body;
  }

  shown(): ShownSupposition {
    return { hypothetical: true, id: this.id, body: this.#body };
  }
}

/** The facts of a member with some that are only supposed. They come out as a history, never as facts. */
export class Supposition {
  readonly #facts: readonly Fact[];

  private constructor(
    facts: readonly Fact[],
    /** What is supposed, as it would have been recorded. */
    readonly supposed: readonly HypotheticalFact[],
  ) {
    this.#facts = facts;
  }

  /**
   * Adds facts from untrusted input, one after the other, as if each were submitted now: what the ledger would refuse cannot be
   * supposed either. A later one may name an earlier one by its id. `recordedAt` is the instant of now.
   *
   * @throws DomainError with the place of the fault below `/facts/n`
   */
  static over(
    known: readonly Fact[],
    book: PolicyBook,
    { facts: inputs, recordedAt }: { readonly facts: readonly unknown[]; readonly recordedAt: string },
  ): Supposition {
    let facts = known;
    const supposed: HypotheticalFact[] = [];
    for (const [index, input] of inputs.entries()) {
      const id = `${HYPOTHETICAL_ID}${String(index + 1)}`;
      const fact = factOf(id, accepted(input, facts, book, `/facts/${String(index)}`), recordedAt);
      facts = [...facts, fact];
      supposed.push(new HypotheticalFact(id, bodyOf(fact)));
    }
    return new Supposition(facts, supposed);
  }

  /** Everything that would follow; undefined where no registration counts. */
  derive(book: PolicyBook, options: { readonly throughYear: number }): History | undefined {
    return derive(this.#facts, book, options);
  }
}

function accepted(input: unknown, facts: readonly Fact[], book: PolicyBook, at: string): FactBody {
  try {
    return decide(readFact(input, 'request'), facts, book);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const [first, ...others] = error.problems.map((problem) => placedBelow(at, problem));
    throw first === undefined ? error : new DomainError([first, ...others], error.clause);
  }
}

function placedBelow(at: string, { pointer, code, facts }: RefusalProblem): RefusalProblem {
  const field =
    typeof facts['field'] === 'string' ? { field: `${at}${facts['field'].replace(/^\/$/, '')}` } : {};
  return { pointer: `${at}${pointer}`, code, facts: { ...facts, ...field } };
}
