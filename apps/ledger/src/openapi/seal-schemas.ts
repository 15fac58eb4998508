import { exactly, type JsonSchema, listOf, orNull, ref } from './json-schema.js';

const text: JsonSchema = { type: 'string' };
const count: JsonSchema = { type: 'integer' };
const hash: JsonSchema = { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' };

/** The answers about checkpoints and proofs; docs/audit-format.md has their meaning. */
export const SEAL_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  CheckpointItem: exactly({
    size: count,
    root: hash,
    heads: hash,
    position: count,
    recordedAt: { type: 'string', format: 'date-time' },
    key: text,
    letterCode: text,
    witnesses: listOf(text),
  }),
  CheckpointList: exactly({ items: listOf(ref('CheckpointItem')), next: orNull(count) }),
  Cosigned: exactly({ note: text }),
  InclusionProof: exactly({ position: count, index: count, size: count, leaf: hash, path: listOf(hash) }),
  DecisionSeal: exactly({
    position: count,
    leaf: hash,
    letterCode: text,
    checkpoint: exactly({
      size: count,
      root: hash,
      position: count,
      recordedAt: { type: 'string', format: 'date-time' },
    }),
  }),
  // The form of each part is that of docs/audit-format.md: it outlives any version of this document.
  EvidenceBundle: exactly({
    format: { type: 'string', const: 'canbao.bundle/1' },
    manifest: { type: 'object' },
    parts: { type: 'object' },
  }),
  ConsistencyProof: exactly({ from: count, to: count, path: listOf(hash) }),
};
