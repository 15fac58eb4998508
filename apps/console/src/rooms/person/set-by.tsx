import type { BlameAnswer, BlamedField, FlipEvent } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { compare } from '../../derivation/compare.js';
import { localBlame } from '../../derivation/local-comparisons.js';
import type { MemberSource } from '../../derivation/local-member.js';
import { ClauseText } from '../../parts/clause.js';
import { Link } from '../../parts/link.js';
import { comparedValue } from '../../words/explained.js';
import { flipEventLine } from '../../words/facts.js';
import { useLanguage, useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import type { Reported } from '../member/use-reported.js';

/** Which fact and which clause set a figure, and the way to what held before that was known. */
export function SetBy({
  data,
  field,
  report,
}: {
  readonly data: MemberData;
  readonly field: BlamedField;
  readonly report: Reported['report'];
}): ReactNode {
  const say = useSay();
  const { client, info } = useSession();
  const { member } = data.member;
  const { on, pack, readings, position } = data.local.question;
  const loaded = useLoad(JSON.stringify([member, field, data.local.question]), async () => {
    const query = { field, on, knownAt: `pos:${String(position)}`, pack, readings };
    const answer = await client.get('/v1/members/{member}/blame', { path: { member }, query });
    if (data.isWhole) {
      const scope = { regions: info.regions };
      const local = localBlame(data.source, data.local.question, { field, scope });
      report(data, [{ name: `blame ${field}`, result: compare(answer.text, local) }]);
    }
    return answer.body as unknown as BlameAnswer;
  });
  if (loaded.error !== undefined) return say('failure.title');
  if (loaded.data === undefined) return say('app.waiting');
  return (
    <>
      <Blame blame={loaded.data} source={data.source} />
      {!data.isWhole && <span className="soft"> {say('recomputed.notHere')}</span>}
    </>
  );
}

function Blame({
  blame: { member, field, set, before },
  source,
}: {
  readonly blame: BlameAnswer;
  readonly source: MemberSource;
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
    return event === null ? say('facts.hidden') : flipEventLine(event, source, { say, language });
  }
}
