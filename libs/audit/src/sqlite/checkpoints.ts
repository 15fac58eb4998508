import type { Connection, Position } from '#libs/event-store';

/** A checkpoint as it was signed. */
export interface SignedCheckpoint {
  /** Number of events that it covers. */
  readonly size: number;
  /** Position of the last of them. */
  readonly position: Position;
  /** The note: its text and the ledger's signatures, without those of witnesses. */
  readonly note: string;
}

/** The line of a witness under a checkpoint, and its key as `VerifierKey.text`. */
export interface WitnessLine {
  readonly witness: string;
  readonly line: string;
}

/** The checkpoints in order of size, and what witnesses signed under them. */
export class Checkpoints {
  private readonly selectLatest;
  private readonly selectOne;
  private readonly selectPage;
  private readonly selectLines;
  private readonly selectAllLines;
  private readonly insert;
  private readonly insertLine;

  constructor(connection: Connection) {
    const columns = 'size, position, note';
    type Row = [number, number, string];
    this.selectLatest = connection.query<Row>(
      `SELECT ${columns} FROM checkpoints ORDER BY size DESC LIMIT 1`,
    );
    this.selectOne = connection.query<Row>(`SELECT ${columns} FROM checkpoints WHERE size = ?`);
    this.selectPage = connection.query<Row>(
      `SELECT ${columns} FROM checkpoints WHERE size > ? ORDER BY size LIMIT ?`,
    );
    this.selectLines = connection.query<[string, string]>(
      'SELECT witness, line FROM cosignatures WHERE size = ? ORDER BY witness',
    );
    this.selectAllLines = connection.query<[number, string, string]>(
      'SELECT size, witness, line FROM cosignatures ORDER BY size, witness',
    );
    this.insert = connection.command('INSERT INTO checkpoints VALUES (?, ?, ?)');
    this.insertLine = connection.command('INSERT OR IGNORE INTO cosignatures VALUES (?, ?, ?)');
  }

  /** Undefined where nothing is sealed yet. */
  latest(): SignedCheckpoint | undefined {
    return checkpointOf(this.selectLatest.get());
  }

  of(size: number): SignedCheckpoint | undefined {
    return checkpointOf(this.selectOne.get(size));
  }

  /** At most `limit` checkpoints of more than `after` events. */
  page(after: number, limit: number): readonly SignedCheckpoint[] {
    return this.selectPage.all(after, limit).flatMap((row) => checkpointOf(row) ?? []);
  }

  witnesses(size: number): readonly WitnessLine[] {
    return this.selectLines.all(size).map(([witness, line]) => ({ witness, line }));
  }

  /** Every co-signature, also under a size that has no checkpoint. */
  allWitnesses(): readonly (WitnessLine & { readonly size: number })[] {
    return this.selectAllLines.all().map(([size, witness, line]) => ({ size, witness, line }));
  }

  add({ size, position, note }: SignedCheckpoint): void {
    this.insert(size, position, note);
  }

  /** Keeps the first line of each witness. */
  addWitness(size: number, { witness, line }: WitnessLine): void {
    this.insertLine(size, witness, line);
  }
}

function checkpointOf(row: [number, number, string] | undefined): SignedCheckpoint | undefined {
  if (row === undefined) return undefined;
  const [size, position, note] = row;
  return { size, position, note };
}
