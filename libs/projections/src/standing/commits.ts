/** Wakes whoever waits until something was written. */
export class Commits {
  private readonly waiters = new Set<() => void>();

  /** Something was written. */
  tell(): void {
    for (const wake of this.waiters) wake();
  }

  /** Waits until something is written, or so many milliseconds. */
  next(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.waiters.delete(done);
        resolve();
      };
      const timer = setTimeout(done, withinMs);
      this.waiters.add(done);
    });
  }

  /** Waits until something is so that only changes by what is written; false where that takes longer than so many milliseconds. */
  async until(isSo: () => boolean, withinMs: number): Promise<boolean> {
    const end = performance.now() + withinMs;
    for (let left = withinMs; !isSo() && left > 0; left = end - performance.now()) await this.next(left);
    return isSo();
  }
}
