import type { ComparedField } from '#libs/enrollment';
import type { DiffAnswer, DiffCause } from '#libs/ledger/pure';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { useSettled } from '../../app/use-settled.js';
import type { DayChange } from '../../derivation/changes.js';
import type { LocalQuestion } from '../../derivation/local-member.js';

/** So long the sliders have to rest before the causes are asked for, in milliseconds. */
const RESTING_MS = 350;

/** The compared field whose value a figure of the replay is. */
const COMPARED: Readonly<Record<DayChange['field'], ComparedField>> = {
  pooledFund: 'pooledFund',
  covered: 'covered',
  waiting: 'waiting',
  breakYears: 'breakYears',
  streakYears: 'streakYears',
  continuousCreditFen: 'continuousCredit',
  zeroClaimCreditFen: 'zeroClaimCredit',
  breakPenaltyFen: 'breakPenalty',
  effectiveCeilingFen: 'ceiling',
};

/** Why two sides differ, as the API found it. */
export interface Causes {
  /** The sliders have moved since, or the answer is on its way. */
  readonly isPending: boolean;
  readonly error: unknown;
  readonly again: () => void;
  /** Undefined: not known yet, or no difference where sources are incomplete on both sides. */
  readonly of: (figure: DayChange['field']) => DiffCause | undefined;
}

/** Asks for the causes of what differs, once both sides rest; sides without a difference are not asked about. */
export function useCauses(
  member: string,
  {
    a,
    b,
    isDifferent,
  }: { readonly a: LocalQuestion; readonly b: LocalQuestion; readonly isDifferent: boolean },
): Causes {
  const { client } = useSession();
  const body = diffBody(a, b);
  const moving = JSON.stringify([member, isDifferent ? body : null]);
  const key = useSettled(moving, RESTING_MS);
  const loaded = useLoad(key, async () => {
    const [asked, sides] = JSON.parse(key) as [string, ReturnType<typeof diffBody> | null];
    if (sides === null) return [];
    const answer = await client.post('/v1/members/{member}/diffs', sides, { path: { member: asked } });
    return (answer.body as unknown as DiffAnswer).changes;
  });
  const isPending = loaded.error === undefined && loaded.key !== moving;
  return {
    isPending,
    error: loaded.error,
    again: loaded.again,
    of: (figure) =>
      isPending ? undefined : loaded.data?.find(({ field }) => field === COMPARED[figure])?.cause,
  };
}

/** The two sides as the API takes them. */
function diffBody(a: LocalQuestion, b: LocalQuestion): { readonly a: object; readonly b: object } {
  return { a: sideBody(a), b: sideBody(b) };
}

function sideBody({ on, position, pack, readings }: LocalQuestion): object {
  return { on, knownAt: `pos:${String(position)}`, pack, readings };
}
