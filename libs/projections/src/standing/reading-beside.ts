import { type Connection, quietly, StoreError } from '#libs/event-store';
import { ReadModelsClosedError } from '../errors.js';
import { FIRST_BACK_OFF_MS, LONGEST_BACK_OFF_MS } from '../limits.js';
import { type FileId, openReadModelsBeside, readModelFileId } from '../sqlite/database.js';
import { DAMAGED, reasonOf } from './reason.js';
import { StandingReader } from './standing-reader.js';

type Read<Found> = (reader: StandingReader) => Found;

/** What could not be read, and when it is tried again. */
interface Failed {
  readonly error: unknown;
  /** What it was read from; undefined where it could not be opened. */
  readonly file: FileId | undefined;
  readonly read: Read<unknown>;
  readonly backOffMs: number;
  readonly againAtMs: number;
}

/** A connection, the file that it reads, and what reads on it. */
interface Open {
  readonly connection: Connection;
  readonly file: FileId;
  readonly reader: StandingReader;
}

/** Told of what goes wrong. */
export interface ToldOfReading {
  /** What is projected cannot be read. */
  trouble(trouble: string, error: unknown): void;
  /** A file was read that is damaged. */
  damaged(file: FileId): void;
}

/**
 * Read models that another thread writes, on a connection of one's own, opened when it is needed. After a failure nothing is
 * read until what failed can be read on a new connection: half of a damaged file is no read model.
 */
export class ReadingBeside {
  private open: Open | undefined;
  private failed: Failed | undefined;

  constructor(
    private readonly directory: string,
    private readonly parts: ConstructorParameters<typeof StandingReader>[1],
    private readonly told: ToldOfReading,
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
      throw this.noted(error, read, this.open?.file);
    }
  }

  /** The same of what takes several turns. */
  async soon<Found>(read: Read<Promise<Found>>): Promise<Found> {
    const reading = this.now(read);
    const file = this.open?.file;
    try {
      return await reading;
    } catch (error) {
      throw this.noted(error, read, file);
    }
  }

  /** Tries again what failed, where it is time to, and turns to the file that is there where another one was read. */
  async lookAgain(): Promise<void> {
    const { open, failed } = this;
    const there = readModelFileId(this.directory);
    if (open !== undefined && open.file !== there) this.close();
    if (failed === undefined || (failed.file === there && performance.now() < failed.againAtMs)) return;
    try {
      await failed.read(this.opened());
      this.failed = undefined;
    } catch (error) {
      const backOffMs = Math.min(LONGEST_BACK_OFF_MS, failed.backOffMs * 2);
      this.fail({ error, read: failed.read, file: this.open?.file, backOffMs });
    }
  }

  close(): void {
    quietly(() => {
      this.open?.connection.close();
    });
    this.open = undefined;
  }

  private opened(): StandingReader {
    if (this.open === undefined) {
      const { connection, file } = openReadModelsBeside(this.directory);
      this.open = { connection, file, reader: new StandingReader(connection, this.parts) };
    }
    return this.open.reader;
  }

  private noted(error: unknown, read: Read<unknown>, file: FileId | undefined): unknown {
    if (error instanceof StoreError) return error;
    if (this.failed === undefined) {
      this.told.trouble('the read models cannot be read', error);
      this.fail({ error, read, file, backOffMs: FIRST_BACK_OFF_MS });
    }
    return error instanceof ReadModelsClosedError ? error : new ReadModelsClosedError(error);
  }

  private fail(failed: Omit<Failed, 'againAtMs'>): void {
    const { error, file, backOffMs } = failed;
    if (file !== undefined && reasonOf(error) === DAMAGED) this.told.damaged(file);
    this.close();
    this.failed = { ...failed, againAtMs: performance.now() + backOffMs };
  }
}
