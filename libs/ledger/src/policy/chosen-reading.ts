import type { Bilingual, Clause, Confidence, PolicyPack, ReadingEntry, ReadingId } from '#libs/enrollment';

/** What somebody chose where a text leaves a choice, for every version of a pack that was adopted by then. */
export interface ReadingChosen {
  /** Id of the pack. A version adopted later says itself how it reads its text. */
  readonly pack: string;
  readonly reading: ReadingId;
  readonly question: Bilingual;
  readonly choice: unknown;
  /** The other listed choices. */
  readonly alternatives: readonly unknown[];
  readonly clause: Clause;
  readonly evidence: string;
  readonly confidence: Confidence;
  /** The versions that it is about, each with the digest that it has with this choice. */
  readonly versions: readonly { readonly version: string; readonly digest: string }[];
}

/** A pack as read with a choice; one that the choice is not about stays as it is. */
export function withReading(pack: PolicyPack, chosen: ReadingChosen): PolicyPack {
  const version = chosen.versions.find(({ version: name }) => name === pack.version);
  if (pack.id !== chosen.pack || version === undefined) return pack;
  const { reading, choice, clause, evidence, confidence } = chosen;
  const entry: ReadingEntry<unknown> = { choice, clause, evidence, confidence };
  // The choice was read by the reader of that very reading before it was recorded.
  const readings = { ...pack.readings, [reading]: entry } as PolicyPack['readings'];
  return { ...pack, readings, digest: version.digest };
}
