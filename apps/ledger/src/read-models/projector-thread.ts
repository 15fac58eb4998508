import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '#libs/event-store';
import type { FileId, ProjectorElsewhere, SaidByProjector } from '#libs/projections';
import { ServerThread } from '../threads/server-thread.js';
import type { FromProjector, ProjectedPlaces, ToProjector, Trouble } from './projecting.js';

/** Between the end of a thread that nobody asked for, and the next one. */
const AGAIN_MS = 1_000;

/** No stream begins so: whoever follows with this prefix hears of appends, and is given none of them. */
const NO_STREAM = '/';

/** What the thread works beside. */
interface Beside {
  /** Where it is appended. */
  readonly store: Pick<EventStore, 'head' | 'subscribe'>;
  readonly onTrouble: (trouble: string, error?: unknown) => void;
}

/** The thread that projects; one that ends by itself is followed by another one. */
export class ProjectorThread implements ProjectorElsewhere {
  private readonly stopping = new AbortController();
  private thread: ServerThread<ToProjector, FromProjector> | undefined;
  private ended: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly script: string,
    private readonly places: ProjectedPlaces,
    private readonly beside: Beside,
  ) {}

  start(hear: (said: SaidByProjector | 'ended') => void): void {
    this.ended = Promise.all([this.keep(() => this.live(hear)), this.keep(() => this.passOn())]);
  }

  distrust(file: FileId): void {
    this.thread?.post({ damaged: file });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.thread?.stop();
    await this.ended;
  }

  /** Does something again and again, until it is to stop. */
  private async keep(task: () => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    const isStopping = (): boolean => signal.aborted;
    while (!isStopping()) {
      await task();
      if (!isStopping()) await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One life of the thread. */
  private async live(hear: (said: SaidByProjector | 'ended') => void): Promise<void> {
    const { onTrouble } = this.beside;
    this.thread = new ServerThread(this.script, this.places, {
      onMessage: (message) => {
        if ('trouble' in message) onTrouble(message.trouble.text, errorOf(message.trouble));
        else hear(message);
      },
      onError: (error) => {
        onTrouble('the projecting thread failed', error);
      },
    });
    await this.thread.ended;
    this.thread = undefined;
    if (!this.stopping.signal.aborted) hear('ended');
  }

  /** Tells the thread of appends: it reads the log on a connection of its own, which nothing wakes. */
  private async passOn(): Promise<void> {
    const { store, onTrouble } = this.beside;
    const { signal } = this.stopping;
    try {
      const after = await store.head();
      const items = store.subscribe({ after, filter: { streamPrefix: NO_STREAM }, signal });
      for await (const _ of items) this.thread?.post('appended');
    } catch (error) {
      onTrouble('the projecting thread does not hear of appends', error);
    }
  }
}

function errorOf({ error }: Trouble): Error | undefined {
  return error === null ? undefined : Object.assign(new Error(error.message), error);
}
