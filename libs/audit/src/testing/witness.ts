import { generateKeyPairSync, sign } from 'node:crypto';
import { cosignedMessage, signatureLine, verifierKey, type WitnessLine } from '../index.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = verifierKey(
  'witness.example.com/w1',
  'cosignature',
  publicKey.export({ format: 'der', type: 'spki' }).subarray(-32),
);

/** What a witness makes of a checkpoint's text; it looks at nothing before. */
export function witnessLine(text: string, seconds = 1_900_000_000n): WitnessLine {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(seconds);
  const signature = Buffer.concat([
    time,
    sign(null, Buffer.from(cosignedMessage(text, seconds)), privateKey),
  ]);
  return { witness: key.text, line: signatureLine({ name: key.name, keyId: key.id, signature }) };
}
