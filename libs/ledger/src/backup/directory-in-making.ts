import {
  existsSync,
  lstatSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  acquireOwnerLock,
  createDirectory,
  type OwnerLock,
  StoreLockedError,
  syncDirectory,
} from '#libs/event-store';

/** Why nothing can be put in a place. */
export type PlaceRefusal =
  /** Something stands there. */
  | 'taken'
  /** Somebody is about to put something there. */
  | 'in-making'
  /** It is the root of a mounted file system, which no renaming can replace. */
  | 'mounted'
  /** What stands beside it as `PLACE.partial` was not left there by a run that was killed. */
  | 'taken-beside';

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
  static begin(given: string): DirectoryInMaking | PlaceRefusal {
    const place = placeOf(given);
    if (place === undefined || isTaken(place)) return 'taken';
    if (isMounted(place)) return 'mounted';
    const path = `${place}.partial`;
    if (!isOurs(path)) return 'taken-beside';
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
    syncDirectory(dirname(this.place));
    this.lock.release();
    unlinkSync(join(this.place, LOCK));
    return 'done';
  }

  /** Clears away what was made. */
  drop(): void {
    // The lock goes last: without it, what a killed process left here would be taken for somebody else's.
    if (existsSync(this.path)) this.clear();
    this.lock.release();
    rmSync(this.path, { recursive: true, force: true });
  }

  private clear(): void {
    for (const name of readdirSync(this.path))
      if (name !== LOCK) rmSync(join(this.path, name), { recursive: true });
  }
}

/** Where a path leads: a link to a directory is followed; undefined where it leads nowhere. */
function placeOf(given: string): string | undefined {
  if (existsSync(given)) return realpathSync(given);
  const isLink = lstatSync(given, { throwIfNoEntry: false }) !== undefined;
  return isLink ? undefined : resolve(given);
}

function isTaken(place: string): boolean {
  return existsSync(place) && !(statSync(place).isDirectory() && readdirSync(place).length === 0);
}

function isMounted(place: string): boolean {
  return existsSync(place) && statSync(place).dev !== statSync(dirname(place)).dev;
}

/** Whether nothing stands there but what a run may have left, which has its lock in it. */
function isOurs(path: string): boolean {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there === undefined) return true;
  if (!there.isDirectory()) return false;
  const names = readdirSync(path);
  return names.length === 0 || names.includes(LOCK);
}
