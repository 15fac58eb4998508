import { canonicalJson } from '#libs/canonical';
import { sha256Of } from '../hashing.js';

/** The weak ETag of an answer: over everything but its coordinates, so that it outlives facts that change nothing. */
export function eTagOf(answer: object): string {
  const { coordinates: _, ...rest } = answer as { readonly coordinates?: unknown };
  return `W/"${sha256Of(canonicalJson(rest)).slice('sha256:'.length)}"`;
}
