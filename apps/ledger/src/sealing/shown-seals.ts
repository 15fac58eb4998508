import {
  AuditError,
  letterCode,
  NotSealedError,
  readCheckpoint,
  readNote,
  type Seals,
  written,
} from '#libs/audit';
import { Answer } from '../http/answer.js';
import { RequestProblem } from '../http/request-problem.js';
import type { CheckpointsQuery, ConsistencyQuery, InclusionQuery } from './proof.dto.js';

const USUAL_LIMIT = 100;

/** The signed checkpoints of a log in order of size. */
export function checkpointsShown(
  seals: Seals | undefined,
  { after = 0, limit = USUAL_LIMIT }: CheckpointsQuery,
): Answer {
  const page = seals?.checkpoints.page(after, limit) ?? [];
  const last = page.length === limit ? page.at(-1) : undefined;
  return new Answer({
    items: page.map((checkpoint) => {
      const { root, position, recordedAt, heads, verifier } = readCheckpoint(readNote(checkpoint.note).text);
      const { size } = checkpoint;
      return {
        size,
        root: written(root),
        heads: written(heads),
        position,
        recordedAt,
        key: verifier,
        letterCode: letterCode({ size, root }),
        witnesses: seals?.checkpoints.witnesses(size).map(({ witness }) => witness) ?? [],
      };
    }),
    next: last === undefined ? null : last.size,
  });
}

/**
 * A checkpoint with every signature under it; `latest` is the newest.
 *
 * @throws RequestProblem `not-found`
 */
export function noteShown(seals: Seals | undefined, size: string): string {
  const wanted = size === 'latest' ? seals?.checkpoints.latest()?.size : sizeOf(size);
  const note = wanted === undefined ? undefined : seals?.note(wanted);
  if (note === undefined) throw notSealed(size);
  return note;
}

/** @throws RequestProblem `not-found` */
export function inclusionShown(seals: Seals | undefined, { position, size }: InclusionQuery): Answer {
  const proof = proved(seals, `pos:${String(position)}`, (sealed) => sealed.inclusion(position, size));
  return new Answer({ ...proof, leaf: written(proof.leaf), path: proof.path.map(written) });
}

/** @throws RequestProblem `not-found` */
export function consistencyShown(seals: Seals | undefined, { from, to }: ConsistencyQuery): Answer {
  const size = to ?? seals?.checkpoints.latest()?.size ?? 0;
  const path = proved(seals, String(from), (sealed) => sealed.consistency(from, size));
  return new Answer({ from, to: size, path: path.map(written) });
}

/** Asks the seals; what is not sealed is not found, and what a witness sent wrongly is its own fault. */
export function proved<Proof>(seals: Seals | undefined, wanted: string, ask: (seals: Seals) => Proof): Proof {
  if (seals === undefined) throw notSealed(wanted);
  try {
    return ask(seals);
  } catch (error) {
    if (error instanceof NotSealedError) throw notSealed(wanted);
    if (error instanceof AuditError && REFUSED.includes(error.code)) throw notACosignature(error);
    throw error;
  }
}

/** Failures that only what was sent can cause. */
const REFUSED: readonly AuditError['code'][] = ['malformed-note', 'malformed-key', 'bad-cosignature'];

/** The number of events that a path names; undefined for what is none. */
export function sizeOf(text: string): number | undefined {
  return /^[1-9]\d{0,15}$/.test(text) ? Number(text) : undefined;
}

function notSealed(seen: string): RequestProblem {
  const shown = seen.slice(0, 40);
  return new RequestProblem(
    'not-found',
    { zh: `"${shown}" 尚未封存。`, en: `"${shown}" is not sealed.` },
    {
      remedy: {
        zh: '封存在登记后一分钟内完成; 见 /v1/checkpoints。',
        en: 'Sealing comes within a minute of the recording; see /v1/checkpoints.',
      },
    },
  );
}

function notACosignature({ message }: AuditError): RequestProblem {
  return new RequestProblem(
    'malformed-request',
    { zh: `会签不符: ${message}`, en: message },
    {
      remedy: {
        zh: '对该检查点的原文会签后重新提交。',
        en: 'Co-sign the very text of this checkpoint and send it again.',
      },
      errors: [{ pointer: '/signature', code: 'malformed-request' }],
    },
  );
}
