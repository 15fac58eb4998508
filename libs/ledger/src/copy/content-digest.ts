import { createHash } from 'node:crypto';
import type { CopySource, KeyBinding, Position, RecordedEvent } from '#libs/event-store';

/** So many events have one digest; where two ledgers differ, this is how closely the place is told. */
const BLOCK_SIZE = 1_000;

/** Events that follow each other in a ledger. */
export interface Block {
  readonly count: number;
  /** Position of the first. */
  readonly from: Position;
  /** Position of the last. */
  readonly through: Position;
  /** SHA-256 in hexadecimal, over everything that the events hold. */
  readonly digest: string;
}

/** The events of a ledger in blocks of 1,000, the last may be smaller. How the store cuts its pages does not matter. */
export async function* blocksOf(source: CopySource): AsyncGenerator<Block> {
  let open = new OpenBlock();
  for await (const page of source.readPages({ after: 0 })) {
    for (const event of page) {
      open.add(event);
      if (open.count < BLOCK_SIZE) continue;
      yield open.close();
      open = new OpenBlock();
    }
  }
  if (open.count > 0) yield open.close();
}

class OpenBlock {
  count = 0;
  private from = 0;
  private through = 0;
  private readonly hash = createHash('sha256');

  add(event: RecordedEvent): void {
    if (this.count === 0) this.from = event.position;
    this.count += 1;
    this.through = event.position;
    this.hash.update(`${stableText(event)}\n`);
  }

  close(): Block {
    const { count, from, through } = this;
    return { count, from, through, digest: this.hash.digest('hex') };
  }
}

/** The keys of a ledger: how many there are, and a digest that does not depend on their order, which each store chooses. */
export async function keysOf(
  source: CopySource,
): Promise<{ readonly count: number; readonly digest: string }> {
  let count = 0;
  let sum = 0n;
  for await (const page of source.boundKeys()) {
    for (const binding of page) {
      count += 1;
      sum = BigInt.asUintN(256, sum + BigInt(`0x${digestOfKey(binding)}`));
    }
  }
  return { count, digest: sum.toString(16).padStart(64, '0') };
}

function digestOfKey(binding: KeyBinding): string {
  return createHash('sha256').update(stableText(binding)).digest('hex');
}

/**
 * A text that equal values share, whatever the order of their members. A store holds any plain JSON, also what canonical
 * JSON has no form for, and a copy must not fail over it.
 */
function stableText(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
