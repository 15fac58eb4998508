export { InvalidFileError, InvalidReadingError, UnknownPackError } from './errors.js';
export { packDigest } from './pack/merge.js';
export type { HeadNotes } from './pack/pack-head.js';
export {
  type LoadedPack,
  loadPack,
  loadShippedPacks,
  type PackLibrary,
  packLibrary,
  shippedPolicies,
} from './pack/pack-library.js';
export {
  checkPack,
  listPacks,
  type PackCheck,
  type PackSummary,
  type ShownPack,
  type ShownParameter,
  type ShownReading,
  showPack,
} from './pack/pack-report.js';
export { parseReading, parseReadingList, parseReadings } from './readings/reading-input.js';
export { READING_REGISTER, type RegisteredReading } from './readings/reading-register.js';
export { loadRegions, readRegions, type RegionEntry } from './regions/region-file.js';
export { formatProblem, type Problem } from './yaml/problem.js';
