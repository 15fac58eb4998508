import { ReadModelsDamagedError } from '../errors.js';
import { REMADE_AGAIN_MS } from '../limits.js';
import type { FileId } from '../sqlite/database.js';
import { DAMAGED, reasonOf } from './reason.js';
import type { StandingTables } from './standing-tables.js';

/**
 * Whether the file of the read models is as it was written. One that is damaged is made anew from the log, but not again and
 * again; one that is gone at once.
 */
export class FileTrust {
  /** The failure by which it was found to be damaged; undefined: none. */
  private damage: unknown;
  private remadeMs = -Infinity;
  private times = 0;
  private isBeingRemade = false;

  /** @param path where the file is */
  constructor(
    private readonly tables: StandingTables,
    private readonly path: string,
  ) {}

  /** How often it was made anew. */
  get remade(): number {
    return this.times;
  }

  get isToRemake(): boolean {
    if (this.damage === undefined) return false;
    const isGone = this.damage instanceof ReadModelsDamagedError && this.damage.how === 'gone';
    return isGone || performance.now() - this.remadeMs >= REMADE_AGAIN_MS;
  }

  /** @param file what was read when it failed: by now another one may be there */
  note(error: unknown, file: FileId | null = this.tables.file): void {
    if (reasonOf(error) === DAMAGED && file === this.tables.file) this.damage = error;
  }

  /** Takes the word of whoever reads it beside. */
  distrust(file: FileId): void {
    if (file === this.tables.file) this.damage = new ReadModelsDamagedError(this.path, 'damaged');
  }

  /** @throws the failure for which it is to be made anew */
  check(): void {
    this.tables.checkInPlace();
    if (this.isToRemake) throw this.damage as Error;
  }

  /**
   * Moves it out of the way where it is to be made anew.
   *
   * @returns why; undefined: it stays
   */
  setAside(): unknown {
    const { damage } = this;
    if (!this.isToRemake || !this.tables.setAside()) return undefined;
    this.damage = undefined;
    this.remadeMs = performance.now();
    this.isBeingRemade = true;
    return damage;
  }

  /** There is one that can be gone on with. */
  opened(): void {
    if (this.isBeingRemade) this.times += 1;
    this.isBeingRemade = false;
  }
}
