/** What each exit code means (docs/api.md §9). */
export const EXIT = {
  done: 0,
  /** Done, with findings: a case failed, a pack has problems. */
  findings: 1,
  usage: 2,
  notFound: 3,
  /** Version, key or job state. */
  conflict: 4,
  /** Refused by a rule; nothing was appended. */
  refused: 5,
  integrity: 6,
  /** Cannot connect, or not allowed. */
  unreachable: 7,
  internal: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
