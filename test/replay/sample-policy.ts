import {
  fen,
  type Fen,
  policyBook,
  type PolicyBook,
  type PolicyPack,
  type RegionData,
} from '#libs/enrollment';
import { loadShippedPacks } from '#libs/policy';

/** The packs that ship, by id. */
export const PACK_IDS = ['national', 'fujian', 'lishui', 'anhui', 'jincheng'] as const;
export type PackId = (typeof PACK_IDS)[number];

/** Sample regions: three of the pack under test (the second has no ceiling, the third an unknown one), one of another pack. */
export const REGIONS = ['359901', '359902', '359903', '359904'] as const;
export type SampleRegion = (typeof REGIONS)[number];
export const HOME: SampleRegion = REGIONS[0];

export const packs: readonly PolicyPack[] = loadShippedPacks().map(({ pack }) => pack);

const premiums = new Map<number, Fen>([
  [2024, fen(38_000)],
  [2026, fen(40_000)],
]);
const ceilings = new Map<number, Fen | null>([
  [2024, fen(30_000_000)],
  [2029, fen(35_000_001)],
]);

/** The sample regions where the pack under test answers; its neighbour belongs to the next pack of the list. */
export function regionsUnder(packId: PackId): readonly RegionData[] {
  return regionsOf(packId, PACK_IDS[(PACK_IDS.indexOf(packId) + 1) % PACK_IDS.length] ?? packId);
}

function regionsOf(packId: string, neighbour: string): readonly RegionData[] {
  return [
    { code: REGIONS[0], policy: packId, baseCeilingFen: ceilings, premiumFen: premiums },
    { code: REGIONS[1], policy: packId, baseCeilingFen: new Map([[2024, null]]), premiumFen: premiums },
    { code: REGIONS[2], policy: packId, baseCeilingFen: new Map(), premiumFen: new Map() },
    { code: REGIONS[3], policy: neighbour, baseCeilingFen: ceilings, premiumFen: premiums },
  ];
}

/** A policy book over the sample regions, all five packs adopted. */
export function bookUnder(packId: PackId): PolicyBook {
  return policyBook({ packs, regions: regionsUnder(packId), fallbackPack: 'national' });
}

/** The same where a pack of a test answers, which need not ship; its neighbour is a national region. */
export function bookOver(pack: PolicyPack): PolicyBook {
  const all = [...packs.filter(({ id }) => id !== pack.id), pack];
  return policyBook({ packs: all, regions: regionsOf(pack.id, 'national'), fallbackPack: 'national' });
}
