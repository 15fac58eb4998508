export * from './errors.js';
export { NO_WINDOWS } from './limits.js';
export { TurnPauses } from './pauses.js';
export type * from './ports.js';
export {
  changedRows,
  differentRows,
  type DifferentRow,
  hasLookedAhead,
  hasReadModels,
  readModelFile,
} from './sqlite/differences.js';
export { IN_MEMORY } from './sqlite/database.js';
export type { AnswerChanged, AnswerPlace } from './sqlite/answer-feed.js';
export type { SupersededQuestion } from './sqlite/served-answers.js';
export type { StandingReached } from './sqlite/standing-feed.js';
export { STANDING, STANDING_VERSION } from './standing/standing-tables.js';
export type { DriftReport } from './standing/drift.js';
export type { RebuildProgress } from './standing/rebuild.js';
export {
  type FollowingState,
  StandingModel,
  type StandingModelOptions,
  type StandingStatus,
} from './standing/standing-model.js';
