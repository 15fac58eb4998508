import { createHash } from 'node:crypto';
import {
  CopyMismatchError,
  type CopySource,
  type CopyTarget,
  type EventStore,
  type Position,
} from '#libs/event-store';
import { type Block, blocksOf, keysOf } from './content-digest.js';

/** How far a copy is. `events` and `keys` count what this run did; after `events` come `keys`, then `compare`. */
export interface CopyStep {
  readonly phase: 'events' | 'keys' | 'compare';
  readonly events: number;
  readonly keys: number;
  /** The last event that is copied, or compared. */
  readonly through: Position;
  /** The last event of the ledger that is copied. */
  readonly head: Position;
}

/** What two ledgers that are the same have in common. */
export interface CopiedContent {
  readonly logId: string;
  readonly events: number;
  readonly keys: number;
  readonly head: Position;
  /** `sha256:` and the hash of the digests of all blocks, in hexadecimal. */
  readonly eventsDigest: string;
  readonly keysDigest: string;
}

/** How a copy ended. Unless it is `copied`, the target refuses to be served, and the same copy may go on. */
export type CopyOutcome =
  | { readonly status: 'copied'; readonly content: CopiedContent }
  | { readonly status: 'interrupted'; readonly through: Position; readonly head: Position }
  /** Somebody appended to the source meanwhile. */
  | { readonly status: 'source-moved'; readonly through: Position; readonly head: Position }
  /** The blocks at this place differ; null where one side has none. For keys both are null. */
  | {
      readonly status: 'differs';
      readonly what: 'events' | 'keys';
      readonly source: Block | null;
      readonly target: Block | null;
    };

/** What is copied where. Both are open, and stay open. */
export interface LedgerCopy {
  readonly source: Pick<EventStore, 'head'> & CopySource;
  readonly target: CopyTarget;
  readonly onStep?: (step: CopyStep) => void;
  /** Ends the copy after the page that is under way. */
  readonly signal?: AbortSignal;
}

/**
 * Copies a ledger: first the events after those that an earlier run had copied, then the keys. Then both sides are read
 * whole and compared, and only if they are the same does the target become a ledger.
 *
 * @throws a StoreError of either side; the same copy may go on later
 */
export async function copyLedger(copy: LedgerCopy): Promise<CopyOutcome> {
  const run = new CopyRun(copy);
  try {
    await run.takeEvents();
    await run.takeKeys();
    return await run.compareAndFinish();
  } catch (error) {
    if (error instanceof Interrupted)
      return { status: 'interrupted', through: await copy.target.copiedThrough(), head: run.head };
    // A key may be bound to an event that came after those that were copied.
    const moved = error instanceof CopyMismatchError ? await run.moved() : undefined;
    if (moved === undefined) throw error;
    return moved;
  }
}

class Interrupted extends Error {}

class CopyRun {
  head: Position = 0;
  private events = 0;
  private keys = 0;

  constructor(private readonly copy: LedgerCopy) {}

  async takeEvents(): Promise<void> {
    const { source, target } = this.copy;
    this.head = await source.head();
    const after = await target.copiedThrough();
    for await (const page of source.readPages({ after, through: this.head })) {
      this.checkInterrupted();
      await target.takeEvents(page);
      this.events += page.length;
      this.tell('events', page.at(-1)?.position ?? after);
    }
  }

  async takeKeys(): Promise<void> {
    const { source, target } = this.copy;
    for await (const page of source.boundKeys()) {
      this.checkInterrupted();
      await target.takeKeys(page);
      this.keys += page.length;
      this.tell('keys', this.head);
    }
  }

  async compareAndFinish(): Promise<CopyOutcome> {
    const { source, target } = this.copy;
    const whole = createHash('sha256');
    const [ours, theirs] = [blocksOf(source), blocksOf(target)];
    let events = 0;
    for (;;) {
      this.checkInterrupted();
      const [{ value: mine }, { value: copied }] = [await ours.next(), await theirs.next()] as Pair;
      if (mine === undefined && copied === undefined) break;
      if (mine === undefined || copied === undefined || !isSame(mine, copied)) {
        return (await this.moved()) ?? differing('events', mine, copied);
      }
      events += mine.count;
      whole.update(`${mine.digest}\n`);
      this.tell('compare', mine.through);
    }
    const [keys, copiedKeys] = [await keysOf(source), await keysOf(target)];
    const moved = await this.moved();
    if (moved !== undefined) return moved;
    if (keys.digest !== copiedKeys.digest || keys.count !== copiedKeys.count) return differing('keys');
    await target.finish();
    const content = {
      logId: source.ledger.logId,
      events,
      keys: keys.count,
      head: this.head,
      eventsDigest: `sha256:${whole.digest('hex')}`,
      keysDigest: `sha256-sum:${keys.digest}`,
    };
    return { status: 'copied', content };
  }

  /** Undefined where both sides end with the same event. */
  async moved(): Promise<CopyOutcome | undefined> {
    const { source, target } = this.copy;
    const [head, through] = [await source.head(), await target.copiedThrough()];
    return head === through ? undefined : { status: 'source-moved', through, head };
  }

  private checkInterrupted(): void {
    if (this.copy.signal?.aborted === true) throw new Interrupted();
  }

  private tell(phase: CopyStep['phase'], through: Position): void {
    const { events, keys, head } = this;
    this.copy.onStep?.({ phase, events, keys, through, head });
  }
}

type Pair = readonly [IteratorResult<Block, undefined>, IteratorResult<Block, undefined>];

function isSame(a: Block, b: Block): boolean {
  return a.count === b.count && a.through === b.through && a.digest === b.digest;
}

function differing(what: 'events' | 'keys', source?: Block, target?: Block): CopyOutcome {
  return { status: 'differs', what, source: source ?? null, target: target ?? null };
}
