import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeGuard, library } from '../policies/guarded-values.js';
import { isFull } from '../replay/sizes.js';

const regions = readdirSync(__dirname).filter((name) => name.startsWith('sample-'));

// Every third variant, in each region other ones; all of them in the full run.
describe.each(regions.map((region, index) => [region, index] as const))('%s', (region, index) => {
  const part = isFull ? { first: 0, step: 1 } : { first: index % 3, step: 3 };
  describeGuard(library.load(join(__dirname, region)), { furtherCases: [], part });
});
