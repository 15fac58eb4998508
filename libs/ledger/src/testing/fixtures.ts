import type { PolicyPack } from '#libs/enrollment';
import { type EventStore, openSqliteStore } from '#libs/event-store';
import { loadShippedPacks, type RegionEntry, readRegions } from '#libs/policy';
import {
  type Author,
  everyRegion,
  type Ledger,
  openLedger,
  openSampleLedger,
  type RecordFact,
  type RecordFactReply,
  type RegionScope,
  sampleLedgerCreation,
} from '../index.js';

/** The author of events that a test does not care about. */
export const author: Author = { actor: 'tester', correlationId: 'test' };

/** The region of every test that needs only one: under Fujian, base ceiling 300,000 yuan, premium 400. */
export const REGION = '359901';

const logId = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';
let packs: readonly PolicyPack[] | undefined;

/** The packs that come with the product, read once. */
export function shippedPacks(): readonly PolicyPack[] {
  packs ??= loadShippedPacks().map(({ pack }) => pack);
  return packs;
}

/** A clock that a test sets. */
export interface TestClock {
  now: string;
}

/** A ledger in memory with its store and its clock, and with the regions of the samples. */
export interface TestLedger {
  readonly ledger: Ledger;
  readonly store: EventStore;
  readonly clock: TestClock;
}

/** Opens a store in memory without any event. */
export function openTestStore(clock: TestClock): Promise<EventStore> {
  return openSqliteStore({
    directory: ':memory:',
    create: { logId, kind: 'ledger', clockOffsetMs: 0, appVersion: '0.0.0' },
    clock: () => Date.parse(clock.now),
  });
}

/** Opens an empty ledger in memory; its clock shows 20 November 2027 until the test sets it. */
export async function openTestLedger(): Promise<TestLedger> {
  const clock: TestClock = { now: '2027-11-20T10:00:00+08:00' };
  const store = await openTestStore(clock);
  const ledger = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  await ledger.policy.importRegions(sampleRegions(), author);
  return { ledger, store, clock };
}

/** Opens the sample ledger in memory. */
export async function openTestSample(): Promise<{ readonly ledger: Ledger; readonly store: EventStore }> {
  const store = await openSqliteStore({
    directory: ':memory:',
    create: sampleLedgerCreation({ appVersion: '0.0.0', systemNow: 1_800_000_000_000 }),
    clock: () => 1_800_000_000_000,
  });
  return { ledger: await openSampleLedger({ store, packs: shippedPacks(), engine: '0.0.0' }), store };
}

/** Two regions under Fujian and one under Anhui. */
export function sampleRegions(): readonly RegionEntry[] {
  const content = [
    '- { code: "359901", policy: fujian, baseCeilingYuan: 300000, premiumYuan: 400, sample: true }',
    '- { code: "359902", policy: fujian, baseCeilingYuan: null, premiumYuan: 400, sample: true }',
    '- { code: "359904", policy: anhui, baseCeilingYuan: 300000, premiumYuan: 400, sample: true }',
  ];
  const policies = shippedPacks().map(({ id }) => id);
  return readRegions(content.join('\n'), 'regions.yaml', policies);
}

let documents = 0;

/** A command to record a fact; each has a document of its own unless one is stated. */
export function command(
  member: string,
  body: Readonly<Record<string, unknown>>,
  stated: Partial<Omit<RecordFact, 'member' | 'body'>> = {},
): RecordFact {
  documents += 1;
  return {
    member,
    body,
    source: { system: 'tax-359901', document: `TX${documents}` },
    actor: 'key-1',
    correlationId: 'request-1',
    scope: everyRegion,
    ...stated,
  };
}

/** Records facts about a member one after the other; gives the reply to the last. */
export async function given(
  ledger: Ledger,
  member: string,
  ...facts: readonly Readonly<Record<string, unknown>>[]
): Promise<RecordFactReply> {
  const replies: RecordFactReply[] = [];
  for (const fact of facts) replies.push(await ledger.facts.record(command(member, fact)));
  const last = replies.at(-1);
  if (last === undefined) throw new Error('State at least one fact.');
  return last;
}

/** A registration in the region of the tests, liable from 2020. */
export const registered = {
  type: 'MemberRegistered',
  region: REGION,
  liableFrom: '2020-01-01',
} as const;

/** A premium of 400 yuan. */
export function paid(coverageYear: number, paidOn: string): Readonly<Record<string, unknown>> {
  return { type: 'PremiumPaid', coverageYear, paidOn, amountFen: 40_000 };
}

/** Only these regions. */
export function regions(...codes: readonly string[]): RegionScope {
  return { regions: codes };
}

/** The code of the error that a promise is rejected with; fails where it is not. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return (error as { readonly code?: unknown }).code ?? error;
  }
  throw new Error('Expected a rejection.');
}
