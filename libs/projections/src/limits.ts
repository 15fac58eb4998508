/** Members that one transaction writes at most; beyond it an event or a midnight is cut into pieces. */
export const PIECE_MEMBERS = 500;

/** Members that one transaction moves at most where their move was foreseen. */
export const FORESEEN_PIECE_MEMBERS = 2_000;

/** How many days ahead members are looked at, how many of them at once, and how long without a look for other work. */
export const FORESEEN_DAYS = 40;
export const LOOK_AHEAD_MEMBERS = 32;
export const LOOK_AHEAD_MS = 300;

/** Bounds of a batch of events: so many, or so long after the first of them. */
export const MAX_BATCH_EVENTS = 1_000;
export const MAX_BATCH_MS = 200;

/**
 * Events that are taken together while more than one batch of them waits: each member then goes through all of its own at
 * once, and is derived where a row comes of it.
 */
export const WINDOW_EVENTS = 8_192;

/** Without windows: every entry of the feed is written when its event is taken. */
export const NO_WINDOWS = { batchEvents: MAX_BATCH_EVENTS, windowEvents: MAX_BATCH_EVENTS } as const;

/** How often the clock is looked at while nothing is recorded: a midnight is noticed so late at most. */
export const IDLE_MS = 1_000;

/** Between two attempts after a failure: doubled each time, up to the second. */
export const FIRST_BACK_OFF_MS = 100;
export const LONGEST_BACK_OFF_MS = 10_000;

/** Damaged read models are made anew at most so often: a disk that damages them again, or a fault of the program that looks like it, does not keep a core busy. */
export const REMADE_AGAIN_MS = 600_000;
