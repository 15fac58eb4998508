import { EXPLAINED_FIELDS } from '#libs/enrollment';
import { openSqliteStore } from '#libs/event-store';
import { everyRegion, type Ledger, openLedger } from '#libs/ledger';
import { loadShippedPacks, readRegions } from '#libs/policy';
import { type Figure, percentile } from './measure.js';

const EVENTS = 2_000;
const FIRST_YEAR = 2025;
const LAST_YEAR = 2031;
const ROUNDS = 20;
/** Milliseconds that the slowest of a hundred diffs or explanations may take. */
const BOUND_MS = 150;

const MEMBER = 'B-0001';
const scope = everyRegion;

/** Answers about a member with 2,000 events, by the use cases on a store in memory: milliseconds, p99. */
export async function comparisonFigures(): Promise<readonly Figure[]> {
  const { ledger, positions } = await memberWithManyFacts();
  const days = [2027, 2028, 2029, 2030, 2031].flatMap((year) => [
    `${String(year)}-01-01`,
    `${String(year)}-06-15`,
  ]);
  const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
  const side = (index: number): object => ({
    on: at(days, index),
    knownAt: `pos:${String(at(positions, index * 37))}`,
  });
  const asking = {
    'diff of what is known': (index: number) => {
      const on = at(days, index);
      const known = (share: number): object => ({ on, knownAt: `pos:${String(at(positions, share))}` });
      const body = { a: known(index * 53 + 20), b: { on } };
      return ledger.comparisons.diff({ member: MEMBER, scope, body });
    },
    'diff on every axis': (index: number) => {
      const body = { a: side(index), b: { ...side(index + 7), pack: 'anhui@1', readings: 'R1=yes' } };
      return ledger.comparisons.diff({ member: MEMBER, scope, body });
    },
    bisection: (index: number) =>
      ledger.comparisons.bisect({
        member: MEMBER,
        scope,
        body: { field: at(EXPLAINED_FIELDS, index), b: { on: at(days, index) } },
      }),
    blame: (index: number) =>
      ledger.comparisons.blame({
        member: MEMBER,
        scope,
        field: at(EXPLAINED_FIELDS, index),
        on: at(days, index),
      }),
    explanation: (index: number) =>
      ledger.members.explanation({
        member: MEMBER,
        scope,
        field: at(EXPLAINED_FIELDS, index),
        on: at(days, index),
      }),
  } satisfies Record<string, (index: number) => Promise<unknown>>;
  const figures: Figure[] = [];
  for (const [name, ask] of Object.entries(asking)) {
    await ask(0);
    const tookMs: number[] = [];
    const cpuMs: number[] = [];
    for (let index = 0; index < ROUNDS * EXPLAINED_FIELDS.length; index += 1) {
      const cpu = process.cpuUsage();
      const start = performance.now();
      await ask(index);
      tookMs.push(performance.now() - start);
      const { user, system } = process.cpuUsage(cpu);
      cpuMs.push((user + system) / 1000);
    }
    figures.push({
      name: `${name} of a member with ${String(EVENTS)} events, ms, p99`,
      ratio: percentile(tookMs, 0.99),
      ...(/diff|explanation/.test(name) ? { bound: { kind: 'at-most', value: BOUND_MS } } : {}),
      detail:
        `p50 ${percentile(tookMs, 0.5).toFixed(1)} ms; processor time p50 ${percentile(cpuMs, 0.5).toFixed(1)}, ` +
        `p99 ${percentile(cpuMs, 0.99).toFixed(1)} ms; ${String(tookMs.length)} asked`,
    });
  }
  await ledger.close();
  return figures;
}

/** Somebody who pays every year, one of them late, and whose claims make up the rest; some of major illness. */
async function memberWithManyFacts(): Promise<{
  readonly ledger: Ledger;
  readonly positions: readonly number[];
}> {
  // The last of the shipped packs is published in 2025: what happened before comes in late, but in order.
  let now = Date.parse('2026-02-01T08:00:00+08:00');
  const logId = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';
  const store = await openSqliteStore({
    directory: ':memory:',
    create: { logId, kind: 'ledger', clockOffsetMs: 0, appVersion: '0.0.0' },
    clock: () => now,
  });
  const packs = loadShippedPacks().map(({ pack }) => pack);
  const ledger = await openLedger({ store, packs, engine: '0.0.0' });
  const region =
    '- { code: "359901", policy: fujian, baseCeilingYuan: 300000, premiumYuan: 400, sample: true }';
  const author = { actor: 'bench', correlationId: 'bench' };
  await ledger.policy.importRegions(
    readRegions(
      region,
      'regions.yaml',
      packs.map(({ id }) => id),
    ),
    author,
  );
  const positions: number[] = [];
  const record = async (day: string, body: object): Promise<void> => {
    now = Math.max(now + 1, Date.parse(`${day}T10:00:00+08:00`));
    const source = { system: 'bench', document: `B${String(positions.length)}` };
    const { answer } = await ledger.facts.record({ member: MEMBER, body, source, scope, ...author });
    positions.push(answer.event.position ?? 0);
  };
  await record('2024-09-01', { type: 'MemberRegistered', region: '359901', liableFrom: '2020-01-01' });
  const years = LAST_YEAR - FIRST_YEAR + 1;
  const perYear = Math.floor((EVENTS - 1) / years) - 1;
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
    const paidOn = year === 2028 ? '2028-02-10' : `${String(year - 1)}-12-20`;
    const isLate = year === 2028;
    const pay = (): Promise<void> =>
      record(paidOn, { type: 'PremiumPaid', coverageYear: year, paidOn, amountFen: 40_000 });
    if (!isLate) await pay();
    for (let claim = 0; claim < perYear; claim += 1) {
      if (isLate && claim === Math.floor(perYear / 4)) await pay();
      const day = dayOf(year, claim / perYear);
      await record(day, {
        type: 'ClaimSettled',
        claimId: `C${String(year)}-${String(claim)}`,
        servedOn: day,
        settledOn: day,
        pooledFundFen: year === 2026 ? 0 : 10_000,
        majorIllnessFen: claim % 50 === 0 ? 700_000 : 0,
        medicalAidFen: 0,
      });
    }
  }
  return { ledger, positions };
}

/** The day at a share of a year, written for any month of 28 days. */
function dayOf(year: number, share: number): string {
  const day = Math.floor(share * 12 * 28);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${String(year)}-${two(1 + Math.floor(day / 28))}-${two(1 + (day % 28))}`;
}
