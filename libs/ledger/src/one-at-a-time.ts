/**
 * Runs tasks of one name one after the other, in the order in which they came. It spares callers of this process the
 * retries that an expected version would cost them; what keeps the ledger right is the expected version.
 */
export class OneAtATime {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs a task after those of the same name; its failure does not stop the next one. */
  async run<Result>(name: string, task: () => Promise<Result>): Promise<Result> {
    const before = this.last.get(name) ?? Promise.resolve();
    const mine = before.then(task, task);
    this.last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(name) === mine) this.last.delete(name);
    }
  }
}
