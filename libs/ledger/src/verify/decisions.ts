import { canonicalJson } from '#libs/canonical';
import type { EventStore, Position, RecordedEvent } from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import type { DecisionAnswer, ServedDecision } from '../decisions/decision-answers.js';
import { decisionOf } from '../decisions/decision-event.js';
import { replayDecision } from '../decisions/replay.js';

/** A served decision whose answer does not come out again. */
export interface DifferentDecision {
  readonly position: Position;
  /** The stream of the decision. */
  readonly stream: string;
  /**
   * The coordinate that differs; `facts` where none does and the log or its seals are not what they were; `event` where the answer
   * comes out again, but the event of it contradicts it; `unreadable` where no answer can be made at all.
   */
  readonly differs: string;
}

/** What the recomputation of every served decision gave. */
export interface DecisionsVerdict {
  /** False where the streams that decisions rest on cannot be read rightly. */
  readonly isRecomputed: boolean;
  readonly checked: number;
  readonly different: readonly DifferentDecision[];
}

/** None was recomputed. */
export const NOT_RECOMPUTED: DecisionsVerdict = { isRecomputed: false, checked: 0, different: [] };

/**
 * Recomputes every decision served up to a position at its own coordinates.
 *
 * @param isLogAsSealed false: where no coordinate differs, it need not be the program that answers otherwise
 */
export async function verifyDecisions(
  context: LedgerContext,
  store: EventStore,
  { isLogAsSealed, signal }: { readonly isLogAsSealed: boolean; readonly signal: AbortSignal },
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
      if (differs === 'engine' && !isLogAsSealed) different.push({ position, stream, differs: 'facts' });
      else if (differs !== null) different.push({ position, stream, differs });
      else if (!isOfItsAnswer(event, decision)) different.push({ position, stream, differs: 'event' });
    } catch {
      // Whatever hinders it, an event that cannot be read among them, the answer does not come out again.
      different.push({ position, stream, differs: 'unreadable' });
    }
    checked += 1;
  }
  return { isRecomputed: true, checked, different };
}

/** What the event of a decision repeats, it repeats rightly: the member, the day and coordinates of the answer, and who asked. */
function isOfItsAnswer({ metadata }: RecordedEvent, decision: ServedDecision): boolean {
  const { decisionId, question, on, knownAt, position, packs, engine, servedTo } = decision;
  const answer = JSON.parse(decision.answer) as DecisionAnswer;
  return (
    answer.decisionId === decisionId &&
    answer.member === question.member &&
    canonicalJson(answer.coordinates) === canonicalJson({ on, knownAt, position, packs, engine }) &&
    (question.on ?? on) === on &&
    metadata.actor === servedTo.actor &&
    metadata['effectiveOn'] === on
  );
}
