import { canonicalJson } from '#libs/canonical';
import { civilDayOfInstant, refusal } from '#libs/enrollment';
import type { Instant, NewEvent } from '#libs/event-store';
import type { RegionEntry } from '#libs/policy';
import { appendToStream } from '../append-to-stream.js';
import type { LedgerContext } from '../context.js';
import { eventIdOf } from '../hashing.js';
import type { Author } from '../ledger.js';
import type { RegionsImported } from './policy-answers.js';
import {
  POLICY_SCHEMA_VERSION,
  POLICY_STREAM,
  regionConfigured,
  type RegionConfigured,
} from './policy-events.js';

/** Most regions configured by one append, which is all or nothing. */
const MAX_REGIONS_PER_APPEND = 100;

/**
 * Configures the regions of a `regions.yaml`: an event only where something differs from what stands there. A region
 * may name a pack that is not adopted yet but ships with the product; until its adoption the national text answers.
 */
export async function importRegions(
  context: LedgerContext,
  entries: readonly RegionEntry[],
  author: Author,
  recordedAt?: (index: number) => Instant,
): Promise<RegionsImported> {
  await context.policy.refresh();
  checkPacks(context, entries);
  const configured: string[] = [];
  for (let start = 0; start < entries.length; start += MAX_REGIONS_PER_APPEND) {
    const wanted = entries.slice(start, start + MAX_REGIONS_PER_APPEND).map(regionConfigured);
    configured.push(...(await configure(context, wanted, author, recordedAt)));
  }
  const unchanged = entries.map(({ code }) => code).filter((code) => !configured.includes(code));
  return { configured, unchanged };
}

async function configure(
  { store, policy }: LedgerContext,
  wanted: readonly RegionConfigured[],
  { actor, correlationId }: Author,
  recordedAt?: (index: number) => Instant,
): Promise<readonly string[]> {
  const result = await appendToStream(store, POLICY_STREAM, async () => {
    await policy.refresh();
    const { version } = policy;
    const present = policy.regions(Number.MAX_SAFE_INTEGER);
    const differing = wanted.filter(
      (data) => canonicalJson(present.get(data.region)?.value ?? null) !== canonicalJson(data),
    );
    const events = differing.map((data, index): NewEvent => ({
      id: eventIdOf(store.ledger.logId, `region/${data.region}/${version + index + 1}`),
      type: 'RegionConfigured',
      schemaVersion: POLICY_SCHEMA_VERSION,
      data,
      metadata: {
        correlationId,
        actor,
        effectiveOn: civilDayOfInstant(recordedAt?.(index) ?? store.now()),
      },
      ...(recordedAt === undefined ? {} : { recordedAt: recordedAt(index) }),
    }));
    return { version, events };
  });
  return (result?.events ?? []).map(({ data }) => (data as RegionConfigured).region);
}

function checkPacks({ policy, shipped }: LedgerContext, entries: readonly RegionEntry[]): void {
  const adopted = policy.packs(Number.MAX_SAFE_INTEGER).map(({ value }) => value);
  const known = [...new Set([...adopted, ...shipped].map(({ id }) => id))];
  entries.forEach(({ policy: pack }, index) => {
    if (known.includes(pack)) return;
    throw refusal('unknown-pack', `/${index}/policy`, { seen: pack, expected: known.join(', ') });
  });
}
