/** The regions whose members a caller may see; `all` is for a sample ledger and for the command line on its own data. */
export interface RegionScope {
  readonly regions: 'all' | readonly string[];
}

/** Every region. */
export const everyRegion: RegionScope = { regions: 'all' };

/** True where a region lies in a scope. */
export function includesRegion({ regions }: RegionScope, region: string): boolean {
  return regions === 'all' || regions.includes(region);
}
