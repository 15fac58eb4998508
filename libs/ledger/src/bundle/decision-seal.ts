import { letterCode, readCheckpoint, readNote, type Seals, written } from '#libs/audit';
import type { LedgerContext } from '../context.js';
import { decisionStream } from '../decisions/decision-event.js';
import type { DecisionSeal } from './bundle.js';

/** What holds a decision for ever, which never changes once it is there; null: it is not sealed yet. */
export async function decisionSeal(
  { store }: LedgerContext,
  decisionId: string,
  seals: Seals | undefined,
): Promise<DecisionSeal | null> {
  const [event] = await store.readStream(decisionStream(decisionId), { maxCount: 1 });
  if (event === undefined || seals === undefined) return null;
  return seals.atOnce(() => sealAt(seals, event.position)) ?? null;
}

/** The same of the event at a position; to be called within `atOnce`. */
export function sealAt(seals: Seals, position: number): DecisionSeal | undefined {
  const index = seals.tree.indexOf(position);
  const covering = seals.covering(position);
  if (index === undefined || covering === undefined) return undefined;
  const { size, root, position: last, recordedAt } = readCheckpoint(readNote(covering.note).text);
  return {
    position,
    leaf: written(seals.tree.leaf(index)),
    letterCode: letterCode({ size, root }),
    checkpoint: { size, root: written(root), position: last, recordedAt },
  };
}
