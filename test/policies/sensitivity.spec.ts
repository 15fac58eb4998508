import { join } from 'node:path';
import { shippedPolicies } from '#libs/policy';
import { casesIn, describeGuard, library, ownFolder } from './guarded-values.js';

const shipped = library.all();
const shared = casesIn(join(shippedPolicies(), '..', 'test', 'cases'));
const casesOf = new Map(shipped.map((loaded) => [loaded, casesIn(ownFolder(loaded))]));

// Each pack is tried with all cases that use it, its own first: what one of them notices is not left to those of others.
describe.each(shipped.map((loaded) => [loaded.pack.id, loaded] as const))('%s', (_id, loaded) => {
  const others = shipped.filter((other) => other !== loaded).flatMap((other) => casesOf.get(other) ?? []);
  describeGuard(loaded, { furtherCases: [...others, ...shared], part: { first: 0, step: 1 } });
});
