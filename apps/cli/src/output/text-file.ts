import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { syncDirectory } from '#libs/event-store';

/** Where lines of text go: whole into a file of their own, or to standard output. */
export interface TextSink {
  write(text: string): Promise<void>;
  /** Durable and in its place; otherwise nothing was put there: `taken` where something stands there meanwhile, `in-making`
   * where another run writes there. */
  finish(): Promise<'done' | 'taken' | 'in-making'>;
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
  const { ino } = await file.stat();
  // Another run takes what it finds for a rest, and writes a file of its own.
  const isOwn = (): boolean => statSync(partial, { throwIfNoEntry: false })?.ino === ino;
  return {
    write: async (text) => {
      await file.writeFile(text);
    },
    finish: async () => {
      await file.sync();
      const status = isOwn() ? (existsSync(path) ? 'taken' : 'done') : 'in-making';
      if (status === 'done') {
        await rename(partial, path);
        syncDirectory(dirname(resolve(path)));
      } else if (status === 'taken') await rm(partial);
      await file.close();
      return status;
    },
    drop: async () => {
      if (isOwn()) await rm(partial);
      await file.close();
    },
  };
}

/** Standard output; waits while the reader is slow. */
export function standardOutput(stream: NodeJS.WriteStream = process.stdout): TextSink {
  return {
    write: async (text) => {
      if (!stream.write(text)) await once(stream, 'drain');
    },
    finish: () => Promise.resolve('done'),
    drop: () => Promise.resolve(),
  };
}
