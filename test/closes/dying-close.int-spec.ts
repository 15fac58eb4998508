import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { openSqliteStore } from '#libs/event-store';
import { DatabaseFaults } from '#libs/event-store/testing';
import { everyRegion, type Ledger, openLedger, type YearClose } from '#libs/ledger';
import { author, given, paid, REGION, registered, sampleRegions, shippedPacks } from '#libs/ledger/testing';
import { expectToDie } from '../faults/dying-process.js';
import { isFull } from '../replay/sizes.js';

/** How many of the calls the process is killed at. */
const KILLS = isFull ? 60 : 8;
const MEMBERS = 24;
const CHUNK = 5;
const CLOCK = '2028-03-02T10:00:00+08:00';
const scope = everyRegion;
const logId = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b18';

const root = mkdtempSync(join(tmpdir(), 'canbao-close-'));
const prepared = join(root, 'prepared');
const program = join(root, 'dying-close.cjs');
const packsFile = join(root, 'packs.json');
let id = '';

beforeAll(async () => {
  const repository = join(__dirname, '..', '..');
  buildSync({
    entryPoints: [join(__dirname, 'dying-close.ts')],
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
  // Every third member has paid.
  id = await withLedger(prepared, async (ledger) => {
    await ledger.policy.importRegions(sampleRegions(), author);
    for (let number = 0; number < MEMBERS; number += 1) {
      const facts = number % 3 === 0 ? [registered, paid(2028, '2027-11-01')] : [registered];
      await given(ledger, memberOf(number), ...facts);
    }
    const { close } = await ledger.yearCloses.start(
      { region: REGION, coverageYear: 2028 },
      { ...author, scope },
    );
    return close.id;
  });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const memberOf = (number: number): string => `P-${String(1000 + number)}`;

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

/** Goes on with the close to its end; approves it where that is what it waits for. */
async function finished(ledger: Ledger): Promise<YearClose> {
  const close = await ledger.yearCloses.run({ id, chunk: CHUNK });
  if (close.state !== 'previewed') return close;
  await ledger.yearCloses.approve(id, { ...author, actor: 'reviewer', scope });
  return ledger.yearCloses.run({ id, chunk: CHUNK });
}

async function lapsesIn(ledger: Ledger): Promise<readonly string[]> {
  const { items } = await ledger.events.list({ scope, limit: 500 });
  return items.flatMap(({ type, member }) => (type === 'CoverageLapsed' ? [member] : [])).sort();
}

const due = Array.from({ length: MEMBERS }, (_, number) => number)
  .filter((number) => number % 3 !== 0)
  .map(memberOf);

function copyOf(directory: string, name: string): string {
  const copy = join(root, name);
  cpSync(directory, copy, { recursive: true });
  return copy;
}

test('killed anywhere in preview or commit, a close goes on, appends each lapse once and counts it once', async () => {
  const approved = copyOf(prepared, 'approved');
  await withLedger(approved, async (ledger) => {
    await ledger.yearCloses.run({ id, chunk: CHUNK });
    await ledger.yearCloses.approve(id, { ...author, actor: 'reviewer', scope });
  });
  for (const [phase, from] of [
    ['preview', prepared],
    ['commit', approved],
  ] as const) {
    const calls = await callsOf(copyOf(from, `${phase}-counted`));
    for (let kill = 0; kill < KILLS; kill += 1) {
      const directory = copyOf(from, `${phase}-${String(kill)}`);
      const call = 1 + Math.floor(((kill + 0.5) * calls) / KILLS);
      const kind = kill % 2 === 0 ? 'die-before' : 'die-after';
      await expectToDie(program, [directory, CLOCK, packsFile, id, String(CHUNK), String(call), kind]);
      await withLedger(directory, async (ledger) => {
        expect(await finished(ledger)).toMatchObject({
          state: 'committed',
          preview: { examined: MEMBERS, due: due.length },
          report: { examined: MEMBERS, appended: due.length, recorded: 0, refused: 0 },
        });
        expect(await lapsesIn(ledger)).toEqual(due);
      });
      rmSync(directory, { recursive: true });
    }
  }
}, 600_000);

/** The number of database calls that carrying the close on makes. */
async function callsOf(directory: string): Promise<number> {
  const faults = new DatabaseFaults();
  try {
    return await withLedger(directory, async (ledger) => {
      await faults.during(
        () => undefined,
        async () => {
          await ledger.yearCloses.run({ id, chunk: CHUNK });
        },
      );
      return faults.calls.length;
    });
  } finally {
    faults.remove();
  }
}
