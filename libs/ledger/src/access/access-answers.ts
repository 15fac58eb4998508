import type { Role } from './roles.js';

/** Who a key lets in. */
export interface Principal {
  readonly keyId: string;
  readonly role: Role;
  readonly regions: 'all' | readonly string[];
}

/** A key as lists show it; instants at +08:00. Its text is nowhere. */
export interface KeySummary extends Principal {
  readonly label: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** What a new key may do, and what it is called. */
export interface NewKey {
  readonly role: Role;
  readonly regions: 'all' | readonly string[];
  readonly label: string;
}

/** A new key with its text, which is shown this once and stored only as a hash. */
export interface CreatedKey {
  readonly key: KeySummary;
  readonly secret: string;
}
