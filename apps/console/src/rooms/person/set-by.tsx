import type { BlameAnswer, BlamedField, FlipEvent, MemberEvent } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { ClauseText } from '../../parts/clause.js';
import { Link } from '../../parts/link.js';
import { comparedValue } from '../../words/explained.js';
import { flipEventLine } from '../../words/facts.js';
import { useLanguage, useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';

/** Which fact and which clause set a figure, and the way to what held before that was known. */
export function SetBy({
  data,
  field,
}: {
  readonly data: MemberData;
  readonly field: BlamedField;
}): ReactNode {
  const say = useSay();
  const { client } = useSession();
  const { member } = data.member;
  const { on, pack, readings, position } = data.local.question;
  const loaded = useLoad(JSON.stringify([member, field, data.local.question]), async () => {
    const query = { field, on, knownAt: `pos:${String(position)}`, pack, readings };
    const { body } = await client.get('/v1/members/{member}/blame', { path: { member }, query });
    return body as unknown as BlameAnswer;
  });
  if (loaded.error !== undefined) return say('failure.title');
  if (loaded.data === undefined) return say('app.waiting');
  return <Blame blame={loaded.data} events={data.source.events} />;
}

function Blame({
  blame: { member, field, set, before },
  events,
}: {
  readonly blame: BlameAnswer;
  readonly events: readonly MemberEvent[];
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const coordinates = useCoordinates();
  const value = (before?.why ?? null) === null ? '–' : comparedValue(field, before?.value, { say, language });
  return (
    <>
      {say('setBy.fact', { fact: eventText(set.event) })}
      {set.event !== null && <span className="soft mono"> #{set.event.position}</span>}{' '}
      {set.why !== null && <ClauseText clause={set.why.clause} />}{' '}
      {before === null || set.event === null ? (
        <span className="soft">{say('setBy.first')}</span>
      ) : (
        <Link
          to={placeAt(`/members/${encodeURIComponent(member)}`, {
            ...coordinates,
            knownAt: `pos:${String(set.event.position - 1)}`,
          })}
        >
          {say('setBy.before', { value })}
        </Link>
      )}
    </>
  );

  function eventText(event: FlipEvent | null): string {
    return event === null ? say('facts.hidden') : flipEventLine(event, events, { say, language });
  }
}
