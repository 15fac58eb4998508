import { type PolicyPack, standingOfNobody, standingOn, validFor } from '#libs/enrollment';
import { historyAt, ownRegionOf, submit } from '#libs/policy';
import { chinaTime } from '../china-time.js';
import { recordingBook } from '../policy/recording-book.js';
import type { DerivationAnswer } from './answers.js';
import { readDerivation } from './derivation-request.js';

/** What a derivation is made with. */
export interface DerivationOptions {
  /** Finds the pack that `policy` names; throws where there is none. */
  readonly packOf: (name: string) => PolicyPack;
  readonly engine: string;
}

/** A derivation (docs/api.md §4): facts and rules in, standing out; stores nothing and needs no ledger. */
export function deriveCase(request: unknown, { packOf, engine }: DerivationOptions): DerivationAnswer {
  const { derivation, on, knownAt } = readDerivation(request, packOf);
  const submission = submit(derivation);
  const refused = submission.refused.map(({ index, code }) => ({ index, code }));
  const recording = recordingBook(submission.book);
  const history = historyAt({ ...submission, book: recording.book }, { on, knownAt });
  const standing =
    history === undefined ? standingOfNobody(ownRegionOf(derivation)) : standingOn(history, on);
  const packs = recording.used();
  return {
    ...standing,
    hypothetical: Object.keys(derivation.readings).length > 0,
    undetermined: [],
    completeness: [],
    validFor: history === undefined ? { from: null, until: null } : validFor(history, on),
    coordinates: { on, knownAt: knownAt === undefined ? null : chinaTime(knownAt), packs, engine },
    refused,
  };
}
