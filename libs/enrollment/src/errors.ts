import type { Clause } from './policy-pack.js';
import type { Bilingual, RefusalCode } from './refusal-codes.js';
import { refusalTexts } from './refusal-texts.js';

/** Facts about a refusal: what was seen and what was expected; never personal data. */
export type RefusalFacts = Readonly<Record<string, string | number>>;

/** One place in the input that a refusal is about: a JSON pointer, with the facts of the refusal. */
export interface RefusalProblem {
  readonly pointer: string;
  readonly code: RefusalCode;
  readonly facts: RefusalFacts;
}

/** A fact that may not be recorded. Nothing has been appended. */
export class DomainError extends Error {
  readonly code: RefusalCode;
  /** The places the refusal is about, at least one; the first gives the detail and the remedy. */
  readonly problems: readonly RefusalProblem[];
  /** The clause, where a policy refused. */
  readonly clause: Clause | undefined;
  /** What was seen and what was expected. */
  readonly detail: Bilingual;
  /** What to do. */
  readonly remedy: Bilingual;

  constructor(problems: readonly [RefusalProblem, ...RefusalProblem[]], clause?: Clause) {
    const [first] = problems;
    const texts = refusalTexts[first.code];
    const detail = filled(texts.detail, first.facts);
    super(`${first.code}: ${detail.en}`);
    this.name = 'DomainError';
    this.code = first.code;
    this.problems = problems;
    this.clause = clause;
    this.detail = detail;
    this.remedy = filled(texts.remedy, first.facts);
  }
}

/** A refusal about one place of the input. */
export function refusal(
  code: RefusalCode,
  pointer: string,
  facts: RefusalFacts = {},
  clause?: Clause,
): DomainError {
  return new DomainError([{ pointer, code, facts }], clause);
}

function filled(text: Bilingual, facts: RefusalFacts): Bilingual {
  const fill = (template: string): string =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = facts[name];
      if (value === undefined) throw new Error(`A refusal text needs the fact "${name}".`);
      return String(value);
    });
  return { zh: fill(text.zh), en: fill(text.en) };
}
