import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { openSqliteStore } from '#libs/event-store';
import { DatabaseFaults } from '#libs/event-store/testing';
import { everyRegion, type Ledger, openLedger } from '#libs/ledger';
import { author, given, paid, registered, sampleRegions, shippedPacks } from '#libs/ledger/testing';
import { expectToDie } from '../faults/dying-process.js';
import { isFull } from '../replay/sizes.js';

/** How many of the calls the process is killed at. */
const KILLS = isFull ? 60 : 8;
/** Three chunks, each with its checkpoint. */
const MEMBERS = 150;
const CLOCK = '2028-03-02T10:00:00+08:00';
const logId = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b19';

const root = mkdtempSync(join(tmpdir(), 'canbao-impact-'));
const prepared = join(root, 'prepared');
const program = join(root, 'dying-run.cjs');
const packsFile = join(root, 'packs.json');
let id = '';

beforeAll(async () => {
  const repository = join(__dirname, '..', '..');
  buildSync({
    entryPoints: [join(__dirname, 'dying-run.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    conditions: ['source'],
    packages: 'external',
    define: { __dirname: JSON.stringify(repository) },
    logLevel: 'error',
  });
  writeFileSync(packsFile, JSON.stringify(shippedPacks()));
  id = await withLedger(prepared, async (ledger) => {
    await ledger.policy.importRegions(sampleRegions(), author);
    for (let number = 0; number < MEMBERS; number += 1)
      await given(ledger, `P-${String(1000 + number)}`, registered, paid(2028, '2027-11-01'));
    const request = { population: { everyone: true }, a: {}, b: { readings: 'R1=yes' } };
    const { run } = await ledger.impactRuns.start(request, { ...author, scope: everyRegion });
    return run.id;
  });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

async function withLedger<Answer>(
  directory: string,
  work: (ledger: Ledger) => Promise<Answer>,
): Promise<Answer> {
  const create = { logId, kind: 'ledger', clockOffsetMs: 0, appVersion: '0.0.0' } as const;
  const store = await openSqliteStore({ directory, create, clock: () => Date.parse(CLOCK) });
  const ledger = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

function copyOf(name: string): string {
  const copy = join(root, name);
  cpSync(prepared, copy, { recursive: true });
  return copy;
}

test('killed anywhere, a run goes on from its last checkpoint and comes to the digest of one that was not', async () => {
  const faults = new DatabaseFaults();
  let calls = 0;
  const whole = await withLedger(copyOf('whole'), async (ledger) => {
    const carryOn = (): ReturnType<Ledger['impactRuns']['run']> =>
      ledger.impactRuns.run({ id, checkpointMs: 0 });
    return faults.during(() => undefined, carryOn);
  }).finally(() => {
    calls = faults.calls.length;
    faults.remove();
  });
  expect(whole).toMatchObject({ state: 'done', numbers: { examined: MEMBERS, changed: MEMBERS } });
  for (let kill = 0; kill < KILLS; kill += 1) {
    const directory = copyOf(`killed-${String(kill)}`);
    const call = 1 + Math.floor(((kill + 0.5) * calls) / KILLS);
    const kind = kill % 2 === 0 ? 'die-before' : 'die-after';
    await expectToDie(program, [directory, CLOCK, packsFile, id, String(call), kind]);
    await withLedger(directory, async (ledger) => {
      const run = await ledger.impactRuns.run({ id });
      expect(run).toMatchObject({ state: 'done', numbers: whole.numbers, digest: whole.digest });
    });
    rmSync(directory, { recursive: true });
  }
}, 600_000);
