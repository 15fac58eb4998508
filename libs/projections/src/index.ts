export * from './errors.js';
export { NO_WINDOWS } from './limits.js';
export { TurnPauses } from './pauses.js';
export type * from './ports.js';
export {
  changedRows,
  differentRows,
  type DifferentRow,
  forgetAnchor,
  hasLookedAhead,
  hasReadModels,
  projectedThrough,
  type ProjectedThrough,
  type Unjudged,
} from './sqlite/differences.js';
export { type FileId, IN_MEMORY, readModelFile } from './sqlite/database.js';
export { READ_MODEL_LAYOUT } from './sqlite/expected-layout.js';
export type { AnswerChanged, AnswerPlace } from './sqlite/answer-feed.js';
export type { SupersededQuestion } from './sqlite/served-answers.js';
export type { StandingReached } from './sqlite/standing-feed.js';
export { STANDING, STANDING_VERSION } from './standing/version.js';
export type { FollowingState, Standings, StandingStatus } from './standing/standings.js';
export type { DriftReport } from './standing/drift.js';
export type { RebuildProgress } from './standing/rebuild.js';
export { StandingModel, type StandingModelOptions } from './standing/standing-model.js';
export {
  type ProjectorElsewhere,
  type SaidByProjector,
  StandingsBeside,
} from './standing/standings-beside.js';
