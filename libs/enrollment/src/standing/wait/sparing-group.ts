import type { Status } from '../../events.js';
import type { FullExemption } from '../../parameters.js';
import type { Exempted } from '../cover/exempted.js';
import type { ResidentCover } from '../cover/resident-cover.js';

/** The group that serves no wait at all: by a full exemption (R14), or by a rule for a first year that says so. */
export function sparingGroup(
  { freshman, newborn, rules }: ResidentCover,
  exempt: Exempted<FullExemption> | undefined,
): Status | null {
  const young = freshman?.noWait === true ? 'freshman' : newborn?.noWait === true ? 'newborn' : null;
  if (exempt === undefined) return young;
  return young !== null || rules.readings.R14 === 'yes' ? exempt.rule.status : null;
}
