import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { FromJournalThread, JournalThreadData } from './journal-thread.js';

/**
 * Takes the journals of embedded stores in, in a thread of its own, so that no commit does it while requests wait. Where the
 * thread fails, it is logged once and the stores do it themselves, later and at a commit (`CHECKPOINT_FRAMES.relieved`).
 */
export class Journals {
  private worker: Worker | undefined;
  private ended: Promise<void> = Promise.resolve();

  /** @param directories data directories that this process owns; without any, no thread is started */
  constructor(
    private readonly directories: JournalThreadData,
    private readonly logger: Logger,
  ) {}

  start(): void {
    if (this.directories.length === 0) return;
    const worker = new Worker(join(__dirname, 'journal-thread.js'), { workerData: this.directories });
    this.worker = worker;
    worker.on('message', ({ directory, trouble }: FromJournalThread) => {
      this.tell(Object.assign(new Error(trouble.text), { code: trouble.code }), directory);
    });
    worker.on('error', (error) => {
      this.tell(error);
    });
    this.ended = new Promise((resolve) => {
      worker.on('exit', () => {
        resolve();
      });
    });
  }

  /** Ends once the thread has let go of the files: before the stores are closed. Again is a no-op. */
  async stop(): Promise<void> {
    this.worker?.postMessage('stop');
    await this.ended;
    this.worker = undefined;
  }

  private tell(error: unknown, directory?: string): void {
    this.logger.error(
      { err: error, directory },
      'the journal cannot be taken in beside the requests; commits do it',
    );
  }
}
