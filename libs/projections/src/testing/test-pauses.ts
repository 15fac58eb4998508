import type { PausePoint, Pauses } from '../ports.js';

/** Nothing else has to have its turn. */
export class NoPauses implements Pauses {
  at(): Promise<void> {
    return Promise.resolve();
  }
}

/** The projector was ended here. */
export class Killed extends Error {
  constructor(readonly point: PausePoint) {
    super(`Killed at ${point}.`);
  }
}

/** Ends the projector the n-th time that it waits, from 1, and every time after it; counts how often it came so far. */
export class KillingPauses implements Pauses {
  count = 0;

  constructor(private readonly killAt: number) {}

  at(point: PausePoint): Promise<void> {
    this.count += 1;
    return this.count >= this.killAt ? Promise.reject(new Killed(point)) : Promise.resolve();
  }
}
