import type { Ledger, RegionScope } from '#libs/ledger';

/** Regions of samples have codes that no real region has. */
const sampleCode = /^3599\d\d$/;

/** What a caller without a key may see of a sample ledger: its sample regions and no other. */
export async function sampleScope(ledger: Ledger): Promise<RegionScope> {
  const { items } = await ledger.policy.regions();
  const samples = items.filter(({ code, sample }) => sample && sampleCode.test(code));
  return { regions: samples.map(({ code }) => code) };
}
