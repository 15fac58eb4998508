import { type Connection, quietly, StoreError } from '#libs/event-store';
import { ReadModelsClosedError } from '../errors.js';
import { FIRST_BACK_OFF_MS, LONGEST_BACK_OFF_MS } from '../limits.js';
import { openReadModelsBeside } from '../sqlite/database.js';
import { reasonOf } from './reason.js';
import { StandingReader } from './standing-reader.js';

type Read<Found> = (reader: StandingReader) => Found;

/** What could not be read, and when it is tried again. */
interface Failed {
  readonly error: unknown;
  readonly read: Read<unknown>;
  readonly backOffMs: number;
  readonly againAtMs: number;
}

/**
 * Read models that another thread writes, on a connection of one's own, opened when it is needed. After a failure nothing is
 * read until what failed can be read on a new connection: half of a damaged file is no read model.
 */
export class ReadingBeside {
  private connection: Connection | undefined;
  private reader: StandingReader | undefined;
  private failed: Failed | undefined;

  constructor(
    private readonly directory: string,
    private readonly parts: ConstructorParameters<typeof StandingReader>[1],
    private readonly onTrouble: (trouble: string, error: unknown) => void,
  ) {}

  /** Why nothing can be read; null where, as far as is known, it can. */
  get reason(): string | null {
    return this.failed === undefined ? null : reasonOf(this.failed.error);
  }

  /** @throws ReadModelsClosedError where it cannot be read; a failure of the log */
  now<Found>(read: Read<Found>): Found {
    if (this.failed !== undefined) throw new ReadModelsClosedError(this.failed.error);
    try {
      return read(this.opened());
    } catch (error) {
      throw this.noted(error, read);
    }
  }

  /** The same of what takes several turns. */
  async soon<Found>(read: Read<Promise<Found>>): Promise<Found> {
    const reading = this.now(read);
    try {
      return await reading;
    } catch (error) {
      throw this.noted(error, read);
    }
  }

  /** Tries again what failed, where it is time to. */
  async tryAgain(): Promise<void> {
    const { failed } = this;
    if (failed === undefined || performance.now() < failed.againAtMs) return;
    try {
      await failed.read(this.opened());
      this.failed = undefined;
    } catch (error) {
      this.fail(error, failed.read, Math.min(LONGEST_BACK_OFF_MS, failed.backOffMs * 2));
    }
  }

  close(): void {
    quietly(() => {
      this.connection?.close();
    });
    this.connection = undefined;
    this.reader = undefined;
  }

  private opened(): StandingReader {
    this.connection ??= openReadModelsBeside(this.directory);
    return (this.reader ??= new StandingReader(this.connection, this.parts));
  }

  private noted(error: unknown, read: Read<unknown>): unknown {
    if (error instanceof StoreError) return error;
    if (this.failed === undefined) {
      this.onTrouble('the read models cannot be read', error);
      this.fail(error, read, FIRST_BACK_OFF_MS);
    }
    return error instanceof ReadModelsClosedError ? error : new ReadModelsClosedError(error);
  }

  private fail(error: unknown, read: Read<unknown>, backOffMs: number): void {
    this.close();
    this.failed = { error, read, backOffMs, againAtMs: performance.now() + backOffMs };
  }
}
