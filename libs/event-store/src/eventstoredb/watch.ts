import { setTimeout as pause } from 'node:timers/promises';

import { ForeignEventError } from '../errors.js';
import type { RecordedEvent } from '../port.js';
import { derivedId } from './names.js';
import { Health } from './health.js';
import type { LogPoint } from './requests.js';
import type { Server } from './server.js';
import type { StreamReader } from './stream-reader.js';
import { Tail } from './tail.js';

/** After a failure the server is asked again so many milliseconds later, each more or less by half. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** What a watch begins with. */
export interface WatchParts {
  readonly server: Server;
  readonly reader: StreamReader;
  /** The last event that is known. */
  readonly start: { readonly position: number; readonly point: LogPoint };
  /** Is told what the ledger has grown by. */
  readonly grown: (event: RecordedEvent) => void;
}

/**
 * The one subscription of a store: it follows the whole ledger, whoever appends. When it breaks, or a call fails, it
 * asks the server, at growing intervals, whether reading and writing go through, and goes on after the last event.
 * Until then the store is not healthy. The subscriptions of the store's users only wait for it.
 *
 * At an event that the ledger did not write it stops for good: whoever followed past it would take later events for all.
 */
export class Watch {
  readonly health = new Health();
  readonly tail: Tail;
  private readonly closing = new AbortController();
  private readonly sleepers = new Set<() => void>();
  private current = new AbortController();
  private point: LogPoint;
  private rings = 0;
  private stoppedBy: ForeignEventError | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly parts: WatchParts) {
    this.tail = new Tail(parts.start.position);
    this.point = parts.start.point;
  }

  /** Begins to watch. */
  start(): void {
    this.running = this.run();
  }

  /** A call has failed: is the server still there? */
  suspect(error: unknown): void {
    if (this.health.down(error)) this.current.abort();
  }

  /** Why nothing that comes later will ever be given; undefined while it follows, or tries to. */
  get failure(): ForeignEventError | undefined {
    return this.stoppedBy;
  }

  /** Counts what has happened; to be taken before one looks, and handed to `next` if there was nothing. */
  get ticket(): number {
    return this.rings;
  }

  /** Resolves when something has happened since the ticket was taken, after a time, or at the abort. */
  async next(ticket: number, signal: AbortSignal, longestMs?: number): Promise<void> {
    if (this.rings !== ticket || signal.aborted || this.closing.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        this.sleepers.delete(wake);
        signal.removeEventListener('abort', wake);
        clearTimeout(timer);
        resolve();
      };
      const timer = longestMs === undefined ? undefined : setTimeout(wake, longestMs);
      this.sleepers.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.current.abort();
    this.ring();
    await this.running;
  }

  private async run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.closing.signal.aborted) {
      this.current = new AbortController();
      try {
        await probeWriting(this.parts.server, this.parts.reader.names.ledger);
        await this.follow(() => {
          pauseMs = FIRST_PAUSE_MS;
        });
      } catch (error) {
        if (error instanceof ForeignEventError) {
          this.stop(error);
          return;
        }
        this.health.down(error);
        await this.rest(pauseMs);
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      }
    }
  }

  /** Ends by itself when the watch is closed, or somebody suspects the server. */
  private async follow(isUp: () => void): Promise<void> {
    const { server, reader, grown } = this.parts;
    for await (const followed of server.follow(this.point, reader.names.prefix, this.current.signal)) {
      if (followed === 'confirmed') {
        isUp();
        this.health.up();
      } else if ('checkpoint' in followed) {
        this.point = followed.checkpoint;
        continue;
      } else {
        const located = reader.decode(followed.record);
        reader.remember(located);
        this.point = located.point;
        this.tail.push(located.event);
        grown(located.event);
      }
      this.ring();
    }
  }

  private stop(failure: ForeignEventError): void {
    this.stoppedBy = failure;
    this.health.downForGood();
    this.ring();
  }

  private ring(): void {
    this.rings += 1;
    for (const wake of [...this.sleepers]) wake();
  }

  private rest(ms: number): Promise<unknown> {
    const { signal } = this.closing;
    return pause(ms * (0.5 + Math.random()), undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Whether the server takes this user's appends. Nothing is stored.
 *
 * @throws ServerFailure
 */
export function probeWriting(server: Server, stream: string): Promise<void> {
  const event = { id: derivedId(stream, 'probe'), type: 'Probe', data: '{}', metadata: '{}' };
  return server.probeWrite(stream, event);
}
