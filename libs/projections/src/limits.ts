/** Members that one transaction writes at most; beyond it an event or a midnight is cut into pieces. */
export const PIECE_MEMBERS = 500;

/** Bounds of a batch of events: so many, or so long after the first of them. */
export const MAX_BATCH_EVENTS = 1_000;
export const MAX_BATCH_MS = 200;

/** How often the clock is looked at while nothing is recorded: a midnight is noticed so late at most. */
export const IDLE_MS = 1_000;

/** Between two attempts after a failure: doubled each time, up to the second. */
export const FIRST_BACK_OFF_MS = 100;
export const LONGEST_BACK_OFF_MS = 10_000;
