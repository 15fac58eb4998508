/** Runs that part of a command whose database calls are numbered, and fail as the trial wants. */
export type Watched = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/** A write of the product, as a trial runs it. */
export interface Command {
  readonly name: string;
  /** Whether it starts in an empty place or from the prepared ledger. */
  readonly from: 'nothing' | 'ledger';
  /**
   * What a repetition comes to. `same`: the one effect and the answer of an undisturbed run. `state`: the one effect;
   * the answer says what was there already. `new`: it is another act, as making another key is.
   */
  readonly repeated: 'same' | 'state' | 'new';
  /** Whether two undisturbed runs are the same to the letter: nothing is drawn at random, the clock stands still. */
  readonly isExact: boolean;
  /** Runs it on a data directory, and closes what it opened. */
  run(directory: string, watched: Watched): Promise<unknown>;
  /** The same; where it fails and the store still takes appends, it is asked again at once on the open ledger. */
  insist?(directory: string, watched: Watched): Promise<unknown>;
}

/** Nothing of a command is watched. */
export const unwatched: Watched = (work) => work();
