import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PausePoint, Pauses } from './ports.js';

/** Members derived between two turns of the event loop: some milliseconds. */
const TURN_EVERY = 64;

/** Gives requests of the same process their turn: after each transaction, and every few members. */
export class TurnPauses implements Pauses {
  private derived = 0;

  async at(point: PausePoint): Promise<void> {
    if (point === 'member-derived') {
      this.derived += 1;
      if (this.derived % TURN_EVERY !== 0) return;
    }
    await nextTurn();
  }
}
