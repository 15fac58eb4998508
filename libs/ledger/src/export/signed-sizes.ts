import type { Revocation } from '#libs/audit';

/** Sizes of the checkpoints of one key, and their lines, both ascending. */
interface Signed {
  readonly sizes: number[];
  readonly lines: number[];
}

/** Which key signed which checkpoint of an export: a revocation comes after what it is about. Some 16 bytes a checkpoint. */
export class SignedSizes {
  private readonly signed = new Map<string, Signed>();
  private readonly known = new Map<string, Revocation>();

  /** Every revocation so far. */
  get revocations(): readonly Revocation[] {
    return [...this.known.values()];
  }

  /**
   * Takes a checkpoint that its key signed, in order of size, and what it revokes.
   *
   * @returns the first line whose checkpoint does not count by that; undefined where all do
   */
  take(
    {
      size,
      verifier,
      revoked,
    }: { readonly size: number; readonly verifier: string; readonly revoked: readonly Revocation[] },
    line: number,
  ): number | undefined {
    const signed = this.signed.get(verifier) ?? { sizes: [], lines: [] };
    signed.sizes.push(size);
    signed.lines.push(line);
    this.signed.set(verifier, signed);
    const news = revoked.filter((each) => !this.known.has(nameOf(each)));
    for (const each of news) this.known.set(nameOf(each), each);
    return this.firstRevoked(news);
  }

  /** The first line whose checkpoint a key signed that these revoke for its size. */
  firstRevoked(revocations: readonly Revocation[]): number | undefined {
    const lines = revocations.flatMap(({ verifier, size }) => {
      const signed = this.signed.get(verifier);
      const place = signed?.sizes.findIndex((each) => each > size) ?? -1;
      return signed?.lines[place] ?? [];
    });
    return lines.length === 0 ? undefined : Math.min(...lines);
  }
}

function nameOf({ verifier, size }: Revocation): string {
  return `${verifier} ${String(size)}`;
}
