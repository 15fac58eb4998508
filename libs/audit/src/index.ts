export * from './errors.js';
export {
  ACCESS_LOG_STREAM,
  type AccessEntry,
  MAX_MEMBERS_PER_ENTRY,
  type RecordedAccess,
} from './access-log/access-entry.js';
export { AccessLog, accessLogDirectory, accessLogFile } from './access-log/access-log.js';
export { AccessIndex, accessIndexFile, type AccessQuery, INDEX_LAYOUT } from './sqlite/access-index.js';
export { ALGORITHM, type Hash, readHash, sha256, written } from './hashing.js';
export {
  type CheckpointEvidence,
  type HeadEvidence,
  headEvidence,
  type InclusionEvidence,
  type SealEvidence,
  sealEvidence,
} from './evidence.js';
export {
  DECLARATIONS_STREAM,
  type Creation,
  creationHash,
  isSameCreation,
  sealedCreation,
  type SealedCreation,
} from './creation.js';
export { LEAF_FORMAT, type LeafContent, leafContent, leafOf, type LeafPlace, leafText } from './leaf.js';
export { EMPTY_ROOT, GrowingRoot, nodeHash, rootAt, type Subtrees } from './merkle/tree.js';
export {
  consistencyPath,
  inclusionPath,
  isConsistent,
  rootFromInclusion,
  type TreeHead,
} from './merkle/proofs.js';
export {
  type HeadEntry,
  headKey,
  type HeadProof,
  rootFromHeadProof,
  rootOfHeads,
  type StreamHead,
} from './heads/head-map.js';
export {
  type Checkpoint,
  checkpointText,
  type CoreDigest,
  originOf,
  readCheckpoint,
  type Revocation,
} from './note/checkpoint.js';
export { checkCosignature, type Cosignature, cosignedMessage, lineOfWitness } from './note/cosignature.js';
export { letterCode, readLetterCode } from './note/letter-code.js';
export type { AccessLogHead, NamedReseal } from './note/named-logs.js';
export {
  holdsSignatureOf,
  type Note,
  readNote,
  readSignatureLine,
  type SignatureLine,
  signatureLine,
  writeNote,
} from './note/note.js';
export { type Distrust, KeyChain } from './note/trust.js';
export { type KeyType, readVerifierKey, type VerifierKey, verifierKey } from './note/verifier-key.js';
export {
  addKey,
  keyFileOf,
  type KeyList,
  type ListedKey,
  listKeys,
  openKeyFile,
  passingKeys,
  readKeyFile,
  revokeKey,
} from './keys/key-file.js';
export type { Signer, SignerRing } from './keys/signer.js';
export { MAX_EVENTS_PER_SEAL, type SaidBySealer, type SealedLog, Sealer } from './sealer.js';
export { ADDED_ALGORITHMS, type AddedAlgorithm, writtenBy } from './reseal/algorithms.js';
export { keepReseal, type KeptReseal, keptReseals, namedReseals, resealFile } from './reseal/reseal-files.js';
export { readReseal, type Reseal } from './reseal/reseal-note.js';
export { proveUnderReseal, type ResealProof } from './reseal/reseal-proof.js';
export { resealed, signReseal } from './reseal/reseal.js';
export { verifyReseals } from './reseal/verify-reseals.js';
export {
  SEALING_STATES,
  SealingLoop,
  type SealingPace,
  type SealingState,
  type SealingStatus,
  USUAL_PACE,
} from './sealing-loop.js';
export { type InclusionProof, Seals } from './seals.js';
export { type TakenLeaf, TakenSeals } from './taken-seals.js';
export type { SignedCheckpoint, WitnessLine } from './sqlite/checkpoints.js';
export {
  IN_MEMORY,
  openBeside,
  openForSealing,
  type FoundSeals,
  SEAL_FILE,
  SEAL_LAYOUT,
  type SealDatabase,
  sealFile,
} from './sqlite/seal-database.js';
export type { NamedHead } from './sqlite/sealed-heads.js';
export { type BlamedEvents, blamedEvents, NO_BLAMED_EVENTS } from './verify/blamed-events.js';
export { notesApart } from './verify/counting-notes.js';
export type {
  CheckpointFault,
  Finding,
  OutsideCheckpoint,
  ResealFault,
  UnverifiablePart,
} from './verify/findings.js';
export { namedKeyOf } from './verify/key-match.js';
export { type LogIdentity, logIdentity } from './verify/log-identity.js';
export { JudgedNotes } from './verify/judged-notes.js';
export { boundOf, type NamedAccessLog, namedAccessLogs } from './verify/named-access-logs.js';
export {
  damagedFile,
  type FileFinding,
  fileFindings,
  openAsFound,
  type SealsAsFound,
} from './verify/verify-files.js';
export { notesAlone } from './verify/verify-seals.js';
export type { Witnessed } from './verify/witnessed.js';
export {
  type AppendOnly,
  type LogVerdict,
  type RevokedNote,
  type VerifiedLog,
  verifyLog,
  type VerifyLogOptions,
} from './verify/verify-log.js';
