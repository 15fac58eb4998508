import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InvalidFileError, UnknownPackError } from '../errors.js';
import { checkPack } from './check-pack.js';
import { packLibrary, loadPack, loadShippedPacks } from './pack-library.js';
import { listPacks } from './pack-report.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packs-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function writePack(name: string, content: string): string {
  const file = join(folder, name, 'pack.yaml');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const draft = (id: string, parent: string): string => `
id: ${id}
version: "1"
regionCode: "990000"
title: { zh: 草案, en: Draft }
extends: ${parent}
document: 草案1号
publishedOn: 2026-01-01
effectiveFrom: 2026-01-01
clauses:
  all: { document: 草案1号, at: 一, paraphrase: { zh: 全文, en: The whole text } }
parameters:
  wait.fixed: { value: 2, clause: all, evidence: text, confidence: high }
`;

test('a draft anywhere extends a shipped pack by its id', () => {
  const { pack } = loadPack(writePack('draft', draft('draft', 'fujian')));
  expect(pack.parameters['wait.fixed'][0]?.value).toBe(2);
  expect(pack.parameters['ceiling.mustBeSet'][0]?.value).toBe(true);
});

test('a draft extends one that lies beside it', () => {
  writePack('one', draft('one', 'national'));
  expect(loadPack(dirname(writePack('two', draft('two', 'one')))).pack.extends).toBe('one');
});

test.each(['id: "one"', 'id: one # the first', '"id": one', 'id:   one', 'id: >-\n  one'])(
  'a pack is found beside another however it states its id: %s',
  (stated) => {
    writePack('other-name', draft('one', 'national').replace('id: one', stated));
    expect(loadPack(dirname(writePack('two', draft('two', 'one')))).pack.extends).toBe('one');
  },
);

test('the same file gives the same digest, another value another one', () => {
  const file = writePack('draft', draft('draft', 'national'));
  const before = loadPack(file).pack.digest;
  expect(loadPack(file).pack.digest).toBe(before);
  writeFileSync(file, `# a remark\n${readFileSync(file, 'utf8')}`);
  expect(loadPack(file).pack.digest).toBe(before);
  writeFileSync(file, draft('draft', 'national').replace('value: 2', 'value: 1'));
  expect(loadPack(file).pack.digest).not.toBe(before);
});

test('packs that extend each other are refused with their circle', () => {
  writePack('one', draft('one', 'two'));
  const file = writePack('two', draft('two', 'one'));
  const { problems } = checkPack(file);
  expect(problems).toMatchObject([{ path: 'extends', line: 6, seen: 'a circle: two → one → two' }]);
});

test('a pack that extends an unknown one is refused with the ids there are', () => {
  const { problems, summary } = checkPack(writePack('draft', draft('draft', 'atlantis')));
  expect(summary).toBeNull();
  expect(problems).toMatchObject([{ path: 'extends', line: 6, column: 10, seen: '"atlantis"' }]);
  expect(problems[0]?.remedy).toContain('national');
});

test('every bad file of a directory is reported', () => {
  writePack('one', draft('one', 'national').replace('value: 2', 'value: two'));
  writePack('two', draft('two', 'national').replace('2026-01-01', '2026-13-01'));
  writePack('national', readFileSync(packLibrary().find('national').file, 'utf8'));
  expect(() => loadShippedPacks(folder)).toThrow(InvalidFileError);
  expect(() => loadShippedPacks(folder)).toThrow(/one.pack\.yaml:13:24 [\s\S]*two.pack\.yaml:8:14 /);
});

test('an unknown name is refused with the names there are', () => {
  expect(() => packLibrary().find('atlantis')).toThrow(UnknownPackError);
  expect(() => packLibrary().find('atlantis')).toThrow(/fujian/);
  expect(() => packLibrary().load(join(folder, 'nothing'))).toThrow(UnknownPackError);
});

test('a pack is found by id, by path and by a path relative to a folder', () => {
  const file = writePack('draft', draft('draft', 'national'));
  const library = packLibrary();
  expect(library.find('fujian').pack.id).toBe('fujian');
  expect(library.find(file).pack.id).toBe('draft');
  expect(library.find('draft', [folder]).file).toBe(file);
});

test('the list has the shipped packs with their digests', () => {
  expect(listPacks()).toContainEqual(
    expect.objectContaining({
      id: 'fujian',
      version: '1',
      inForceUntil: '2035-01-26',
      digest: expect.stringMatching(/^sha256:/),
    }),
  );
});

test('a pack is loaded by its path or, where nothing stands there, by its id', () => {
  expect(packLibrary().load('fujian').pack).toEqual(packLibrary().find('fujian').pack);
  expect(() => packLibrary().load('nowhere')).toThrow('nowhere');
});
