/** Wakes whoever waits for the next commit. It carries no events: those are always read from the store. */
export class Wakeup {
  private readonly sleepers = new Set<() => void>();

  /** Resolves at the next `ring`, or when the signal is aborted. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.sleepers.add(wake);
      signal.addEventListener('abort', wake);
      if (signal.aborted) wake();
    });
  }

  ring(): void {
    for (const wake of [...this.sleepers]) wake();
  }
}
