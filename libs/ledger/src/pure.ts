/**
 * The part of the ledger that needs no store, no file and no Node: how an answer is put together from facts, rules and
 * coordinates. The server answers with it, and the console runs it in the browser and compares the bytes.
 */
export * from './answers/answers.js';
export * from './answers/from-history.js';
export { blameFrom } from './comparison/blame-from.js';
export type * from './comparison/comparison-answers.js';
export { diffFrom } from './comparison/diff-from.js';
export { factAsFlip, type KnownMember, type KnownSide, regionsNamed } from './comparison/known-member.js';
export { MemberComparison } from './comparison/member-comparison.js';
export { chinaTime, daysBetween } from './china-time.js';
export type * from './coordinates/question.js';
export type * from './decisions/decision-answers.js';
export { answersOn, changesBetween, CONSEQUENCE_FIELDS, isSame } from './facts/consequences.js';
export type * from './facts/recorded-fact.js';
export type * from './members/member-answers.js';
export { isShown, visibilityOf } from './members/visibility.js';
export { bookOf, type BookOptions, FALLBACK_PACK, type KnownPolicy } from './policy/book-of.js';
export { type ReadingChosen, withReading } from './policy/chosen-reading.js';
export type * from './policy/policy-answers.js';
export { type RecordingBook, recordingBook } from './policy/recording-book.js';
export { everyRegion, type RegionScope } from './scope.js';
export { type KnownSources, sourcesOf } from './watermarks/completeness.js';
export type * from './watermarks/watermark-answers.js';
export * from './words/labels.js';
export * from './words/rules.js';
