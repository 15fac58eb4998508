import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  fen,
  type Fen,
  policyBook,
  type PolicyBook,
  type PolicyPack,
  type RegionData,
} from '#libs/enrollment';
import { packLibrary } from '#libs/policy';
import { Terms } from './terms.js';

/** Sample regions of the pack under test: its ceiling is known, it has none, or it is unknown; and one of another pack. */
export const HOME = '359901';
export const NO_CEILING = '359902';
export const UNKNOWN_CEILING = '359903';
export const NEIGHBOUR = '359904';

const ceilings: readonly (readonly [fromYear: number, ceilingFen: Fen])[] = [
  [2024, fen(30_000_000)],
  [2029, fen(35_000_001)],
];

/** Base ceiling of a sample region in a year, in fen; null: none; undefined: unknown. */
export function baseOf(region: string, year: number): number | null | undefined {
  if (region === NO_CEILING) return null;
  if (region === UNKNOWN_CEILING) return undefined;
  return ceilings.findLast(([fromYear]) => fromYear <= year)?.[1];
}

/** A pack under test with the pack of the neighbouring region. */
export interface SweptPack {
  readonly terms: Terms;
  readonly neighbour: Terms;
  readonly book: PolicyBook;
}

/** The rules of a pack under test in a sample region. */
export function termsIn({ terms, neighbour }: SweptPack, region: string): Terms {
  return region === NEIGHBOUR ? neighbour : terms;
}

/** Puts the versions of a pack under test, with those of another that answers next door. */
export function sweptPack(versions: readonly PolicyPack[], neighbour: readonly PolicyPack[]): SweptPack {
  const terms = new Terms(versions);
  const next = new Terms(neighbour);
  const known = terms.id === next.id ? versions : [...versions, ...neighbour];
  const region = (
    code: string,
    policy: string,
    baseCeilingFen: RegionData['baseCeilingFen'],
  ): RegionData => ({
    code,
    policy,
    baseCeilingFen,
    premiumFen: new Map(),
  });
  const regions = [
    region(HOME, terms.id, new Map(ceilings)),
    region(NO_CEILING, terms.id, new Map([[2024, null]])),
    region(UNKNOWN_CEILING, terms.id, new Map()),
    region(NEIGHBOUR, next.id, new Map(ceilings)),
  ];
  return { terms, neighbour: next, book: policyBook({ packs: known, regions }) };
}

/** Every pack that ships and every sample pack of the tests, each beside the next of the list. */
export function sweptPacks(): readonly SweptPack[] {
  const library = packLibrary();
  const samples = join(__dirname, '..', '..', 'regions');
  const files = existsSync(samples)
    ? readdirSync(samples)
        .map((folder) => join(samples, folder, 'pack.yaml'))
        .filter((file) => existsSync(file))
    : [];
  const packs = [...library.all(), ...files.map((file) => library.load(file))].map(({ pack }) => pack);
  const byId = new Map<string, PolicyPack[]>();
  for (const pack of packs) byId.set(pack.id, [...(byId.get(pack.id) ?? []), pack]);
  const all = [...byId.values()];
  return all.map((versions, index) => sweptPack(versions, all[(index + 1) % all.length] ?? versions));
}
