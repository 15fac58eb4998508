export { canonicalJson, MAX_DEPTH } from './canonical-json.js';
export { digest, type HashAlgorithm, type HashFunction, toHex } from './digest.js';
export { CanonicalJsonError, InvalidNamespaceError, type NotCanonicalReason } from './errors.js';
export { uuidV5 } from './uuid-v5.js';
export { uuidV7 } from './uuid-v7.js';
