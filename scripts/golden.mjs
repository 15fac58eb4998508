/**
 * Makes the golden ledger of the version in package.json: test/golden/v<version>/. Run it once at each release, from a
 * built tree, and commit what it writes; later versions replay it (test/golden). What was released is never made anew:
 * `--replace` is for a version that was not.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const { openForSealing, openKeyFile, Sealer } = require('../dist/libs/audit/src/index.js');
const { canonicalJson } = require('../dist/libs/canonical/src/index.js');
const { openSqliteStore } = require('../dist/libs/event-store/src/index.js');
const ledgers = require('../dist/libs/ledger/src/index.js');
const { loadShippedPacks } = require('../dist/libs/policy/src/index.js');

/** Enough for every kind of fact that the generator tells, small enough for the repository. */
const POPULATION = { members: 12, seed: 2031 };
const DAYS = ['2025-07-01', '2028-01-15', '2030-12-31'];
const KINDS = ['eligibility', 'standing', 'repair-quote'];

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const place = join(root, 'test', 'golden', `v${version}`);
if (existsSync(place) && !process.argv.includes('--replace')) {
  console.error(
    `${place} is there; a golden ledger is made once. (--replace: the version was never released.)`,
  );
  process.exit(4);
}

const scratch = mkdtempSync(join(tmpdir(), 'canbao-golden-'));
try {
  const { lines, answers } = await made(join(scratch, 'data'));
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  writeFileSync(join(place, 'ledger.ndjson'), lines);
  writeFileSync(join(place, 'answers.ndjson'), answers);
  console.log(`${place}: ${lines.split('\n').length - 1} lines, ${answers.split('\n').length - 1} answers`);
} finally {
  rmSync(scratch, { recursive: true });
}

async function made(directory) {
  const packs = loadShippedPacks().map(({ pack }) => pack);
  const engine = version;
  const create = ledgers.generatedLedgerCreation(POPULATION, { appVersion: version, systemNow: Date.now() });
  const store = await openSqliteStore({ directory, create, clock: Date.now });
  const regions = ledgers.sampleRegions(packs.map(({ id }) => id));
  await ledgers.generateLedger(
    { store, packs, engine },
    { population: POPULATION, regions, scratch: directory, onStep: () => undefined },
  );
  const database = openForSealing(directory, create.logId);
  const sealer = new Sealer(store, database, () => openKeyFile(directory, create.logId));
  await sealer.seal();
  const ledger = await ledgers.openLedger({ store, packs, engine });
  const { items } = await ledger.members.list({ scope: ledgers.everyRegion, limit: 500 });
  const members = items.map(({ member }) => member);
  await serveAll(ledger, members);
  await sealer.seal();
  const answers = await answersTo(ledger, await questionsAbout(store, members));
  let lines = '';
  await ledgers.exportLedger({
    source: store,
    seals: sealer.seals,
    engine,
    write: async (text) => {
      lines += text;
    },
    onStep: () => undefined,
    signal: new globalThis.AbortController().signal,
  });
  database.close();
  await store.close();
  return { lines, answers };
}

/** A decision of each kind for each member, on days that take turns. */
async function serveAll(ledger, members) {
  for (const [index, member] of members.entries()) {
    for (const [turn, kind] of KINDS.entries()) {
      const on = DAYS[(index + turn) % DAYS.length];
      const asked = { kind, member, on, language: index % 2 === 0 ? 'zh' : 'en' };
      await ledger.decisions.serve({
        ...asked,
        actor: 'key-1',
        correlationId: `golden-${index}-${turn}`,
        scope: ledgers.everyRegion,
      });
    }
  }
}

/** Standings on each day, as known at the end and at a third of the log; timelines as known at the end. */
async function questionsAbout(store, members) {
  const head = await store.head();
  const early = Math.floor(head / 3);
  return members.flatMap((member) => [
    { ask: 'timeline', member, knownAt: `pos:${head}` },
    ...DAYS.flatMap((on) =>
      [early, head].map((position) => ({ ask: 'standing', member, on, knownAt: `pos:${position}` })),
    ),
  ]);
}

async function answersTo(ledger, questions) {
  const lines = [];
  for (const question of questions)
    lines.push(canonicalJson({ question, answer: await answerTo(ledger, question) }));
  return `${lines.join('\n')}\n`;
}

/** The answer without the name of the program; a refusal is one, too. */
async function answerTo(ledger, { ask, ...question }) {
  try {
    const { coordinates, ...answer } = await ledger.members[ask]({ ...question, scope: ledgers.everyRegion });
    const { knownAt, on, packs, position } = coordinates;
    return { ...answer, coordinates: { knownAt, on, packs, position } };
  } catch (error) {
    if (typeof error.code !== 'string') throw error;
    return { refused: error.code };
  }
}
