import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { DiskFullError } from '#libs/event-store';

/** What a file holds, in short. */
export interface FileDigest {
  readonly bytes: number;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}

/** @throws the file system's own errors */
export async function digestOf(path: string, signal: AbortSignal): Promise<FileDigest> {
  const digest = new Digest();
  for await (const chunk of createReadStream(path, { signal })) digest.add(chunk as Buffer);
  return digest.result();
}

/**
 * Copies a file into a new one for its owner only, durably; what it gives is of what was copied.
 *
 * @throws the file system's own errors, also where the new file is there already
 */
export async function copyPrivately(
  { from, to }: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<FileDigest> {
  const digest = new Digest();
  const seen = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      digest.add(chunk);
      yield chunk;
    }
  };
  const target = createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(createReadStream(from), seen, target, { signal });
  return digest.result();
}

/** Whether the disk that is written to has no more room. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof DiskFullError || (error as { readonly code?: unknown }).code === 'ENOSPC';
}

class Digest {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  add(chunk: Buffer): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
  }

  result(): FileDigest {
    return { bytes: this.bytes, digest: `sha256:${this.hash.digest('hex')}` };
  }
}
