import type { EventStore, Position } from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import { decisionOf } from '../decisions/decision-event.js';
import { replayDecision } from '../decisions/replay.js';

/** A served decision whose answer does not come out again. */
export interface DifferentDecision {
  readonly position: Position;
  /** The stream of the decision. */
  readonly stream: string;
  /** The coordinate that differs; `unreadable` where no answer can be made at all. */
  readonly differs: string;
}

/** What the recomputation of every served decision gave. */
export interface DecisionsVerdict {
  readonly checked: number;
  readonly different: readonly DifferentDecision[];
}

/** Recomputes every decision served up to a position at its own coordinates. */
export async function verifyDecisions(
  context: LedgerContext,
  store: EventStore,
  signal: AbortSignal,
): Promise<DecisionsVerdict> {
  const different: DifferentDecision[] = [];
  let checked = 0;
  for await (const event of store.readAll({ after: 0, filter: { streamPrefix: 'decision-' } })) {
    if (signal.aborted) break;
    const { position, stream } = event;
    try {
      const decision = decisionOf(event);
      if (decision === undefined) continue;
      const { differs } = await replayDecision(context, decision);
      if (differs !== null) different.push({ position, stream, differs });
    } catch {
      // Whatever hinders it, an event that cannot be read among them, the answer does not come out again.
      different.push({ position, stream, differs: 'unreadable' });
    }
    checked += 1;
  }
  return { checked, different };
}
