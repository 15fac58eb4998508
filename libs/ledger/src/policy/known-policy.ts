import type { PolicyPack } from '#libs/enrollment';
import type { KnownPolicy } from './book-of.js';
import { withReading } from './chosen-reading.js';
import type { PolicyEvent, RegionConfigured } from './policy-events.js';

/** An event of the policy stream, with whatever is known of its recording. */
type Entry = { readonly value: PolicyEvent };

/** The same recording with something of the event. */
type Of<E extends Entry, T> = Omit<E, 'value'> & { readonly value: T };

/** The pack versions that some events adopted, in order of adoption, as read by the last of them. */
export function packsIn<E extends Entry>(entries: readonly E[]): readonly Of<E, PolicyPack>[] {
  const packs: Of<E, PolicyPack>[] = [];
  for (const entry of entries) {
    const { type, data } = entry.value;
    if (type === 'PackAdopted') packs.push({ ...entry, value: data.pack });
    if (type === 'ReadingChosen')
      packs.forEach((each, index) => {
        packs[index] = { ...each, value: withReading(each.value, data) };
      });
  }
  return packs;
}

/** The regions that some events configured, each as configured last. */
export function regionsIn<E extends Entry>(
  entries: readonly E[],
): ReadonlyMap<string, Of<E, RegionConfigured>> {
  const regions = new Map<string, Of<E, RegionConfigured>>();
  for (const entry of entries)
    if (entry.value.type === 'RegionConfigured')
      regions.set(entry.value.data.region, { ...entry, value: entry.value.data });
  return regions;
}

/** What some events make known of policy. */
export function policyIn(entries: readonly Entry[]): KnownPolicy {
  return {
    packs: packsIn(entries).map(({ value }) => value),
    regions: [...regionsIn(entries).values()].map(({ value }) => value),
  };
}
