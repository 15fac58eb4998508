import { join } from 'node:path';
import type { Logger } from 'pino';
import { ServerThread } from '../threads/server-thread.js';
import type { FromJournalThread, JournalThreadData } from './journal-thread.js';

/**
 * Takes the journals of embedded stores in, in a thread of its own, so that no commit does it while requests wait. Where the
 * thread fails, it is logged once and the stores do it themselves, later and at a commit (`CHECKPOINT_FRAMES.relieved`).
 */
export class Journals {
  private thread: ServerThread<'stop', FromJournalThread> | undefined;

  /** @param directories data directories that this process owns; without any, no thread is started */
  constructor(
    private readonly directories: JournalThreadData,
    private readonly logger: Logger,
  ) {}

  start(): void {
    if (this.directories.length === 0) return;
    this.thread = new ServerThread(join(__dirname, 'journal-thread.js'), this.directories, {
      onMessage: ({ directory, trouble }) => {
        this.tell(Object.assign(new Error(trouble.text), { code: trouble.code }), directory);
      },
      onError: (error) => {
        this.tell(error);
      },
    });
  }

  /** Ends once the thread has let go of the files: before the stores are closed. Again is a no-op. */
  async stop(): Promise<void> {
    await this.thread?.stop();
    this.thread = undefined;
  }

  private tell(error: unknown, directory?: string): void {
    this.logger.error(
      { err: error, directory },
      'the journal cannot be taken in beside the requests; commits do it',
    );
  }
}
