import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { READING_IDS, type ReadingId } from '#libs/enrollment';
import type { PolicyCase, ReadCase } from '../cases/case-file.js';
import { readCases } from '../cases/case-file.js';
import type { PackLibrary } from '../pack/pack-library.js';

/** A case that shows what one choice of one reading does; its name begins with the reading. */
export interface ReadingStory {
  readonly read: ReadCase;
  readonly case: PolicyCase;
  readonly id: ReadingId;
  /** That of the case or, where it states none, that of its pack. */
  readonly choice: unknown;
}

/** The file of a pack's folder that has them. */
const STORIES_FILE = join('cases', 'readings.yaml');

/** The stories of every pack of a library; throws where one has problems, names no reading, or states several. */
export function readingStories(library: PackLibrary): readonly ReadingStory[] {
  return library.all().flatMap((loaded) => {
    const file = join(dirname(loaded.file), STORIES_FILE);
    return existsSync(file) ? readCases(readFileSync(file, 'utf8'), file, library).map(storyOf) : [];
  });
}

function storyOf(read: ReadCase): ReadingStory {
  const { case: told, file, name } = read;
  const id = READING_IDS.find((each) => name.startsWith(`${each} `));
  if (told === null || id === undefined) throw new Error(`${file}: "${name}" is no story of a reading.`);
  if (Object.keys(told.readings).some((stated) => stated !== id))
    throw new Error(`${file}: "${name}" states another reading.`);
  return { read, case: told, id, choice: told.readings[id] ?? told.pack.readings[id].choice };
}
