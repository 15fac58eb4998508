import { createHash } from 'node:crypto';

/** A ledger's name has no `-` and no `.`, so that no name's streams can be mistaken for another's. */
export const LEDGER_NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** The streams of one ledger on the server (docs/adr/0009). */
export interface StreamNames {
  /** What the names of all streams of events begin with. */
  readonly prefix: string;
  /** What the reservations of idempotency keys begin with. */
  readonly keyPrefix: string;
  /** Creation, and the end of a copy. */
  readonly ledger: string;
  readonly index: string;
  stream(name: string): string;
  key(key: string): string;
  id(id: string): string;
}

export function streamNames(ledgerName: string): StreamNames {
  const prefix = `${ledgerName}.`;
  const keyPrefix = `${ledgerName}-key.`;
  return {
    prefix,
    keyPrefix,
    ledger: `${ledgerName}-ledger`,
    index: `${ledgerName}-index`,
    stream: (name) => prefix + name,
    // A key may be long, and may say more than the name of a stream should.
    key: (key) => keyPrefix + createHash('sha256').update(key).digest('hex'),
    id: (id) => `${ledgerName}-id.${id}`,
  };
}

/** A UUID that is the same for the same words, for writes that several processes make alike. */
export function derivedId(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex');
  // Version 8 is the one for digests of one's own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
