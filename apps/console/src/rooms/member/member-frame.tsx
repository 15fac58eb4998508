import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { goTo, usePathName } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import type { NamedComparison } from '../../parts/recomputed.js';
import { Waiting } from '../../parts/waiting.js';
import type { Call } from '../../parts/call-lines.js';
import { useSay } from '../../words/words.js';
import { CoordinatesBar } from './coordinates-bar.js';
import { DayStates } from './day-states.js';
import { type MemberData, useMember } from './member-data.js';
import { MemberTabs, type MemberTab } from './member-tabs.js';

/** What a room shows of a member, and the calls that it made for it. */
export interface MemberView {
  readonly content: ReactNode;
  readonly calls?: readonly Call[];
  readonly comparisons?: readonly NamedComparison[];
}

/** The letter says itself what is not known; a form is about no day. */
const OWN_STATES: readonly MemberTab[] = ['letter', 'record'];

/** A room about one member: its coordinates on top, the other rooms beside it, and what goes wrong in the room's place. */
export function MemberFrame({
  tab,
  children,
}: {
  readonly tab: MemberTab;
  readonly children: (data: MemberData) => MemberView;
}): ReactNode {
  const member = usePathName('member');
  const loaded = useMember(member);
  const { data, error, again } = loaded;
  if (error !== undefined) return <MemberFailure error={error} member={member} again={again} />;
  if (data === undefined) return <Waiting />;
  return <Shown key={member} tab={tab} data={data} view={children} isLoading={loaded.isLoading} />;
}

function Shown({
  tab,
  data,
  view,
  isLoading,
}: {
  readonly tab: MemberTab;
  readonly data: MemberData;
  readonly view: (data: MemberData) => MemberView;
  readonly isLoading: boolean;
}): ReactNode {
  const say = useSay();
  const { content, calls = [], comparisons = [] } = view(data);
  return (
    <div aria-busy={isLoading}>
      <CoordinatesBar data={data} calls={calls} comparisons={[...data.comparisons, ...comparisons]} />
      <MemberTabs member={data.member.member} tab={tab} />
      {data.standing.hypothetical && (
        <Alert className="notice" type="warning" showIcon={false} title={say('member.hypothetical')} />
      )}
      {!OWN_STATES.includes(tab) && (
        <DayStates data={data} isAboutBalances={tab === 'person' || tab === 'balances'} />
      )}
      {content}
    </div>
  );
}

/** The states of docs: no such member, a moment in the future, no pack in force; each with its way on. */
function MemberFailure({
  error,
  member,
  again,
}: {
  readonly error: unknown;
  readonly member: string;
  readonly again: () => void;
}): ReactNode {
  const say = useSay();
  const { may } = useSession();
  const coordinates = useCoordinates();
  const code = error instanceof ApiProblem ? error.code : '';
  if (code === 'member-not-found')
    return (
      <section className="card">
        <h1>{member}</h1>
        <p>{coordinates.knownAt === undefined ? say('state.noMember') : (error as ApiProblem).detail}</p>
        <div className="actions">
          {may('append-facts') && (
            <Button onClick={() => goTo(`/record/MemberRegistered?member=${encodeURIComponent(member)}`)}>
              {say('state.register')}
            </Button>
          )}
          {coordinates.knownAt !== undefined && (
            <Button onClick={() => coordinates.change({ knownAt: undefined })}>
              {say('state.knownNow')}
            </Button>
          )}
          <Link to="/members">{say('search.title')}</Link>
        </div>
      </section>
    );
  const isFuture = code === 'known-at-in-future';
  return (
    <Failure error={error} again={again} title={isFuture ? say('state.future') : undefined}>
      {isFuture && (
        <Button onClick={() => coordinates.change({ knownAt: undefined })}>{say('state.knownNow')}</Button>
      )}
      {(code === 'unknown-pack' || code === 'malformed-request' || code === 'invalid-date') && (
        <Link to={placeAt(`/members/${encodeURIComponent(member)}`, {})}>{say('state.defaults')}</Link>
      )}
    </Failure>
  );
}
