import { decide, type Fact, type FactBody, factOf } from '#libs/enrollment';
import {
  EventIdConflictError,
  IdempotencyKeyConflictError,
  type Instant,
  type NewEvent,
  type RecordedEvent,
  WrongExpectedVersionError,
} from '#libs/event-store';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { memberNotFound, visibleTo } from '../members/ask-member.js';
import { memberStream, type StoredFact, summaryOf } from '../members/stored-fact.js';
import { mayRecord, visibilityOf } from '../members/visibility.js';
import { includesRegion } from '../scope.js';
import { earlierAppend } from './earlier-append.js';
import { boundKey, factEvent, factId } from './fact-event.js';
import { type FactRequest, readRequest } from './fact-request.js';
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
  const request = readRequest(command);
  return context.turns.run(request.member, async () => {
    for (let left = MAX_ATTEMPTS; ; left -= 1) {
      try {
        return await attempt(context, request, recordedAt);
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
  request: FactRequest,
  recordedAt: Instant | undefined,
): Promise<RecordFactReply> {
  await context.policy.refresh();
  const stored = await context.members.load(request.member);
  const earlier = await earlierAppend(context, request);
  // Whoever recorded a fact may ask for the reply again, even where the fact itself moved the member away.
  if (earlier?.metadata.actor !== request.actor) checkAccess(context, request, stored);
  if (earlier !== undefined) return replay(context, request, earlier);
  checkVersion(context, request, stored);
  const known = stored.map(({ fact }) => fact);
  const position = await context.store.head();
  const body = decide(request.body, known, context.policy.bookAt(position));
  const id = factId(context.store.ledger, request);
  if (request.dryRun === true)
    return { replayed: false, answer: dryRun(context, request, { id, body, known }) };
  const event = factEvent(id, request, { body, effectiveOn: effectiveOnOf(body, known) });
  return append(context, request, recordedAt === undefined ? event : { ...event, recordedAt }, stored.length);
}

async function append(
  context: LedgerContext,
  request: FactRequest,
  event: NewEvent,
  version: number,
): Promise<RecordFactReply> {
  const key = boundKey(request);
  const options = key === undefined ? {} : { idempotencyKey: key };
  const stream = memberStream(request.member);
  const { events, replayed } = await context.store.append(stream, version, [event], options);
  const [recorded] = events;
  if (recorded === undefined) throw new Error('An append of one event gave none back.');
  return { replayed, answer: await answerOf(context, request, recorded) };
}

/** The first reply again. A key that came with the repetition is bound to the same event. */
async function replay(
  context: LedgerContext,
  request: FactRequest,
  event: RecordedEvent,
): Promise<RecordFactReply> {
  if (request.dryRun === true) return { replayed: true, answer: await answerOf(context, request, event) };
  const { id, type, schemaVersion, data, metadata } = event;
  const same = { id, type, schemaVersion, data, metadata };
  return { ...(await append(context, request, same, event.version - 1)), replayed: true };
}

/** The reply to a recorded event, from the facts and the policy that were known when it was recorded. */
async function answerOf(
  context: LedgerContext,
  request: FactRequest,
  { id, type, data, version, position, recordedAt }: RecordedEvent,
): Promise<RecordedFact> {
  await context.policy.refresh();
  const known = (await context.members.load(request.member)).map(({ fact }) => fact);
  const book = context.policy.bookAt(position);
  const before = known.slice(0, version - 1);
  const body = { type, ...(data as object) } as FactBody;
  const hiddenFrom = visibilityOf(known.slice(0, version), book, request.scope)?.hiddenFrom ?? null;
  return replyTo({ id, body, before, book, recordedAt, position, hiddenFrom });
}

function dryRun(
  { store, policy }: LedgerContext,
  { scope }: FactRequest,
  decided: { readonly id: string; readonly body: FactBody; readonly known: readonly Fact[] },
): RecordedFact {
  const { id, body, known: before } = decided;
  const book = policy.bookAt(Number.MAX_SAFE_INTEGER);
  const recordedAt = store.now();
  const hiddenFrom = visibilityOf([...before, factOf(id, body)], book, scope)?.hiddenFrom ?? null;
  return replyTo({ id, body, before, book, recordedAt, position: undefined, hiddenFrom });
}

/** A scope may record about members it sees, register into its own regions, and receive members from elsewhere. */
function checkAccess(context: LedgerContext, request: FactRequest, stored: readonly StoredFact[]): void {
  const { body, scope } = request;
  if (scope.regions === 'all') return;
  if (body.type === 'MemberRegistered') {
    if (!includesRegion(scope, body.region)) throw new LedgerError('not-allowed', { seen: body.region });
    return;
  }
  if (body.type === 'RegionTransferred' && includesRegion(scope, body.toRegion)) return;
  const seen = visibleTo(context, request, stored, Number.MAX_SAFE_INTEGER);
  const known = stored.map(({ fact }) => fact);
  if (seen === undefined || !mayRecord(body, known, seen.visibility)) throw memberNotFound();
}

function checkVersion(context: LedgerContext, request: FactRequest, stored: readonly StoredFact[]): void {
  const { expectedVersion: expected } = request;
  if (expected === undefined || expected === stored.length) return;
  const seen = visibleTo(context, request, stored, Number.MAX_SAFE_INTEGER)?.stored ?? [];
  const since = seen.filter(({ version }) => version > expected).map(summaryOf);
  throw new LedgerError('wrong-expected-version', { expected, actual: stored.length }, since);
}
