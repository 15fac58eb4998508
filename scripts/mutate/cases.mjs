/* global expect, test */
/**
 * The cases of test/policies/cases.spec.ts, one test for each file, which reads it only when its turn comes: most
 * mutants are dead after the first two or three, and reading all files takes longer than everything else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packLibrary, readCases, runCase } from '#libs/policy';

const root = join(__dirname, '..', '..');
const files = ['policies', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((path) => `${folder}/${path}`)
    .filter((path) => /\/cases\/[^/]+\.ya?ml$/.test(path)),
);
const library = packLibrary();

test.each(files)('%s', (file) => {
  for (const each of readCases(readFileSync(join(root, file), 'utf8'), file, library)) {
    expect(runCase(each).report).toEqual([]);
  }
});
