import type { ComparedField } from '#libs/enrollment';
import type { DiffAnswer, DiffCause } from '#libs/ledger/pure';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { useSettled } from '../../app/use-settled.js';
import { compare, type Comparison } from '../../derivation/compare.js';
import { localDiff } from '../../derivation/local-comparisons.js';
import type { LocalQuestion, MemberSource } from '../../derivation/local-member.js';
import { sideBody, type Sides } from './replay-calls.js';

/** So long the sliders have to rest before the causes are asked for, in milliseconds. */
const RESTING_MS = 350;

/** Why two sides differ, as the API found it. */
export interface Causes {
  /** The sliders have moved since, or the answer is on its way. */
  readonly isPending: boolean;
  readonly error: unknown;
  readonly again: () => void;
  /** Undefined: not known yet. */
  readonly of: (field: ComparedField) => DiffCause | undefined;
  /** The whole answer beside what was found here; null: not there yet, or not to be found here. */
  readonly compared: Comparison | null;
}

/** Asks for the causes of what differs, once both sides rest; sides without a difference are not asked about. */
export function useCauses(
  source: MemberSource,
  { a, b, isDifferent, isWhole }: Sides & { readonly isDifferent: boolean; readonly isWhole: boolean },
): Causes {
  const { client, info } = useSession();
  const moving = JSON.stringify(isDifferent ? [source.member, { a, b }] : null);
  const key = useSettled(moving, RESTING_MS);
  const loaded = useLoad(key, async () => {
    const asked = JSON.parse(key) as [string, Sides] | null;
    if (asked === null) return { changes: [], compared: null };
    const [member, sides] = asked;
    const body = { a: sideBody(sides.a), b: sideBody(sides.b) };
    const served = await client.post('/v1/members/{member}/diffs', body, { path: { member } });
    const answer = served.body as unknown as DiffAnswer;
    // The instants of the positions are the API's to say, as those of every other answer.
    const settled = { a: settledSide(sides.a, answer.a), b: settledSide(sides.b, answer.b) };
    const compared = isWhole
      ? compare(served.text, localDiff(source, settled, { regions: info.regions }))
      : null;
    return { changes: answer.changes, compared };
  });
  const isPending = loaded.error === undefined && loaded.key !== moving;
  const answer = isPending ? undefined : loaded.data;
  return {
    isPending,
    error: loaded.error,
    again: loaded.again,
    of: (field) => answer?.changes.find((change) => change.field === field)?.cause,
    compared: answer?.compared ?? null,
  };
}

function settledSide(side: LocalQuestion, { coordinates }: DiffAnswer['a']): LocalQuestion {
  return { ...side, position: coordinates.position, knownAt: coordinates.knownAt };
}
