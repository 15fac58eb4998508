import { type EventStore, parseInstant, type Position, StoreError } from '#libs/event-store';
import { sealedCreation } from '../creation.js';
import type { SealDatabase } from '../sqlite/seal-database.js';
import { SealedTree } from '../sqlite/sealed-tree.js';
import { StoredSeals } from '../sqlite/stored-seals.js';
import { notesApart } from './counting-notes.js';
import type { Finding, OutsideCheckpoint } from './findings.js';
import { JudgedNotes } from './judged-notes.js';
import { type KeyCounts, KeyMatch } from './key-match.js';
import { LogWalk } from './log-walk.js';
import { readableParts } from './readable-parts.js';
import { outsideFindings } from './verify-outside.js';
import { checkpointFindings, headFindings, missingCheckpoint, treeFindings } from './verify-seals.js';
import { type Witnessed, witnessedBy } from './witnessed.js';

/** What of a log is read. */
export type VerifiedLog = Pick<
  EventStore,
  'ledger' | 'head' | 'readPages' | 'isTakingScript' | 'inversions' | 'keyRows'
>;

/** How a log is verified. */
export interface VerifyLogOptions {
  readonly log: VerifiedLog;
  /** Its seals; undefined where there are none. */
  readonly seals: SealDatabase | undefined;
  /** The notes of its seals, where they have been judged already. */
  readonly notes?: JudgedNotes | undefined;
  /** Checkpoints that were kept where nobody could change them together with the ledger. */
  readonly outside: readonly OutsideCheckpoint[];
  /** Checkpoints of this log that another log here names: they must hold, but prove nothing that lies beside both. */
  readonly bound?: readonly OutsideCheckpoint[] | undefined;
  /** The ledger's first sealing key, where somebody knows it from elsewhere. */
  readonly pinned?: string | undefined;
  /** Keys of witnesses that somebody knows from elsewhere: what one of them signed counts as a checkpoint from outside. */
  readonly witnesses?: readonly string[] | undefined;
  readonly onStep?: (step: {
    readonly through: Position;
    readonly total: Position;
    readonly events: number;
  }) => void;
  readonly signal?: AbortSignal;
}

/**
 * Whether the log only ever grew. `proved`: every checkpoint from outside, or one that a known witness signed, lies on it, whatever stands behind them. `cannot-tell`:
 * nothing is wrong, but whoever rewrote the log and its seals together would have left the same.
 */
export type AppendOnly = 'proved' | 'cannot-tell' | 'violated';

/** A checkpoint from outside by a key that was revoked for its size. */
export interface RevokedNote {
  readonly name: string;
  readonly size: number;
  /** True where the log has another root of that size, or is shorter: whoever had the key made it, or the log was rewritten since. */
  readonly isOther: boolean;
}

/** What a verification of a log has found. */
export interface LogVerdict {
  /** In the order of the log, then tree, map of heads, checkpoints, and what came from outside. */
  readonly findings: readonly Finding[];
  readonly appendOnly: AppendOnly;
  /** The newest checkpoint that each of the witnesses asked about has signed; one that signed none is left out. */
  readonly witnessed: readonly Witnessed[];
  /** Checkpoints from outside that count for nothing, since their key was revoked for their size. */
  readonly revokedNotes: readonly RevokedNote[];
  readonly events: number;
  /** Events under the last checkpoint that is signed rightly, as far as there are so many; 0 where nothing is sealed. */
  readonly sealedSize: number;
  /** Whether that checkpoint names what the log was made as: kind, clock offset, day. */
  readonly isCreationSealed: boolean;
  /** Idempotency keys; null where the store keeps no rows of them, or they were not compared. */
  readonly keys: KeyCounts | null;
  /** Root over the whole log as it is now, for a letter or another verification. */
  readonly head: { readonly size: number; readonly root: Buffer };
  readonly isInterrupted: boolean;
}

/**
 * Recomputes every hash of a log and holds it against its seals and against checkpoints from outside. Nothing is written.
 */
export async function verifyLog(options: VerifyLogOptions): Promise<LogVerdict> {
  const { log, seals, outside, pinned, bound = [], witnesses = [] } = options;
  const { logId } = log.ledger;
  const notes = options.notes ?? (seals === undefined ? undefined : new JudgedNotes(seals, pinned));
  const { counting, revoked, revocations } = notesApart(outside, notes?.revocations ?? []);
  const last = notes?.measure(revocations);
  const size = last?.size ?? 0;
  const tree = seals === undefined ? undefined : new SealedTree(seals.connection);
  // Where a newer note is no measure, or is gone, what was sealed with it is still held against the log.
  const isSaidBeyond = notes?.isSaidBeyond(size) === true;
  const agreed = tree?.agreedSize ?? 0;
  const kept = (isSaidBeyond ? tree?.extent : undefined) ?? Math.max(size, agreed);
  const missing = notes && tree && missingCheckpoint(notes, tree, size);
  // Where no note is a measure at all, leaf by leaf, so that a changed event is named.
  const heldSize = last === undefined ? kept : size;
  const walk = new LogWalk(
    logId,
    tree === undefined ? undefined : { tree, size: heldSize, root: last?.root, kept },
    log.ledger.createdAt,
  );
  const match = new KeyMatch();
  const ending = await walked({ walk, match }, options);
  const creation = sealedCreation(log.ledger);
  const findings: Finding[] = [...walk.findings];
  // One by one: as arguments of one call so many would not fit on the stack.
  const take = (more: Iterable<Finding>): void => {
    for (const each of more) findings.push(each);
  };
  let keys: KeyCounts | null = null;
  if (ending !== 'whole') {
    if (ending !== 'interrupted') findings.push(ending);
  } else {
    if (seals !== undefined && notes !== undefined) {
      const stored = new StoredSeals(seals.connection);
      const isSigned = walk.keptSize === last?.size;
      take(treeFindings(stored, walk, walk.keptSize));
      take(headFindings(stored, walk, { logId, last: isSigned ? last : undefined }));
      take(checkpointFindings(notes, walk, { logId, creation, missing, revoked: revocations }));
    }
    take(scriptFindings(log, walk.firstByClock));
    take(inversionFindings(log, walk));
    const compared = await comparedKeys(log, match, walk.findings);
    take(compared.findings);
    keys = compared.counts;
    for (const each of [...counting, ...bound]) take(outsideFindings(each, { walk, notes, creation }));
  }
  const witnessed = notes === undefined || ending !== 'whole' ? [] : witnessedBy(witnesses, notes, findings);
  const isCompared = counting.length > 0 || witnessed.length > 0;
  return {
    findings,
    appendOnly: appendOnlyBy(findings, isCompared && ending === 'whole'),
    witnessed,
    revokedNotes: revoked.map(({ name, size: of, root }) => ({
      ...{ name, size: of },
      isOther: of > walk.tree.size || !walk.tree.rootAt(of).equals(root),
    })),
    events: walk.events,
    sealedSize: ending === 'whole' && last !== undefined ? walk.sealedSize : size,
    isCreationSealed: last !== undefined && last.creation !== null,
    keys,
    head: { size: walk.tree.size, root: walk.tree.rootAt(walk.tree.size) },
    isInterrupted: ending === 'interrupted',
  };
}

/**
 * Whether a ledger still takes events that bring their own instant stands in none of its events, and changes once in its life: a
 * sample's script ends with the first event by the ledger's own clock, which is none before its creation; others never have one.
 */
function* scriptFindings(
  { ledger, isTakingScript }: VerifiedLog,
  firstByClock: Position | null,
): Generator<Finding> {
  const isOpen = isTakingScript?.();
  if (isOpen === undefined) return;
  const isSample = ledger.kind === 'sample';
  if (isOpen !== (isSample && firstByClock === null))
    yield { kind: 'script-changed', isOpen, position: isSample ? firstByClock : null };
}

/** What a copy of a ledger of several writers keeps beside its events, so that "known at" can be asked, follows from them. */
function* inversionFindings({ inversions }: VerifiedLog, walk: LogWalk): Generator<Finding> {
  const stored = inversions?.();
  // Where an event is not what was sealed, that is the finding, and not what follows from it.
  if (stored === undefined || walk.findings.length > 0) return;
  const left = new Map(walk.inversions);
  for (const { position, highestMs } of stored) {
    const given = position === null ? undefined : left.get(position);
    if (given === undefined || parseInstant(given) !== highestMs)
      yield { kind: 'latest-recording-changed', position };
    if (position !== null) left.delete(position);
  }
  for (const position of left.keys()) yield { kind: 'latest-recording-changed', position };
}

/** The rows of idempotency keys beside what the events say of them. */
async function comparedKeys(
  { keyRows }: VerifiedLog,
  match: KeyMatch,
  ofEvents: readonly Finding[],
): Promise<{ readonly counts: KeyCounts | null; readonly findings: readonly Finding[] }> {
  if (keyRows === undefined) return { counts: null, findings: [] };
  const blamed = new Set(
    ofEvents.flatMap((finding) => ('position' in finding ? (finding.position ?? []) : [])),
  );
  try {
    return await match.compare(keyRows, blamed);
  } catch (error) {
    if (!(error instanceof StoreError) || !isCorrupt(error)) throw error;
    return { counts: null, findings: [{ kind: 'keys-unreadable' }] };
  }
}

/** Goes along the whole log; what it gives is how that ended. */
async function walked(
  { walk, match }: { readonly walk: LogWalk; readonly match: KeyMatch },
  { log, seals, onStep, signal }: VerifyLogOptions,
): Promise<'whole' | 'interrupted' | Finding> {
  const total = await log.head();
  for await (const part of readableParts(log, total)) {
    if ('unreadable' in part) {
      if (part.isEnd) return part.unreadable;
      walk.findings.push(part.unreadable);
      continue;
    }
    const take = (): void => {
      for (const event of part.events) {
        walk.take(event);
        match.take(event);
      }
    };
    // A read by itself takes and gives back the locks of the file, which costs more than what it reads.
    if (seals === undefined) take();
    else seals.connection.readAtOnce(take);
    onStep?.({ through: part.events.at(-1)?.position ?? total, total, events: walk.events });
    if (signal?.aborted === true) return 'interrupted';
  }
  walk.end();
  return 'whole';
}

function isCorrupt(error: StoreError): boolean {
  return 'reason' in error && error.reason === 'corrupt';
}

/** Findings that say that the log is not what it was; the others are about what was made of it. */
const OF_THE_LOG: readonly Finding['kind'][] = [
  'event-changed',
  'event-missing',
  'event-inserted',
  'not-append-only',
  'events-lost',
];

/**
 * The same of events that no seal covers; one that a seal does is missing as well where it cannot be read. Where the checkpoints from
 * outside hold, they cover none of these either, or were made over them as they are.
 */
const BEHIND_THE_SEALED: readonly Finding['kind'][] = ['stream-broken', 'log-unreadable'];

function appendOnlyBy(findings: readonly Finding[], isCompared: boolean): AppendOnly {
  const isAnyOf = (kinds: readonly Finding['kind'][]): boolean =>
    findings.some(({ kind }) => kinds.includes(kind));
  if (isAnyOf(OF_THE_LOG)) return 'violated';
  if (isCompared) return 'proved';
  return isAnyOf(BEHIND_THE_SEALED) ? 'violated' : 'cannot-tell';
}
