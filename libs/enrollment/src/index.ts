export * from './calendar/civil-date.js';
export * from './decide/decide.js';
export * from './errors.js';
export * from './events.js';
export * from './fact-fields.js';
export * from './fen.js';
export { liveFacts, type LiveFacts } from './live-facts.js';
export { ownDay } from './own-day.js';
export * from './malformed.js';
export { containsPersonalIdentifier } from './personal-identifier.js';
export * from './parameters.js';
export * from './policy-book.js';
export type * from './policy-pack.js';
export * from './price-steps.js';
export * from './read-fact.js';
export * from './readings.js';
export type { NumberChoice, Reading } from './readings/reading.js';
export * from './refusal-codes.js';
export * from './rules.js';
export { hasSoundTimes } from './sound-times.js';
export * from './standing/absent-records.js';
export * from './standing/eligibility.js';
export { changeDays, derive, type History } from './standing/history.js';
export * from './standing/standing.js';
export * from './standing/timeline.js';
export type { DaysAlike } from './standing/valid-for.js';
export { totalLength, type TotalLength } from './standing/wait/wait.js';
export type { PaymentClass } from './standing/cover/payment-class.js';
export { type WaitCell, type WaitRow, waitTable } from './standing/wait/wait-table.js';
export { Trace } from './standing/trace.js';
export { HypotheticalFact, MAX_SUPPOSED, type ShownSupposition, Supposition } from './supposition.js';
export { isDatedInFuture } from './standing/member/fact-groups.js';
export { regionOn } from './standing/member/member.js';
export { type WarningCode, WARNING_CODES } from './standing/warnings.js';
export { EXPLAINED_FIELDS, type ExplainedField, fieldValue } from './explanation/fields.js';
export type { ExplainedStep } from './explanation/citations.js';
export { type Account, accountIn, explain, type Explanation } from './explanation/explain.js';
export type { ExplainedReading } from './explanation/explained-readings.js';
export { quoteRepair, type RepairQuote, type RepairQuoteRow } from './explanation/repair-quote.js';
export type { PossibleChange } from './explanation/would-change.js';
export {
  COMPARED_FIELDS,
  type ComparedField,
  type Figures,
  figuresOn,
  isSameValue,
} from './comparison/figures.js';
export {
  AXES,
  axesBetween,
  type Axis,
  type Comparison,
  type Point,
  stepsAlong,
  withAxes,
} from './comparison/point.js';
export { findFlip, type Flip, lastFlip, valueAt } from './comparison/flip.js';
export { type ChangeCause, diffOf, type FieldChange, type PathValue } from './comparison/diff.js';
export { kindOf, nameSeen, whatIs } from './what-is.js';
