/** The projection's name, as `canbao rebuild` takes it. */
export const STANDING = 'standing';

/** Raised when rows would come out otherwise from the same log, or their tables: those of an older version are then built anew. */
export const STANDING_VERSION = 3;
