import type { EventStore, LedgerCreation } from '#libs/event-store';
import type { PolicyPack } from '#libs/enrollment';
import type { DerivationAnswer } from './answers/answers.js';
import type { Ledger } from './ledger.js';

export type * from './access/access-answers.js';
export * from './access/roles.js';
export * from './answers/answers.js';
export type * from './coordinates/question.js';
export * from './errors.js';
export type * from './facts/record-fact-command.js';
export type * from './facts/recorded-fact.js';
export type * from './ledger.js';
export type * from './members/member-answers.js';
export type * from './policy/policy-answers.js';
export * from './scope.js';

/** What a ledger is opened with. */
export interface LedgerOptions {
  readonly store: EventStore;
  /** The packs that come with the product: adopted when the ledger is created. */
  readonly packs: readonly PolicyPack[];
  /** Version of the program, reported in every answer. */
  readonly engine: string;
}

/** Opens the ledger of a store; a new one adopts the packs first. */
export declare function openLedger(options: LedgerOptions): Promise<Ledger>;

/** Opens a sample ledger; into a new one it first writes the sample regions and the eight sample members. */
export declare function openSampleLedger(options: LedgerOptions): Promise<Ledger>;

/** What to create the store of a sample ledger from: its clock shows 2031-03-01, from midnight at +08:00. */
export declare function sampleLedgerCreation(options: {
  readonly appVersion: string;
  /** The system clock, in milliseconds since 1970. */
  readonly systemNow: number;
}): LedgerCreation;

/** A derivation without a ledger (`canbao derive`): `packOf` finds the pack that `policy` and `regions` name. */
export declare function deriveCase(
  request: unknown,
  options: { readonly packOf: (name: string) => PolicyPack; readonly engine: string },
): DerivationAnswer;

/** The weak ETag of an answer: over everything but its coordinates. */
export declare function eTagOf(answer: object): string;
