import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  type LoadedPack,
  packLibrary,
  type ReadCase,
  readCases,
  type Sensitivity,
  sensitivityOf,
  type TriedVariant,
  unnoticedOf,
} from '#libs/policy';

/** The library of all packs and cases: a pack is known by the object that was read. */
export const library = packLibrary();

/** The cases of a folder, under their paths. */
export function casesIn(folder: string): readonly ReadCase[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(folder, name))
    .flatMap((file) => readCases(readFileSync(file, 'utf8'), file, library));
}

/** The folder of the cases of a pack. */
export function ownFolder({ file }: LoadedPack): string {
  return join(dirname(file), 'cases');
}

/** What a pack is examined with. */
interface Examination {
  /** Cases beside those of its own folder. */
  readonly furtherCases: readonly ReadCase[];
  /** The part of its variants that is tried: those whose index is `first` or so many times `step` more. */
  readonly part: { readonly first: number; readonly step: number };
}

/** How long the examination of a pack may take on a busy machine, in milliseconds. */
const LIMIT_MS = 240_000;

/** States that the cases of a pack guard its values: everything that can be noticed is, and by a case of its own. */
export function describeGuard(loaded: LoadedPack, { furtherCases, part }: Examination): void {
  let sensitivity: Sensitivity;
  beforeAll(() => {
    sensitivity = sensitivityOf(loaded, {
      cases: [...casesIn(ownFolder(loaded)), ...furtherCases],
      others: library.all().map(({ pack }) => pack),
      isTried: (_variant, index) => index % part.step === part.first,
    });
  }, LIMIT_MS);

  test('every change of a value or a reading is noticed by a case', () => {
    expect(sensitivity.variants.length).toBeGreaterThan(0);
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
}

function shown({ place, from, to, clause }: TriedVariant): string {
  return `${place}: ${from ?? '-'} → ${to ?? '-'} (${clause.document} ${clause.at})`;
}
