import { Worker } from 'node:worker_threads';

/** A thread of the server, from its start to its end; it ends by itself, or once it is told to stop. */
export class ServerThread<To, From> {
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  private readonly worker: Worker;

  /**
   * @param script the built file that it runs
   * @param data what it is given as its `workerData`
   */
  constructor(
    script: string,
    data: unknown,
    {
      onMessage,
      onError,
    }: {
      readonly onMessage: (message: From) => void;
      /** Told of what ended it. */
      readonly onError: (error: unknown) => void;
    },
  ) {
    this.worker = new Worker(script, { workerData: data });
    this.worker.on('message', onMessage);
    this.worker.on('error', onError);
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', () => {
        resolve();
      });
    });
  }

  /** Tells it something; nothing where it has ended. */
  post(message: To): void {
    this.worker.postMessage(message);
  }

  /** Tells it to stop, and waits for its end. Again is a no-op. */
  async stop(): Promise<void> {
    this.worker.postMessage('stop');
    await this.ended;
  }
}
