import type { EventStore, RecordedEvent } from '#libs/event-store';
import { DECLARATIONS_STREAM, isSameCreation, sealedCreation } from './creation.js';
import { KeyWithoutPredecessorError, LogNotAsSealedError, SealsDamagedError } from './errors.js';
import type { Hash } from './hashing.js';
import { EMPTY_PART } from './heads/head-map.js';
import { enterHeads, type HeadRows } from './heads/head-rows.js';
import type { SignerRing } from './keys/signer.js';
import { leafOf } from './leaf.js';
import { consistencyPath, isConsistent } from './merkle/proofs.js';
import { rootAt } from './merkle/tree.js';
import { type Checkpoint, checkpointText, type CoreDigest, readCheckpoint } from './note/checkpoint.js';
import type { AccessLogHead, NamedReseal } from './note/named-logs.js';
import { holdsSignatureOf, readNote, writeNote } from './note/note.js';
import { readVerifierKey } from './note/verifier-key.js';
import { Sealing } from './sealing.js';
import { Seals } from './seals.js';
import type { SignedCheckpoint } from './sqlite/checkpoints.js';
import type { SealDatabase } from './sqlite/seal-database.js';
import type { GrownTree } from './sqlite/sealed-tree.js';

/** What is sealed: any store, or a view of one that somebody else appends to. */
export type SealedLog = Pick<EventStore, 'ledger' | 'head' | 'readPages' | 'readStream'>;

/** One checkpoint covers at most so many events more than the one before: a long backlog is sealed in pieces. */
export const MAX_EVENTS_PER_SEAL = 10_000;

/** What each checkpoint says beside what follows from the log. */
export interface SaidBySealer {
  /** What decides in this program; null: it runs from its sources. */
  readonly core?: CoreDigest | null | undefined;
  /** The newest checkpoint of the access log; null: there is none yet. */
  readonly accessLog?: (() => AccessLogHead | null) | undefined;
  /** The newest re-seal by each function. */
  readonly reseals?: (() => readonly NamedReseal[]) | undefined;
}

/** What the next checkpoint is over, and what is written with it. */
interface Grown {
  readonly previous: Checkpoint | undefined;
  readonly size: number;
  readonly root: Hash;
  readonly tree: GrownTree;
  /** Root of the map of heads, and its rows that change. */
  readonly heads: Hash;
  readonly rows: HeadRows;
  readonly declarations: number;
}

/**
 * Seals a log: everything recorded since the last checkpoint goes into the tree and the map of heads, and one transaction
 * writes them with the new checkpoint. A process may be killed anywhere: the next one seals the same again.
 */
export class Sealer {
  readonly seals: Seals;

  constructor(
    private readonly log: SealedLog,
    private readonly database: SealDatabase,
    /** Asked at each seal, so that a new key needs no restart. */
    private readonly keys: () => SignerRing,
    private readonly said: SaidBySealer = {},
  ) {
    this.seals = new Seals(database, log.ledger.logId);
  }

  /**
   * Signs one more checkpoint; undefined where nothing was recorded since the last one.
   *
   * @throws LogNotAsSealedError, SealsDamagedError, KeyWithoutPredecessorError, UnsealableEventError: nothing was signed
   */
  async seal(): Promise<SignedCheckpoint | undefined> {
    const latest = this.seals.checkpoints.latest();
    const sealing = await this.taken(latest);
    if (sealing.last !== undefined) return this.sign({ sealing, last: sealing.last }, latest);
    // A log that ends before what was sealed has nothing to seal, and is not what it was.
    if (latest !== undefined && (await this.log.head()) < latest.position)
      throw new LogNotAsSealedError(latest.position);
    return undefined;
  }

  private async taken(latest: SignedCheckpoint | undefined): Promise<Sealing> {
    const sealing = new Sealing(this.seals.heads, this.log.ledger.logId);
    const range = { after: latest?.position ?? 0, limit: MAX_EVENTS_PER_SEAL };
    for await (const page of this.log.readPages(range)) {
      if (latest !== undefined && sealing.last === undefined) await this.checkAnchor(latest);
      // A read by itself takes and gives back locks of the file, which costs more than what it reads.
      this.seals.atOnce(() => {
        for (const event of page) sealing.take(event);
      });
    }
    return sealing;
  }

  /** The last sealed event must still be what it was: a log that was put back to an older copy has another one, or none. */
  private async checkAnchor({ size, position }: SignedCheckpoint): Promise<void> {
    const [event] = await firstOf(this.log.readPages({ after: position - 1, limit: 1 }));
    if (event?.position !== position) throw new LogNotAsSealedError(position);
    const previous = await this.previousOf(event);
    const leaf = leafOf(event, { logId: this.log.ledger.logId, previous });
    if (!leaf.equals(this.seals.tree.leaf(size - 1))) throw new LogNotAsSealedError(position);
  }

  private async previousOf({ stream, version, position }: RecordedEvent): Promise<Hash | null> {
    if (version === 1) return null;
    const [before] = await this.log.readStream(stream, { fromVersion: version - 1, maxCount: 1 });
    const index = before === undefined ? undefined : this.seals.tree.indexOf(before.position);
    if (index === undefined) throw new LogNotAsSealedError(position);
    return this.seals.tree.leaf(index);
  }

  private async sign(
    {
      sealing,
      last,
    }: { readonly sealing: Sealing; readonly last: Pick<RecordedEvent, 'position' | 'recordedAt'> },
    latest: SignedCheckpoint | undefined,
  ): Promise<SignedCheckpoint> {
    const ring = this.keys();
    const { previous, size, root, tree, heads, rows, declarations } = this.seals.atOnce(() =>
      this.grown(sealing, latest === undefined ? undefined : this.checked(latest, ring)),
    );
    const text = checkpointText({
      logId: this.log.ledger.logId,
      size,
      root,
      heads,
      position: last.position,
      recordedAt: last.recordedAt,
      previous: previous?.size ?? 0,
      verifier: ring.current.verifier,
      revoked: ring.revoked,
      core: this.said.core ?? null,
      accessLog: this.said.accessLog?.() ?? null,
      reseals: this.said.reseals?.() ?? [],
      creation: sealedCreation(this.log.ledger),
      declarations,
    });
    const signed = { size, position: last.position, note: await this.signed(text, ring, previous) };
    this.database.transact(() => {
      tree.write();
      this.seals.heads.write(sealing.grown, rows);
      this.seals.checkpoints.add(signed);
    });
    return signed;
  }

  /** Tree and map with what was taken, once it is shown that they continue those of the last checkpoint. Nothing is written. */
  private grown(sealing: Sealing, previous: Checkpoint | undefined): Grown {
    const { size: before, heads: headsBefore } = previous ?? { size: 0, heads: EMPTY_PART };
    const size = before + sealing.leaves.length;
    const tree = this.seals.tree.grown(before, sealing);
    const { rows, root: heads } = enterHeads(sealing.before, headsBefore, sealing.grown);
    const root = rootAt(tree.subtrees, size);
    const path = consistencyPath(tree.subtrees, before, size);
    if (previous !== undefined && !isConsistent(previous, { size, root }, path))
      throw new SealsDamagedError(`the tree does not continue that of ${before} events`);
    const declarations = sealing.headOf(DECLARATIONS_STREAM)?.length ?? 0;
    return { previous, size, root, tree, heads, rows, declarations };
  }

  /** The last checkpoint as it was signed by one of our keys. */
  private checked({ size, note }: SignedCheckpoint, ring: SignerRing): Checkpoint {
    const read = readNote(note);
    const checkpoint = readCheckpoint(read.text);
    const { verifier, creation } = checkpoint;
    if (!holdsSignatureOf(read, readVerifierKey(verifier)) || checkpoint.size !== size)
      throw new SealsDamagedError(`the checkpoint of ${size} events is not signed`);
    if (ring.of(verifier) === undefined) throw new KeyWithoutPredecessorError(verifier);
    if (creation !== null && !isSameCreation(creation, sealedCreation(this.log.ledger)))
      throw new SealsDamagedError(`the ledger is not the ${creation.kind} that was made`);
    return checkpoint;
  }

  /** The first checkpoint of a new key is signed by the key before it, too: so the one hands over to the other. */
  private async signed(
    text: string,
    { current, of }: SignerRing,
    previous: Checkpoint | undefined,
  ): Promise<string> {
    const signers = [current];
    if (previous !== undefined && previous.verifier !== current.verifier) {
      const predecessor = of(previous.verifier);
      if (predecessor === undefined) throw new KeyWithoutPredecessorError(previous.verifier);
      signers.push(predecessor);
    }
    return writeNote({ text, signatures: await Promise.all(signers.map((signer) => signer.sign(text))) });
  }
}

async function firstOf(pages: AsyncIterable<readonly RecordedEvent[]>): Promise<readonly RecordedEvent[]> {
  for await (const page of pages) return page;
  return [];
}
