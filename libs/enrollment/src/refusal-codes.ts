/** Every refusal, in the order in which they are looked for: where several apply, the first is given (docs/domain.md §3). */
export const REFUSAL_CODES = [
  'malformed-request',
  'invalid-date',
  'invalid-amount',
  'personal-identifier',
  'unknown-region',
  'unknown-pack',
  'unknown-status',
  'member-not-found',
  'member-already-registered',
  'after-death',
  'already-dead',
  'year-outside-pack',
  'duplicate-lapse',
  'window-not-open',
  'coverage-year-over',
  'duplicate-payment',
  'nothing-to-cover',
  'nothing-to-refund',
  'nothing-to-rescind',
  'not-enrolled',
  'not-a-break-year',
  'already-repaired',
  'repair-not-with-payment',
  'repair-cannot-help',
  'not-in-scheme',
  'not-in-region',
  'duplicate-claim',
  'unknown-claim',
  'claim-already-reversed',
  'unknown-event',
  'already-annulled',
  'replacement-type-differs',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** A text in both languages of the product. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
