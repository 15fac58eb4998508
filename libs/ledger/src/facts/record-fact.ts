import { civilDayOfInstant, type Fact, type FactBody, factOf, type PolicyBook } from '#libs/enrollment';
import {
  EventIdConflictError,
  IdempotencyKeyConflictError,
  type Instant,
  type NewEvent,
  type RecordedEvent,
  WrongExpectedVersionError,
} from '#libs/event-store';
import { chinaTime } from '../china-time.js';
import type { LedgerContext } from '../context.js';
import { supersededDecisions } from '../feed/superseded.js';
import { memberStream } from '../members/stored-fact.js';
import { type Visibility, visibilityOf } from '../members/visibility.js';
import type { RegionScope } from '../scope.js';
import { conflictError, type EarlierAppend, earlierAppend } from './earlier-append.js';
import { bound, type BoundRequest, factEvent } from './fact-event.js';
import { readRequest } from './fact-request.js';
import { checkAccess, judge, knownMember } from './judge-fact.js';
import { bindKey } from './key-binding.js';
import type { RecordFact } from './record-fact-command.js';
import type { RecordedFact, RecordFactReply } from './recorded-fact.js';
import { effectiveOnOf, replyTo } from './reply.js';

/** How often a fact is decided anew because another process appended first. */
const MAX_ATTEMPTS = 16;

/** Decides a fact and appends it; `recordedAt` is for the script of a sample ledger. */
export async function recordFact(
  context: LedgerContext,
  command: RecordFact,
  recordedAt?: Instant,
): Promise<RecordFactReply> {
  const request = bound(context.store.ledger, readRequest(command));
  return context.turns.run(request.member, async () => {
    for (let left = MAX_ATTEMPTS; ; left -= 1) {
      try {
        const { replayed, answer } = await attempt(context, request, recordedAt);
        const { member, actor, isOwnOnly = false } = command;
        const superseded = supersededDecisions(context, answer, { member, actor, isOwnOnly });
        return { replayed, answer: { ...answer, supersededDecisions: superseded } };
      } catch (error) {
        if (left === 1 || !isOvertaken(error)) throw error;
      }
    }
  });
}

/** Somebody else's append came between reading and appending: read again, decide again. */
function isOvertaken(error: unknown): boolean {
  return (
    error instanceof WrongExpectedVersionError ||
    error instanceof EventIdConflictError ||
    error instanceof IdempotencyKeyConflictError
  );
}

async function attempt(
  context: LedgerContext,
  request: BoundRequest,
  recordedAt: Instant | undefined,
): Promise<RecordFactReply> {
  await context.policy.refresh();
  const member = await knownMember(context, request);
  const earlier = await earlierAppend(context, request);
  // Whoever recorded a fact may ask for the reply again, even where the fact itself moved the member away. Anyone else
  // learns nothing of what a key or a document is bound to before access to the member is settled.
  const isOwnAgain = earlier?.conflict === undefined && earlier?.event.metadata.actor === request.actor;
  if (!isOwnAgain) checkAccess(request, member);
  if (earlier?.conflict !== undefined) {
    const { event, conflict } = earlier;
    throw await conflictError(context, request, { event, conflict });
  }
  if (earlier !== undefined) return replay(context, request, earlier);
  const book = context.policy.bookAt(await context.store.head());
  const body = judge(request, member, book);
  return decided(context, request, { body, known: member.known, book, recordedAt });
}

/** Answers before it appends: what cannot be answered is not recorded, and what is recorded has its answer. */
async function decided(
  context: LedgerContext,
  request: BoundRequest,
  decision: {
    readonly body: FactBody;
    readonly known: readonly Fact[];
    readonly book: PolicyBook;
    readonly recordedAt: Instant | undefined;
  },
): Promise<RecordFactReply> {
  const { body, known: before, book, recordedAt } = decision;
  const { id } = request;
  const asked = recordedAt ?? context.store.now();
  const visibility = shownBy(request, before, factOf(id, body), book);
  const draft = replyTo({ id, body, before, book, recordedAt: asked, position: undefined, visibility });
  if (request.dryRun === true) return { replayed: false, answer: draft };
  const policyVersion = context.policy.version;
  const decidedEvent = factEvent(request, { body, effectiveOn: effectiveOnOf(body, before) });
  const event = recordedAt === undefined ? decidedEvent : { ...decidedEvent, recordedAt };
  const { recorded, replayed } = await append(context, request, event, before.length);
  if (replayed) return replay(context, request, { event: recorded, isByKey: false });
  const committed = asCommitted(draft, recorded);
  try {
    await context.policy.refresh();
    const isSameDay = civilDayOfInstant(asked) === civilDayOfInstant(recorded.recordedAt);
    if (isSameDay && context.policy.version === policyVersion) return { replayed, answer: committed };
    return { replayed, answer: await answerOf(context, request, recorded) };
  } catch {
    // The fact is in the ledger: a failure to compute its reply anew must not look like a refusal.
    return { replayed, answer: committed };
  }
}

function asCommitted(draft: RecordedFact, { recordedAt, position }: RecordedEvent): RecordedFact {
  return {
    ...draft,
    appended: true,
    event: { ...draft.event, recordedAt: chinaTime(recordedAt), position },
  };
}

async function append(
  context: LedgerContext,
  request: BoundRequest,
  event: NewEvent,
  version: number,
): Promise<{ readonly recorded: RecordedEvent; readonly replayed: boolean }> {
  const { key } = request;
  const options = key === undefined ? {} : { idempotencyKey: key };
  const stream = memberStream(request.member);
  const { events, replayed } = await context.store.append(stream, version, [event], options);
  const [recorded] = events;
  if (recorded === undefined) throw new Error('An append of one event gave none back.');
  if (!replayed) context.members.took(recorded);
  return { recorded, replayed };
}

/** The first reply again, of a dry run without saying that it appended. A key that came with the repetition, and did not lead to the event, is bound to it. */
async function replay(
  context: LedgerContext,
  request: BoundRequest,
  { event, isByKey }: Pick<EarlierAppend, 'event' | 'isByKey'>,
): Promise<RecordFactReply> {
  const answer = await answerOf(context, request, event);
  if (request.dryRun === true) return { replayed: true, answer: { ...answer, appended: false } };
  const { store } = context;
  const { id, stream, version, type, schemaVersion, data, metadata } = event;
  // That the event is durable is said by an append alone.
  await store.append(stream, version - 1, [{ id, type, schemaVersion, data, metadata }]);
  const { key } = request;
  if (key !== undefined && !isByKey) await bindKey(store, { key, eventId: id }, request);
  return { replayed: true, answer };
}

/** The reply to a recorded event, from the facts and the policy that were known when it was recorded. */
async function answerOf(
  context: LedgerContext,
  request: BoundRequest,
  { id, type, data, version, position, recordedAt }: RecordedEvent,
): Promise<RecordedFact> {
  await context.policy.refresh();
  const known = (await context.members.load(request.member)).map(({ fact }) => fact);
  const book = context.policy.bookAt(position);
  const before = known.slice(0, version - 1);
  const body = { type, ...(data as object) } as FactBody;
  const visibility = shownBy(request, before, factOf(id, body), book);
  return replyTo({ id, body, before, book, recordedAt, position, visibility });
}

/**
 * What a reply may show. Of a member whom the caller did not see before the fact it shows nothing, though the fact may
 * be the move that brings the member into sight: what it says then is read like everything else.
 */
function shownBy(
  { scope }: { readonly scope: RegionScope },
  before: readonly Fact[],
  fact: Fact,
  book: PolicyBook,
): Visibility | undefined {
  if (before.length > 0 && visibilityOf(before, book, scope) === undefined) return undefined;
  return visibilityOf([...before, fact], book, scope);
}
