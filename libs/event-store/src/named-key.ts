import { hash } from 'node:crypto';

import type { EventMetadata, NamedKey } from './port.js';

/** The digest by which an event names an idempotency key, whose own text may be secret or personal: `sha256:` and 64 hexadecimal digits. */
export function keyDigest(key: string | Uint8Array): string {
  return `sha256:${hash('sha256', key)}`;
}

/** What an append of so many events binds to a key. */
export function nameOfKey(key: string, count: number): NamedKey {
  return { digest: keyDigest(key), count };
}

/** Metadata that name this key, or none. What they said of one before came from an event recorded earlier, and counts for nothing. */
export function withKey(metadata: EventMetadata, boundKey: NamedKey | undefined): EventMetadata {
  if (metadata.boundKey === undefined) return boundKey === undefined ? metadata : { ...metadata, boundKey };
  const { boundKey: _, ...own } = metadata;
  return boundKey === undefined ? own : { ...own, boundKey };
}

/** UTF-8 bytes that the name of a key takes in metadata. */
export function nameBytes({ boundKey }: EventMetadata): number {
  return boundKey === undefined ? 0 : Buffer.byteLength(`,"boundKey":${JSON.stringify(boundKey)}`);
}
