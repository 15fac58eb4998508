import type { Access } from './access.js';
import type { Connections } from './connections.js';
import type { EventLog } from './event-log.js';
import type { Faults } from './faults.js';

/** Counts of what came in since the start or the last reset. */
export interface CallCounts {
  /** Appends that came as a call of their own. */
  append: number;
  /** Appends that came through a batch stream. */
  batchAppend: number;
  /** Batch streams opened: one for each connection of each client. */
  batchStream: number;
  read: number;
  subscribe: number;
  serverFeatures: number;
  gossip: number;
}

/** What the handlers of a server share. */
export interface Node {
  readonly log: EventLog;
  readonly faults: Faults;
  readonly access: Access;
  readonly connections: Connections;
  readonly calls: CallCounts;
  readonly maxAppendBytes: number;
  /** A subscription with a filter gets a checkpoint when it has caught up, as newer servers send it. */
  readonly checkpointsWhenCaughtUp: boolean;
}

export const noCalls = (): CallCounts => ({
  append: 0,
  batchAppend: 0,
  batchStream: 0,
  read: 0,
  subscribe: 0,
  serverFeatures: 0,
  gossip: 0,
});
