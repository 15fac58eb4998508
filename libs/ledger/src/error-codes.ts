/** What a use case refuses beside the core's refusals (`DomainError`) and the store's failures (`StoreError`). */
export const LEDGER_ERROR_CODES = [
  'known-at-in-future',
  'not-allowed',
  'not-found',
  'second-person-required',
  'wrong-job-state',
  'wrong-expected-version',
  'idempotency-key-reused',
  'source-document-conflict',
  'projection-behind',
  'projection-waiting',
  'not-sealed',
  'cursor-of-another-ledger',
  'not-published-yet',
  'unknown-schema-version',
  'damaged-event',
] as const;
export type LedgerErrorCode = (typeof LEDGER_ERROR_CODES)[number];
