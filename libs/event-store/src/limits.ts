/**
 * The most that one append may carry: UTF-8 bytes of the types, data and metadata of its events together. EventStoreDB
 * refuses 1 MiB; the rest is room for what an adapter adds, so that a ledger can always be copied from store to store.
 */
export const MAX_APPEND_BYTES = 1_000_000;

/** The most events in one append. */
export const MAX_EVENTS_PER_APPEND = 500;

/** The longest stream name, event type and idempotency key, in UTF-16 code units. */
export const MAX_NAME_LENGTH = 250;

/** Data or metadata nested deeper than this is refused. */
export const MAX_JSON_DEPTH = 200;

/** Events are read from the store this many at a time; between pages other work gets its turn. */
export const PAGE_SIZE = 1_000;

/** A filtered read looks at no more than this many events before other work gets its turn. */
export const SCAN_SIZE = 20_000;

/** Appends that wait for their commit; one more is refused, so that a caller who never waits cannot fill the memory. */
export const MAX_QUEUED_APPENDS = 10_000;

/** Bounds of one transaction: that many appends, or the first that goes past that many bytes. */
export const MAX_BATCH_APPENDS = 500;
export const MAX_BATCH_BYTES = 4_000_000;
