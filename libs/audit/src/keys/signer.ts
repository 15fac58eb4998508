import type { SignatureLine } from '../note/note.js';
import type { Revocation } from '../note/checkpoint.js';

/** One private key, wherever it is kept: in a file, or in a device that signs. */
export interface Signer {
  /** The public half, as `VerifierKey.text`. */
  readonly verifier: string;
  sign(text: string): Promise<SignatureLine>;
}

/** The keys that checkpoints are signed with. */
export interface SignerRing {
  readonly current: Signer;
  /** The signer of a key used before, to hand over to the current one; undefined where it is gone. */
  readonly of: (verifier: string) => Signer | undefined;
  readonly revoked: readonly Revocation[];
}
