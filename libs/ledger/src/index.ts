export type * from './access/access-answers.js';
export { chinaTime } from './china-time.js';
export * from './access/roles.js';
export * from './answers/answers.js';
export { deriveCase, type DerivationOptions } from './answers/derive-case.js';
export { eTagOf } from './answers/etag.js';
export type { PlaceRefusal } from './backup/directory-in-making.js';
export { type Backup, type BackupOutcome, makeBackup } from './backup/make-backup.js';
export type { BackupManifest } from './backup/manifest.js';
export { type Restored, restoreBackup, type RestoreOutcome } from './backup/restore-backup.js';
export type { BackupStep } from './backup/verify-copy.js';
export * from './closes/close-answers.js';
export * from './comparison/comparison-answers.js';
export type * from './coordinates/question.js';
export type { Block } from './copy/content-digest.js';
export * from './copy/copy-ledger.js';
export * from './decisions/decision-answers.js';
export type * from './bundle/bundle.js';
export { decisionLetter, type Letter } from './decisions/letter.js';
export { letterAsHtml, letterAsText } from './decisions/letter-pages.js';
export * from './error-codes.js';
export * from './errors.js';
export type { LineFault } from './export/check.js';
export { exportLedger, type ExportStep, type LedgerExport } from './export/export-ledger.js';
export {
  type CheckedExport,
  checkExport,
  type CheckOutcome,
  recordOf,
  takeExport,
} from './export/import-ledger.js';
export type { ExportEnd, ExportHeader } from './export/lines.js';
export { CONSEQUENCE_FIELDS } from './facts/consequences.js';
export { CAUSE_KINDS } from './feed/cause.js';
export * from './feed/feed-answers.js';
export type * from './facts/record-fact-command.js';
export * from './impact/impact-answers.js';
export { impactCsv } from './impact/impact-csv.js';
export type * from './facts/recorded-fact.js';
export type * from './ledger.js';
export type * from './members/member-answers.js';
export {
  generateLedger,
  type LedgerOptions,
  openLedger,
  openSampleLedger,
  verifyLedger,
} from './open-ledger.js';
export {
  type Generated,
  generatedLedgerCreation,
  type Generation,
  type GenerationStep,
  type Population,
} from './generate/generate.js';
export { sampleRegions } from './sample/sample-files.js';
export type * from './policy/policy-answers.js';
export * from './policy-changes/policy-change-answers.js';
export type { PolicyChange } from './policy-changes/policy-change.js';
export * from './radar/radar-answers.js';
export { sampleLedgerCreation } from './sample/sample-clock.js';
export * from './scope.js';
export {
  rebuildStandings,
  type RebuildOptions,
  type RebuildOutcome,
  type RebuildStep,
} from './read-models/rebuild-standings.js';
export { MemberLog } from './members/member-log.js';
export { standingSource } from './read-models/standing-source.js';
export type * from './watermarks/watermark-answers.js';
export * from './words/labels.js';
export * from './words/rules.js';
export type { OutsideAccessLog } from './verify/access-log.js';
export type { DecisionsVerdict, DifferentDecision } from './verify/decisions.js';
export type { ReadModelsVerdict } from './verify/read-models.js';
export type { NotJudged } from './verify/resting.js';
export { placedCheckpoints, type PlacedCheckpoints } from './verify/placed-checkpoints.js';
export { type VerifyBeside, verifyBeside } from './verify/verify-beside.js';
export type { LedgerVerification, UnplacedCheckpoint, VerifyLedger } from './verify/verify-ledger.js';
