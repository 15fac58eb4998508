import type { CivilDate } from '#libs/enrollment';
import type { Connection, Instant, Position, SqlValue } from '#libs/event-store';
import { rowDigest } from './row-digest.js';

/** A step too long for one transaction, and how far it has come. */
export type Underway =
  | { readonly kind: 'event'; readonly position: Position; readonly through: string }
  | { readonly kind: 'midnight'; readonly day: CivilDate }
  | { readonly kind: 'build'; readonly through: Position };

/** An event that was projected: where the log no longer has it, another log took its place. */
export interface Anchor {
  readonly position: Position;
  readonly id: string;
}

/** How far a generation has come. */
export interface Checkpoint {
  /** Everything up to here is in the rows. */
  readonly position: Position;
  /** The latest recording up to there; null before the first event. */
  readonly latest: Instant | null;
  /** The day on which the rows stand; null before the first event. */
  readonly asOf: CivilDate | null;
  readonly underway: Underway | null;
  readonly anchor: Anchor | null;
}

/** A set of tables of one projection. */
export interface Generation {
  readonly projection: string;
  readonly generation: number;
  /** Version of the projection that made it. */
  readonly version: number;
  readonly checkpoint: Checkpoint;
}

/** Before the first event. */
export const BEGINNING: Checkpoint = {
  position: 0,
  latest: null,
  asOf: null,
  underway: null,
  anchor: null,
};

type Row = [number, number, number, string | null, string | null, string | null, string | null];

/** Which generations there are, and where each stands. Writes belong into a transaction with the rows. */
export class Generations {
  private readonly select;
  private readonly selectAll;
  private readonly insert;
  private readonly update;
  private readonly setLive;
  private readonly deleteOne;
  private readonly deleteParked;
  private readonly selectRow;
  private readonly setDigest;

  constructor(
    connection: Connection,
    private readonly projection: string,
  ) {
    const columns = 'generation, version, position, latest, as_of, underway, anchor';
    this.select = connection.query<Row>(
      `SELECT ${columns} FROM generations WHERE projection = ? AND live = ?`,
    );
    this.selectAll = connection.query<[number]>('SELECT generation FROM generations WHERE projection = ?');
    this.insert = connection.command("INSERT INTO generations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')");
    this.update = connection.command(
      'UPDATE generations SET position = ?, latest = ?, as_of = ?, underway = ?, anchor = ? WHERE projection = ? AND generation = ?',
    );
    this.setLive = connection.command(
      'UPDATE generations SET live = 1 WHERE projection = ? AND generation = ?',
    );
    this.deleteOne = connection.command('DELETE FROM generations WHERE projection = ? AND generation = ?');
    this.deleteParked = connection.command('DELETE FROM parked WHERE projection = ? AND generation = ?');
    this.selectRow = connection.query<SqlValue[]>(
      `SELECT projection, generation, version, live, position, latest, as_of, underway, anchor FROM generations
       WHERE projection = ? AND generation = ?`,
    );
    this.setDigest = connection.command(
      'UPDATE generations SET digest = ? WHERE projection = ? AND generation = ?',
    );
  }

  /** The generation that answers; undefined where there is none yet. */
  get live(): Generation | undefined {
    return this.found(1);
  }

  /** The generation that is being built beside it; undefined where there is none. */
  get building(): Generation | undefined {
    return this.found(0);
  }

  /** Makes a generation; its tables are the caller's matter. */
  add(version: number, isLive: boolean, checkpoint: Checkpoint): Generation {
    const numbers = this.selectAll.all(this.projection).map(([number]) => number);
    const generation = Math.max(0, ...numbers) + 1;
    const { position, latest, asOf, underway, anchor } = checkpoint;
    const texts = [textOf(underway), textOf(anchor)] as const;
    this.insert(this.projection, generation, version, isLive ? 1 : 0, position, latest, asOf, ...texts);
    this.digest(generation);
    return { projection: this.projection, generation, version, checkpoint };
  }

  /** Moves a checkpoint. */
  move(generation: number, { position, latest, asOf, underway, anchor }: Checkpoint): void {
    this.update(position, latest, asOf, textOf(underway), textOf(anchor), this.projection, generation);
    this.digest(generation);
  }

  /** Lets a generation answer in place of the live one, whose record goes. */
  switchTo(generation: number): void {
    const { live } = this;
    if (live !== undefined) this.remove(live.generation);
    this.setLive(this.projection, generation);
    this.digest(generation);
  }

  /** Removes the record of a generation with what is parked in it. */
  remove(generation: number): void {
    this.deleteOne(this.projection, generation);
    this.deleteParked(this.projection, generation);
  }

  private digest(generation: number): void {
    const row = this.selectRow.get(this.projection, generation);
    if (row !== undefined) this.setDigest(rowDigest(row), this.projection, generation);
  }

  private found(live: 0 | 1): Generation | undefined {
    const row = this.select.get(this.projection, live);
    if (row === undefined) return undefined;
    const [generation, version, position, latest, asOf, underway, anchor] = row;
    const checkpoint: Checkpoint = {
      position,
      latest,
      asOf: asOf as CivilDate | null,
      underway: underway === null ? null : (JSON.parse(underway) as Underway),
      anchor: anchor === null ? null : (JSON.parse(anchor) as Anchor),
    };
    return { projection: this.projection, generation, version, checkpoint };
  }
}

function textOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
