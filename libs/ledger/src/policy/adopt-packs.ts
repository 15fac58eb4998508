import { civilDayOfInstant, type PolicyPack } from '#libs/enrollment';
import type { Instant, NewEvent } from '#libs/event-store';
import { appendToStream } from '../append-to-stream.js';
import type { LedgerContext } from '../context.js';
import { LedgerError } from '../errors.js';
import { eventIdOf } from '../hashing.js';
import type { Author } from '../ledger.js';
import { type PackAdopted, POLICY_SCHEMA_VERSION, POLICY_STREAM } from './policy-events.js';

/**
 * Adopts pack versions, in order of publication; one that is adopted already is left as it is. `recordedAt` is for the
 * script of a sample ledger, which adopts one pack at a time.
 */
export async function adoptPacks(
  { store, policy }: LedgerContext,
  packs: readonly PolicyPack[],
  author: Author,
  recordedAt?: Instant,
): Promise<void> {
  const today = civilDayOfInstant(recordedAt ?? store.now());
  for (const { id, version, publishedOn } of packs) {
    if (publishedOn <= today) continue;
    throw new LedgerError('not-published-yet', { seen: `${id}@${version}`, expected: publishedOn, today });
  }
  const sorted = [...packs].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  await appendToStream(store, POLICY_STREAM, async () => {
    await policy.refresh();
    const adopted = new Set(policy.adoptions(Number.MAX_SAFE_INTEGER).map(({ value }) => value.digest));
    const events = sorted
      .filter(({ digest }) => !adopted.has(digest))
      .map((pack): NewEvent => {
        const event = packAdopted(store.ledger.logId, pack, author);
        return recordedAt === undefined ? event : { ...event, recordedAt };
      });
    return { version: policy.version, events };
  });
}

function packAdopted(logId: string, pack: PolicyPack, { actor, correlationId }: Author): NewEvent {
  // Facts have ids of names with a line break, so no source document can take this one.
  const id = eventIdOf(logId, `pack/${pack.digest}`);
  const data: PackAdopted = { pack };
  return {
    id,
    type: 'PackAdopted',
    schemaVersion: POLICY_SCHEMA_VERSION,
    data,
    metadata: { correlationId, actor, effectiveOn: pack.effectiveFrom },
  };
}

function orderOf({ publishedOn, id, version }: PolicyPack): string {
  return `${publishedOn} ${id}@${version}`;
}
