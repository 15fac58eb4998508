import {
  type PolicyBook,
  policyBook,
  type PolicyPack,
  type Readings,
  type RegionData,
} from '#libs/enrollment';
import type { RegionConfigured } from './policy-events.js';

/** The pack that answers in a region whose own pack is not adopted yet. */
export const FALLBACK_PACK = 'national';

/** What a question changes about the policy of its moment. */
export interface BookOptions {
  /** One version for every rule, adopted or not. */
  readonly pin?: PolicyPack | undefined;
  readonly readings?: Partial<Readings> | undefined;
}

/** What is known of policy at a moment: the versions in order of adoption, and each region as configured last. */
export interface KnownPolicy {
  readonly packs: readonly PolicyPack[];
  readonly regions: readonly Omit<RegionConfigured, 'sample'>[];
}

/** The policy book of a moment, with what a question changes about it. */
export function bookOf(
  { packs, regions }: KnownPolicy,
  { pin, readings = {} }: BookOptions = {},
): PolicyBook {
  const known = regions.map(regionData);
  return policyBook({
    packs: pin === undefined ? packs : [pin],
    regions: pin === undefined ? known : known.map((region) => ({ ...region, policy: pin.id })),
    fallbackPack: FALLBACK_PACK,
    readings,
  });
}

/** A configured region as the core takes it. */
function regionData({
  region,
  pack,
  baseCeilingFen,
  premiumFen,
}: Omit<RegionConfigured, 'sample'>): RegionData {
  return {
    code: region,
    policy: pack,
    baseCeilingFen: fromYears(baseCeilingFen),
    premiumFen: fromYears(premiumFen),
  };
}

function fromYears<V>(amounts: Readonly<Record<string, V>>): ReadonlyMap<number, V> {
  return new Map(Object.entries(amounts).map(([year, amount]) => [Number(year), amount]));
}
