/** Ends a request when its time is over, or when the run that it belongs to is. */
export class Deadline {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private readonly onAbort = (): void => {
    this.controller.abort(this.run.reason);
  };

  constructor(private readonly run: AbortSignal) {
    run.throwIfAborted();
    run.addEventListener('abort', this.onAbort, { once: true });
  }

  /** For `fetch`; what it has begun to give ends with it too. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** True where the run itself was ended. */
  get isRunOver(): boolean {
    return this.run.aborted;
  }

  /** Gives so many milliseconds from now, in place of what was given before. */
  give(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.controller.abort(new Error(`no answer within ${ms} ms`));
    }, ms);
  }

  /** Ends the request, and what it still holds. */
  end(): void {
    clearTimeout(this.timer);
    this.run.removeEventListener('abort', this.onAbort);
    this.controller.abort();
  }
}
