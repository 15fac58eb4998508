import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CivilDate } from '#libs/enrollment';

/** So many characters of a day wait in memory before they go to its file. */
const BUFFER_LENGTH = 16_384;

/**
 * Lines by day, on the disk: what is written member by member is read day by day, and memory holds one day and a buffer for
 * each other. The files lie in a folder of their own, which `remove` takes away.
 */
export class DayBuckets {
  private readonly folder: string;
  private readonly waiting = new Map<CivilDate, string>();

  /** @param parent an existing folder with room for everything */
  constructor(parent: string) {
    this.folder = mkdtempSync(join(parent, 'generate-'));
  }

  add(day: CivilDate, line: string): void {
    const text = `${this.waiting.get(day) ?? ''}${line}\n`;
    if (text.length < BUFFER_LENGTH) {
      this.waiting.set(day, text);
      return;
    }
    appendFileSync(this.fileOf(day), text);
    this.waiting.set(day, '');
  }

  /** The lines of a day in the order in which they were added. */
  linesOf(day: CivilDate): readonly string[] {
    const file = this.fileOf(day);
    const text = `${existsSync(file) ? readFileSync(file, 'utf8') : ''}${this.waiting.get(day) ?? ''}`;
    return text === '' ? [] : text.slice(0, -1).split('\n');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private fileOf(day: CivilDate): string {
    return join(this.folder, `${day}.ndjson`);
  }
}
