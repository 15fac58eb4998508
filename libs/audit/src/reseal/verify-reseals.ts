import type { EventStore } from '#libs/event-store';
import {
  type Creation,
  creationHash,
  isSameCreation,
  type SealedCreation,
  sealedCreation,
} from '../creation.js';
import { AuditError, UnsealableEventError } from '../errors.js';
import { type Checkpoint, isRevoked, type Revocation } from '../note/checkpoint.js';
import { type Hash, sha256, written } from '../hashing.js';
import { type NamedReseal, resealLine } from '../note/named-logs.js';
import { holdsSignatureOf, readNote } from '../note/note.js';
import { readVerifierKey } from '../note/verifier-key.js';
import type { SealDatabase } from '../sqlite/seal-database.js';
import type { Finding, OutsideCheckpoint, ResealFault } from '../verify/findings.js';
import { JudgedNotes } from '../verify/judged-notes.js';
import { type AddedAlgorithm, hasherOf } from './algorithms.js';
import { DoubleRoot, type Roots, takeFirst } from './double-root.js';
import { type KeptReseal, resealName } from './reseal-files.js';
import { readReseal, type Reseal } from './reseal-note.js';

/** What re-seals are held against. */
export interface ResealVerification {
  readonly log: Pick<EventStore, 'ledger' | 'readPages'>;
  /** The ledger's own, whose checkpoints say which signature counts; undefined where there are none. */
  readonly seals: SealDatabase | undefined;
  /** Its notes, where they have been judged already. */
  readonly notes?: JudgedNotes | undefined;
  readonly reseals: readonly KeptReseal[];
  /** Checkpoints of the ledger that were kept elsewhere: what they name and revoke counts, too. */
  readonly outside?: readonly OutsideCheckpoint[];
  /** What was found of the newest checkpoint, where it is gone: who sealed after the last one left is not known then. */
  readonly missing?: Finding | undefined;
  /** Events of the log are not what was sealed, which is a finding of its own: a re-seal over what was sealed is not blamed for it. */
  readonly isLogBlamed?: boolean;
  readonly signal: AbortSignal;
}

interface Readable extends KeptReseal {
  readonly reseal: Reseal;
}

/**
 * Holds every re-seal against the log: its signature, both roots and the map; and those that a checkpoint names against
 * those that are there. The log is read once for all of them, and not at all where there are none.
 *
 * @throws UnsupportedAlgorithmError; a StoreError
 */
export async function verifyReseals({
  log,
  seals,
  notes = seals && new JudgedNotes(seals),
  reseals,
  outside = [],
  missing,
  isLogBlamed = false,
  signal,
}: ResealVerification): Promise<readonly Finding[]> {
  if (reseals.length === 0 && notes === undefined && outside.length === 0) return [];
  const findings: Finding[] = [];
  const readable: Readable[] = [];
  for (const kept of reseals) {
    const reseal = readOrNothing(kept.note);
    if (reseal === undefined) findings.push(changed(kept.name, 'malformed'));
    else readable.push({ ...kept, reseal });
  }
  const keys = keysOf(notes, outside);
  const sealedThrough = missing?.kind === 'checkpoint-missing' ? missing.size : 0;
  const roots = await rootsAt(readable, log, signal);
  const isRecordSealed = keys.creation === null || isSameCreation(keys.creation, sealedCreation(log.ledger));
  for (const { name, note, reseal } of readable) {
    const of = { keys, roots, ledger: log.ledger, isRecordSealed, sealedThrough, isLogBlamed };
    const because = faultOf(note, reseal, of);
    if (because !== undefined) findings.push(changed(name, because));
    else if (name !== resealName(reseal)) findings.push(changed(name, 'another-place'));
  }
  return [...findings, ...unlikeNamed(keys.reseals, reseals, findings)];
}

/** What a checkpoint names is there, under its name and as it was; what was found of a file already is not said again. */
function unlikeNamed(
  named: readonly NamedReseal[],
  kept: readonly KeptReseal[],
  findings: readonly Finding[],
): readonly Finding[] {
  const known = new Set(findings.flatMap((each) => (each.kind === 'reseal-changed' ? [each.name] : [])));
  return named.flatMap((each) => {
    const name = resealName(each);
    const found = kept.find((file) => file.name === name);
    if (found === undefined) return [{ kind: 'reseal-missing', name } as const];
    const isSame = known.has(name) || written(sha256(found.note)) === each.digest;
    return isSame ? [] : [changed(name, 'another-note')];
  });
}

function changed(name: string, because: ResealFault): Finding {
  return { kind: 'reseal-changed', name, because };
}

function readOrNothing(note: string): Reseal | undefined {
  try {
    return readReseal(readNote(note).text);
  } catch (error) {
    if (error instanceof AuditError) return undefined;
    throw error;
  }
}

/** Checkpoints are gone after one size, up to another; they were signed with the keys around them, as far as one can tell. */
interface Gap {
  readonly after: number;
  readonly through: number;
  readonly verifiers: readonly string[];
}

interface Keys {
  /** The key of each checkpoint, by its size; where its signature does not fit, also those of the ones around it. */
  readonly of: ReadonlyMap<number, readonly string[]>;
  /** Sizes among which checkpoints are gone. */
  readonly gaps: readonly Gap[];
  readonly revoked: readonly Revocation[];
  /** What the log was made as, by the last of them that says so. */
  readonly creation: SealedCreation | null;
  /** Every re-seal that some checkpoint names, each once. */
  readonly reseals: readonly NamedReseal[];
  /** The root of each checkpoint that counts, by its size. */
  readonly roots: ReadonlyMap<number, Hash>;
}

/** Which keys sealed: whether each was rightly handed over is for the verification of the checkpoints; what a note names counts only then. */
function keysOf(notes: JudgedNotes | undefined, outside: readonly OutsideCheckpoint[]): Keys {
  const of = new Map<number, string[]>();
  const roots = new Map<number, Hash>();
  const reseals = new Map<string, NamedReseal>();
  const gaps: Gap[] = [];
  // A revocation that a later checkpoint leaves out holds all the same.
  const revoked = [
    ...(notes?.revocations ?? []),
    ...outside.flatMap(({ checkpoint }) => checkpoint?.revoked ?? []),
  ];
  const take = (checkpoint: Checkpoint): void => {
    for (const each of checkpoint.reseals) reseals.set(resealLine(each), each);
  };
  let before: readonly string[] = [];
  let open: string[][] = [];
  let last = 0;
  let creation: SealedCreation | null = null;
  for (const { stored, checkpoint, distrust } of notes?.all() ?? []) {
    if (checkpoint === undefined || distrust === 'malformed' || distrust === 'bad-signature') {
      // That the note was changed is its own finding, and none about the re-seal.
      const around = checkpoint === undefined ? [...before] : [...before, checkpoint.verifier];
      of.set(stored.size, around);
      open.push(around);
      continue;
    }
    const { size, previous, verifier } = checkpoint;
    if (previous > last) gaps.push({ after: last, through: previous, verifiers: [...before, verifier] });
    last = size;
    of.set(size, [verifier]);
    for (const around of open) around.push(verifier);
    [before, open] = [[verifier], []];
    if (distrust !== undefined && distrust !== 'key-revoked') continue;
    roots.set(size, checkpoint.root);
    take(checkpoint);
    creation = checkpoint.creation ?? creation;
  }
  for (const { checkpoint } of outside) if (checkpoint !== undefined) take(checkpoint);
  return { of, gaps, roots, revoked, creation, reseals: [...reseals.values()] };
}

function faultOf(
  note: string,
  reseal: Reseal,
  {
    keys,
    roots,
    ledger,
    isRecordSealed,
    sealedThrough,
    isLogBlamed,
  }: {
    readonly keys: Keys;
    readonly roots: SizedRoots;
    readonly ledger: Creation;
    /** False where checkpoints name another record of the creation: then that one was changed, and not the re-seal. */
    readonly isRecordSealed: boolean;
    /** The size of a newest checkpoint that is gone; 0: none is. */
    readonly sealedThrough: number;
    readonly isLogBlamed: boolean;
  },
): ResealFault | undefined {
  const { size, algorithm, root, heads, over, position, verifier, creation } = reseal;
  if (!holdsSignatureOf(readNote(note), readVerifierKey(verifier))) return 'bad-signature';
  const isNoteGone = size <= sealedThrough && [...keys.of.keys()].every((known) => known < size);
  if (!isNoteGone && !verifiersAt(keys, size).includes(verifier)) return 'unknown-key';
  if (isRevoked(keys.revoked, reseal)) return 'key-revoked';
  const found = roots.get(size);
  const isOfBefore =
    isLogBlamed && reseal.logId === ledger.logId && keys.roots.get(size)?.equals(over) === true;
  if (isOfBefore && found?.sha256.equals(over) !== true) return undefined;
  const added = found?.added[found.algorithms.indexOf(algorithm)];
  const isSame =
    reseal.logId === ledger.logId &&
    (!isRecordSealed || creation?.equals(creationHash(ledger, hasherOf(algorithm))) !== false) &&
    found?.sha256.equals(over) === true &&
    found.position === position &&
    added?.root.equals(root) === true &&
    added.heads.equals(heads);
  return isSame ? undefined : 'another-log';
}

/** The keys that may have signed at a size. */
function verifiersAt({ of, gaps }: Keys, size: number): readonly string[] {
  const gap = gaps.find(({ after, through }) => after < size && size <= through);
  return of.get(size) ?? gap?.verifiers ?? [];
}

type SizedRoots = ReadonlyMap<number, Roots & { readonly algorithms: readonly AddedAlgorithm[] }>;

async function rootsAt(
  readable: readonly Readable[],
  log: ResealVerification['log'],
  signal: AbortSignal,
): Promise<SizedRoots> {
  const algorithms = [...new Set(readable.map(({ reseal }) => reseal.algorithm))];
  const sizes = new Set(readable.map(({ reseal }) => reseal.size));
  const roots = new Map<number, Roots & { readonly algorithms: readonly AddedAlgorithm[] }>();
  const both = new DoubleRoot(log.ledger.logId, algorithms.map(hasherOf));
  try {
    await takeFirst(both, Math.max(0, ...sizes), {
      log,
      signal,
      onEvent: (size) => {
        if (sizes.has(size)) roots.set(size, { ...both.roots(), algorithms });
      },
    });
  } catch (error) {
    // The verification of the log says where that is; what is over it cannot be right.
    if (!(error instanceof UnsealableEventError)) throw error;
  }
  return roots;
}
