/** Writes the pages of `docs` that are made from data. A test compares them, so that none is ever stale. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { packLibrary, readingsPage, readingStories } = createRequire(import.meta.url)(
  '../dist/libs/policy/src/index.js',
);

const library = packLibrary();
const packs = library.all().map(({ pack }) => pack);
writeFileSync(join(root, 'docs', 'readings.md'), readingsPage(packs, readingStories(library)));
