import { readVerifierKey } from '../note/verifier-key.js';
import type { Finding } from './findings.js';
import type { JudgedNotes } from './judged-notes.js';

/** A witness and the newest checkpoint under which its signature stands, by the number of events. */
export interface Witnessed {
  readonly witness: string;
  readonly size: number;
}

/**
 * How far the log is what each witness saw: its newest co-signature on a checkpoint that is believed, and of which nothing was found wrong.
 *
 * @throws MalformedKeyError where one of them is no key
 */
export function witnessedBy(
  witnesses: readonly string[],
  notes: JudgedNotes,
  findings: readonly Finding[],
): readonly Witnessed[] {
  const wrong = new Set(
    findings.flatMap((each) =>
      each.kind === 'checkpoint-changed' || each.kind === 'cosignature-changed' ? [each.size] : [],
    ),
  );
  return witnesses.flatMap((given) => {
    const { text } = readVerifierKey(given);
    // In order of size.
    const last = notes.checkpoints
      .allWitnesses()
      .findLast(
        ({ witness, size }) =>
          witness === text &&
          !wrong.has(size) &&
          !notes.isUnsignedAt(size) &&
          notes.checkpoints.of(size) !== undefined,
      );
    return last === undefined ? [] : [{ witness: text, size: last.size }];
  });
}
