import type { Fen, Premium, PolicyPack } from '#libs/enrollment';
import type { PackChoice, ReadingInPacks } from '#libs/policy';
import type { FlipEvent } from '../comparison/comparison-answers.js';
import type { Coordinates } from '../coordinates/question.js';
import type { ReadingChosen } from './chosen-reading.js';
import type { Watermark } from '../watermarks/watermark-answers.js';

/** An adopted pack version in a list. */
export interface AdoptedPackSummary extends Pick<
  PolicyPack,
  | 'id'
  | 'version'
  | 'regionCode'
  | 'title'
  | 'extends'
  | 'document'
  | 'publishedOn'
  | 'effectiveFrom'
  | 'inForceUntil'
  | 'digest'
> {
  /** When and where in the ledger it was adopted; the instant at +08:00. */
  readonly adoptedAt: string;
  readonly position: number;
}

/** A pack version with every parameter and reading, each with its clause. */
export interface AdoptedPackAnswer extends AdoptedPackSummary, Pick<PolicyPack, 'parameters' | 'readings'> {}

/** What is configured for a pooling region. A year not listed takes the value of the last one listed before it. */
export interface RegionAnswer {
  readonly code: string;
  readonly pack: string;
  /** By coverage year; null: the region has none; no year listed: unknown. */
  readonly baseCeilingFen: Readonly<Record<string, Fen | null>>;
  readonly premiumFen: Readonly<Record<string, Premium>>;
  readonly sample: boolean;
  /** When and where in the ledger it was configured last; the instant at +08:00. */
  readonly configuredAt: string;
  readonly position: number;
}

/** An answer about policy with the coordinates it was read at; their `packs` is empty, since no rule was asked. */
export type WithCoordinates<Answer> = Answer & { readonly coordinates: Coordinates };

/** A whole list. */
export interface List<Item> {
  readonly items: readonly Item[];
}

/**
 * What decides answers beside the facts and the packs, as it came in by a moment: whoever holds it can tell what was known
 * at any earlier one.
 */
export interface PolicyLogAnswer {
  /** Every configuration of every region, in order: the last one of a region counts. */
  readonly regions: readonly RegionAnswer[];
  /** Every reading chosen since packs were adopted, in order: the last one of a pack and reading counts. */
  readonly readings: readonly ReadingChoiceAnswer[];
  /** Every declaration of the sources in the caller's regions, in order: the last of a source, region and kind counts. */
  readonly watermarks: readonly Watermark[];
  /** The events of all that, and of the packs, in order, as they are named where one of them made a difference. */
  readonly events: readonly FlipEvent[];
  readonly coordinates: Coordinates;
}

/** A reading as it was chosen, for the versions of a pack that were adopted by then. */
export interface ReadingChoiceAnswer extends ReadingChosen {
  /** The actor that approved. */
  readonly signer: string;
  /** The instant at +08:00. */
  readonly chosenAt: string;
  readonly position: number;
}

/** A reading with what each pack chose, and who signed it; null: as the pack was adopted. */
export interface SignedReadingInPacks extends Omit<ReadingInPacks, 'packs'> {
  readonly packs: readonly (PackChoice & { readonly signer: string | null })[];
}

/** What importing a `regions.yaml` did. */
export interface RegionsImported {
  /** Regions for which an event was appended. */
  readonly configured: readonly string[];
  /** Regions that stood there already as the file says them. */
  readonly unchanged: readonly string[];
}
