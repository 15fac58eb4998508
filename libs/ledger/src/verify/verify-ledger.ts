import {
  blamedEvents,
  type FileFinding,
  type Finding,
  JudgedNotes,
  type KeptReseal,
  type LogVerdict,
  namedAccessLogs,
  NO_BLAMED_EVENTS,
  notesApart,
  type OutsideCheckpoint,
  SEAL_FILE,
  verifyLog,
  type VerifyLogOptions,
  verifyReseals,
} from '#libs/audit';
import { type EventStore, LEDGER_FILE, type LedgerKind } from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import type { Watermark } from '../watermarks/watermark-answers.js';
import {
  type AccessLogVerdict,
  isWholeAccessLog,
  type OutsideAccessLog,
  verifyAccessLogs,
} from './access-log.js';
import { type DecisionsVerdict, NOT_RECOMPUTED, verifyDecisions } from './decisions.js';
import { goneThrough } from './gone-through.js';
import { type ReadModelsVerdict, verifyReadModels } from './read-models.js';

/** What is verified, and with what. */
export interface VerifyLedger extends Pick<
  VerifyLogOptions,
  'seals' | 'outside' | 'pinned' | 'witnesses' | 'onStep'
> {
  readonly store: EventStore;
  /** Files of the ledger and its seals that are damaged. */
  readonly damaged?: readonly FileFinding[];
  /** What says that it is of another log than the store does (`logIdentity`). */
  readonly misnamed?: readonly Finding[];
  /** Checkpoints that were kept elsewhere of which nothing tells whether they are of a log of this ledger. */
  readonly unplaced?: readonly UnplacedCheckpoint[];
  /** What was sealed anew by other hash functions. */
  readonly reseals?: readonly KeptReseal[];
  /** Directory of the read models; null: they are not compared. */
  readonly readModels: string | null;
  /** Directory of the access log; null: it is not looked at. */
  readonly accessLog: string | null;
  /** Directories of access logs that were written before that one: of a server that was moved, or an imported ledger. */
  readonly formerAccessLogs?: readonly string[];
  /** Checkpoints of access logs that were kept elsewhere; those that one of the ledger in `outside` names are added. */
  readonly accessLogOutside?: readonly OutsideAccessLog[];
  readonly signal: AbortSignal;
}

/** A checkpoint of some log: one that belonged to this ledger and is gone, or that of another ledger. */
export interface UnplacedCheckpoint {
  readonly name: string;
  readonly logId: string;
  readonly size: number;
}

/**
 * Two verdicts that are never mixed. Integrity: nothing stored was altered, and what was made of it comes out again.
 * Completeness: what the sources themselves declared; a ledger in which nothing was altered may lack what nobody sent.
 */
export interface LedgerVerification {
  /** False also where it was told to end before it was through; `log.isInterrupted` says so. */
  readonly isIntact: boolean;
  /** As the store says; `log.isCreationSealed` tells whether the checkpoints say so, too. Null: the store cannot be opened. */
  readonly kind: LedgerKind | null;
  readonly log: LogVerdict;
  readonly decisions: DecisionsVerdict;
  readonly readModels: ReadModelsVerdict;
  /** Who read whom. */
  readonly accessLog: AccessLogVerdict;
  readonly formerAccessLogs: readonly AccessLogVerdict[];
  /** Checkpoints from outside that are neither of the ledger nor, as far as anything tells, of a log beside it. */
  readonly unplaced: readonly UnplacedCheckpoint[];
  /** Every declaration in force, by source, region and kind. */
  readonly completeness: readonly Watermark[];
}

/** Verifies a ledger whole. Nothing is written, and nothing that a program kept of it is taken for right. */
export async function verifyWith(
  context: LedgerContext,
  {
    store,
    readModels,
    reseals = [],
    accessLog,
    formerAccessLogs = [],
    accessLogOutside = [],
    damaged = [],
    misnamed = [],
    unplaced = [],
    signal,
    ...log
  }: VerifyLedger,
): Promise<LedgerVerification> {
  const notes = log.seals && new JudgedNotes(log.seals, log.pinned);
  const verified = await verifyLog({ log: store, notes, signal, ...log });
  const { counting } = notesApart(log.outside, notes?.revocations ?? []);
  // Who may have signed a re-seal stands in the seals: where these cannot be read, nothing is said of it.
  const isWithoutSeals = log.seals === undefined && damaged.some(({ file }) => file === SEAL_FILE);
  const unverifiable: Finding[] = [];
  const through = { findings: unverifiable, signal };
  const blamed = signal.aborted
    ? NO_BLAMED_EVENTS
    : await blamedEvents(store, { seals: log.seals, findings: verified.findings });
  // Where nothing can be made of an event that is not what was sealed, the event is named, and not the parts that fail on it.
  const isAnyBlamed = blamed.positions.length > 0 || blamed.isUnbounded;
  const resealed =
    verified.isInterrupted || isWithoutSeals
      ? []
      : await goneThrough(
          'reseals',
          () =>
            verifyReseals({
              ...{ log: store, seals: log.seals, notes, reseals, outside: counting, signal },
              missing: verified.findings.find(({ kind }) => kind === 'checkpoint-missing'),
              isLogBlamed: isAnyBlamed,
            }),
          { ...through, otherwise: [] },
        );
  const isLogAsSealed = verified.findings.length === 0;
  const sealedThrough = notes?.measure([])?.position ?? 0;
  // Both read streams through an index: what a wrong one gives would be told of decisions and rows that are right.
  const isReadRightly = damaged.every(
    ({ file, isReadAsBefore }) => file !== LEDGER_FILE || isReadAsBefore === true,
  );
  const ofParts = { findings: isAnyBlamed ? [] : unverifiable, signal };
  const notJudged = isAnyBlamed ? { count: null, because: blamed.positions } : null;
  const decisions = isReadRightly
    ? await goneThrough(
        'decisions',
        () => verifyDecisions(context, store, { isLogAsSealed, sealedThrough, blamed, signal }),
        { ...ofParts, otherwise: { ...NOT_RECOMPUTED, notJudged } },
      )
    : NOT_RECOMPUTED;
  const notCompared: ReadModelsVerdict = { status: 'not-compared' };
  const rows =
    readModels === null || !isReadRightly
      ? notCompared
      : await goneThrough('read-models', () => verifyReadModels(store, readModels, { blamed, signal }), {
          ...ofParts,
          otherwise: notJudged === null ? notCompared : { status: 'not-judged', notJudged },
        });
  // An event that is gone leaves its stream and its type behind.
  const ofFiles = damaged.filter(({ isIdle }) => isIdle !== true || !isAnyBlamed);
  const findings = [...ofFiles, ...misnamed, ...verified.findings, ...resealed, ...unverifiable];
  const verdict = { ...verified, findings };
  const { reads, formers } = await verifyAccessLogs({
    ...{ accessLog, formerAccessLogs, signal },
    named: namedAccessLogs(notes),
    outside: [...accessLogOutside, ...accessLogsNamedBy(counting)],
  });
  const isInterrupted = verdict.isInterrupted || signal.aborted;
  return {
    isIntact:
      !isInterrupted &&
      verdict.findings.length === 0 &&
      decisions.different.length === 0 &&
      !['different', 'damaged', 'ahead'].includes(rows.status) &&
      [reads, ...formers].every(isWholeAccessLog),
    kind: store.ledger.kind,
    log: { ...verdict, isInterrupted },
    decisions,
    readModels: rows,
    accessLog: reads,
    formerAccessLogs: formers,
    unplaced,
    completeness: await declared(context),
  };
}

/** What checkpoints of the ledger that were kept elsewhere name: it was kept elsewhere with them. */
function accessLogsNamedBy(outside: readonly OutsideCheckpoint[]): readonly OutsideAccessLog[] {
  return outside.flatMap(({ name, checkpoint }) => {
    const head = checkpoint?.accessLog ?? null;
    return head === null ? [] : [{ ...head, name }];
  });
}

/** None where the log cannot be read; the verdict on the log says so. */
async function declared({ watermarks }: LedgerContext): Promise<readonly Watermark[]> {
  try {
    await watermarks.refresh();
    return watermarks.all(Number.MAX_SAFE_INTEGER);
  } catch {
    return [];
  }
}
