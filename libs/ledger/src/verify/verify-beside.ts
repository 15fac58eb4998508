import { EMPTY_ROOT, type FoundSeals, JudgedNotes, namedAccessLogs, notesAlone } from '#libs/audit';
import { verifyAccessLogs } from './access-log.js';
import { NOT_RECOMPUTED } from './decisions.js';
import type { LedgerVerification, VerifyLedger } from './verify-ledger.js';

/** What is beside a store that cannot be opened, and why it cannot. */
export interface VerifyBeside extends Pick<
  VerifyLedger,
  'pinned' | 'accessLog' | 'formerAccessLogs' | 'accessLogOutside' | 'unplaced' | 'signal'
> {
  readonly seals: FoundSeals | undefined;
  readonly damaged: NonNullable<VerifyLedger['damaged']>;
}

/**
 * Verifies what can be verified without the events of a ledger: its checkpoints against each other and their keys, and its access logs.
 * Nothing is said of events, tree, heads, re-seals, decisions and read models.
 */
export async function verifyBeside({
  seals,
  pinned,
  damaged,
  accessLog,
  formerAccessLogs = [],
  accessLogOutside = [],
  unplaced = [],
  signal,
}: VerifyBeside): Promise<LedgerVerification> {
  const notes = seals && new JudgedNotes(seals, pinned);
  const sealed = seals && notes && notesAlone(seals, notes);
  const { reads, formers } = await verifyAccessLogs({
    ...{ accessLog, formerAccessLogs, signal },
    named: namedAccessLogs(notes),
    outside: accessLogOutside,
  });
  return {
    isIntact: false,
    kind: null,
    log: {
      findings: [...damaged, ...(sealed?.findings ?? [])],
      appendOnly: 'cannot-tell',
      ...{ witnessed: [], revokedNotes: [], keys: null },
      events: 0,
      sealedSize: sealed?.last?.size ?? 0,
      isCreationSealed: sealed?.last !== undefined && sealed.last.creation !== null,
      head: { size: 0, root: EMPTY_ROOT },
      isInterrupted: signal.aborted,
    },
    decisions: NOT_RECOMPUTED,
    readModels: { status: 'not-compared' },
    accessLog: reads,
    formerAccessLogs: formers,
    unplaced,
    completeness: [],
  };
}
