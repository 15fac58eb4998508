import {
  AppendOutcomeUnknownError,
  DiskFullError,
  StoreError,
  StoreUnavailableError,
  type UnavailableReason,
} from '../errors.js';
import { MAX_BATCH_APPENDS, MAX_BATCH_BYTES, MAX_QUEUED_APPENDS } from '../limits.js';
import type { EncodedAppend } from '../new-append.js';
import type { AppendResult } from '../port.js';
import type { AppendWriter } from './append-writer.js';
import type { Connection } from './connection.js';
import { toStoreError } from './failure.js';

type Member = {
  readonly append: EncodedAppend;
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (error: StoreError) => void;
};

/** How one member of a batch came out; told to its caller only after the commit. */
type Outcome =
  | { readonly member: Member; readonly result: AppendResult }
  | { readonly member: Member; readonly error: StoreError };

/**
 * Commits together what arrives together: the sync of the disk, the dear part of a durable append, is shared by all
 * callers that wait. Appends queue up; the next turn of the event loop writes them in one transaction, in the order in
 * which they came, and answers after its commit. A refused member fails alone; a failing disk fails the whole batch.
 */
export class GroupCommit {
  private readonly queue: Member[] = [];
  private turn: Promise<void> | undefined;
  /** Set when a commit failed in a way that leaves the file in doubt; only opening it again tells. */
  private failure: StoreUnavailableError | undefined;
  private undoFailure: StoreUnavailableError | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly writer: AppendWriter,
    private readonly onCommit: () => void,
  ) {}

  /** Why every further append will be refused; undefined while they are taken. */
  get stoppedBy(): UnavailableReason | undefined {
    return this.failure?.reason;
  }

  /**
   * Set when a failed batch could not be undone: this connection would show what was written of it, which will never be
   * stored. Then nothing can be read either, until the ledger is opened again.
   */
  get leftOpen(): StoreUnavailableError | undefined {
    return this.undoFailure;
  }

  submit(append: EncodedAppend): Promise<AppendResult> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    if (this.queue.length >= MAX_QUEUED_APPENDS)
      return Promise.reject(new StoreUnavailableError('queue-full'));
    const answer = new Promise<AppendResult>((resolve, reject) => {
      this.queue.push({ append, resolve, reject });
    });
    this.turn ??= this.run();
    return answer;
  }

  /** Settles everything submitted so far. */
  async drain(): Promise<void> {
    await this.turn;
  }

  private async run(): Promise<void> {
    while (this.queue.length > 0) {
      await new Promise(setImmediate);
      this.commit(this.nextBatch());
    }
    this.turn = undefined;
  }

  private nextBatch(): readonly Member[] {
    let bytes = 0;
    const end = this.queue.findIndex(({ append }, index) => {
      const full = index >= MAX_BATCH_APPENDS || bytes >= MAX_BATCH_BYTES;
      bytes += append.bytes;
      return full;
    });
    return this.queue.splice(0, end === -1 ? this.queue.length : end);
  }

  private commit(batch: readonly Member[]): void {
    let committing = false;
    try {
      if (this.failure !== undefined) throw this.failure;
      this.connection.exec('BEGIN IMMEDIATE');
      const outcomes = batch.map((member) => this.attempt(member));
      committing = true;
      this.connection.exec('COMMIT');
      this.onCommit();
      outcomes.forEach(tell);
    } catch (cause) {
      const error = this.undo(cause, committing);
      for (const member of batch) member.reject(error);
    }
  }

  private attempt(member: Member): Outcome {
    try {
      return { member, result: this.writer.write(member.append) };
    } catch (error) {
      if (error instanceof StoreError) return { member, error };
      throw error;
    }
  }

  /** Makes sure that nothing of the batch is stored, and says so, or says that it cannot. */
  private undo(cause: unknown, committing: boolean): StoreError {
    let error = toStoreError(cause);
    if (committing && !(error instanceof DiskFullError)) {
      error = new AppendOutcomeUnknownError(cause);
      this.failure = new StoreUnavailableError('failed', cause);
    }
    try {
      this.connection.rollback();
      this.writer.reload();
    } catch (secondCause) {
      this.undoFailure = new StoreUnavailableError('failed', secondCause);
      this.failure ??= this.undoFailure;
    }
    return error;
  }
}

function tell(outcome: Outcome): void {
  if ('result' in outcome) outcome.member.resolve(outcome.result);
  else outcome.member.reject(outcome.error);
}
