export { InvalidFileError, InvalidReadingError, UnknownPackError } from './errors.js';
export { packDigest } from './pack/merge.js';
export type { HeadNotes } from './pack/pack-head.js';
export { libraryOf } from './pack/library-of.js';
export { readPack } from './pack/pack-text.js';
export {
  type LoadedPack,
  loadPack,
  loadShippedPacks,
  type PackLibrary,
  packLibrary,
  shippedPolicies,
} from './pack/pack-library.js';
export { checkPack, checkRegions, type PackCheck, type RegionsCheck } from './pack/check-pack.js';
export {
  listPacks,
  type PackSummary,
  type ShownPack,
  type ShownParameter,
  type ShownReading,
  showPack,
} from './pack/pack-report.js';
export { type ImpossibleWindow, impossibleWindow } from './pack/window-order.js';
export { writtenChoice } from './readings/choice.js';
export { parseReading, parseReadingList, parseReadings } from './readings/reading-input.js';
export {
  type PackChoice,
  READING_REGISTER,
  type ReadingInPacks,
  readingsInPacks,
  type RegisteredChoice,
  type RegisteredReading,
} from './readings/reading-register.js';
export { type ReadingStory, readingStories } from './readings/reading-stories.js';
export { readingsPage } from './readings/readings-page.js';
export { loadRegions, readRegions, type RegionEntry } from './regions/region-file.js';
export { checkSources, type SourceFile } from './sources/check-sources.js';
export { RULE_SECTIONS } from './sources/rule-sections.js';
export { formatProblem, type Problem } from './yaml/problem.js';
export { completeFact, type SubmittedBody } from './cases/complete-fact.js';
export {
  type Derivation,
  type DerivationRegion,
  historyAt,
  ownRegionOf,
  standingAt,
  type Submission,
  submit,
  type SubmittedFact,
} from './cases/derivation.js';
export { type CaseFact } from './cases/case-facts.js';
export { type PolicyCase, type ReadCase, readCases } from './cases/case-file.js';
export { type Expectation } from './cases/expectation.js';
export { parseInstant, parseKnownAt } from './cases/instants.js';
export { type CaseResult, runCase, runCaseFile, summarizeCases } from './cases/run-cases.js';
export {
  type Sensitivity,
  sensitivityOf,
  type TriedVariant,
  unnoticedOf,
} from './sensitivity/sensitivity.js';
