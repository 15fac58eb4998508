import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Fen, policyBook, type PolicyPack, type Readings, yearOf } from '#libs/enrollment';
import { everyRegion, type ImpactMember, type ImpactRun } from '#libs/ledger';
import { parseReadingList } from '#libs/policy';
import { configure, type GivenLog, lives, openLog, record, stricter } from '../projections/given-log.js';
import { packs } from '../replay/sample-policy.js';
import { isFull } from '../replay/sizes.js';
import { bruteForce, type BruteRow, type BruteSide } from './brute-force.js';

const author = { actor: 'policy-officer', correlationId: 'test', scope: everyRegion } as const;
const fujian = packs.find(({ id }) => id === 'fujian')!;
const fujianText = readFileSync(join(__dirname, '../../policies/350000-fujian/pack.yaml'), 'utf8');

/** The pack that ships, as its second version: the fixed part of a wait is a month longer. */
const draft = fujianText
  .replace(/^version: .*$/m, 'version: "2"')
  .replace(
    /^ {2}wait\.fixed: .*$/m,
    '  wait.fixed: { clause: wait, value: 4, evidence: text, confidence: high }',
  );

/** A side of a run, and the same as the oracle makes it. */
interface Side {
  readonly asked: object;
  readonly position: number;
  readonly packs: readonly PolicyPack[];
  readonly pinned?: PolicyPack;
  readonly readings?: Partial<Readings>;
}

async function bruteSide({ ledger }: GivenLog, side: Side): Promise<BruteSide> {
  const knownAt = `pos:${String(side.position)}`;
  const { items } = await ledger.policy.regions(knownAt);
  const regions = items.map(({ code, pack, baseCeilingFen, premiumFen }) => ({
    code,
    policy: side.pinned?.id ?? pack,
    baseCeilingFen: new Map(Object.entries(baseCeilingFen).map(([year, fen]) => [Number(year), fen])),
    premiumFen: new Map(Object.entries(premiumFen).map(([year, fen]) => [Number(year), fen as Fen])),
  }));
  const sources = await ledger.watermarks.of({ source: 'tax', knownAt, scope: everyRegion });
  const known = side.pinned === undefined ? side.packs : [side.pinned];
  const readings = side.readings ?? {};
  const book = policyBook({ packs: known, regions, fallbackPack: 'national', readings });
  return { position: side.position, book, watermarks: sources.items };
}

async function finished({ ledger }: GivenLog, request: object): Promise<ImpactRun> {
  const { run } = await ledger.impactRuns.start(request, author);
  return ledger.impactRuns.run({ id: run.id });
}

async function rowsOf({ ledger }: GivenLog, { id }: ImpactRun): Promise<readonly ImpactMember[]> {
  const rows: ImpactMember[] = [];
  for await (const row of ledger.impactRuns.allMembers({ id, scope: everyRegion })) rows.push(row);
  return rows;
}

function told({ member, buckets, affected, ...row }: ImpactMember): BruteRow {
  const { payableGainedDays, payableLostDays, ceilingFen } = row;
  return { member, buckets: [...buckets].sort(), affected, payableGainedDays, payableLostDays, ceilingFen };
}

/** The pairs of sides that a population is compared under. */
function sidesOf(middle: number, end: number, pick: number): readonly [Side, Side] {
  const then = { asked: { knownAt: `pos:${String(middle)}` }, position: middle, packs };
  const now = { asked: {}, position: end, packs };
  const R1 = { R1: 'yes', R16: 'reset', R32: 'no' } as const;
  const pairs: readonly (readonly [Side, Side])[] = [
    [then, now],
    [
      now,
      {
        ...now,
        asked: { readings: 'R1=yes,R16=reset,R32=no' },
        readings: parseReadingList('R1=yes,R16=reset,R32=no'),
      },
    ],
    [now, { ...now, asked: { pack: { draft } }, packs: [...packs, longer] }],
    [
      then,
      { ...now, asked: { pack: 'anhui@1', readings: 'R1=yes' }, pinned: anhui, readings: { R1: R1.R1 } },
    ],
  ];
  const [a, b] = pairs[pick % pairs.length]!;
  return pick < pairs.length ? [a, b] : [b, a];
}

const anhui = packs.find(({ id }) => id === 'anhui')!;
const longer = stricter(fujian);

test('what a run finds is what comparing everyone on every day finds, on generated populations', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(lives(2), fc.nat(7), fc.nat(3), async (steps, pick, kind) => {
      const log = await openLog();
      const early = steps.filter(({ at }) => at < '2029-06');
      const half = Math.floor(early.length / 2);
      await record(log, early.slice(0, half));
      const middle = await log.store.head();
      await record(log, early.slice(half));
      log.setClock('2029-07-01T00:00:00.000Z');
      if (pick % 4 === 0) {
        await configure(log.ledger, 310_000);
        const watermark = {
          source: 'tax',
          region: '359901',
          kind: 'premiums',
          completeThrough: '2028-06-30',
        };
        await log.ledger.watermarks.declare(watermark, author);
      }
      const population = [
        { everyone: true },
        { region: '359901' },
        { region: '359904' },
        { members: ['P-0002', 'P-9999'] },
      ][kind]!;
      const [a, b] = sidesOf(middle, await log.store.head(), pick);
      const run = await finished(log, { population, a: a.asked, b: b.asked });
      const question = {
        a: await bruteSide(log, a),
        b: await bruteSide(log, b),
        throughYear: yearOf(run.on) + 2,
        region: 'region' in population ? population.region : null,
        daysOf: null,
      };
      const brute = (await bruteForce(log.store, question)).filter(
        ({ member }) => !('members' in population) || population.members.includes(member),
      );
      const rows = await rowsOf(log, run);
      expect(rows.map(told)).toEqual(brute);
      expect(run.numbers.changed).toBe(brute.length);
      for (const bucket of Object.keys(run.numbers.buckets) as (keyof typeof run.numbers.buckets)[]) {
        expect(run.numbers.buckets[bucket]).toBe(
          brute.filter(({ buckets }) => buckets.includes(bucket)).length,
        );
        if (run.numbers.buckets[bucket] > 0) seen.add(bucket);
      }
      const { ceilingUpFen, ceilingDownFen, unchanged, changed, examined } = run.numbers;
      expect(ceilingUpFen - ceilingDownFen).toBe(brute.reduce((sum, { ceilingFen }) => sum + ceilingFen, 0));
      expect(unchanged + changed).toBe(examined);
      await log.store.close();
    }),
    { numRuns: isFull ? 1_000 : 100, ...(isFull ? {} : { seed: 20280315 }) },
  );
  expect([...seen].sort()).toEqual([
    'ceiling-down',
    'ceiling-up',
    'indeterminate',
    'payable-gained',
    'payable-lost',
    'reason-only',
    'wait-down',
    'wait-up',
  ]);
}, 1_800_000);
