export * from './calendar/civil-date.js';
export * from './decide/decide.js';
export * from './errors.js';
export * from './events.js';
export * from './fact-fields.js';
export * from './fen.js';
export { liveFacts, type LiveFacts } from './live-facts.js';
export { ownDay } from './own-day.js';
export { containsPersonalIdentifier } from './personal-identifier.js';
export * from './policy-book.js';
export * from './policy-pack.js';
export * from './read-fact.js';
export * from './standing/eligibility.js';
export { changeDays, derive, type History } from './standing/history.js';
export * from './standing/standing.js';
export * from './standing/timeline.js';
export { Trace } from './standing/trace.js';
export { isDatedInFuture, type WarningCode, WARNING_CODES } from './standing/warnings.js';
export { EXPLAINED_FIELDS, type ExplainedField, fieldValue } from './explanation/fields.js';
export {
  explain,
  type ExplainedReading,
  type ExplainedStep,
  type Explanation,
} from './explanation/explain.js';
export { quoteRepair, type RepairQuote, type RepairQuoteRow } from './explanation/repair-quote.js';
export type { PossibleChange } from './explanation/would-change.js';
