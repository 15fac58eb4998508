import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkPack, type PackCheck, type Problem } from '#libs/policy';

const folder = mkdtempSync(join(tmpdir(), 'canbao-regions-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Writes a file into a folder that is removed after the tests of the file; returns its path. */
export function scratchFile(path: string, content: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const HEAD = `
id: sample-fragment
version: "1"
regionCode: "359900"
title: { zh: 样例, en: A sample }
extends: national
document: 样例〔2026〕0号
publishedOn: 2026-01-15
effectiveFrom: 2025-09-01
clauses:
  notice: { document: 样例〔2026〕0号, at: 一, paraphrase: { zh: 样例, en: A sample } }
`;

/** Checks a pack that extends the national one and consists of a fragment; its entries cite the clause `notice`. */
export function checkFragment(section: 'parameters' | 'readings' | 'top', fragment: string): PackCheck {
  const indented = fragment.replace(/^(?=.)/gm, '  ');
  const cited = '  periods.lastDayIncluded: { clause: notice }\n';
  const sections = {
    parameters: `parameters:\n${indented}\n`,
    readings: `parameters:\n${cited}readings:\n${indented}\n`,
    top: `${fragment}\nparameters:\n${cited}`,
  };
  return checkPack(scratchFile('fragment/sample/pack.yaml', HEAD + sections[section]));
}

/** An entry of a fragment with a value, in flow style. */
export function entry(name: string, value: string): string {
  return `${name}: { value: ${value}, clause: notice, evidence: text, confidence: high }`;
}

/** A word that no table knows: what reads it says which words it knows. */
export const UNKNOWN = 'zzzzzzzzzzzz';

/** The keys or words that readers name as the ones they know, when they meet the unknown one. */
export function known(problems: readonly Problem[]): readonly string[] {
  const lists = problems
    .filter(({ seen }) => seen.includes(UNKNOWN))
    .map(({ remedy }) => /^Use one of: (.*)\.$/.exec(remedy)?.[1]?.split(', ') ?? []);
  return lists.flat();
}
