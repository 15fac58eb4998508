import type { BlamedEvents } from '#libs/audit';
import { canonicalJson } from '#libs/canonical';
import type { EventStore, Position, RecordedEvent } from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import type { DecisionAnswer, ServedDecision } from '../decisions/decision-answers.js';
import { decisionOf } from '../decisions/decision-event.js';
import { replayDecision } from '../decisions/replay.js';
import { isResting, type NotJudged } from './resting.js';

/** A served decision whose answer does not come out again. */
export interface DifferentDecision {
  readonly position: Position;
  /** The stream of the decision. */
  readonly stream: string;
  /**
   * The coordinate that differs; `facts` where none does and the log or its seals are not what they were, without an event that is
   * known to be the cause; `facts-or-engine` where none does and the decision is not sealed yet, so that a fact that it rests on may have
   * been changed; `event` where the answer comes out again, but the event of it contradicts it; `unreadable` where no answer
   * can be made at all.
   */
  readonly differs: string;
}

/** What the recomputation of every served decision gave. */
export interface DecisionsVerdict {
  /** False where the streams that decisions rest on cannot be read rightly. */
  readonly isRecomputed: boolean;
  readonly checked: number;
  readonly different: readonly DifferentDecision[];
  /** Those that do not come out again, and rest on events that are not what was sealed; null: none does. */
  readonly notJudged: NotJudged | null;
}

/** None was recomputed. */
export const NOT_RECOMPUTED: DecisionsVerdict = {
  ...{ isRecomputed: false, checked: 0 },
  ...{ different: [], notJudged: null },
};

/**
 * Recomputes every decision served up to a position at its own coordinates. One that was changed itself is named; one that rests on
 * an event that was is not.
 *
 * @param isLogAsSealed false: where no coordinate differs, it need not be the program that answers otherwise
 * @param sealedThrough position up to which events are sealed: beyond it likewise
 * @param blamed events that are not what was sealed
 */
export async function verifyDecisions(
  context: LedgerContext,
  store: EventStore,
  {
    isLogAsSealed,
    sealedThrough,
    blamed,
    signal,
  }: {
    readonly isLogAsSealed: boolean;
    readonly sealedThrough: Position;
    readonly blamed: BlamedEvents;
    readonly signal: AbortSignal;
  },
): Promise<DecisionsVerdict> {
  const different: DifferentDecision[] = [];
  let checked = 0;
  let resting = 0;
  const positions = new Set(blamed.positions);
  const withoutCoordinate = (position: Position): string => {
    if (!isLogAsSealed) return 'facts';
    return position > sealedThrough ? 'facts-or-engine' : 'engine';
  };
  for await (const event of store.readAll({ after: 0, filter: { streamPrefix: 'decision-' } })) {
    if (signal.aborted) break;
    const { position, stream } = event;
    const decision = readOrNothing(event);
    if (decision === undefined) continue;
    checked += 1;
    const differs = await differenceOf(context, event, decision);
    if (differs === null) continue;
    // Which moment a position stands for, the event there says, whoever it is about.
    const isOfClock = (differs === 'position' || differs === 'knownAt') && positions.size > 0;
    const isOfOthers =
      decision !== 'unreadable' && (isOfClock || isResting(decision.question.member, blamed));
    if (isOfOthers && !positions.has(position)) resting += 1;
    else
      different.push({
        position,
        stream,
        differs: differs === 'engine' ? withoutCoordinate(position) : differs,
      });
  }
  const notJudged = resting === 0 ? null : { count: resting, because: blamed.positions };
  return { isRecomputed: true, checked, different, notJudged };
}

/** Undefined for an event of something else. */
function readOrNothing(event: RecordedEvent): ServedDecision | 'unreadable' | undefined {
  try {
    return decisionOf(event);
  } catch {
    return 'unreadable';
  }
}

/** What of a decision does not come out again; null: it does. */
async function differenceOf(
  context: LedgerContext,
  event: RecordedEvent,
  decision: ServedDecision | 'unreadable',
): Promise<string | null> {
  if (decision === 'unreadable') return decision;
  try {
    const { differs } = await replayDecision(context, decision);
    return differs ?? (isOfItsAnswer(event, decision) ? null : 'event');
  } catch {
    // Whatever hinders it, an event that cannot be read among them, the answer does not come out again.
    return 'unreadable';
  }
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
