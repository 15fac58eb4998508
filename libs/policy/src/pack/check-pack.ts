import { readFileSync } from 'node:fs';
import { InvalidFileError } from '../errors.js';
import { readRegions } from '../regions/region-file.js';
import { checkSourcesBeside } from '../sources/check-sources.js';
import type { Problem } from '../yaml/problem.js';
import { packLibrary } from './pack-library.js';
import { type PackSummary, summaryOf } from './pack-report.js';

/** What the check of a pack found. */
export interface PackCheck {
  readonly file: string;
  /** Of the pack, which then cannot be used, or of its `sources.md`; none for a sound pack. */
  readonly problems: readonly Problem[];
  /** Null: the pack cannot be used. */
  readonly summary: PackSummary | null;
}

/** What the check of a `regions.yaml` found. */
export interface RegionsCheck {
  readonly file: string;
  readonly problems: readonly Problem[];
  /** How many regions it has; null: it cannot be used. */
  readonly regions: number | null;
}

/** Checks a pack file (or its folder) and what it extends, and the `sources.md` beside it where there is one. */
export function checkPack(path: string, directory?: string): PackCheck {
  try {
    const loaded = packLibrary(directory).load(path);
    return { file: loaded.file, problems: checkSourcesBeside(loaded), summary: summaryOf(loaded) };
  } catch (error) {
    if (error instanceof InvalidFileError) return { file: path, problems: error.problems, summary: null };
    throw error;
  }
}

/** Checks a `regions.yaml` whose regions may belong to the packs of some ids. Throws where the file cannot be read. */
export function checkRegions(file: string, policies: readonly string[]): RegionsCheck {
  try {
    const regions = readRegions(readFileSync(file, 'utf8'), file, policies);
    return { file, problems: [], regions: regions.length };
  } catch (error) {
    if (error instanceof InvalidFileError) return { file, problems: error.problems, regions: null };
    throw error;
  }
}
