import type { FactData } from '#libs/enrollment';

/** The regions that a stored fact of a member names, whether it counts or not; its data is looked at, not trusted. */
export function regionsIn(type: string, data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  if (type === 'MemberRegistered') return [(data as FactData['MemberRegistered']).region];
  if (type === 'RegionTransferred') {
    const { fromRegion, toRegion } = data as FactData['RegionTransferred'];
    return [fromRegion, toRegion];
  }
  if (type !== 'FactCorrected') return [];
  const { replacement } = data as FactData['FactCorrected'];
  return replacement === undefined ? [] : regionsIn(replacement.type, replacement);
}
