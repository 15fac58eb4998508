import type { PausePoint, Pauses } from '../ports.js';

/** Pauses that end what is under way once it was committed and a signal says so: it goes on from its checkpoint. */
export class PausesUntil implements Pauses {
  constructor(
    private readonly signal: AbortSignal,
    private readonly pauses: Pauses,
  ) {}

  /** @throws the signal's reason, after a transaction */
  async at(point: PausePoint): Promise<void> {
    await this.pauses.at(point);
    if (point === 'committed') this.signal.throwIfAborted();
  }
}
