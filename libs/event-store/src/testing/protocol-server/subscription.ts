import { randomUUID } from 'node:crypto';

import { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

import type { EventLog } from './event-log.js';
import type { Filter } from './filter.js';
import type { Node } from './node.js';
import type { Outlet } from './outlet.js';
import type { LogPosition, ReadRequest, ReadTarget } from './read-request.js';
import { invalidSubscriptionPosition } from './refusals.js';
import { eventResponse } from './wire.js';

/** So many events may wait for a live reader; when there are more it has fallen behind and catches up anew. */
const liveBuffer = 32;

/** History after the given place, then what is appended; ends when the reader leaves. */
export async function subscribe(node: Node, request: ReadRequest, outlet: Outlet): Promise<void> {
  const follower =
    request.target.kind === 'stream'
      ? new StreamFollower(node.log, request.target)
      : new AllFollower(node, request.target);
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID());
  await outlet.send(new ReadResp().setConfirmation(confirmation));
  let isLive = false;
  while (!outlet.isClosed()) {
    if (follower.waiting > liveBuffer) isLive = false;
    for (let step = follower.next(); step !== undefined && !outlet.isClosed(); step = follower.next()) {
      if (step.record !== undefined) await outlet.send(eventResponse(node.log, step.record, request.uuid));
      if (step.checkpoint !== undefined) await outlet.send(checkpoint(step.checkpoint));
    }
    if (!isLive) {
      const reached = node.checkpointsWhenCaughtUp ? follower.reached : undefined;
      if (reached !== undefined) await outlet.send(checkpoint(reached));
      await outlet.send(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
    }
    isLive = true;
    if (follower.waiting === 0) await outlet.nextAppend(node.log);
  }
}

function checkpoint(position: bigint): ReadResp {
  const text = position.toString();
  return new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(text).setPreparePosition(text),
  );
}

/** One step: an event to send, a checkpoint after it, or neither when the filter hid the event. */
type Step = { readonly record?: number; readonly checkpoint?: bigint };

interface Follower {
  /** Records not looked at yet. */
  readonly waiting: number;
  /** Position of the last record looked at, for a checkpoint; only with a filter. */
  readonly reached: bigint | undefined;
  /** Undefined at the end. */
  next(): Step | undefined;
}

class StreamFollower implements Follower {
  readonly reached = undefined;
  #revision: number;

  constructor(
    private readonly log: EventLog,
    private readonly target: Extract<ReadTarget, { kind: 'stream' }>,
  ) {
    const { name, from } = target;
    this.#revision = from === 'start' ? 0 : from === 'end' ? log.lastRevision(name) + 1 : Number(from) + 1;
  }

  get waiting(): number {
    return Math.max(0, this.log.lastRevision(this.target.name) + 1 - this.#revision);
  }

  next(): Step | undefined {
    const record = this.log.recordOf(this.target.name, this.#revision);
    if (record === undefined) return undefined;
    this.#revision += 1;
    return { record };
  }
}

class AllFollower implements Follower {
  readonly #log: EventLog;
  readonly #filter: Filter | undefined;
  /** Events up to here are not wanted. */
  readonly #after: bigint;
  #record: number;
  #sinceCheckpoint = 0;

  constructor(node: Node, { from, filter }: Extract<ReadTarget, { kind: 'all' }>) {
    this.#log = node.log;
    this.#filter = filter;
    this.#after = from === 'start' || from === 'end' ? -1n : from.commit;
    this.#record = from === 'start' ? 0 : from === 'end' ? node.log.count : firstAfter(node.log, from);
    if (filter?.checkpointInterval === 0) throw invalidSubscriptionPosition();
  }

  get waiting(): number {
    return this.#log.count - this.#record;
  }

  get reached(): bigint | undefined {
    return this.#filter === undefined || this.#record === 0
      ? undefined
      : this.#log.positionOf(this.#record - 1);
  }

  next(): Step | undefined {
    if (this.#record >= this.#log.count) return undefined;
    const record = this.#record;
    this.#record += 1;
    const position = this.#log.positionOf(record);
    if (position <= this.#after) return {};
    if (this.#filter === undefined) return { record };
    this.#sinceCheckpoint += 1;
    const isDue = this.#sinceCheckpoint >= this.#filter.checkpointInterval;
    if (isDue) this.#sinceCheckpoint = 0;
    return {
      ...(this.#filter.allows(this.#log, record) ? { record } : {}),
      ...(isDue ? { checkpoint: position } : {}),
    };
  }
}

/**
 * The first record after the position. At or past the last record the server does not look what is there; before it, a
 * record has to begin exactly at the position.
 *
 * @throws Refusal when none does
 */
function firstAfter(log: EventLog, { commit }: LogPosition): number {
  const last = log.count - 1;
  if (commit >= log.positionOf(last)) return log.count;
  const record = log.firstAtOrAfter(commit);
  if (log.positionOf(record) !== commit) throw invalidSubscriptionPosition();
  return record + 1;
}
