import { canonicalJson } from '#libs/canonical';
import type { PolicyPack } from '#libs/enrollment';
import { sha256Of } from '../hashing.js';
import type { KnownPolicy } from '../policy/book-of.js';
import { type ReadingChosen, withReading } from '../policy/chosen-reading.js';
import { regionsOfPack, type PolicyLog } from '../policy/policy-log.js';
import type { RegionConfigured } from '../policy/policy-events.js';

/** What a change of policy is: another version of a pack, another choice of a reading, other figures of a region. */
export type PolicyChange =
  | { readonly kind: 'pack'; readonly pack: PolicyPack }
  | { readonly kind: 'reading'; readonly reading: ReadingChosen }
  | { readonly kind: 'region-data'; readonly region: RegionConfigured };

/** Policy as it would be known with a change that is not in force; a version that another draft has taken stays that one. */
export function withChange({ packs, regions }: KnownPolicy, change: PolicyChange): KnownPolicy {
  switch (change.kind) {
    case 'pack':
      return { packs: isAdopted(packs, change.pack) ? packs : [...packs, change.pack], regions };
    case 'reading': {
      const { reading } = change;
      // Versions may have been adopted since the change was submitted: it is about those, too.
      const chosen = { ...reading, versions: versionsRead(packs, reading) };
      return { packs: packs.map((pack) => withReading(pack, chosen)), regions };
    }
    case 'region-data': {
      const others = regions.filter(({ region }) => region !== change.region.region);
      return { packs, regions: [...others, change.region] };
    }
  }
}

/** True where a version is among some, whatever it says. */
export function isAdopted(
  packs: readonly PolicyPack[],
  { id, version }: Pick<PolicyPack, 'id' | 'version'>,
): boolean {
  return packs.some((each) => each.id === id && each.version === version);
}

/** Regions whose answers a change may touch; a region that is not configured yet has nobody in it. */
export function regionsTouchedBy(change: PolicyChange, policy: PolicyLog): readonly string[] {
  const configured = [...policy.regions(Number.MAX_SAFE_INTEGER).keys()];
  if (change.kind === 'region-data') return configured.filter((code) => code === change.region.region);
  const id = change.kind === 'pack' ? change.pack.id : change.reading.pack;
  const touched = regionsOfPack(policy, id, Number.MAX_SAFE_INTEGER);
  return touched === 'all' ? configured : touched;
}

/** The versions of a pack as a choice makes them: the digest of each follows from the one before and from the choice. */
export function versionsRead(
  packs: readonly PolicyPack[],
  { pack, reading, choice, clause, evidence, confidence }: Omit<ReadingChosen, 'versions'>,
): ReadingChosen['versions'] {
  const chosen = { reading, choice, clause, evidence, confidence };
  return packs
    .filter(({ id }) => id === pack)
    .map(({ version, digest }) => ({ version, digest: sha256Of(canonicalJson({ digest, chosen })) }));
}
