import type { EventLog } from '#libs/event-store';
import { ReadModelsClosedError } from '../errors.js';
import type { MemberSource, Pauses } from '../ports.js';
import { type FileId, openDatabase, type ReadModelDatabase, setAsideUnopened } from '../sqlite/database.js';
import { BEGINNING, type Generation, Generations } from '../sqlite/generations.js';
import { layOut } from '../sqlite/layout.js';
import { ParkedEvents } from '../sqlite/parked-events.js';
import { StandingRows } from '../sqlite/standing-rows.js';
import { type FeedTables, feedTablesOf } from './feed-tables.js';
import { StandingProjector } from './standing-projector.js';
import { StandingReader } from './standing-reader.js';
import { STANDING, STANDING_VERSION } from './version.js';

/** What the tables are opened with. */
export interface StandingTablesOptions {
  /** The directory of the database, or `:memory:`. */
  readonly directory: string;
  readonly store: EventLog;
  readonly source: MemberSource;
  readonly pauses: Pauses;
}

/** The generation that is read from. */
export interface Live {
  readonly rows: StandingRows;
  readonly parked: ParkedEvents;
  readonly projector: StandingProjector;
}

/** The database of the standings: its generations of rows, one of which is live, and what the feed tells. */
export class StandingTables {
  private opened: ReadModelDatabase | undefined;
  private read: StandingReader | undefined;
  private current: Live | undefined;

  constructor(private readonly options: StandingTablesOptions) {}

  get isOpen(): boolean {
    return this.opened !== undefined;
  }

  /** What is read from; undefined before `openLive`. */
  get live(): Live | undefined {
    return this.current;
  }

  /** Opens the database. Again is a no-op. Throws where another process has it. */
  open(): void {
    const { directory, store } = this.options;
    this.opened ??= openDatabase(directory, store.ledger.logId);
  }

  /** Releases the database. Again is a no-op. */
  close(): void {
    this.opened?.close();
    this.opened = undefined;
    this.read = undefined;
  }

  /** The file that is open, as `FileId`; null in memory, and where none is. */
  get file(): FileId | null {
    return this.opened?.file ?? null;
  }

  /** @throws ReadModelsDamagedError where the file that is open is not the one that is there */
  checkInPlace(): void {
    this.opened?.checkInPlace();
  }

  /**
   * Moves a damaged file out of the way, so that the next `open` makes a new one.
   *
   * @returns false where it could not be opened and does not say that it holds read models: it is left alone then
   */
  setAside(): boolean {
    const isSetAside = this.opened === undefined ? setAsideUnopened(this.options.directory) : true;
    this.opened?.setAside();
    this.close();
    this.current = undefined;
    return isSetAside;
  }

  /** Forgets everything that was made of the log. */
  clear(): void {
    layOut(this.database.connection, this.options.store.ledger.logId);
    this.read = undefined;
  }

  /** Reads the live generation as it stands in the database: after a failure nothing in memory is trusted. */
  openLive(): void {
    const { live } = this.generations();
    if (live?.version !== STANDING_VERSION) throw new ReadModelsClosedError();
    this.current = {
      rows: new StandingRows(this.database.connection, live.generation),
      parked: this.parkedOf(live),
      projector: this.projectorOf(live, feedTablesOf(this.database.connection)),
    };
  }

  /** The log still has the last event that was projected: it was not put back to an older copy. */
  async isOfThisLog({ checkpoint: { anchor } }: Generation): Promise<boolean> {
    if (anchor === null) return true;
    const { position, id } = anchor;
    if ((await this.options.store.head()) < position) return false;
    for await (const event of this.options.store.readAll({ after: position - 1, through: position })) {
      return event.id === id;
    }
    return false;
  }

  get database(): ReadModelDatabase {
    if (this.opened === undefined) throw new ReadModelsClosedError();
    return this.opened;
  }

  /** Adds a generation without rows. */
  newGeneration(isLive: boolean, checkpoint = BEGINNING): Generation {
    let made: Generation | undefined;
    this.database.transact(() => {
      made = this.generations().add(STANDING_VERSION, isLive, checkpoint);
      StandingRows.create(this.database.connection, made.generation);
    });
    if (made === undefined) throw new Error('A committed transaction has made the generation.');
    return made;
  }

  /** Adds a generation to build beside a live one, up to where that one stands. */
  newBuild({ checkpoint }: Generation): Generation {
    return this.newGeneration(false, { ...checkpoint, underway: { kind: 'build', through: 0 } });
  }

  /** A rebuild that was interrupted; one of another version is cleared away. */
  unfinished(): Generation | undefined {
    const found = this.generations().building;
    if (found === undefined || found.version === STANDING_VERSION) return found;
    this.database.transact(() => {
      this.generations().remove(found.generation);
      StandingRows.drop(this.database.connection, found.generation);
    });
    return undefined;
  }

  /** A projector that goes on from the checkpoint of a generation; with a feed it tells consumers. */
  projectorOf(generation: Generation, feed: FeedTables | null): StandingProjector {
    const { store, source, pauses } = this.options;
    return new StandingProjector({
      ...{ store, source, pauses, feed },
      database: this.database,
      generations: this.generations(),
      rows: new StandingRows(this.database.connection, generation.generation),
      parked: this.parkedOf(generation),
      checkpoint: generation.checkpoint,
    });
  }

  /** Reads what was projected. */
  reader(): StandingReader {
    return (this.read ??= new StandingReader(this.database.connection, this.options));
  }

  /** Who is set aside of a generation. */
  parkedOf({ generation }: Generation): ParkedEvents {
    return new ParkedEvents(this.database.connection, STANDING, generation);
  }

  /** The generations of rows. */
  generations(): Generations {
    return new Generations(this.database.connection, STANDING);
  }
}
