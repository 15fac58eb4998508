import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCases } from '../cases/case-file.js';
import { type LoadedPack, packLibrary } from '../pack/pack-library.js';
import { type Sensitivity, sensitivityOf, unnoticedOf } from './sensitivity.js';
import { variantsOf } from './variants.js';

const library = packLibrary();
const national = library.find('national').pack;

/** A region whose first credits come sooner until the end of 2029. */
const PACK = `
id: my-region
version: "1"
regionCode: "990000"
title: { zh: 示例, en: Sample }
extends: national
document: 示例1号
publishedOn: 2026-01-01
effectiveFrom: 2024-09-01
inForceUntil: 2035-01-01
clauses:
  all: { document: 示例1号, at: 一, paraphrase: { zh: 全文, en: The whole text } }
parameters:
  continuous.afterYears:
    - { value: 2, until: 2030-01-01, clause: all, evidence: text, confidence: high }
    - { value: 4, from: 2030-01-01, clause: all, evidence: text, confidence: high }
`;

/** Three years in a row: the third earns a credit. */
const THIRD_YEAR = `
- name: The third year earns
  policy: my-region/pack.yaml
  facts:
    - { type: MemberRegistered, liableFrom: 2024-01-01 }
    - { type: PremiumPaid, coverageYear: 2025, paidOn: 2024-10-15 }
    - { type: PremiumPaid, coverageYear: 2026, paidOn: 2025-10-15 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2026-10-15 }
  expect:
    - { on: 2026-12-31, ceiling: { continuousCreditYuan: 0 } }
    - { on: 2027-01-01, ceiling: { continuousCreditYuan: 1000 } }
`;

/** The same person under another pack, who moves to the region for the third year. */
const ARRIVAL = `
- name: A new arrival earns in the third year
  policy: national
  regions: { "990000": { policy: my-region/pack.yaml } }
  facts:
    - { type: MemberRegistered, liableFrom: 2024-01-01 }
    - { type: PremiumPaid, coverageYear: 2025, paidOn: 2024-10-15 }
    - { type: PremiumPaid, coverageYear: 2026, paidOn: 2025-10-15 }
    - { type: RegionTransferred, toRegion: "990000", effectiveOn: 2026-06-01 }
    - { type: PremiumPaid, coverageYear: 2027, paidOn: 2026-10-15 }
  expect: [{ on: 2027-01-01, ceiling: { continuousCreditYuan: 1000 } }]
`;

let folder: string;
let loaded: LoadedPack;
let withoutCases: Sensitivity;
let withCase: Sensitivity;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sensitivity-'));
  mkdirSync(join(folder, 'my-region'));
  writeFileSync(join(folder, 'my-region', 'pack.yaml'), PACK);
  loaded = library.load(join(folder, 'my-region'));
  withoutCases = examine('');
  withCase = examine(THIRD_YEAR);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function examine(content: string): Sensitivity {
  const cases = content === '' ? [] : readCases(content, join(folder, 'cases.yaml'), library);
  return sensitivityOf(loaded, { cases, others: [national] });
}

/** What became of the changes at a place: the value tried, and the case that noticed it. */
function noticed({ variants }: Sensitivity, place: string): readonly (readonly unknown[])[] {
  return variants
    .filter((variant) => variant.place === place)
    .map(({ to, noticedBy }) => [to, noticedBy?.name ?? null]);
}

const EARLY = 'continuous.afterYears@start';

test('each change of a value is noticed by the case that has its figure', () => {
  expect(noticed(withCase, EARLY)).toEqual([
    ['1', 'The third year earns'],
    ['3', 'The third year earns'],
    [null, 'The third year earns'],
  ]);
  expect(withCase).toMatchObject({ pack: 'my-region@1', cases: 1, failing: [] });
});

test('what no case notices is reported, with its clause', () => {
  expect(noticed(withoutCases, EARLY)).toEqual([
    ['1', null],
    ['3', null],
    [null, null],
  ]);
  const clause = expect.objectContaining({ document: '示例1号', at: '一' }) as unknown;
  expect(unnoticedOf(withCase)).toContainEqual({
    name: 'continuous.afterYears',
    place: 'continuous.afterYears@2030-01-01.from',
    from: '2030-01-01',
    to: '2029-12-31',
    clause,
    outcome: 'not-noticed',
    noticedBy: null,
    notInUse: null,
  });
});

test('a case of another pack notices, too, where a person moves to the region', () => {
  expect(noticed(examine(ARRIVAL), EARLY)).toContainEqual(['3', 'A new arrival earns in the third year']);
});

test('a case that fails with the pack itself, or cannot be read, guards nothing and is named', () => {
  const wrong = THIRD_YEAR.replace('continuousCreditYuan: 1000', 'continuousCreditYuan: 999');
  const broken = '\n- { name: Broken, policy: my-region/pack.yaml, facts: [], expect: [{ on: never }] }\n';
  const { cases, failing, variants } = examine(wrong + broken);
  expect(cases).toBe(0);
  expect(failing.map(({ name }) => name)).toEqual(['The third year earns', 'Broken']);
  expect(variants.filter(({ outcome }) => outcome === 'noticed')).toEqual([]);
});

test('a case that does not use the pack is left out', () => {
  const { cases, failing } = examine(THIRD_YEAR.replaceAll('my-region/pack.yaml', 'national'));
  expect({ cases, failing }).toEqual({ cases: 0, failing: [] });
});

test('a value that decides nothing beside the others is not in use, and says why', () => {
  const { variants } = withCase;
  expect(variants.find(({ place }) => place === 'R34')).toMatchObject({
    outcome: 'not-in-use',
    notInUse: { en: 'The pack has no break penalty.' },
  });
  // With a penalty of one yuan it would be in use: that change is no part of the condition.
  expect(variants.find(({ place }) => place.startsWith('penalty.perBreakYear'))?.notInUse).toBeNull();
});

test('the end of the force is moved and lifted', () => {
  expect(noticed(withoutCases, 'inForceUntil').map(([to]) => to)).toEqual([
    '2034-12-31',
    '2035-01-02',
    'null',
  ]);
});

test('a reading has each of its choices, and a number its neighbours', () => {
  expect(noticed(withoutCases, 'R24').map(([to]) => to)).toEqual(['continuous', 'zero-claim', 'none']);
  expect(noticed(withoutCases, 'R35').map(([to]) => to)).toEqual(expect.arrayContaining(['11', '13']));
});

test('every variant is another pack with a digest of its own', () => {
  const variants = variantsOf(loaded.pack, [national]);
  const digests = new Set([loaded.pack.digest, ...variants.map(({ pack }) => pack.digest)]);
  expect(digests.size).toBe(variants.length + 1);
});

test('progress is told after each variant', () => {
  const onTried = jest.fn();
  const { variants } = sensitivityOf(loaded, { cases: [], others: [], onTried });
  expect(onTried).toHaveBeenCalledTimes(variants.length);
  const unused = variants.filter(({ outcome }) => outcome === 'not-in-use').length;
  expect(onTried).toHaveBeenLastCalledWith(variants.length, variants.length, variants.length - unused);
});
