import { setTimeout as pause } from 'node:timers/promises';
import { type PolicyPack, refusal } from '#libs/enrollment';
import type { EventStore } from '#libs/event-store';
import type { Standings } from '#libs/projections';
import { AccessLog } from './access/access-log.js';
import { accessUseCases } from './access/keys.js';
import { deriveCase } from './answers/derive-case.js';
import { explanation } from './answers/explanation.js';
import { repairQuote } from './answers/repair-quote.js';
import { standing } from './answers/standing.js';
import { timeline } from './answers/timeline.js';
import { chinaTime } from './china-time.js';
import { yearCloseUseCases } from './closes/year-closes.js';
import { bisect } from './comparison/bisection.js';
import { blame } from './comparison/blame.js';
import { diff } from './comparison/diff.js';
import { whatIf } from './comparison/what-if.js';
import type { LedgerContext } from './context.js';
import { todayOf } from './coordinates/moment.js';
import { LedgerError } from './errors.js';
import { excerpt } from './excerpt.js';
import { ConsumerLog } from './feed/consumer-log.js';
import { feedUseCases } from './feed/feed.js';
import { recordFact } from './facts/record-fact.js';
import { impactUseCases } from './impact/impact-runs.js';
import type { Ledger, LedgerStatus } from './ledger.js';
import { eventAt, listEvents } from './members/all-events.js';
import { askMember } from './members/ask-member.js';
import { type Generated, type Generation, generatePopulation } from './generate/generate.js';
import { getMember } from './members/get-member.js';
import { listMemberEvents } from './members/list-events.js';
import { listMembers } from './members/list-members.js';
import { MemberIndex } from './members/member-index.js';
import { MemberLog } from './members/member-log.js';
import { OneAtATime } from './one-at-a-time.js';
import { adoptPacks } from './policy/adopt-packs.js';
import { importRegions } from './policy/import-regions.js';
import { PolicyLog } from './policy/policy-log.js';
import { policyQuestions } from './policy/policy-questions.js';
import { policyChangeUseCases } from './policy-changes/policy-changes.js';
import { radar } from './radar/radar.js';
import { ProjectedCandidates } from './read-models/projected-candidates.js';
import { writeSample } from './sample/write-sample.js';
import { type LedgerVerification, type VerifyLedger, verifyWith } from './verify/verify-ledger.js';
import { WatermarkLog } from './watermarks/watermark-log.js';
import { watermarkUseCases } from './watermarks/watermarks.js';
import { decisionUseCases } from './decisions/decisions.js';

/** What a ledger is opened with. */
export interface LedgerOptions {
  readonly store: EventStore;
  /** The packs that come with the product: adopted when the ledger is created. */
  readonly packs: readonly PolicyPack[];
  /** Version of the program, reported in every answer. */
  readonly engine: string;
  /** The read model of this process; it is stopped with the ledger. Without one, lists read the log and keep an index. */
  readonly standings?: Standings;
  /** Where the facts of members are kept that were read; the source of the read model may share it. Default: one of its own. */
  readonly members?: MemberLog;
}

const creation = { actor: 'ledger', correlationId: 'ledger-creation' } as const;

/** Opens the ledger of a store; a new one adopts the packs first. A sample ledger is left as it is. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const context = contextOf(options);
  await context.policy.refresh();
  if (context.policy.version === 0 && options.store.ledger.kind === 'ledger') {
    await adoptPacks(context, options.packs, creation);
  }
  return ledgerOf(context, options.standings);
}

/** Opens a sample ledger; into a new one it first writes the sample regions and the eight sample members. */
export async function openSampleLedger(options: LedgerOptions): Promise<Ledger> {
  const context = contextOf(options);
  await writeSample(context);
  return ledgerOf(context, options.standings);
}

/** Fills the empty sample ledger of a store with an invented population. */
export function generateLedger(options: LedgerOptions, generation: Generation): Promise<Generated> {
  return generatePopulation(contextOf(options), generation);
}

/** Verifies the ledger of a store that nobody has open; nothing is written to it. */
export function verifyLedger(
  options: Pick<LedgerOptions, 'packs' | 'engine'>,
  what: VerifyLedger,
): Promise<LedgerVerification> {
  return verifyWith(contextOf({ store: what.store, ...options }), what);
}

function contextOf({ store, packs, engine, standings, members }: LedgerOptions): LedgerContext {
  const index = new MemberIndex(store);
  return {
    store,
    engine,
    shipped: packs,
    policy: new PolicyLog(store),
    access: new AccessLog(store),
    watermarks: new WatermarkLog(store),
    consumers: new ConsumerLog(store),
    members: members ?? new MemberLog(store),
    index: standings === undefined ? index : new ProjectedCandidates(store, standings, index),
    standings,
    turns: new OneAtATime(),
  };
}

function ledgerOf(context: LedgerContext, standings: Standings | undefined): Ledger {
  return {
    facts: { record: (command) => recordFact(context, command) },
    members: {
      get: (question) => getMember(context, question),
      version: async (question) => (await askMember(context, question)).version,
      list: (question) => listMembers(context, question),
      events: (question) => listMemberEvents(context, question),
      standing: (question) => standing(context, question),
      timeline: (question) => timeline(context, question),
      explanation: (question) => explanation(context, question),
      repairQuote: (question) => repairQuote(context, question),
    },
    comparisons: {
      diff: (question) => diff(context, question),
      bisect: (question) => bisect(context, question),
      blame: (question) => blame(context, question),
      whatIf: (question) => whatIf(context, question),
    },
    events: {
      list: (question) => listEvents(context, question),
      at: (position, scope) => eventAt(context, position, scope),
    },
    radar: { report: (question) => radar(context, question) },
    policy: {
      ...policyQuestions(context),
      importRegions: (entries, author) => importRegions(context, entries, author),
    },
    decisions: decisionUseCases(context),
    watermarks: watermarkUseCases(context),
    yearCloses: yearCloseUseCases(context),
    impactRuns: impactUseCases(context),
    policyChanges: policyChangeUseCases(context),
    feed: feedUseCases(context),
    access: accessUseCases(context),
    derive: async (request) => {
      await context.policy.refresh();
      return deriveCase(request, { packOf: (name) => packNamed(context, name), engine: context.engine });
    },
    status: () => statusOf(context),
    waitFor: (minPosition) => waitFor(context.store, minPosition),
    close: async () => {
      await standings?.stop();
      await context.store.close();
    },
  };
}

/** The latest published version of an adopted pack, or the version that `fujian@1` names. */
function packNamed({ policy }: LedgerContext, name: string): PolicyPack {
  const packs = policy
    .packs(Number.MAX_SAFE_INTEGER)
    .map(({ value }) => value)
    .sort((a, b) => (a.publishedOn < b.publishedOn ? -1 : 1));
  const found = packs.findLast(({ id, version }) => name === id || name === `${id}@${version}`);
  if (found !== undefined) return found;
  const expected = [...new Set(packs.map(({ id }) => id))].join(', ');
  throw refusal('unknown-pack', '/policy', {
    seen: excerpt(name),
    expected,
  });
}

async function statusOf({ store, engine, policy }: LedgerContext): Promise<LedgerStatus> {
  await policy.refresh();
  const position = await store.head();
  return {
    kind: store.ledger.kind,
    logId: store.ledger.logId,
    engine,
    position,
    now: chinaTime(store.now()),
    today: todayOf(store),
    packs: policy.packs(position).map(({ value }) => `${value.id}@${value.version}`),
  };
}

const WAIT_MS = 10_000;
const POLL_MS = 50;

/** Answers are read from the log itself, so what they wait for is only that the log gets there. */
async function waitFor(store: EventStore, minPosition: number): Promise<void> {
  for (let waited = 0; ; waited += POLL_MS) {
    const seen = await store.head();
    if (seen >= minPosition) return;
    if (waited >= WAIT_MS) throw new LedgerError('projection-behind', { expected: minPosition, seen });
    await pause(POLL_MS);
  }
}
