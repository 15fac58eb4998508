import type { EventStore, RecordedEvent } from '#libs/event-store';
import { chinaTime } from '../china-time.js';
import { LedgerError } from '../errors.js';
import { StreamView } from '../stream-view.js';
import type { KeySummary, NewKey } from './access-answers.js';

/** The stream of keys. */
export const ACCESS_STREAM = 'access';

/** What the key of an actor is called, in front of its id. */
const KEY_ACTOR = 'key:';

/** The actor of what is done with a key. */
export function actorOfKey(keyId: string): string {
  return `${KEY_ACTOR}${keyId}`;
}

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

  /** Who holds the key of an actor: `key:` and the first key of those that replaced each other. Others hold themselves. */
  holderOf(actor: string): string {
    let holder = this.keyOf(actor);
    if (holder === undefined) return actor;
    while (holder.summary.replaces !== null) {
      const former = this.known.get(holder.summary.replaces);
      if (former === undefined) break;
      holder = former;
    }
    return actorOfKey(holder.summary.keyId);
  }

  /** Every actor that the holder of a key is or was, the actor itself among them. */
  actorsOf(actor: string): readonly string[] {
    if (this.keyOf(actor) === undefined) return [actor];
    const holder = this.holderOf(actor);
    return [...this.known.keys()].map(actorOfKey).filter((each) => this.holderOf(each) === holder);
  }

  private keyOf(actor: string): KnownKey | undefined {
    return actor.startsWith(KEY_ACTOR) ? this.known.get(actor.slice(KEY_ACTOR.length)) : undefined;
  }

  private apply({ type, data, recordedAt, position }: RecordedEvent): void {
    if (type === 'KeyCreated') {
      const { keyId, role, regions, label, replaces = null, hash } = data as KeyCreated;
      const createdAt = chinaTime(recordedAt);
      this.known.set(keyId, {
        summary: { keyId, role, regions, label, replaces, createdAt, revokedAt: null },
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
