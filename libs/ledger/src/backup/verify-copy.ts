import {
  fileFindings,
  type Finding,
  keptReseals,
  type LogVerdict,
  type NamedAccessLog,
  JudgedNotes,
  namedAccessLogs,
  notesApart,
  openAsFound,
  type OutsideCheckpoint,
  verifyLog,
  verifyReseals,
  written,
} from '#libs/audit';
import { LEDGER_FILE, LEDGER_LAYOUT, openSqliteLogView } from '#libs/event-store';
import { join } from 'node:path';
import type { LogFacts } from './manifest.js';

/** How far a back-up or a restore is: pages or files copied, or positions of the copy verified. */
export interface BackupStep {
  readonly phase: 'copy' | 'verify';
  readonly done: number;
  readonly total: number;
}

/** What a copy is held against. */
export interface CopyVerification {
  readonly logId: string;
  readonly outside: readonly OutsideCheckpoint[];
  /** The id of the access log that is copied with it; null: none is, or this copy is one. */
  readonly accessLog: string | null;
  /** Of a copied access log: its checkpoints that the ledger's name. */
  readonly bound?: readonly OutsideCheckpoint[];
  readonly signal: AbortSignal;
  readonly onStep: (step: BackupStep) => void;
}

/**
 * Rehashes every event of a copied ledger and holds it against its copied seals, and what these name beside it against
 * what is copied: re-seals, and the access log that they name last. Nothing is written.
 *
 * @throws a StoreError; NotSealsError where the seals are of another ledger
 */
export async function verifyCopy(
  directory: string,
  { logId, outside, accessLog, bound, signal, onStep }: CopyVerification,
): Promise<{
  readonly verdict: LogVerdict;
  readonly facts: LogFacts;
  /** The access logs that are named. */
  readonly named: readonly NamedAccessLog[];
}> {
  const log = openSqliteLogView(directory);
  const { seals, findings: ofSeals } = openAsFound(directory, logId);
  const damaged = [...fileFindings(join(directory, LEDGER_FILE), LEDGER_LAYOUT), ...ofSeals];
  try {
    const notes = seals && new JudgedNotes(seals);
    const verdict = await verifyLog({
      log,
      seals,
      notes,
      outside,
      bound,
      signal,
      onStep: ({ through, total }) => {
        onStep({ phase: 'verify', done: through, total });
      },
    });
    // What a checkpoint from after the copy names may have been made after it, too.
    const reach = seals === undefined ? verdict.events : verdict.sealedSize;
    const { counting } = notesApart(outside, notes?.revocations ?? []);
    const before = counting.filter(({ size }) => size <= reach);
    // Who may have signed a re-seal stands in the seals: where these cannot be read, nothing is said of it.
    const isWithoutSeals = seals === undefined && ofSeals.length > 0;
    const resealed =
      verdict.isInterrupted || isWithoutSeals
        ? []
        : await verifyReseals({
            log,
            seals,
            notes,
            reseals: keptReseals(directory),
            outside: before,
            signal,
          });
    const named = [
      ...namedAccessLogs(notes),
      ...before.flatMap(({ size: by, checkpoint }) => {
        const head = checkpoint?.accessLog ?? null;
        return head === null ? [] : [{ ...head, by }];
      }),
    ].sort((a, b) => a.by - b.by);
    const { logId: ownId, kind } = log.ledger;
    return {
      verdict: {
        ...verdict,
        findings: [...damaged, ...verdict.findings, ...resealed, ...missingOf(named, accessLog)],
      },
      named,
      facts: {
        ledger: { logId: ownId, kind },
        position: await log.head(),
        events: verdict.events,
        sealedSize: verdict.sealedSize,
        root: written(verdict.head.root),
      },
    };
  } finally {
    seals?.close();
    log.close();
  }
}

/** Those named before the last one were kept elsewhere when another was begun; a verification of the ledger asks for them. */
function missingOf(named: readonly NamedAccessLog[], copied: string | null): readonly Finding[] {
  const last = named.at(-1);
  if (last === undefined || last.logId === copied) return [];
  return [{ kind: 'access-log-missing', logId: last.logId, size: last.size }];
}
