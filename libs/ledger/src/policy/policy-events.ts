import type { Fen, PolicyPack, Premium } from '#libs/enrollment';
import type { RecordedEvent } from '#libs/event-store';
import type { RegionEntry } from '#libs/policy';
import { LedgerError } from '../errors.js';
import type { ReadingChosen } from './chosen-reading.js';
import { upcastPack } from './upcast-pack.js';

/** The stream of everything that decides answers beside the facts. */
export const POLICY_STREAM = 'policy';

/**
 * The version of the shape of its events. Those of version 1 have fewer parameters under other names, and premiums without
 * steps; they are read in the shape of today, and stay as they are stored.
 */
export const POLICY_SCHEMA_VERSION = 2;

/** The version with which `ReadingChosen` came: a program that does not know it asks for a newer one. */
export const READING_SCHEMA_VERSION = 3;

/** The whole content of a pack version, with its digest: no file is read while serving. */
export interface PackAdopted {
  readonly pack: PolicyPack;
}

/** What a deployment says of a region; amounts by coverage year. */
export interface RegionConfigured {
  readonly region: string;
  readonly pack: string;
  readonly baseCeilingFen: Readonly<Record<string, Fen | null>>;
  readonly premiumFen: Readonly<Record<string, Premium>>;
  readonly sample: boolean;
}

/** An event of the policy stream as it is read back. */
export type PolicyEvent =
  | { readonly type: 'PackAdopted'; readonly data: PackAdopted }
  | { readonly type: 'ReadingChosen'; readonly data: SignedReading }
  | { readonly type: 'RegionConfigured'; readonly data: RegionConfigured };

/** A chosen reading, and who signed it: the actor that approved. */
export interface SignedReading extends ReadingChosen {
  readonly signer: string;
}

/** Reads an event of the policy stream, a pack in the shape of today; its digest is that of what is stored. */
export function readPolicyEvent({ type, data, position }: RecordedEvent): PolicyEvent {
  if (type === 'PackAdopted') return { type, data: { pack: upcastPack((data as PackAdopted).pack) } };
  if (type === 'ReadingChosen') return { type, data: data as SignedReading };
  if (type === 'RegionConfigured') return { type, data: data as RegionConfigured };
  throw new LedgerError('damaged-event', { position, seen: 'an event of the policy stream' });
}

/** A region of a `regions.yaml` as its event says it. */
export function regionConfigured(entry: RegionEntry): RegionConfigured {
  return {
    region: entry.code,
    pack: entry.policy,
    baseCeilingFen: byYear(entry.baseCeilingFen),
    premiumFen: byYear(entry.premiumFen),
    sample: entry.sample,
  };
}

function byYear<V>(amounts: ReadonlyMap<number, V>): Readonly<Record<string, V>> {
  return Object.fromEntries([...amounts].sort(([a], [b]) => a - b));
}
