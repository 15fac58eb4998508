import { Worker } from 'node:worker_threads';

/** A thread that was told to stop and has not ended after so long is ended: what it writes is whole at any moment. */
const STOPPED_WITHIN_MS = 10_000;

/** A thread of the server, from its start to its end; it ends by itself, or once it is told to stop. */
export class ServerThread<To, From> {
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  private readonly worker: Worker;
  private isToStop = false;

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
      /** Told of what ended it, unless it was told to stop. */
      readonly onError: (error: unknown) => void;
    },
  ) {
    this.worker = new Worker(script, { workerData: data });
    this.worker.on('message', onMessage);
    let hasFailed = false;
    this.worker.on('error', (error) => {
      hasFailed = true;
      onError(error);
    });
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', (code) => {
        if (!hasFailed && !this.isToStop) onError(new Error(`It ended by itself, with exit code ${code}.`));
        resolve();
      });
    });
  }

  /** Tells it something; nothing where it has ended. */
  post(message: To): void {
    this.worker.postMessage(message);
  }

  /** Tells it to stop, and waits for its end, which comes in any case. Again is a no-op. */
  async stop(): Promise<void> {
    this.isToStop = true;
    this.worker.postMessage('stop');
    const overdue = setTimeout(() => {
      void this.worker.terminate();
    }, STOPPED_WITHIN_MS);
    await this.ended;
    clearTimeout(overdue);
  }
}
