import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type LoadedPack,
  packLibrary,
  type ReadCase,
  readCases,
  type Sensitivity,
  sensitivityOf,
  shippedPolicies,
  type TriedVariant,
  unnoticedOf,
} from '#libs/policy';

const library = packLibrary();
const shipped = library.all();
const others = shipped.map(({ pack }) => pack);

/** The cases of a folder, under their paths. */
function casesIn(folder: string): readonly ReadCase[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(folder, name))
    .flatMap((file) => readCases(readFileSync(file, 'utf8'), file, library));
}

function ownFolder({ file }: LoadedPack): string {
  return join(dirname(file), 'cases');
}

/** The cases of every pack and those of `test/cases`, by folder: each pack is tried with all that use it. */
const casesByFolder = new Map(
  [...shipped.map(ownFolder), join(shippedPolicies(), '..', 'test', 'cases')].map((folder) => [
    folder,
    casesIn(folder),
  ]),
);

/** All cases, those of a pack first: what one of them notices is not left to the cases of others. */
function ownCasesFirst(loaded: LoadedPack): readonly ReadCase[] {
  const own = casesByFolder.get(ownFolder(loaded)) ?? [];
  return [...own, ...[...casesByFolder.values()].flat().filter((read) => !own.includes(read))];
}

function shown({ place, from, to, clause }: TriedVariant): string {
  return `${place}: ${from ?? '-'} → ${to ?? '-'} (${clause.document} ${clause.at})`;
}

describe.each(shipped.map((loaded) => [loaded.pack.id, loaded] as const))('%s', (_id, loaded) => {
  let sensitivity: Sensitivity;
  beforeAll(() => {
    sensitivity = sensitivityOf(loaded, { cases: ownCasesFirst(loaded), others });
  });

  test('every change of a value or a reading is noticed by a case', () => {
    expect(unnoticedOf(sensitivity).map(shown)).toEqual([]);
  });

  test('none of them only by a case of another pack', () => {
    const elsewhere = sensitivity.variants.filter(
      ({ noticedBy }) => noticedBy !== null && dirname(noticedBy.file) !== ownFolder(loaded),
    );
    expect(elsewhere.map(shown)).toEqual([]);
  });

  test('no case notices a change of what is not in use', () => {
    const contradicted = sensitivity.variants.filter(
      ({ noticedBy, notInUse }) => noticedBy !== null && notInUse !== null,
    );
    expect(contradicted.map((variant) => `${shown(variant)}: ${JSON.stringify(variant.noticedBy)}`)).toEqual(
      [],
    );
  });

  test('every case that uses the pack passes with it', () => {
    expect(sensitivity.failing).toEqual([]);
    expect(sensitivity.cases).toBeGreaterThan(0);
  });
});
