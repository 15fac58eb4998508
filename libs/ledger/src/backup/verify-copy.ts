import {
  keptReseals,
  type LogVerdict,
  openBeside,
  type OutsideCheckpoint,
  verifyLog,
  verifyReseals,
  written,
} from '#libs/audit';
import { openSqliteLogView } from '#libs/event-store';
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
  readonly signal: AbortSignal;
  readonly onStep: (step: BackupStep) => void;
}

/**
 * Rehashes every event of a copied ledger and holds it against its copied seals. Nothing is written.
 *
 * @throws a StoreError; NotSealsError where the seals are of another ledger
 */
export async function verifyCopy(
  directory: string,
  { logId, outside, signal, onStep }: CopyVerification,
): Promise<{ readonly verdict: LogVerdict; readonly facts: LogFacts }> {
  const log = openSqliteLogView(directory);
  const seals = openBeside(directory, logId);
  try {
    const verdict = await verifyLog({
      log,
      seals,
      outside,
      signal,
      onStep: ({ through, total }) => {
        onStep({ phase: 'verify', done: through, total });
      },
    });
    const resealed = verdict.isInterrupted
      ? []
      : await verifyReseals({ log, seals, reseals: keptReseals(directory), signal });
    const { logId: ownId, kind } = log.ledger;
    return {
      verdict: { ...verdict, findings: [...verdict.findings, ...resealed] },
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
