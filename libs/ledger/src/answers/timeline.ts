import { type CivilDate, derive, type Interval, standingOn, timelineOf, yearOf } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { MemberQuestion } from '../ledger.js';
import { askMember, memberNotFound } from '../members/ask-member.js';
import type { TimelineAnswer } from './answers.js';

/** The intervals of a member's history; a caller that the member has left sees them as far as the move. */
export async function timeline(context: LedgerContext, question: MemberQuestion): Promise<TimelineAnswer> {
  const asked = await askMember(context, question);
  const { on, facts, recording, visibility } = asked;
  const history = derive(facts, recording.book, { throughYear: yearOf(on) });
  if (history === undefined) throw memberNotFound();
  const intervals = timelineOf(history, on);
  return {
    member: asked.member,
    hypothetical: asked.isHypothetical(standingOn(history, on).region),
    intervals: visibility.hiddenFrom === null ? intervals : until(intervals, visibility.hiddenFrom),
    coordinates: asked.coordinates(),
  };
}

function until(intervals: readonly Interval[], day: CivilDate): readonly Interval[] {
  return intervals
    .filter(({ from }) => from < day)
    .map((interval) =>
      interval.until !== null && interval.until <= day ? interval : { ...interval, until: day },
    );
}
