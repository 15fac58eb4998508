/** Every minute so many rows are compared with the log: some milliseconds of work. */
export const DRIFT = { everyMs: 60_000, sample: 50 };
