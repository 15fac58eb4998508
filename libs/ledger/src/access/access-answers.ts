import type { Role } from './roles.js';

/** Who a key lets in. */
export interface Principal {
  readonly keyId: string;
  readonly role: Role;
  readonly regions: 'all' | readonly string[];
}

/** Whoever shows a key. */
export interface KeyHolder extends Principal {
  /** The actor of the first of the keys that replaced each other: the same for all keys of one holder. */
  readonly holder: string;
}

/** A key as lists show it; instants at +08:00. Its text is nowhere. */
export interface KeySummary extends Principal {
  readonly label: string;
  /** The key in whose place it was made: both belong to one holder. Null: the first of its holder. */
  readonly replaces: string | null;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** What a new key may do, and what it is called. */
export interface NewKey {
  readonly role: Role;
  readonly regions: 'all' | readonly string[];
  readonly label: string;
  /** A key of the same holder, of the same role and of no region that the new one has not. */
  readonly replaces?: string | undefined;
}

/** A new key with its text, which is shown this once and stored only as a hash. */
export interface CreatedKey {
  readonly key: KeySummary;
  readonly secret: string;
}
