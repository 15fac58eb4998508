import { AuditError, readVerifierKey } from '#libs/audit';
import { wrongUsage } from '../failures/failure.js';

/** Keys that somebody has from elsewhere, by what they are for. */
export interface KnownKeys {
  /** The ledger's first sealing key. */
  readonly pinned: string | undefined;
  readonly witnesses: readonly string[];
}

/**
 * Tells sealing keys from those of witnesses.
 *
 * @throws CommandFailure where one is no key, or there are two first sealing keys
 */
export function knownKeys(given: readonly string[]): KnownKeys {
  const keys = given.map(keyOf);
  const sealing = keys.filter(({ type }) => type === 'ed25519').map(({ text }) => text);
  if (sealing.length > 1)
    throw wrongUsage({
      zh: '--key 给了两个封存公钥; 台账只有一个第一个封存公钥。',
      en: 'Two sealing keys were given with --key; a ledger has one first sealing key.',
    });
  const witnesses = keys.filter(({ type }) => type === 'cosignature').map(({ text }) => text);
  return { pinned: sealing[0], witnesses };
}

function keyOf(given: string): ReturnType<typeof readVerifierKey> {
  try {
    return readVerifierKey(given.trim());
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    throw wrongUsage(
      { zh: `--key ${given}: 不是公钥`, en: `--key ${given}: ${error.message}` },
      {
        zh: '按所发布的原样写: 名称+编号+base64。',
        en: 'Write it as it was given out: name+id+base64.',
      },
    );
  }
}
