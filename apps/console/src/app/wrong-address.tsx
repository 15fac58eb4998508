import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { Link } from '../parts/link.js';
import { useSay } from '../words/words.js';
import type { Complaint, Parameters } from './address.js';
import { withQuery } from './coordinates.js';
import { pathOf, usePlace } from './router.js';
import type { FoundRoom } from './rooms.js';
import { useSession } from './session.js';

/** In the place of a page whose address asks for what cannot be answered: what was seen, what is expected, and the way on. */
export function WrongAddress({
  found,
  complaints,
}: {
  readonly found: FoundRoom;
  readonly complaints: readonly Complaint[];
}): ReactNode {
  const say = useSay();
  const { info } = useSession();
  const place = usePlace();
  const inQuery = complaints.filter(({ kind }) => kind !== 'choice');
  const without = withQuery(place, Object.fromEntries(inQuery.map(({ name }) => [name, undefined])));
  return (
    <Alert
      type="error"
      showIcon={false}
      className="failure"
      title={<h1>{say('address.title')}</h1>}
      description={
        <>
          <ul>
            {complaints.map((complaint) => (
              <li key={complaint.name}>
                <Told complaint={complaint} found={found} />
              </li>
            ))}
          </ul>
          {inQuery.length === complaints.length && (
            <div className="actions">
              <Link to={without} className="button">
                {inQuery.some(({ name }) => name === 'on')
                  ? say('address.today', { today: info.today })
                  : say('address.without')}
              </Link>
            </div>
          )}
        </>
      }
    />
  );
}

function Told({ complaint, found }: { readonly complaint: Complaint; readonly found: FoundRoom }): ReactNode {
  const say = useSay();
  const { query } = usePlace();
  const { room, names, taken } = found;
  if (complaint.kind === 'unknown')
    return say('address.unknown', { name: complaint.name, known: knownIn(taken.parameters) });
  if (complaint.kind !== 'choice') return say(`address.${complaint.kind}`, { ...complaint });
  return (
    <>
      {say('address.choice', { seen: complaint.seen })}{' '}
      {complaint.known.map((each) => (
        <span key={each}>
          <Link
            to={withQuery({ path: pathOf(room.pattern, { ...names, [complaint.name]: each }), query }, {})}
          >
            <code>{each}</code>
          </Link>{' '}
        </span>
      ))}
    </>
  );
}

/** A page without parameters says so by a dash. */
function knownIn(parameters: Parameters): string {
  const known = Object.keys(parameters);
  return known.length === 0 ? '–' : known.join(', ');
}
