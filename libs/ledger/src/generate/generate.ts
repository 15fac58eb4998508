import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  addDays,
  type CivilDate,
  decide,
  DomainError,
  type Fact,
  type FactBody,
  factOf,
  type PolicyBook,
  type PolicyPack,
  SCHEMA_VERSION,
} from '#libs/enrollment';
import { type EventStore, type LedgerCreation, type NewEvent, toInstant } from '#libs/event-store';
import type { RegionEntry } from '#libs/policy';
import type { LedgerContext } from '../context.js';
import { effectiveOnOf } from '../facts/reply.js';
import { eventIdOf } from '../hashing.js';
import { memberStream } from '../members/stored-fact.js';
import { adoptPacks } from '../policy/adopt-packs.js';
import { importRegions } from '../policy/import-regions.js';
import { bookOf } from '../policy/book-of.js';
import { regionConfigured } from '../policy/policy-events.js';
import { SAMPLE_START } from '../sample/sample-clock.js';
import { Chance } from './chance.js';
import { DayBuckets } from './day-buckets.js';
import { FIRST_DAY, LAST_DAY, lifeOf } from './life.js';

/** Which population: the same seed and number give the same events, with the same ids, positions and instants. */
export interface Population {
  readonly members: number;
  readonly seed: number;
}

/** How far a generation is: facts are first invented member by member, then recorded day by day. */
export interface GenerationStep {
  readonly phase: 'invent' | 'record';
  readonly done: number;
  readonly total: number;
}

/** What is generated, and where. */
export interface Generation {
  readonly population: Population;
  /** The sample regions that the members live in; six in ten of them in the first. */
  readonly regions: readonly RegionEntry[];
  /** A folder with room for everything once more, until the end. */
  readonly scratch: string;
  readonly onStep?: (step: GenerationStep) => void;
}

/** What was generated. */
export interface Generated {
  readonly members: number;
  readonly facts: number;
  /** Facts that the ledger would have refused; they were left out. */
  readonly leftOut: number;
}

/** What to create the store of a generated ledger from: a sample ledger, whose id follows from its population. */
export function generatedLedgerCreation(
  { members, seed }: Population,
  { appVersion, systemNow }: { readonly appVersion: string; readonly systemNow: number },
): LedgerCreation {
  const logId = eventIdOf(GENERATED_NAMESPACE, `generated/${String(seed)}/${String(members)}`);
  return { logId, kind: 'sample', clockOffsetMs: Date.parse(SAMPLE_START) - systemNow, appVersion };
}

const GENERATED_NAMESPACE = '3599019e-6f1d-4c0b-8a57-67656e657261';

/** Who records what is generated. */
const GENERATED_AUTHOR = { actor: 'generate', correlationId: 'generate' } as const;

/** Facts that are handed to the store at once: it commits them together. */
const AT_ONCE = 2_000;

/** Members between two turns of the event loop. */
const TURN_EVERY = 512;

/**
 * Fills an empty sample ledger with an invented population: members one after the other are decided by the rules of the
 * ledger, their facts put away by the day on which they are told, and recorded day by day with scripted instants.
 * Memory holds one member and one day; the disk of `scratch` holds everything once more until the end.
 */
export async function generatePopulation(
  context: LedgerContext,
  { population, regions, scratch, onStep }: Generation,
): Promise<Generated> {
  if ((await context.store.head()) !== 0)
    throw new Error('Only an empty ledger is filled with a population.');
  const buckets = new DayBuckets(scratch);
  try {
    const invented = await invent(context, { population, regions, buckets, onStep });
    await recordPolicy(context, regions);
    await recordDays(context, buckets, invented.facts, onStep);
    return { members: population.members, ...invented };
  } finally {
    buckets.remove();
  }
}

async function invent(
  { store, shipped }: LedgerContext,
  {
    population: { members, seed },
    regions,
    buckets,
    onStep,
  }: {
    readonly population: Population;
    readonly regions: readonly RegionEntry[];
    readonly buckets: DayBuckets;
    readonly onStep: ((step: GenerationStep) => void) | undefined;
  },
): Promise<Omit<Generated, 'members'>> {
  const book = bookOf({ packs: shipped, regions: regions.map(regionConfigured) });
  const [first, ...others] = regions.map(({ code }) => code);
  if (first === undefined) throw new Error('A population needs a region.');
  let [facts, leftOut] = [0, 0];
  for (let index = 0; index < members; index += 1) {
    const member = `G-${String(index + 1).padStart(7, '0')}`;
    const told = lifeOf(new Chance([seed, index]), [first, ...others]);
    const known: Fact[] = [];
    for (const { on, system, body } of told) {
      const stated = body(known);
      if (stated === undefined) continue;
      const decided = decidedBody(stated, known, book);
      if (decided === undefined) {
        leftOut += 1;
        continue;
      }
      const document = `${member}/${String(known.length + 1)}`;
      const id = eventIdOf(store.ledger.logId, `${system}\n${document}`);
      const effectiveOn = effectiveOnOf(decided, known);
      known.push(factOf(id, decided));
      const line: Line = [member, known.length, id, system, effectiveOn, decided];
      buckets.add(on, JSON.stringify(line));
    }
    facts += known.length;
    if (index % TURN_EVERY === 0) {
      onStep?.({ phase: 'invent', done: index, total: members });
      await nextTurn();
    }
  }
  return { facts, leftOut };
}

/** Member, version, event id, source system, own day and body of a fact. */
type Line = readonly [string, number, string, string, CivilDate, FactBody];

function decidedBody(body: FactBody, known: readonly Fact[], book: PolicyBook): FactBody | undefined {
  try {
    return decide(body, known, book);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** The regions before anything else, the packs on their days of publication as far as those come before the first fact. */
async function recordPolicy(context: LedgerContext, regions: readonly RegionEntry[]): Promise<void> {
  const start = Date.parse(`${POLICY_DAY}T00:00:00.000+08:00`);
  await importRegions(context, regions, GENERATED_AUTHOR, (index) => toInstant(start + index));
  await adoptThrough(context, FIRST_DAY);
}

const POLICY_DAY = '2024-08-01';

/** Adopts the packs that are published by a day, each on its day, at ten in the morning. */
async function adoptThrough(context: LedgerContext, day: CivilDate): Promise<void> {
  for (const pack of packsDue(context, day)) {
    const at = Date.parse(`${pack.publishedOn}T10:00:00.000+08:00`);
    await adoptPacks(context, [pack], GENERATED_AUTHOR, toInstant(at));
  }
  await context.policy.refresh();
}

/** The packs published by a day that are not adopted yet, in order of publication. */
function packsDue({ policy, shipped }: LedgerContext, day: CivilDate): readonly PolicyPack[] {
  const adopted = new Set(policy.adoptions(Number.MAX_SAFE_INTEGER).map(({ value }) => value.digest));
  return shipped
    .filter(({ digest, publishedOn }) => !adopted.has(digest) && publishedOn <= day)
    .sort((a, b) => (a.publishedOn < b.publishedOn ? -1 : 1));
}

/** Hands the facts of day after day to the store, many at once: it keeps their order and syncs the disk for all of them. */
async function recordDays(
  context: LedgerContext,
  buckets: DayBuckets,
  total: number,
  onStep: ((step: GenerationStep) => void) | undefined,
): Promise<void> {
  let done = 0;
  let pending: Promise<void>[] = [];
  const settle = async (): Promise<void> => {
    await Promise.all(pending);
    done += pending.length;
    pending = [];
    onStep?.({ phase: 'record', done, total });
  };
  for (let day = FIRST_DAY; day <= LAST_DAY; day = addDays(day, 1)) {
    if (packsDue(context, day).length > 0) {
      await settle();
      await adoptThrough(context, day);
    }
    const lines = buckets.linesOf(day);
    const instant = instantsOf(day, lines.length);
    for (const [index, line] of lines.entries()) {
      pending.push(append(context.store, line, instant(index)));
      if (pending.length >= AT_ONCE) await settle();
    }
  }
  await settle();
}

/** The instants of the facts of a day: spread over its office hours, from noon on, after whatever was adopted that day. */
function instantsOf(day: CivilDate, count: number): (index: number) => string {
  const noon = Date.parse(`${day}T12:00:00.000+08:00`);
  const step = Math.max(1, Math.floor(HALF_DAY_MS / Math.max(1, count)));
  return (index) => toInstant(noon + index * step);
}

const HALF_DAY_MS = 12 * 60 * 60 * 1000;

async function append(store: EventStore, line: string, recordedAt: string): Promise<void> {
  const [member, version, id, system, effectiveOn, body] = JSON.parse(line) as Line;
  const { type, ...data } = body;
  const event: NewEvent = {
    id,
    type,
    schemaVersion: SCHEMA_VERSION,
    data,
    metadata: {
      ...GENERATED_AUTHOR,
      source: { system, document: `${member}/${String(version)}` },
      effectiveOn,
    },
    recordedAt,
  };
  await store.append(memberStream(member), version - 1, [event]);
}
