import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';

import type { EventLog } from './event-log.js';
import type { Fault } from './faults.js';
import type { Node } from './node.js';
import { type Refusal, unavailable } from './refusals.js';

/** A call of `Streams.Read`. */
export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The way back to a reader: waits for a slow one, notices one that has left, and can be closed by a fault. */
export class Outlet {
  #events = 0;
  #isClosed = false;
  readonly #onClose = new Set<() => void>();
  readonly #peer: string;

  constructor(
    private readonly node: Node,
    private readonly call: ReadCall,
    private readonly fault: Fault | undefined,
  ) {
    this.#peer = call.getPeer();
    const close = (): void => {
      this.#close();
    };
    call.on('cancelled', close).on('close', close).on('error', close);
  }

  isClosed(): boolean {
    return this.#isClosed;
  }

  /** Resolves when there is room for more; the reader may have left by then. */
  async send(response: ReadResp): Promise<void> {
    if (this.#isClosed) return;
    if (!this.call.write(response)) await this.#until((done) => this.call.once('drain', done));
    if (response.hasEvent()) this.#countEvent();
  }

  end(): void {
    if (!this.#isClosed) this.call.end();
    this.#close();
  }

  fail(refusal: Refusal): void {
    if (!this.#isClosed) this.call.emit('error', refusal);
    this.#close();
  }

  cut(): void {
    this.node.connections.cut(this.#peer);
    this.#close();
  }

  /** Resolves at the next append, or when the reader has left. */
  async nextAppend(log: EventLog): Promise<void> {
    let stop: (() => void) | undefined;
    await this.#until((done) => {
      stop = log.onAppend(done);
    });
    stop?.();
  }

  async #until(subscribe: (done: () => void) => void): Promise<void> {
    if (this.#isClosed) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#onClose.delete(done);
        resolve();
      };
      this.#onClose.add(done);
      subscribe(done);
    });
  }

  #countEvent(): void {
    this.#events += 1;
    if (this.fault?.kind !== 'close-after' || this.#events < this.fault.events) return;
    if (this.fault.how === 'end') this.end();
    else if (this.fault.how === 'status') this.fail(unavailable());
    else this.cut();
  }

  #close(): void {
    this.#isClosed = true;
    for (const done of this.#onClose) done();
  }
}
