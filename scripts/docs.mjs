/** Writes what is made from data: pages of `docs`, types of the feed's entries. Tests compare them, so that none is ever stale. */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const { packLibrary, readingsPage, readingStories } = require('../dist/libs/policy/src/index.js');
const { generatedTypes } = require('../dist/apps/ledger/src/openapi/generated-types.js');

const library = packLibrary();
const packs = library.all().map(({ pack }) => pack);
writeFileSync(join(root, 'docs', 'readings.md'), readingsPage(packs, readingStories(library)));
for (const { path, text } of generatedTypes()) writeFileSync(join(root, path), text);
