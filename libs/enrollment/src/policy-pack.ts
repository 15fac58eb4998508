import type { CivilDate } from './calendar/civil-date.js';
import type { Fen } from './fen.js';
import type { ParameterName, Parameters, YearlyDay } from './parameters.js';
import type { ReadingId, Readings } from './readings.js';

/** A clause of a published document, with our own paraphrase; the text itself is never shipped. */
export interface Clause {
  readonly document: string;
  readonly at: string;
  readonly paraphrase: { readonly zh: string; readonly en: string };
}

/** How sure the pack is of a value or a reading. */
export type Confidence = 'high' | 'medium' | 'low';

/** Where a value comes from: `text` says it, `assumed` says nobody does and why. */
export type Evidence = 'text' | 'assumed';

/** One value of a parameter, in force from `from` (inclusive, null: always) until `until` (exclusive, null: open). */
export interface DatedValue<V> {
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  readonly value: V;
  readonly clause: Clause;
  readonly evidence: Evidence;
  readonly confidence: Confidence;
  readonly note?: string;
}

/** One reading of a pack: the choice and why it was made. */
export interface ReadingEntry<C> {
  readonly choice: C;
  readonly clause: Clause;
  readonly evidence: string;
  readonly confidence: Confidence;
}

/** A version of a policy pack, complete (what it extends is already merged in), as it is adopted and digested. */
export interface PolicyPack {
  readonly id: string;
  readonly version: string;
  readonly regionCode: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly extends: string | null;
  readonly document: string;
  readonly publishedOn: CivilDate;
  /** First day on which the version takes effect (inclusive). */
  readonly effectiveFrom: CivilDate;
  /** First day after its force has ended; null: no end known. */
  readonly inForceUntil: CivilDate | null;
  readonly parameters: { readonly [P in ParameterName]: readonly DatedValue<Parameters[P]>[] };
  readonly readings: { readonly [R in ReadingId]: ReadingEntry<Readings[R]> };
  /** `sha256:` + hex of the canonical JSON of everything above. */
  readonly digest: string;
}

/** What a deployment says of one pooling region; a year not listed takes the value of the last year listed before it. */
export interface RegionData {
  readonly code: string;
  /** Id of the pack that the region belongs to. */
  readonly policy: string;
  /** Base ceiling by coverage year: an amount, or null where the region has none; a year before the first is unknown. */
  readonly baseCeilingFen: ReadonlyMap<number, Fen | null>;
  /** Individual premium by coverage year. */
  readonly premiumFen: ReadonlyMap<number, Premium>;
}

/** The individual premium of a coverage year: one amount, or steps by the day on which it is paid, ascending. */
export type Premium = Fen | readonly PriceStep[];

/** An amount that is asked from a day on (inclusive; null: from the start), until the next step begins. */
export interface PriceStep {
  readonly from: YearlyDay | CivilDate | null;
  readonly amountFen: Fen;
}
