import type { Instant, Position, RecordedEvent } from '#libs/event-store';
import { DECLARATIONS_STREAM } from '../creation.js';
import { UnsealableEventError } from '../errors.js';
import type { Hash } from '../hashing.js';
import type { StreamHead } from '../heads/head-map.js';
import { leafOf } from '../leaf.js';
import { foldedOver, subtreesOf, TILE_WIDTH, type Tiles } from '../merkle/tiles.js';
import { rootAt } from '../merkle/tree.js';
import type { SealedTree } from '../sqlite/sealed-tree.js';
import type { Finding } from './findings.js';
import { FoundTree } from './found-tree.js';

/** Leaves that events were sealed with which are gone or changed; more are not tried as the leaf before. */
const MAX_ORPHANS = 1_000;

/** What was sealed, as far as the walk holds the log against it. */
export interface SealedPart {
  readonly tree: SealedTree;
  /** Number of events under the last checkpoint. */
  readonly size: number;
  /** Its root; undefined where the checkpoint cannot be read. */
  readonly root: Hash | undefined;
}

/** One leaf of the tile under way. */
interface Entry {
  readonly stored: Hash;
  /** What the event gives, where there is one. */
  readonly computed: Hash | undefined;
  readonly event: RecordedEvent | undefined;
}

/**
 * Goes along the log beside the sealed leaves, event by event, and says which of both is not what was sealed. The first
 * thing wrong is found where it is, and what follows it in its stream is not blamed for it.
 */
export class LogWalk {
  readonly findings: Finding[] = [];
  /** The leaves found right: those that were sealed, then those of the events after them. */
  readonly tree = new FoundTree();
  readonly heads = new Map<string, StreamHead>();
  /** Heads as they were at the last checkpoint; the same map while nothing came after it. */
  sealedHeads: ReadonlyMap<string, StreamHead> = this.heads;
  /** Sealed leaves, in hexadecimal digits, whose event is gone or changed. */
  readonly orphans = new Set<string>();
  /** Positions of the sealed events in order of their leaves; undefined where the event is gone. */
  readonly sealedPositions: (Position | undefined)[] = [];
  /** Numbers of the sealed leaves that are declarations of sources, ascending. */
  readonly declarations: number[] = [];
  /** The first event that was recorded by the ledger's own clock, which never shows a moment before its creation; null: none. */
  firstByClock: Position | null = null;
  /** Events that were recorded earlier than one before them, each with the latest recording up to it. */
  readonly inversions = new Map<Position, Instant>();
  /** Events of the log, whatever was found of them. */
  events = 0;

  private readonly previousCandidates: Hash[] = [];
  private latest: Instant = '';
  private tile: Entry[] = [];
  private index = 0;
  private positions: readonly Position[] = [];
  private leaves: readonly Hash[] = [];
  private loaded = -1;
  private readonly size: number;

  constructor(
    private readonly logId: string,
    /** Undefined where nothing was sealed. */
    private readonly sealed: SealedPart | undefined,
    /** When the log was made, by its clock. */
    private readonly createdAt = '',
  ) {
    this.size = sealed?.size ?? 0;
  }

  /** The next event in order of position. */
  take(event: RecordedEvent): void {
    this.events += 1;
    if (event.recordedAt < this.latest) this.inversions.set(event.position, this.latest);
    else this.latest = event.recordedAt;
    if (this.firstByClock === null && event.recordedAt >= this.createdAt) this.firstByClock = event.position;
    while (this.index < this.size) {
      const position = this.sealedPosition();
      const stored = this.sealedLeaf();
      const computed = this.computed(event, stored);
      // The same leaf in its place: then a position noted otherwise is the note's fault.
      const isSame = stored !== undefined && computed?.equals(stored) === true;
      if (isSame || position === undefined || position === event.position) {
        this.enter({ stored: stored ?? NO_HASH, computed, event });
        return;
      }
      if (position > event.position) {
        this.findings.push({ kind: 'event-inserted', position: event.position });
        return;
      }
      this.missing(position, stored);
    }
    this.follow(event);
  }

  /** The log has ended. */
  end(): void {
    while (this.index < this.size) this.missing(this.sealedPosition() ?? 0, this.sealedLeaf());
  }

  private missing(position: Position, stored: Hash | undefined): void {
    this.findings.push({ kind: 'event-missing', position });
    this.enter({ stored: stored ?? NO_HASH, computed: undefined, event: undefined });
  }

  private enter(entry: Entry): void {
    const { stored, computed, event } = entry;
    this.tile.push(entry);
    this.sealedPositions.push(event?.position);
    if (event?.stream === DECLARATIONS_STREAM) this.declarations.push(this.index);
    this.index += 1;
    if (event !== undefined && computed?.equals(stored) === true)
      this.heads.set(event.stream, { length: event.version, leaf: stored });
    else this.orphan(stored, computed);
    if (this.tile.length === TILE_WIDTH || this.index === this.size) this.judge();
  }

  /** Whoever follows in the stream of an event that does not fit may have either leaf before it. */
  private orphan(stored: Hash, computed: Hash | undefined): void {
    this.orphans.add(stored.toString('hex'));
    if (this.previousCandidates.length >= MAX_ORPHANS) return;
    this.previousCandidates.push(stored, ...(computed === undefined ? [] : [computed]));
  }

  /** Decides over a tile: where its hashes lead to what stands above it, they are right, and the events are not. */
  private judge(): void {
    const entries = this.tile;
    this.tile = [];
    const differing = entries.filter(({ stored, computed }) => computed?.equals(stored) === false);
    const unsealable = entries.filter(({ event, computed }) => event !== undefined && computed === undefined);
    const stored = entries.map((entry) => entry.stored);
    const found = entries.map((entry) => entry.computed ?? entry.stored);
    const isTreeWrong = differing.length > 0 && !this.leadsUp(stored) && this.leadsUp(found);
    if (isTreeWrong) {
      const tile = Math.floor((this.index - 1) / TILE_WIDTH);
      this.findings.push({ kind: 'tree-changed', level: 0, tile });
      for (const { event, computed } of differing)
        if (event !== undefined && computed !== undefined) this.headFound(event, computed);
    } else
      for (const { event } of differing)
        if (event !== undefined) this.findings.push({ kind: 'event-changed', position: event.position });
    for (const { event } of unsealable)
      if (event !== undefined) this.findings.push({ kind: 'event-unsealable', position: event.position });
    for (const leaf of isTreeWrong ? found : stored) this.tree.add(leaf);
  }

  private headFound({ stream, version }: RecordedEvent, leaf: Hash): void {
    if ((this.heads.get(stream)?.length ?? 0) < version) this.heads.set(stream, { length: version, leaf });
  }

  /** True where these leaves are those that the rest of the sealed tree was made over. */
  private leadsUp(leaves: readonly Hash[]): boolean {
    const tile = Math.floor((this.index - 1) / TILE_WIDTH);
    if (leaves.length === TILE_WIDTH) {
      const above = this.sealed?.tree.tiles(1, Math.floor(tile / TILE_WIDTH)) ?? [];
      return above[tile % TILE_WIDTH]?.equals(foldedOver(leaves)) === true;
    }
    const tiles: Tiles = (level, number) =>
      level === 0 && number === tile ? leaves : this.tree.tiles(level, number);
    const root = rootAt(
      subtreesOf(tiles, () => new Error('The last tile of a verification has a hole.')),
      this.index,
    );
    return this.sealed?.root?.equals(root) === true;
  }

  private computed(event: RecordedEvent, stored: Hash | undefined): Hash | undefined {
    const { logId } = this;
    try {
      const leaf = leafOf(event, { logId, previous: this.heads.get(event.stream)?.leaf ?? null });
      if (stored === undefined || leaf.equals(stored) || event.version === 1) return leaf;
      const other = this.previousCandidates
        .map((previous) => leafOf(event, { logId, previous }))
        .find((each) => each.equals(stored));
      return other ?? leaf;
    } catch (error) {
      if (error instanceof UnsealableEventError) return undefined;
      throw error;
    }
  }

  /** An event after the last checkpoint: nothing but its own stream says whether it belongs there. */
  private follow(event: RecordedEvent): void {
    if (this.sealedHeads === this.heads) this.sealedHeads = new Map(this.heads);
    const { stream, version, position } = event;
    const head = this.heads.get(stream);
    if (version !== (head?.length ?? 0) + 1 && this.orphans.size === 0)
      this.findings.push({ kind: 'stream-broken', position });
    const leaf = this.computed(event, undefined);
    if (leaf === undefined) {
      this.findings.push({ kind: 'event-unsealable', position });
      return;
    }
    this.heads.set(stream, { length: version, leaf });
    this.tree.add(leaf);
  }

  private sealedPosition(): Position | undefined {
    this.load();
    return this.positions[this.index % TILE_WIDTH];
  }

  private sealedLeaf(): Hash | undefined {
    this.load();
    return this.leaves[this.index % TILE_WIDTH];
  }

  private load(): void {
    const tile = Math.floor(this.index / TILE_WIDTH);
    if (tile === this.loaded) return;
    this.loaded = tile;
    this.positions = this.sealed?.tree.positionsOf(tile) ?? [];
    this.leaves = this.sealed?.tree.tiles(0, tile) ?? [];
  }
}

/** Stands where a stored hash is gone: no event has it. */
const NO_HASH: Hash = Buffer.alloc(32);
