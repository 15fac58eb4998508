import type { EventStore, RecordedEvent } from '#libs/event-store';
import { chinaTime } from '../china-time.js';
import { LedgerError } from '../errors.js';
import { StreamView } from '../stream-view.js';
import type { KeySummary, NewKey } from './access-answers.js';

/** The stream of keys. */
export const ACCESS_STREAM = 'access';

/** A key came into being; of its text only the hash is kept. */
export interface KeyCreated extends NewKey {
  readonly keyId: string;
  readonly hash: string;
}

/** A key stops. */
export interface KeyRevoked {
  readonly keyId: string;
}

/** A key with the hash of its text. */
export interface KnownKey {
  readonly summary: KeySummary;
  readonly hash: string;
}

/** The access stream in memory. It is read on before every use, so a key revoked by any process stops at once. */
export class AccessLog {
  private readonly known = new Map<string, KnownKey>();
  private readonly view: StreamView;

  constructor(store: EventStore) {
    this.view = new StreamView(store, ACCESS_STREAM, (event) => {
      this.apply(event);
    });
  }

  /** Number of events read. */
  get version(): number {
    return this.view.version;
  }

  /** Reads what was appended since. */
  refresh(): Promise<void> {
    return this.view.refresh();
  }

  /** Every key, in order of creation. */
  keys(): readonly KnownKey[] {
    return [...this.known.values()];
  }

  /** A key by its id. */
  key(keyId: string): KnownKey | undefined {
    return this.known.get(keyId);
  }

  private apply({ type, data, recordedAt, position }: RecordedEvent): void {
    if (type === 'KeyCreated') {
      const { keyId, role, regions, label, hash } = data as KeyCreated;
      const createdAt = chinaTime(recordedAt);
      this.known.set(keyId, {
        summary: { keyId, role, regions, label, createdAt, revokedAt: null },
        hash,
      });
      return;
    }
    const revoked = type === 'KeyRevoked' ? this.known.get((data as KeyRevoked).keyId) : undefined;
    if (revoked === undefined)
      throw new LedgerError('damaged-event', { position, seen: 'an event of a key' });
    const { summary, hash } = revoked;
    this.known.set(summary.keyId, { summary: { ...summary, revokedAt: chinaTime(recordedAt) }, hash });
  }
}
