import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedPolicies } from '#libs/policy';
import { reportFailure } from './failures/report-failure.js';
import type { Language } from './language.js';
import { buildProgram } from './program.js';
import { type RecordingShell, recordingShell } from './testing/recording-shell.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

async function check(args: readonly string[], language: Language = 'en'): Promise<RecordingShell> {
  const shell = recordingShell(language);
  try {
    await buildProgram(shell).parseAsync(['pack', 'check', ...args], { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error, shell);
  }
  return shell;
}

/** Writes a `regions.yaml`; its path. */
function regions(content: string): string {
  const file = join(folder, 'regions.yaml');
  writeFileSync(file, content);
  return file;
}

test('regions alone are checked', async () => {
  const file = regions('- { code: "359901", policy: fujian }\n- { code: "359902", policy: anhui }\n');
  const { printed } = await check(['--regions', file]);
  expect(printed).toEqual([`${file}: sound; 2 regions`]);
  expect(process.exitCode).toBeUndefined();
});

test('a region of a pack that is not there is a finding, unless that pack is checked with it', async () => {
  const pack = join(folder, 'pack.yaml');
  const fujian = readFileSync(join(shippedPolicies(), '350000-fujian', 'pack.yaml'), 'utf8');
  writeFileSync(pack, fujian.replace('id: fujian', 'id: my-region'));
  const file = regions('- { code: "359901", policy: my-region }\n');
  const alone = await check(['--regions', file]);
  expect(alone.printed).toEqual([
    expect.stringContaining(`${file}:1:3 [0]: found policy: my-region, expected the id of a pack.`),
  ]);
  expect(process.exitCode).toBe(1);
  process.exitCode = undefined;
  const together = await check([pack, '--regions', file]);
  expect(together.printed.at(-1)).toBe(`${file}: sound; 1 region`);
  expect(process.exitCode).toBeUndefined();
});

test.each<[Language, string]>([
  ['en', 'found no row that names freshman, expected one: pack.yaml cites this clause for it.'],
  ['zh', '见到 没有一行写到 freshman, 应为 有一行: pack.yaml 为它引用这一条款。'],
])('the sources beside a pack are compared with it (%s)', async (language, message) => {
  const copy = join(folder, 'fujian');
  cpSync(join(shippedPolicies(), '350000-fujian'), copy, { recursive: true });
  const sources = join(copy, 'sources.md');
  expect((await check([copy])).printed).toEqual([expect.stringContaining('fujian@1 sha256:')]);
  writeFileSync(sources, readFileSync(sources, 'utf8').replaceAll('`freshman`', 'a word'));
  const { printed } = await check([copy], language);
  expect(printed).toContainEqual(expect.stringContaining(message));
  expect(process.exitCode).toBe(1);
});
