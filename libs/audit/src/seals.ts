import type { Position } from '#libs/event-store';
import { AuditError, NotSealedError, SealsDamagedError } from './errors.js';
import { type Hash, readHash, written } from './hashing.js';
import type { HeadProof } from './heads/head-map.js';
import { proveHead } from './heads/head-rows.js';
import { consistencyPath, inclusionPath } from './merkle/proofs.js';
import { readCheckpoint } from './note/checkpoint.js';
import { checkCosignature, lineOfWitness } from './note/cosignature.js';
import type { AccessLogHead } from './note/named-logs.js';
import { type Note, readNote, readSignatureLine, signatureLine, writeNote } from './note/note.js';
import { readVerifierKey } from './note/verifier-key.js';
import { Checkpoints, type SignedCheckpoint } from './sqlite/checkpoints.js';
import type { SealDatabase } from './sqlite/seal-database.js';
import { SealedHeads } from './sqlite/sealed-heads.js';
import { SealedTree } from './sqlite/sealed-tree.js';

/** Shows that an event is in the log that a checkpoint covers. */
export interface InclusionProof {
  readonly position: Position;
  /** Number of the leaf, from 0. */
  readonly index: number;
  /** Number of events in the tree. */
  readonly size: number;
  readonly leaf: Hash;
  /** From the leaf upwards. */
  readonly path: readonly Hash[];
}

/** Everything that was sealed of a ledger, to read: checkpoints, and proofs against them. */
export class Seals {
  readonly tree: SealedTree;
  readonly heads: SealedHeads;
  readonly checkpoints: Checkpoints;

  constructor(
    private readonly database: SealDatabase,
    logId: string,
  ) {
    const { connection } = database;
    this.tree = new SealedTree(connection);
    this.heads = new SealedHeads(connection, logId);
    this.checkpoints = new Checkpoints(connection);
  }

  /** The newest checkpoint as another log's names it; null where there is none, or it cannot be read. */
  newestHead(): AccessLogHead | null {
    const latest = this.checkpoints.latest();
    if (latest === undefined) return null;
    try {
      const { logId, size, root } = readCheckpoint(readNote(latest.note).text);
      return { logId, size, root };
    } catch (error) {
      // What is wrong with this log is for its own verification to say; the other one is sealed all the same.
      if (error instanceof AuditError) return null;
      throw error;
    }
  }

  /** The last sealed position; 0 where nothing is sealed. */
  get sealedThrough(): Position {
    return this.checkpoints.latest()?.position ?? 0;
  }

  /** A checkpoint with every signature under it; undefined where none has that size. */
  note(size: number): string | undefined {
    const checkpoint = this.checkpoints.of(size);
    return checkpoint === undefined ? undefined : this.withWitnesses(checkpoint);
  }

  withWitnesses({ size, note }: SignedCheckpoint): string {
    const { text, signatures } = readNote(note);
    const lines = this.checkpoints.witnesses(size).map(({ line }) => readSignatureLine(line));
    return writeNote({ text, signatures: [...signatures, ...lines] });
  }

  /**
   * @param size of the tree; default: that of the last checkpoint
   * @throws NotSealedError where the event is not in that tree; SealsDamagedError
   */
  inclusion(position: Position, size = this.size()): InclusionProof {
    const index = this.tree.indexOf(position);
    if (index === undefined || index >= size || size > this.size())
      throw new NotSealedError(`pos:${position}`, this.size());
    return {
      position,
      index,
      size,
      leaf: this.tree.leaf(index),
      path: inclusionPath(this.tree.subtrees, index, size),
    };
  }

  /**
   * The proof that the first `from` events are the beginning of the first `to`.
   *
   * @throws NotSealedError where there are not so many, or `from` is larger; SealsDamagedError
   */
  consistency(from: number, to = this.size()): readonly Hash[] {
    if (to > this.size() || from > to) throw new NotSealedError(`${from}–${to}`, this.size());
    return consistencyPath(this.tree.subtrees, from, to);
  }

  /**
   * How far a stream had come at the last checkpoint, or that there was no such stream, with the proof of it.
   *
   * @throws SealsDamagedError
   */
  head(stream: string): HeadProof {
    return proveHead(this.heads, this.heads.keyOf(stream));
  }

  /**
   * Keeps the co-signature of a witness. Whether the witness deserves trust is for whoever verifies.
   *
   * @param sent its line, or the note with it
   * @returns the checkpoint with every signature under it
   * @throws NotSealedError, MalformedNoteError, MalformedKeyError, BadCosignatureError
   */
  cosign(size: number, witness: string, sent: string): string {
    const checkpoint = this.checkpoints.of(size);
    if (checkpoint === undefined) throw new NotSealedError(String(size), this.size());
    const key = readVerifierKey(witness);
    const line = lineOfWitness(sent, key);
    checkCosignature(textOf(checkpoint), line, key);
    this.database.transact(() => {
      this.checkpoints.addWitness(size, { witness: key.text, line: signatureLine(line) });
    });
    return this.withWitnesses(checkpoint);
  }

  /** The first checkpoint that covers an event; undefined where none does yet. */
  covering(position: Position): SignedCheckpoint | undefined {
    const index = this.tree.indexOf(position);
    return index === undefined ? undefined : this.checkpoints.page(index, 1)[0];
  }

  /** Place of a stream in the map, as written. */
  keyOf(stream: string): string {
    return written(this.heads.keyOf(stream));
  }

  /** Name of the stream with a place in the map, as written; undefined where there is none. */
  streamAt(key: string): string | undefined {
    const place = readHash(key);
    return place === undefined ? undefined : this.heads.streamAt(place);
  }

  /** Reads several things as they were at one moment, whatever is sealed meanwhile. */
  atOnce<Read>(read: () => Read): Read {
    return this.database.connection.readAtOnce(read);
  }

  close(): void {
    this.database.close();
  }

  private size(): number {
    return this.checkpoints.latest()?.size ?? 0;
  }
}

function textOf({ note, size }: SignedCheckpoint): string {
  const read: Note = readNote(note);
  if (read.text === '') throw new SealsDamagedError(`the checkpoint of ${size} events`);
  return read.text;
}
