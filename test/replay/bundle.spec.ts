import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext, runInThisContext } from 'node:vm';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import * as core from '#libs/enrollment';
import { QUESTION_DAYS, THROUGH_YEAR, TODAY } from './answers.js';
import { type GeneratedHistory, histories } from './histories.js';
import { PACK_IDS, packs, regionsUnder } from './sample-policy.js';
import { isFull } from './sizes.js';

const root = join(__dirname, '..', '..');
const entry = join(root, 'libs', 'enrollment', 'src', 'index.ts');

/** The core as the console gets it: one script for a browser that leaves its exports in `core`. */
function bundle(): {
  readonly code: string;
  readonly inputs: readonly string[];
  readonly imports: readonly string[];
} {
  const built = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'core',
    target: 'es2022',
    // Nothing of the surroundings decides how it is built.
    tsconfigRaw: {},
    write: false,
    outfile: 'core.js',
    metafile: true,
    logLevel: 'silent',
  });
  expect(built.warnings).toEqual([]);
  return {
    code: built.outputFiles[0]?.text ?? '',
    inputs: Object.keys(built.metafile.inputs),
    imports: Object.values(built.metafile.outputs).flatMap((output) =>
      output.imports.map(({ path }) => path),
    ),
  };
}

/** What every generated history comes to, as bytes; the same text runs in the source, the bundle and the children. */
const ANSWER = `(core, { packs, regions, histories, days, throughYear, today }) => {
  const books = new Map();
  const bookOf = (packId) => {
    if (!books.has(packId)) {
      const revived = regions[packId].map((region) => ({
        ...region,
        baseCeilingFen: new Map(region.baseCeilingFen),
        premiumFen: new Map(region.premiumFen),
      }));
      books.set(packId, core.policyBook({ packs, regions: revived, fallbackPack: 'national' }));
    }
    return books.get(packId);
  };
  return histories.map(({ packId, facts }, index) => {
    const book = bookOf(packId);
    const history = core.derive(facts, book, { throughYear });
    if (history === undefined) return 'nobody is registered';
    const on = days[index % days.length];
    const field = core.EXPLAINED_FIELDS[index % core.EXPLAINED_FIELDS.length];
    return JSON.stringify({
      standings: days.map((day) => core.standingOn(history, day)),
      timeline: core.timelineOf(history, today),
      explanation: core.explain(facts, book, { on, field }),
      quote: core.quoteRepair(facts, book, { on }),
    });
  });
}`;

/** Everything a run needs, as JSON: what crosses to another realm or process. */
function questionOf(generated: readonly GeneratedHistory[]): string {
  const regions = Object.fromEntries(
    PACK_IDS.map((packId) => [
      packId,
      regionsUnder(packId).map((region) => ({
        ...region,
        baseCeilingFen: [...region.baseCeilingFen],
        premiumFen: [...region.premiumFen],
      })),
    ]),
  );
  const days = QUESTION_DAYS.filter((_, index) => index % 5 === 0);
  return JSON.stringify({
    packs,
    regions,
    histories: generated,
    days,
    throughYear: THROUGH_YEAR,
    today: TODAY,
  });
}

const { code, inputs, imports } = bundle();
const perPack = isFull ? 200 : 20;
const generated = PACK_IDS.flatMap((packId, index) =>
  fc.sample(histories(packId), { numRuns: perPack, seed: 38 + index }),
);
const question = questionOf(generated);

/** The answers by the bundle, in a realm that has nothing but the language: no process, no require, no console. */
const bundled = runInContext(
  `${code}\n;(${ANSWER})(core, ${question});`,
  createContext(Object.create(null) as object),
) as readonly string[];

test('the core bundles for the browser from its own folder alone', () => {
  expect(imports).toEqual([]);
  expect(inputs.length).toBeGreaterThan(40);
  for (const input of inputs) expect(input).toMatch(/^libs\/enrollment\/src\/[\w/-]+\.ts$/);
  expect(code).not.toMatch(/\brequire\s*\(|\bprocess\.|['"]node:|\bimport\s*\(/);
});

test(`${String(generated.length)} generated histories give the same bytes by the bundled core as by the source`, () => {
  const answer = runInThisContext(`(${ANSWER})`) as (core: unknown, question: unknown) => readonly string[];
  const bySource = answer(core, JSON.parse(question));
  expect(bundled).toHaveLength(generated.length);
  bySource.forEach((bytes, index) => {
    if (bytes !== bundled[index]) expect({ index, bytes }).toEqual({ index, bytes: bundled[index] });
  });
  expect(new Set(bySource).size).toBeGreaterThan(generated.length * 0.8);
});

describe('in another time zone and language', () => {
  const folder = mkdtempSync(join(tmpdir(), 'canbao-bundle-'));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const script = join(folder, 'answer.cjs');
  writeFileSync(
    script,
    `${code}
const { createHash } = require('node:crypto');
const answers = (${ANSWER})(core, ${question});
const { timeZone, locale } = Intl.DateTimeFormat().resolvedOptions();
const sha256 = createHash('sha256').update(JSON.stringify(answers)).digest('hex');
process.stdout.write(JSON.stringify({ sha256, timeZone, locale, offset: new Date(2028, 0, 1).getTimezoneOffset() }));
`,
  );
  const expected = createHash('sha256').update(JSON.stringify(bundled)).digest('hex');

  test.each([
    ['Asia/Shanghai', 'zh_CN.UTF-8', 'zh-CN', -480],
    ['America/St_Johns', 'tr_TR.UTF-8', 'tr-TR', 210],
    ['Pacific/Kiritimati', 'en_US.UTF-8', 'en-US', -840],
  ])('%s, %s: the same bytes', (zone, language, locale, offset) => {
    const child = spawnSync(process.execPath, [script], {
      encoding: 'utf8',
      env: { TZ: zone, LANG: language, LC_ALL: language },
      maxBuffer: 10_000_000,
    });
    expect(child.stderr).toBe('');
    expect(JSON.parse(child.stdout)).toEqual({ sha256: expected, timeZone: zone, locale, offset });
  });
});
