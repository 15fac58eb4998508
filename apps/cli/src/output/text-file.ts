import { once } from 'node:events';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';

/** Where lines of text go: whole into a file of their own, or to standard output. */
export interface TextSink {
  write(text: string): Promise<void>;
  /** Durable and in its place. */
  finish(): Promise<void>;
  /** Leaves nothing in the place. */
  drop(): Promise<void>;
}

/**
 * A new file for its owner only, which stands beside its place as `PATH.partial` until it is whole; `taken` where
 * something is in the place.
 *
 * @throws the file system's own errors
 */
export async function newTextFile(path: string): Promise<TextSink | 'taken'> {
  if (existsSync(path)) return 'taken';
  const partial = `${path}.partial`;
  // What a killed run left there is of no use.
  await rm(partial, { force: true });
  const file: FileHandle = await open(partial, 'wx', 0o600);
  return {
    write: async (text) => {
      await file.writeFile(text);
    },
    finish: async () => {
      await file.sync();
      await file.close();
      await rename(partial, path);
    },
    drop: async () => {
      await file.close();
      await rm(partial, { force: true });
    },
  };
}

/** Standard output; waits while the reader is slow. */
export function standardOutput(stream: NodeJS.WriteStream = process.stdout): TextSink {
  return {
    write: async (text) => {
      if (!stream.write(text)) await once(stream, 'drain');
    },
    finish: () => Promise.resolve(),
    drop: () => Promise.resolve(),
  };
}
