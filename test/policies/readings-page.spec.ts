import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packLibrary, readingsPage, readingStories } from '#libs/policy';

test('docs/readings.md is what `npm run docs` makes of the register, the packs and the stories', () => {
  const library = packLibrary();
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'readings.md'), 'utf8');
  const packs = library.all().map(({ pack }) => pack);
  expect(page).toBe(readingsPage(packs, readingStories(library)));
});
