import { canonicalJson } from '#libs/canonical';
import { IdempotencyKeyConflictError, type NewEvent } from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { boundKey } from '../facts/fact-event.js';
import { eventOfKey } from '../facts/key-binding.js';
import { type Answered, answerFor } from './answer-for.js';
import type {
  DecisionAnswer,
  DecisionQuery,
  DecisionReply,
  ServeDecision,
  ServedDecision,
} from './decision-answers.js';
import { decisionEvent, decisionOf, decisionStream, type DecisionServed } from './decision-event.js';
import { newDecisionId } from './new-decision-id.js';

/** Answers, records the answer in a stream of its own, and gives it back with the bytes that were recorded. */
export async function serveDecision(context: LedgerContext, request: ServeDecision): Promise<DecisionReply> {
  const earlier = await earlierDecision(context, request);
  if (earlier !== undefined) return earlier;
  const answered = await answerFor(context, request, request);
  if (request.dryRun === true || answered.answer.hypothetical) return unrecorded(answered);
  const { decisionId, eventId } = newDecisionId(context.store.now());
  const answer = { ...answered.answer, decisionId };
  const text = canonicalJson(answer);
  const event = decisionEvent(
    eventId,
    servedBy(request, answered, { decisionId, text }),
    request.correlationId,
  );
  const [recorded, told] = await Promise.allSettled([
    append(context, request, { stream: decisionStream(decisionId), event }),
    request.onRecording?.(answer),
  ]);
  if (recorded.status === 'rejected') {
    // The same request came twice at once, and the other one was recorded.
    const error: unknown = recorded.reason;
    const first =
      error instanceof IdempotencyKeyConflictError ? await earlierDecision(context, request) : undefined;
    if (first === undefined) throw error;
    await request.onRecording?.(first.answer);
    return first;
  }
  // Recorded, but not to be shown: whoever asks again with the same key is given it.
  if (told.status === 'rejected') throw told.reason as Error;
  const memberVersion = answered.asked.version;
  return { answer, text, isRecorded: true, replayed: false, memberVersion };
}

async function append(
  { store }: LedgerContext,
  request: ServeDecision,
  { stream, event }: { readonly stream: string; readonly event: NewEvent },
): Promise<void> {
  const key = boundKey(request);
  await store.append(stream, 0, [event], key === undefined ? {} : { idempotencyKey: key });
}

function unrecorded({ answer, asked }: Answered): DecisionReply {
  const text = canonicalJson(answer);
  return { answer, text, isRecorded: false, replayed: false, memberVersion: asked.version };
}

function servedBy(
  request: ServeDecision,
  { asked, answer, sentences, explanationDigest }: Answered,
  { decisionId, text }: { readonly decisionId: string; readonly text: string },
): DecisionServed {
  const { on, knownAt, position, packs, engine } = answer.coordinates;
  const { actor, language, scope } = request;
  return {
    decisionId,
    question: queryOf(request),
    language,
    on,
    knownAt,
    position,
    packs,
    engine,
    answer: text,
    sentences,
    explanationDigest,
    servedTo: { actor, regions: scope.regions, hiddenFrom: asked.visibility.hiddenFrom },
    memberVersion: asked.version,
  };
}

/** The question alone, without what was left out. */
function queryOf({
  kind,
  member,
  scheme,
  on,
  knownAt,
  pack,
  readings,
  enrolmentYear,
}: DecisionQuery): DecisionQuery {
  const named = { scheme, on, knownAt, pack, readings, enrolmentYear };
  return {
    kind,
    member,
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
  };
}

/** The decision that an earlier request with the same key recorded; a key that is bound to anything else is refused. */
async function earlierDecision(
  { store }: LedgerContext,
  request: ServeDecision,
): Promise<DecisionReply | undefined> {
  const key = boundKey(request);
  if (key === undefined || request.dryRun === true) return undefined;
  const event = await eventOfKey(store, key);
  if (event === undefined) return undefined;
  const decision = decisionOf(event);
  const isSame =
    decision?.language === request.language &&
    canonicalJson(decision.question) === canonicalJson(queryOf(request));
  if (!isSame) throw new LedgerError('idempotency-key-reused', {});
  return replyOf(decision);
}

/** A recorded decision as the reply to the request that it answered. */
function replyOf({ answer: text, memberVersion }: ServedDecision): DecisionReply {
  const answer = JSON.parse(text) as DecisionAnswer;
  return { answer, text, isRecorded: true, replayed: true, memberVersion };
}
