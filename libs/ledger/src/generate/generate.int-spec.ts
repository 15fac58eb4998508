import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, openSqliteStore, type RecordedEvent } from '#libs/event-store';
import {
  everyRegion,
  type Generated,
  generatedLedgerCreation,
  generateLedger,
  type GenerationStep,
  openSampleLedger,
} from '../index.js';
import { sampleRegions, shippedPacks } from '../testing/index.js';

const engine = '0.0.0';
const clock = (): number => 1_800_000_000_000;
let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'canbao-generate-'));
});
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

interface Result {
  readonly store: EventStore;
  readonly generated: Generated;
  readonly steps: readonly GenerationStep[];
}

async function generate(members: number, seed: number): Promise<Result> {
  const population = { members, seed };
  const create = generatedLedgerCreation(population, { appVersion: engine, systemNow: clock() });
  const store = await openSqliteStore({ directory: ':memory:', create, clock });
  const steps: GenerationStep[] = [];
  const generated = await generateLedger(
    { store, packs: shippedPacks(), engine },
    { population, regions: sampleRegions(), scratch, onStep: (step) => steps.push(step) },
  );
  return { store, generated, steps };
}

async function eventsOf({ store }: Result): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const event of store.readAll({ after: 0 })) events.push(event);
  return events;
}

test('the same seed gives the same events to the byte, another seed others', async () => {
  const [first, again, other] = [await generate(60, 7), await generate(60, 7), await generate(60, 8)];
  const bytes = JSON.stringify(await eventsOf(first));
  expect(JSON.stringify(await eventsOf(again))).toBe(bytes);
  expect(again.generated).toEqual(first.generated);
  expect(JSON.stringify(await eventsOf(other))).not.toBe(bytes);
});

describe('a population of 1,500', () => {
  let result: Result;
  let events: readonly RecordedEvent[];
  beforeAll(async () => {
    result = await generate(1_500, 11);
    events = await eventsOf(result);
  });
  const facts = (type: string): readonly RecordedEvent[] => events.filter((event) => event.type === type);
  const share = (count: number, of: number): number => (1000 * count) / of;

  test('has its members and facts, and reports every step', () => {
    const { generated, steps } = result;
    expect(generated.members).toBe(1_500);
    expect(facts('MemberRegistered')).toHaveLength(1_500);
    expect(events.filter(({ stream }) => stream.startsWith('member-'))).toHaveLength(generated.facts);
    expect(generated.leftOut).toBeLessThan(generated.facts / 20);
    expect(steps.at(-1)).toEqual({ phase: 'record', done: generated.facts, total: generated.facts });
    expect(new Set(steps.map(({ phase }) => phase))).toEqual(new Set(['invent', 'record']));
  });

  test('leaves nothing on the disk beside the ledger', () => {
    expect(readdirSync(scratch)).toEqual([]);
  });

  test('was told over the years, in order, each fact at or after its policy', () => {
    const instants = events.map(({ recordedAt }) => recordedAt);
    expect([...instants].sort()).toEqual(instants);
    expect(new Set(instants).size).toBe(instants.length);
    expect(instants.at(-1)?.slice(0, 4)).toBe('2031');
    expect(facts('PackAdopted')).toHaveLength(shippedPacks().length);
    expect(facts('RegionConfigured').every(({ data }) => (data as { sample: boolean }).sample)).toBe(true);
  });

  test('has late facts, corrections, refunds, claims, reversals, moves, deaths, repairs and jobs in small shares', () => {
    const premiums = facts('PremiumPaid');
    const late = premiums.filter(({ data, recordedAt }) => {
      const { paidOn } = data as { readonly paidOn: string };
      return Date.parse(recordedAt) - Date.parse(paidOn) > 9 * 24 * 60 * 60 * 1000;
    });
    expect(share(late.length, premiums.length)).toBeGreaterThan(15);
    expect(share(late.length, premiums.length)).toBeLessThan(80);
    expect(share(facts('FactCorrected').length, premiums.length)).toBeGreaterThan(1);
    expect(share(facts('FactCorrected').length, premiums.length)).toBeLessThan(15);
    expect(share(facts('ClaimSettled').length, premiums.length)).toBeGreaterThan(300);
    for (const type of [
      'PremiumRefunded',
      'ClaimReversed',
      'RegionTransferred',
      'SchemeTransferred',
      'SpecialStatusGranted',
      'MemberDeceased',
      'RepairPaid',
    ]) {
      expect({ type, isThere: facts(type).length > 0 }).toEqual({ type, isThere: true });
      expect(share(facts(type).length, events.length)).toBeLessThan(50);
    }
  });

  test('opens as a sample ledger with nothing added, and every member has a standing', async () => {
    const before = await result.store.head();
    const ledger = await openSampleLedger({ store: result.store, packs: shippedPacks(), engine });
    expect(await result.store.head()).toBe(before);
    expect((await ledger.status()).today).toBe('2031-03-01');
    const covered = new Map<string, number>();
    for (let index = 1; index <= 300; index += 1) {
      const member = `G-${String(index).padStart(7, '0')}`;
      const standing = await ledger.members.standing({ member, scope: everyRegion });
      covered.set(standing.covered, (covered.get(standing.covered) ?? 0) + 1);
    }
    expect(covered.get('resident')).toBeGreaterThan(200);
    expect(covered.get('none')).toBeGreaterThan(5);
  });

  test('is not generated into a ledger that holds something', async () => {
    const again = generateLedger(
      { store: result.store, packs: shippedPacks(), engine },
      { population: { members: 1, seed: 1 }, regions: sampleRegions(), scratch },
    );
    await expect(again).rejects.toThrow('Only an empty ledger');
  });
});
