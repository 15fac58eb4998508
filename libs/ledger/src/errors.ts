import {
  type Bilingual,
  DomainError,
  type RefusalCode,
  type RefusalFacts,
  type RefusalProblem,
} from '#libs/enrollment';
import type { LedgerErrorCode } from './error-codes.js';
import { ledgerErrorTexts } from './error-texts.js';
import type { EventSummary } from './facts/recorded-fact.js';

/** A request that cannot be answered as it stands. Nothing has been appended. */
export class LedgerError extends Error {
  /** What was seen and what was expected. */
  readonly detail: Bilingual;
  /** What to do. */
  readonly remedy: Bilingual;
  /** For `wrong-expected-version`: the events after the version that the caller knew. */
  readonly eventsSince: readonly EventSummary[];

  constructor(
    readonly code: LedgerErrorCode,
    readonly facts: RefusalFacts = {},
    eventsSince: readonly EventSummary[] = [],
  ) {
    const { detail, remedy } = ledgerErrorTexts[code];
    const filled = { zh: fill(detail.zh, facts), en: fill(detail.en, facts) };
    super(`${code}: ${filled.en}`);
    this.name = 'LedgerError';
    this.detail = filled;
    this.remedy = remedy;
    this.eventsSince = eventsSince;
  }
}

/** A refusal in words of its own: its code, and no fact of a history that the caller may not see. */
export class RestatedRefusal extends DomainError {
  override readonly code: RefusalCode;
  override readonly problems: readonly RefusalProblem[];
  override readonly detail: Bilingual;
  override readonly remedy: Bilingual;

  constructor(said: {
    readonly code: RefusalCode;
    readonly pointer: string;
    readonly detail: Bilingual;
    readonly remedy: Bilingual;
  }) {
    const { code, pointer, detail, remedy } = said;
    super([{ pointer, code: 'member-not-found', facts: {} }]);
    this.code = code;
    this.problems = [{ pointer, code, facts: {} }];
    this.detail = detail;
    this.remedy = remedy;
    this.message = `${code}: ${detail.en}`;
  }
}

/** Fills a text; a part in brackets is left out where one of its facts is missing. */
function fill(template: string, facts: RefusalFacts): string {
  const text = template.replace(/\[([^\]]*)\]/g, (_, part: string) => {
    const names = [...part.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    return names.every((name) => facts[name] !== undefined) ? part : '';
  });
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = facts[name];
    if (value === undefined) throw new Error(`An error text needs the fact "${name}".`);
    return String(value);
  });
}
