import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForSealing, type SealDatabase } from '#libs/audit';
import { canonicalJson } from '#libs/canonical';
import { directoryAddress, type EventStore, openCopy, openStore } from '#libs/event-store';
import {
  checkExport,
  everyRegion,
  type Ledger,
  type LedgerVerification,
  openLedger,
  recordOf,
  takeExport,
  verifyLedger,
} from '#libs/ledger';
import { loadShippedPacks } from '#libs/policy';
import { approvedChanges, disagreementOf } from './approved.js';

const goldens = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const manifest = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as {
  readonly version: string;
};
const packs = loadShippedPacks().map(({ pack }) => pack);
/** Not the name of any release: that of the program must not matter. */
const engine = '99.0.0';
const signal = new AbortController().signal;
const onStep = (): void => undefined;
/** Stands still: a ledger's today is then that of its last event, whenever the test runs. */
const clock = (): number => 0;

test('every release has its golden ledger, this one included (scripts/golden.mjs makes it)', () => {
  expect(goldens).toContain(`v${manifest.version}`);
});

test('a change that nobody stands for is told, and so is one that is approved and none', () => {
  const approved = [
    { golden: 'v1', what: 'decision-a', since: '2.0.0', because: 'x' },
    { golden: 'v1', what: 'decision-b', since: '2.0.0', because: 'x' },
    { golden: 'v2', what: 'decision-c', since: '2.0.0', because: 'x' },
  ];
  expect(disagreementOf('v1', ['decision-a', 'decision-c'], approved)).toEqual({
    unapproved: ['decision-c'],
    unchanged: ['decision-b'],
  });
  expect(goldens).toEqual(expect.arrayContaining(approvedChanges().map(({ golden }) => golden)));
});

/** A question of `answers.ndjson` with the answer that was given. */
interface Answered {
  readonly question: {
    readonly ask: 'standing' | 'timeline';
    readonly member: string;
    readonly knownAt: string;
  };
  readonly answer: unknown;
}

describe.each(goldens)('the golden ledger of %s', (golden) => {
  const scratch = mkdtempSync(join(tmpdir(), 'canbao-golden-'));
  const directory = join(scratch, 'data');
  let store: EventStore;
  let seals: SealDatabase;
  let ledger: Ledger;

  beforeAll(async () => {
    const reading = { file: join(__dirname, golden, 'ledger.ndjson'), signal, onStep };
    const checked = await checkExport(reading);
    if (checked.status === 'refused') throw new Error(`line ${checked.line}: ${checked.because}`);
    const target = await openCopy(directoryAddress(directory), recordOf(checked.header), { clock });
    seals = openForSealing(directory, target.ledger.logId);
    await expect(takeExport(reading, { target, seals })).resolves.toBe('taken');
    await target.close();
    store = await openStore(directoryAddress(directory), { clock });
    ledger = await openLedger({ store, packs, engine });
  });
  afterAll(async () => {
    seals.close();
    await store.close();
    rmSync(scratch, { recursive: true });
  });

  function verified(): Promise<LedgerVerification> {
    return verifyLedger(
      { packs, engine },
      { store, seals, outside: [], readModels: null, accessLog: null, signal },
    );
  }

  test('has every hash, signature and decision that it had, but for what is approved', async () => {
    const { log, decisions } = await verified();
    expect(log.findings).toEqual([]);
    expect(log.sealedSize).toBe(log.events);
    // Checkpoints of the first release did not say what the ledger was made as: that is told, and no fault.
    expect(log.isCreationSealed).toBe(golden !== 'v0.1.0');
    expect(decisions.checked).toBeGreaterThan(30);
    const changed = decisions.different.map(({ stream }) => stream);
    const answered = await answersThatDiffer();
    expect(disagreementOf(golden, [...changed, ...answered], approvedChanges())).toEqual({
      unapproved: [],
      unchanged: [],
    });
  });

  async function answersThatDiffer(): Promise<readonly string[]> {
    const lines = readFileSync(join(__dirname, golden, 'answers.ndjson'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(50);
    const differing: string[] = [];
    for (const line of lines) {
      const { question, answer } = JSON.parse(line) as Answered;
      if (canonicalJson(await answerTo(question)) !== canonicalJson(answer))
        differing.push(canonicalJson(question));
    }
    return differing;
  }

  /** As scripts/golden.mjs wrote it: without the name of the program. */
  async function answerTo({ ask, ...question }: Answered['question']): Promise<unknown> {
    try {
      const { coordinates, ...answer } = await ledger.members[ask]({ ...question, scope: everyRegion });
      const { engine: _, ...where } = coordinates;
      return { ...answer, coordinates: where };
    } catch (error) {
      const { code } = error as { readonly code?: unknown };
      if (typeof code !== 'string') throw error;
      return { refused: code };
    }
  }

  test('is refused by its line where one character of it changes', async () => {
    const lines = readFileSync(join(__dirname, golden, 'ledger.ndjson'), 'utf8').split('\n');
    const at = Math.floor(lines.length / 2);
    const file = join(scratch, 'changed.ndjson');
    writeFileSync(file, lines.with(at, (lines[at] ?? '').replace('"data":', '"datA":')).join('\n'));
    await expect(checkExport({ file, signal, onStep })).resolves.toMatchObject({
      status: 'refused',
      line: at + 1,
    });
  });
});
