import type { Bilingual, RefusalFacts } from '#libs/enrollment';
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

function fill(template: string, facts: RefusalFacts): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = facts[name];
    if (value === undefined) throw new Error(`An error text needs the fact "${name}".`);
    return String(value);
  });
}
