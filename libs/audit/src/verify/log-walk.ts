import type { Instant, Position, RecordedEvent } from '#libs/event-store';
import { DECLARATIONS_STREAM } from '../creation.js';
import { SealsDamagedError } from '../errors.js';
import type { Hash } from '../hashing.js';
import type { StreamHead } from '../heads/head-map.js';
import { foldedOver, subtreesOf, TILE_WIDTH, type Tiles } from '../merkle/tiles.js';
import { rootAt } from '../merkle/tree.js';
import type { SealedTree } from '../sqlite/sealed-tree.js';
import type { Finding } from './findings.js';
import { FoundTree } from './found-tree.js';
import { leafOrNothing, LogAlone } from './log-alone.js';
import { type Entry, isSame, wrongLeaves } from './tile-verdict.js';

/** Leaves that events were sealed with which are gone or changed; more are not tried as the leaf before. */
const MAX_CANDIDATES = 1_000;

/** So often in all an event is hashed with one of them before it: some seconds. */
const MAX_TRIES = 500_000;

/** What was sealed, as far as the walk holds the log against it. */
export interface SealedPart {
  readonly tree: SealedTree;
  /** Number of events under the last checkpoint. */
  readonly size: number;
  /** Its root; undefined where no checkpoint is a measure. */
  readonly root: Hash | undefined;
  /** Number of events whose hashes are kept, where that is more: nobody signed that of those after the last checkpoint. */
  readonly kept?: number;
}

/**
 * Goes along the log beside the sealed leaves, event by event, and says which events are not what was sealed. The first
 * thing wrong is found where it is, and what follows it in its stream is not blamed for it. Nor is an event blamed for a stored
 * hash that was changed: which one was, the tree found here shows.
 */
export class LogWalk {
  readonly findings: Finding[] = [];
  /** The leaves found right: those that were sealed, then those of the events after them. */
  tree = new FoundTree();
  heads = new Map<string, StreamHead>();
  /** Heads after the events whose hashes are kept; the same map while nothing came after them. */
  sealedHeads: ReadonlyMap<string, StreamHead> = this.heads;
  /** Leaves, in hexadecimal digits, that a stream may have been sealed with though the log does not give them any more. */
  readonly orphans = new Set<string>();
  /** Positions of the events whose hashes are kept in order of their leaves; undefined where the event is gone. */
  sealedPositions: (Position | undefined)[] = [];
  /** Numbers of the sealed leaves that are declarations of sources, ascending. */
  declarations: number[] = [];
  /** The first event that was recorded by the ledger's own clock, which never shows a moment before its creation; null: none. */
  firstByClock: Position | null = null;
  /** Events that were recorded earlier than one before them, each with the latest recording up to it. */
  readonly inversions = new Map<Position, Instant>();
  /** Events of the log, whatever was found of them. */
  events = 0;

  /** The leaf before the next event of a stream, where it is not the stream's head in `heads`. */
  private readonly astray = new Map<string, Hash>();
  private readonly candidates: Hash[] = [];
  private tries = 0;
  /** The events by themselves, from where one of them and its leaf differ up to the last checkpoint. */
  private alone: LogAlone | undefined;
  /** True once neither the hashes of a tile nor its events lead to what stands above it. */
  private isUndecided = false;
  private latest: Instant = '';
  private lastPosition: Position = 0;
  private tile: Entry[] = [];
  private isTileSame = true;
  private index = 0;
  private positions: readonly Position[] = [];
  private leaves: readonly Hash[] = [];
  private loaded = -1;
  private readonly size: number;
  private readonly kept: number;

  constructor(
    private readonly logId: string,
    /** Undefined where nothing was sealed. */
    private readonly sealed: SealedPart | undefined,
    /** When the log was made, by its clock. */
    private readonly createdAt = '',
  ) {
    this.size = sealed?.size ?? 0;
    this.kept = sealed?.kept ?? this.size;
  }

  /** The next event in order of position. */
  take(event: RecordedEvent): void {
    this.events += 1;
    this.lastPosition = event.position;
    if (event.recordedAt < this.latest) this.inversions.set(event.position, this.latest);
    else this.latest = event.recordedAt;
    if (this.firstByClock === null && event.recordedAt >= this.createdAt) this.firstByClock = event.position;
    const previous = this.previousOf(event.stream);
    const own = leafOrNothing(event, { logId: this.logId, previous });
    if (this.isFirstApart(own)) this.alone = this.aloneSoFar();
    this.alone?.take(event, { leaf: own, previous });
    this.place(event, own);
    if (this.events === this.size) this.settleAlone();
  }

  /** The log has ended. What a checkpoint covers beyond what log and tree can hold is not gone through one by one. */
  end(): void {
    const most = Math.min(this.size, this.sealed?.tree.room ?? 0);
    while (this.index < most) this.missing(this.sealedPosition() ?? 0, this.sealedLeaf());
    if (this.tile.length > 0) this.judge();
    this.endKept();
  }

  /** What was cut off with its checkpoint: the last hashes that are kept, of events after all that are there. */
  private endKept(): void {
    for (let index = this.tree.size; index < this.kept; index += 1) {
      const position = this.sealedPosition(index);
      const leaf = this.sealedLeaf(index);
      if (position === undefined || position <= this.lastPosition || leaf === undefined) return;
      this.findings.push({ kind: 'event-missing', position });
      this.orphan(leaf);
      this.sealedPositions.push(undefined);
      this.tree.add(leaf);
    }
  }

  /** Number of sealed events, as far as log or tree can hold them. */
  get sealedSize(): number {
    return this.index;
  }

  /** Number of events whose hashes are kept, as far as the log has them. */
  get keptSize(): number {
    return Math.max(this.index, Math.min(this.kept, this.tree.size));
  }

  /** Finds which leaf this event is, by the positions noted and by what it gives. */
  private place(event: RecordedEvent, own: Hash | undefined): void {
    while (this.index < this.size) {
      const position = this.sealedPosition();
      const stored = this.sealedLeaf();
      // The same leaf in its place: then a position noted otherwise is the note's fault.
      const isInPlace =
        position === undefined ||
        position === event.position ||
        (stored !== undefined && own?.equals(stored) === true);
      if (isInPlace) {
        this.enter({ stored: stored ?? NO_HASH, own, event });
        return;
      }
      if (position > event.position) {
        this.findings.push({ kind: 'event-inserted', position: event.position });
        return;
      }
      this.missing(position, stored);
    }
    this.follow(event, own);
  }

  private missing(position: Position, stored: Hash | undefined): void {
    this.findings.push({ kind: 'event-missing', position });
    this.enter({ stored: stored ?? NO_HASH, own: undefined, event: undefined });
  }

  private enter(entry: Entry): void {
    const { stored, own, event } = entry;
    this.tile.push(entry);
    this.sealedPositions.push(event?.position);
    if (event?.stream === DECLARATIONS_STREAM) this.declarations.push(this.index);
    this.index += 1;
    if (event !== undefined && isSame(entry)) {
      this.heads.set(event.stream, { length: event.version, leaf: stored });
      if (this.astray.size > 0) this.astray.delete(event.stream);
    } else {
      this.isTileSame = false;
      if (event !== undefined) this.astray.set(event.stream, own ?? stored);
    }
    if (this.tile.length === TILE_WIDTH || this.index === this.size) this.judge();
  }

  /** Decides over a tile, where its hashes and the events differ. */
  private judge(): void {
    const entries = this.tile;
    this.tile = [];
    if (this.isTileSame) {
      for (const { stored } of entries) this.tree.add(stored);
      return;
    }
    this.isTileSame = true;
    const wrong = wrongLeaves(entries, (leaves) => this.leadsUp(leaves));
    const above = wrong === undefined && entries.length === TILE_WIDTH ? this.knownAbove() : undefined;
    this.isUndecided ||= wrong === undefined;
    const isTileWrong = above !== undefined;
    this.settle(entries, { wrong: wrong ?? new Set(), isTileWrong });
    for (const entry of entries) {
      const isLeafWrong = isTileWrong ? !isSame(entry) : wrong?.has(entry) === true;
      this.tree.add(isLeafWrong ? (entry.own ?? NO_HASH) : entry.stored, above);
    }
  }

  /**
   * Names the events of a tile that are not what was sealed, and notes with which leaves their streams go on.
   *
   * @param isTileWrong the tile was changed, and some of its events as well, which of them cannot be told: all whose leaf differs are named
   */
  private settle(
    entries: readonly Entry[],
    { wrong, isTileWrong }: { readonly wrong: ReadonlySet<Entry>; readonly isTileWrong: boolean },
  ): void {
    const before = new Map<string, Hash>();
    for (const entry of entries) {
      const { stored, own, event } = entry;
      if (isSame(entry)) continue;
      const right = wrong.has(entry) && own !== undefined ? own : stored;
      if (event === undefined) {
        this.orphan(right);
        continue;
      }
      const { stream, version, position } = event;
      const isRight =
        right === own || (own !== undefined && this.isSealedAs(event, stored, before.get(stream)));
      const isLast = this.astray.get(stream) === (own ?? stored);
      before.set(stream, right);
      if (isRight) {
        if ((this.heads.get(stream)?.length ?? 0) < version)
          this.heads.set(stream, { length: version, leaf: right });
        if (isLast) this.astray.delete(stream);
        continue;
      }
      this.findings.push({ kind: own === undefined ? 'event-unsealable' : 'event-changed', position });
      this.orphan(stored);
      if (isTileWrong && own !== undefined) this.orphan(own);
      else if (isLast) this.astray.set(stream, stored);
    }
  }

  /** Whoever follows in the stream of an event that does not fit may have this leaf before it. */
  private orphan(leaf: Hash): void {
    this.orphans.add(leaf.toString('hex'));
    if (this.candidates.length < MAX_CANDIDATES) this.candidates.push(leaf);
  }

  /** Whether an event comes to its stored leaf after another leaf than the one that seemed to be before it in its stream. */
  private isSealedAs(event: RecordedEvent, stored: Hash, before: Hash | undefined): boolean {
    const isAfter = (previous: Hash | null): boolean =>
      leafOrNothing(event, { logId: this.logId, previous })?.equals(stored) === true;
    if (before !== undefined && isAfter(before)) return true;
    if (isAfter(this.heads.get(event.stream)?.leaf ?? null)) return true;
    if (event.version === 1) return isAfter(null);
    return this.candidates.some((each) => {
      this.tries += 1;
      return this.tries <= MAX_TRIES && isAfter(each);
    });
  }

  private previousOf(stream: string): Hash | null {
    const astray = this.astray.size > 0 ? this.astray.get(stream) : undefined;
    return astray ?? this.heads.get(stream)?.leaf ?? null;
  }

  /** True where these leaves are those that the rest of the sealed tree was made over. */
  private leadsUp(leaves: readonly Hash[]): boolean {
    if (leaves.length === TILE_WIDTH) return this.above()?.equals(foldedOver(leaves)) === true;
    const last = this.lastTile();
    const tiles: Tiles = (level, tile) =>
      level === 0 && tile === last ? leaves : this.tree.tiles(level, tile);
    const root = rootAt(
      subtreesOf(tiles, () => new Error('The last tile of a verification has a hole.')),
      this.index,
    );
    return this.sealed?.root?.equals(root) === true;
  }

  /** The tile that ends where the walk is. */
  private lastTile(): number {
    return Math.floor((this.index - 1) / TILE_WIDTH);
  }

  /** The hash stored above the tile that has been filled. */
  private above(): Hash | undefined {
    const tile = this.lastTile();
    return this.sealed?.tree.tiles(1, Math.floor(tile / TILE_WIDTH))[tile % TILE_WIDTH];
  }

  /** The same, where it leads on to the root of the last checkpoint: then it is right, whatever is below it. */
  private knownAbove(): Hash | undefined {
    return this.leadsToRoot(1, Math.floor(this.lastTile() / TILE_WIDTH)) ? this.above() : undefined;
  }

  private leadsToRoot(level: number, tile: number): boolean {
    const hashes = this.sealed?.tree.tiles(level, tile) ?? [];
    const count = Math.floor(this.size / TILE_WIDTH ** level) - tile * TILE_WIDTH;
    if (hashes.length !== Math.min(TILE_WIDTH, count)) return false;
    // What fills no tile is a part of the root itself.
    if (hashes.length < TILE_WIDTH) return this.isStoredRootRight();
    const next = Math.floor(tile / TILE_WIDTH);
    const above = this.sealed?.tree.tiles(level + 1, next)[tile % TILE_WIDTH];
    return above?.equals(foldedOver(hashes)) === true && this.leadsToRoot(level + 1, next);
  }

  private isStoredRootRight(): boolean {
    try {
      return this.sealed?.root?.equals(rootAt(this.sealed.tree.subtrees, this.size)) === true;
    } catch (error) {
      if (error instanceof SealsDamagedError) return false;
      throw error;
    }
  }

  /** True at the first sealed event that does not come to its stored leaf, or has none in its place. */
  private isFirstApart(own: Hash | undefined): boolean {
    const isAsSealedSoFar = this.index === this.events - 1 && this.orphans.size === 0 && this.isTileSame;
    if (this.alone !== undefined || !isAsSealedSoFar || this.index >= this.size) return false;
    if (this.sealed?.root === undefined) return false;
    return own?.equals(this.sealedLeaf() ?? NO_HASH) !== true;
  }

  private aloneSoFar(): LogAlone {
    const tree = this.tree.copy();
    for (const { stored } of this.tile) tree.add(stored);
    return new LogAlone(this.logId, {
      ...{ tree, heads: new Map(this.heads) },
      ...{ positions: [...this.sealedPositions], declarations: [...this.declarations] },
    });
  }

  /**
   * At the last checkpoint: where something could not be decided, but the events by themselves have its root, all of them are
   * right, and whatever differs was changed in the seals.
   */
  private settleAlone(): void {
    const { alone } = this;
    this.alone = undefined;
    const isOpen = this.isUndecided || this.index !== this.size;
    if (
      !isOpen ||
      alone?.isWhole !== true ||
      this.sealed?.root?.equals(alone.found.tree.rootAt(this.size)) !== true
    )
      return;
    ({ tree: this.tree, heads: this.heads, declarations: this.declarations } = alone.found);
    this.sealedPositions = alone.found.positions;
    this.sealedHeads = this.heads;
    this.findings.length = 0;
    this.orphans.clear();
    this.astray.clear();
    this.tile = [];
    this.index = this.size;
  }

  /** An event after the last checkpoint: nothing but its own stream says whether it belongs there. */
  private follow({ stream, version, position }: RecordedEvent, leaf: Hash | undefined): void {
    const isKept = this.tree.size < this.kept;
    if (!isKept && this.sealedHeads === this.heads) this.sealedHeads = new Map(this.heads);
    const head = this.heads.get(stream);
    if (version !== (head?.length ?? 0) + 1 && this.orphans.size === 0)
      this.findings.push({ kind: 'stream-broken', position });
    if (leaf === undefined) {
      this.findings.push({ kind: 'event-unsealable', position });
      return;
    }
    if (isKept) this.sealedPositions.push(position);
    this.heads.set(stream, { length: version, leaf });
    if (this.astray.size > 0) this.astray.delete(stream);
    this.tree.add(leaf);
  }

  private sealedPosition(index = this.index): Position | undefined {
    this.load(index);
    return this.positions[index % TILE_WIDTH];
  }

  private sealedLeaf(index = this.index): Hash | undefined {
    this.load(index);
    return this.leaves[index % TILE_WIDTH];
  }

  private load(index: number): void {
    const tile = Math.floor(index / TILE_WIDTH);
    if (tile === this.loaded) return;
    this.loaded = tile;
    this.positions = this.sealed?.tree.positionsOf(tile) ?? [];
    this.leaves = this.sealed?.tree.tiles(0, tile) ?? [];
  }
}

/** Stands where a stored hash is gone: no event has it. */
const NO_HASH: Hash = Buffer.alloc(32);
