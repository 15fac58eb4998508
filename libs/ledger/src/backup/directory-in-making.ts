import { existsSync, readdirSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  acquireOwnerLock,
  createDirectory,
  type OwnerLock,
  StoreLockedError,
  syncDirectory,
} from '#libs/event-store';

/** Why nothing can be put in a place: something stands there, or somebody is about to put something there. */
export type PlaceRefusal = 'taken' | 'in-making';

const LOCK = 'making.lock';

/**
 * A directory that is filled beside its place, as `PLACE.partial`, and put there in one step once it is whole. A process
 * that dies leaves nothing in the place; what it left beside is cleared away by the next one that is to fill it.
 */
export class DirectoryInMaking {
  private constructor(
    private readonly place: string,
    /** Where it is filled. */
    readonly path: string,
    private readonly lock: OwnerLock,
  ) {}

  /** @throws the file system's own errors, which name the path */
  static begin(place: string): DirectoryInMaking | PlaceRefusal {
    if (isTaken(place)) return 'taken';
    const path = `${resolve(place)}.partial`;
    createDirectory(path);
    try {
      const lock = acquireOwnerLock(join(path, LOCK));
      const making = new DirectoryInMaking(place, path, lock);
      making.clear();
      return making;
    } catch (error) {
      if (error instanceof StoreLockedError) return 'in-making';
      throw error;
    }
  }

  /** Puts it in its place, durably; `taken` where something was put there meanwhile. Everything in it is durable by then. */
  finish(): 'done' | 'taken' {
    syncDirectory(this.path);
    // An empty directory in the place is replaced; anything else there makes the file system refuse.
    if (isTaken(this.place)) return 'taken';
    renameSync(this.path, this.place);
    syncDirectory(dirname(resolve(this.place)));
    this.lock.release();
    unlinkSync(join(this.place, LOCK));
    return 'done';
  }

  /** Clears away what was made. */
  drop(): void {
    this.lock.release();
    rmSync(this.path, { recursive: true, force: true });
  }

  private clear(): void {
    for (const name of readdirSync(this.path))
      if (name !== LOCK) rmSync(join(this.path, name), { recursive: true });
  }
}

function isTaken(place: string): boolean {
  return existsSync(place) && readdirSync(place).length > 0;
}
