/**
 * What `core.mjs` of a release is built from: everything that decides, and nothing else. Whoever verifies a bundle runs it
 * beside the verifier; its digest stands in the checkpoints.
 */
export { BUNDLE_FORMAT } from './bundle.js';
export { recompute } from './recompute.js';
