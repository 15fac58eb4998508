import { type CivilDate, derive, yearOf } from '#libs/enrollment';
import type { LedgerContext } from '../context.js';
import type { MemberQuestion } from '../ledger.js';
import { type AskedMember, askMember, memberNotFound } from './ask-member.js';
import type { MemberAnswer, MemberSummary, RegionStay } from './member-answers.js';

/** A member as known at a moment: its version, and where it has been. */
export async function getMember(context: LedgerContext, question: MemberQuestion): Promise<MemberAnswer> {
  const asked = await askMember(context, question);
  const { regions, diedOn, ...summary } = describeMember(asked) ?? raise(memberNotFound());
  return { ...summary, version: asked.version, regions, diedOn, coordinates: asked.coordinates() };
}

/** What lists and the member itself say; undefined where no registration counts. */
export function describeMember({
  member,
  on,
  facts,
  book,
  visibility,
}: Pick<AskedMember, 'member' | 'on' | 'facts' | 'book' | 'visibility'>):
  (MemberSummary & Pick<MemberAnswer, 'regions' | 'diedOn'>) | undefined {
  const history = derive(facts, book, { throughYear: yearOf(on) });
  if (history === undefined) return undefined;
  const { registration, death } = history.member;
  const { hiddenFrom } = visibility;
  const regions = history.member.regions
    .filter(({ from }) => hiddenFrom === null || from < hiddenFrom)
    .map(({ region, from, until }, index) => ({ region, from: index === 0 ? null : from, until }));
  return {
    member,
    region: regionOn(regions, on, registration.data.region),
    liableFrom: registration.data.liableFrom,
    regions,
    diedOn: death?.data.diedOn ?? null,
  };
}

/** The region on a day; before the first day, and after the last that is shown, the nearest one. */
function regionOn(stays: readonly RegionStay[], day: CivilDate, registered: string): string {
  return (stays.findLast(({ from }) => from === null || from <= day) ?? stays[0])?.region ?? registered;
}

function raise(error: Error): never {
  throw error;
}
