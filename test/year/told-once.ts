import type { AnswerChangedEntry } from '#libs/feed-client';
import type { EligibilityAnswer, Ledger } from '#libs/ledger';
import { freshAnswer } from './fresh-answers.js';

/** The figures of an answer that price a claim. */
const FIGURES = {
  pooledFund: ({ pooledFund }: EligibilityAnswer) => [
    pooledFund.payable,
    ...pooledFund.reasons.map(({ code }) => code),
  ],
  effectiveCeilingFen: ({ ceiling }: EligibilityAnswer) => ceiling.effectiveFen,
} as const;

/** A day of service of a member. */
export interface MemberDay {
  readonly member: string;
  readonly on: string;
}

/** A figure of such a day, and how often it was told, or was to be. */
export interface Telling extends MemberDay {
  readonly figure: string;
  readonly times: number;
}

/**
 * How often the feed told of the event at a position about some days, and how often it should have: once where a fresh
 * derivation of the log up to the event differs from one of the log before it, else never.
 */
export async function tellingsOf(
  ledger: Ledger,
  {
    entries,
    position,
    days,
  }: {
    readonly entries: readonly AnswerChangedEntry[];
    readonly position: number;
    readonly days: readonly MemberDay[];
  },
): Promise<{ readonly told: readonly Telling[]; readonly due: readonly Telling[] }> {
  // A decision that was recorded after the event is told of it once more, at its own place.
  const own = entries.filter(
    ({ id, data }) => data.cause.position === position && id.startsWith(`ans_${position}_`),
  );
  const told: Telling[] = [];
  const due: Telling[] = [];
  for (const { member, on } of days) {
    const before = await freshAnswer(ledger, { member, on, position: position - 1 });
    const after = await freshAnswer(ledger, { member, on, position });
    for (const [figure, valueOf] of Object.entries(FIGURES)) {
      const [old, young] = [before, after].map((answer) =>
        answer === undefined ? undefined : JSON.stringify(valueOf(answer)),
      );
      const times = own.filter((entry) => isAbout(entry, { member, on, figure })).length;
      told.push({ member, on, figure, times });
      due.push({ member, on, figure, times: old === young ? 0 : 1 });
    }
  }
  return { told, due };
}

function isAbout(
  { subject, data }: AnswerChangedEntry,
  { member, on, figure }: Omit<Telling, 'times'>,
): boolean {
  const { from, until } = data.affectedServiceDates;
  return subject === member && data.field === figure && from <= on && (until === null || on < until);
}
