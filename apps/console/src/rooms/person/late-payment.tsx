import {
  type CivilDate,
  endOfYear,
  type History,
  previousDay,
  standingOn,
  startOfYear,
  yearOf,
} from '#libs/enrollment';
import type { ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { Link } from '../../parts/link.js';
import { length, range, years, yuan } from '../../words/values.js';
import { type Say, useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';

/** What a payment after the start of its year brought: a good or a bad consequence, and where its reasons are told. */
interface Outcome {
  readonly isGood: boolean;
  readonly text: string;
  readonly why: 'waiting' | 'continuousCredit' | 'benefitEligible';
}

/**
 * The consequences of a year that was paid after it had begun, good and bad ones side by side; nothing where the year was
 * paid in time, or is not paid.
 */
export function LatePayment({ data }: { readonly data: MemberData }): ReactNode {
  const say = useSay();
  const coordinates = useCoordinates();
  const history = data.local.history();
  const gap = gapOf(data);
  if (history === undefined || gap === undefined) return null;
  const base = `/members/${encodeURIComponent(data.member.member)}`;
  const outcomes = outcomesOf(history, gap, say);
  return (
    <section className="card" aria-label={say('late.title', { year: yearOf(gap.from) })}>
      <div className="card-head">
        <h2>{say('late.title', { year: yearOf(gap.from) })}</h2>
        <Link to={placeAt(`${base}/regions`, coordinates)} className="no-print">
          {say('late.elsewhere')}
        </Link>
      </div>
      <ul className="outcomes">
        {outcomes.map(({ isGood, text, why }) => (
          <li key={why} className={isGood ? 'good' : 'bad'}>
            <span className="mark" aria-hidden="true">
              {isGood ? '✓' : '✗'}
            </span>
            <span>
              {text}{' '}
              <Link to={placeAt(`${base}/why/${why}`, coordinates)} className="no-print">
                {say('person.why')}
              </Link>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface Gap {
  readonly from: CivilDate;
  /** Exclusive: the first day with cover. */
  readonly until: CivilDate;
}

/** The days at the start of the year asked about that had no cover until the payment came. */
function gapOf({ timeline, local }: MemberData): Gap | undefined {
  const year = yearOf(local.question.on);
  const lapse = timeline.intervals.find(({ kind, from }) => kind === 'lapse' && from === startOfYear(year));
  if (lapse === undefined || lapse.until === null || lapse.until > endOfYear(year)) return undefined;
  return { from: lapse.from, until: lapse.until };
}

function outcomesOf(history: History, gap: Gap, say: Say): readonly Outcome[] {
  const before = standingOn(history, previousDay(gap.from));
  const after = standingOn(history, gap.until);
  const [was, is] = [before.ceiling.continuousCreditFen, after.ceiling.continuousCreditFen];
  const streak = { before: years(before.streakYears, say), after: years(after.streakYears, say) };
  const isRaised = was !== null && is !== null && is > was;
  return [
    {
      isGood: after.waiting === null,
      text:
        after.waiting === null
          ? say('late.noWait')
          : say('late.wait', { length: length(after.waiting, say) }),
      why: 'waiting',
    },
    {
      isGood: isRaised,
      text: say(isRaised ? 'late.credit' : 'late.noCredit', { ...streak, amount: yuan(is, say) }),
      why: 'continuousCredit',
    },
    { isGood: false, text: say('late.unpaid', { range: range(gap, say) }), why: 'benefitEligible' },
  ];
}
