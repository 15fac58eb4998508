import { malformed, whatIs } from '#libs/enrollment';
import type { NewEvent } from '#libs/event-store';
import { appendToStream } from '../append-to-stream.js';
import { objectAt } from '../answers/request-fields.js';
import { chinaTime } from '../china-time.js';
import type { LedgerContext } from '../context.js';
import { todayOf } from '../coordinates/moment.js';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { eventIdOf } from '../hashing.js';
import { type ImpactJob, ImpactRunLog } from '../impact/impact-stream.js';
import { digestOf } from '../impact/run-impact.js';
import {
  POLICY_SCHEMA_VERSION,
  POLICY_STREAM,
  READING_SCHEMA_VERSION,
  type SignedReading,
} from '../policy/policy-events.js';
import { includesRegion } from '../scope.js';
import {
  appendToChange,
  changeId,
  readChange,
  readChanges,
  type SubmittedCases,
  type SubmittedChange,
} from './change-stream.js';
import { checklistOf, dayOf, isFor, subjectOf } from './checklist.js';
import { regionsTouchedBy, versionsRead } from './policy-change.js';
import type {
  ChangeAuthor,
  ChangeCases,
  PolicyChangeAnswer,
  PolicyChangeState,
  PolicyChangeUseCases,
  SubmitPolicyChange,
} from './policy-change-answers.js';
import { readSubmission } from './read-change.js';

/** How often a step is tried anew because somebody else took one. */
const MAX_ATTEMPTS = 16;

/** The use cases of policy changes. */
export function policyChangeUseCases(context: LedgerContext): PolicyChangeUseCases {
  const { store, policy } = context;
  const runs = new ImpactRunLog(store);
  const answer = async (id: string): Promise<PolicyChangeAnswer> => {
    await policy.refresh();
    return answerOf(context, await found(context, id));
  };
  return {
    submit: async (submitted, author) => answer(await submit(context, submitted, author)),
    approve: async (id, body, author) => {
      const run = await quotedRun(runs, objectAt(body, '', ['impactRun'])['impactRun']);
      await approve(context, id, run, author);
      return answer(id);
    },
    withdraw: async (id, author) => {
      for (let left = MAX_ATTEMPTS; left > 0; left -= 1) {
        await policy.refresh();
        const change = await found(context, id);
        checkScope(context, change, author);
        checkOpen(context, change);
        if (!(await appendToChange(store, change, { type: 'PolicyChangeWithdrawn', data: {} }, author)))
          continue;
        const withdrawn = await answer(id);
        // Approvals are events of another stream, so that one may have come between.
        if (withdrawn.state === 'adopted') checkOpen(context, change);
        return withdrawn;
      }
      throw new Error(`The policy change ${id} changes too quickly.`);
    },
    get: answer,
    list: async (subject) => {
      await policy.refresh();
      const changes = await readChanges(store);
      const asked = changes.filter(({ change }) => subject === undefined || isFor(change, subject));
      return asked.map((change) => answerOf(context, change));
    },
  };
}

async function quotedRun(runs: ImpactRunLog, id: unknown): Promise<ImpactJob | undefined> {
  if (id === undefined) return undefined;
  if (typeof id !== 'string')
    throw malformed('/impactRun', whatIs(id), { zh: '影响分析编号', en: 'the number of an impact run' });
  const run = await runs.find(id);
  if (run === undefined) throw new LedgerError('not-found', { seen: excerpt(id) });
  return run;
}

async function submit(
  context: LedgerContext,
  submitted: SubmitPolicyChange,
  author: ChangeAuthor,
): Promise<string> {
  const { policy, store } = context;
  await policy.refresh();
  const data = readSubmission(context, submitted);
  checkScope(context, data, author);
  for (let left = MAX_ATTEMPTS; left > 0; left -= 1) {
    const id = changeId((await readChanges(store)).length + 1);
    if (await appendToChange(store, { id, version: 0 }, { type: 'PolicyChangeSubmitted', data }, author))
      return id;
  }
  throw new Error('A policy change could not be submitted.');
}

/** The event of the policy stream is the approval: what it rests on was judged at the version that it is appended at. */
async function approve(
  context: LedgerContext,
  id: string,
  run: ImpactJob | undefined,
  author: ChangeAuthor,
): Promise<void> {
  const { store, policy } = context;
  await appendToStream(store, POLICY_STREAM, async () => {
    await policy.refresh();
    const submitted = await found(context, id);
    checkScope(context, submitted, author);
    const { version } = policy;
    if (policy.eventOf(id) !== undefined) return { version, events: [] };
    checkOpen(context, submitted);
    if (submitted.submittedBy === author.actor)
      throw new LedgerError('second-person-required', { seen: author.actor });
    const open = checklistOf(context, submitted, run).filter(({ status }) => status === 'open');
    if (open.length > 0)
      throw new LedgerError('wrong-job-state', {
        seen: id,
        state: 'submitted',
        open: open.map(({ item }) => item).join(', '),
      });
    return { version, events: [eventOf(context, submitted, run, author)] };
  });
}

function eventOf(
  context: LedgerContext,
  { id, change, eventId, submittedBy }: SubmittedChange,
  run: ImpactJob | undefined,
  { actor, correlationId }: ChangeAuthor,
): NewEvent {
  const { store, policy } = context;
  const impact = run === undefined ? {} : { impactRun: run.id, impactDigest: digestOf(run) };
  const common = {
    id: eventIdOf(store.ledger.logId, `policy/${id}`),
    metadata: {
      ...{ correlationId, causationId: eventId, actor, change: id, submittedBy, ...impact },
      effectiveOn: dayOf(change)?.effectiveFrom ?? todayOf(store),
    },
  };
  switch (change.kind) {
    case 'pack': {
      const { pack } = change;
      return { ...common, type: 'PackAdopted', schemaVersion: POLICY_SCHEMA_VERSION, data: { pack } };
    }
    case 'reading': {
      const packs = policy.packs(Number.MAX_SAFE_INTEGER).map(({ value }) => value);
      const versions = versionsRead(packs, change.reading);
      const data: SignedReading = { ...change.reading, versions, signer: actor };
      return { ...common, type: 'ReadingChosen', schemaVersion: READING_SCHEMA_VERSION, data };
    }
    case 'region-data': {
      const { region: data } = change;
      return { ...common, type: 'RegionConfigured', schemaVersion: POLICY_SCHEMA_VERSION, data };
    }
  }
}

/** Whoever changes what answers in a region must have it; that of a new region names it. */
function checkScope(
  { policy }: LedgerContext,
  { change }: Pick<SubmittedChange, 'change'>,
  { scope }: ChangeAuthor,
): void {
  const own = change.kind === 'region-data' ? [change.region.region] : [];
  const outside = [...regionsTouchedBy(change, policy), ...own].find(
    (region) => !includesRegion(scope, region),
  );
  if (outside !== undefined) throw new LedgerError('not-allowed', { seen: outside });
}

function withoutText({ passed, failed, report }: SubmittedCases): ChangeCases {
  return { passed, failed, report };
}

/** What is in force is adopted, also where somebody withdrew it at the very moment at which another approved it. */
function stateOf({ policy }: LedgerContext, { id, isWithdrawn }: SubmittedChange): PolicyChangeState {
  return policy.eventOf(id) !== undefined ? 'adopted' : isWithdrawn ? 'withdrawn' : 'submitted';
}

function checkOpen(context: LedgerContext, change: SubmittedChange): void {
  const { id } = change;
  const state = stateOf(context, change);
  if (state !== 'submitted')
    throw new LedgerError('wrong-job-state', { seen: id, state, expected: 'submitted' });
}

async function found({ store }: LedgerContext, id: string): Promise<SubmittedChange> {
  const change = await readChange(store, id);
  if (change !== undefined) return change;
  throw new LedgerError('not-found', { seen: excerpt(id) });
}

function answerOf(context: LedgerContext, submitted: SubmittedChange): PolicyChangeAnswer {
  const { id, change, cases, submittedBy, submittedAt } = submitted;
  const event = context.policy.eventOf(id);
  const state = stateOf(context, submitted);
  return {
    id,
    kind: change.kind,
    state,
    subject: subjectOf(change),
    content: change,
    effectiveFrom: dayOf(change)?.effectiveFrom ?? null,
    publishedOn: dayOf(change)?.publishedOn ?? null,
    regions: regionsTouchedBy(change, context.policy),
    cases: cases === null ? null : withoutText(cases),
    checklist: state === 'submitted' ? checklistOf(context, submitted, undefined) : [],
    submittedBy,
    submittedAt: chinaTime(submittedAt),
    approvedBy: event?.actor ?? null,
    approvedAt: event === undefined ? null : chinaTime(event.recordedAt),
    position: event?.position ?? null,
    impactRun: event?.impact?.run ?? null,
    impactDigest: event?.impact?.digest ?? null,
  };
}
