import type { BlameAnswer, BlamedField, FlipEvent } from '#libs/ledger/pure';
import type { CivilDate } from '#libs/enrollment';
import type { ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { usePlace } from '../../app/router.js';
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
import type { MemberData } from './member-data.js';
import type { Reported } from './use-reported.js';

/** Which fact and which clause set a figure of a day, and the way to what held before that was known, in the same room. */
export function SetBy({
  data,
  field,
  report,
  on = data.local.question.on,
}: {
  readonly data: MemberData;
  readonly field: BlamedField;
  readonly report: Reported['report'];
  /** Default: the day of the page. */
  readonly on?: CivilDate;
}): ReactNode {
  const say = useSay();
  const { client, info } = useSession();
  const { member } = data.member;
  const question = { ...data.local.question, on };
  const { pack, readings, position } = question;
  const loaded = useLoad(JSON.stringify([member, field, question]), async () => {
    const query = { field, on, knownAt: `pos:${String(position)}`, pack, readings };
    const answer = await client.get('/v1/members/{member}/blame', { path: { member }, query });
    if (data.isWhole) {
      const scope = { regions: info.regions };
      const local = localBlame(data.source, question, { field, scope });
      report(data, [{ name: `blame ${field} ${on}`, result: compare(answer.text, local) }]);
    }
    return answer.body as unknown as BlameAnswer;
  });
  if (loaded.error !== undefined) return say('failure.title');
  if (loaded.data === undefined) return say('app.waiting');
  return (
    <>
      <Blame blame={loaded.data} source={data.source} on={on} />
      {!data.isWhole && <span className="soft"> {say('recomputed.notHere')}</span>}
    </>
  );
}

function Blame({
  blame: { field, set, before },
  source,
  on,
}: {
  readonly blame: BlameAnswer;
  readonly source: MemberSource;
  readonly on: CivilDate;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const coordinates = useCoordinates();
  const { path } = usePlace();
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
          to={placeAt(path, {
            ...coordinates,
            on,
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
