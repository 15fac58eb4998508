import type { CivilDate } from '#libs/enrollment';

/** The coordinates of a question as a caller writes them; what is left out has the default of docs/api.md §2. */
export interface Question {
  /** The civil day asked about. Default: today at +08:00, by the ledger's clock. */
  readonly on?: string | undefined;
  /** `pos:24888170`, an instant with its offset, or a day, meaning its end at +08:00; inclusive. Default: everything. */
  readonly knownAt?: string | undefined;
  /** Pins one pack version for every rule: `fujian@1`. */
  readonly pack?: string | undefined;
  /** What-if choices: `R1=yes,R16=freeze`. */
  readonly readings?: string | undefined;
}

/** A pack version that an answer used. */
export interface UsedPack {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
}

/** The coordinates of an answer: all forms of one question echo alike. */
export interface Coordinates {
  readonly on: CivilDate;
  /** When the event at `position` was recorded, at +08:00 with milliseconds; null in a ledger without events. */
  readonly knownAt: string | null;
  readonly position: number;
  /** Every version used, by id. */
  readonly packs: readonly UsedPack[];
  readonly engine: string;
}
