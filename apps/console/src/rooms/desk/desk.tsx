import type { ReactNode } from 'react';
import { placeAt } from '../../app/coordinates.js';
import { useSession } from '../../app/session.js';
import { Calls } from '../../parts/calls.js';
import { Link } from '../../parts/link.js';
import { useSay, useSayCode } from '../../words/words.js';
import { CAST } from './cast.js';
import { LedgerState } from './ledger-state.js';
import { OpenReadings } from './open-readings.js';
import { WaitingCloses } from './waiting-closes.js';

/** What waits for whoever is signed in; in a sample ledger also where to begin. */
export default function Desk(): ReactNode {
  const say = useSay();
  const sayCode = useSayCode();
  const { info, may } = useSession();
  return (
    <>
      <div className="card-head">
        <h1>{say('desk.title')}</h1>
        <Calls
          calls={[
            ...(may('read-jobs') ? [{ path: '/v1/year-closes' }] : []),
            { path: '/v1/readings', command: 'canbao readings', isShipped: true },
            { path: '/readyz' },
          ]}
        />
      </div>
      <p className="soft">{say('desk.role', { role: sayCode('role', info.role ?? '') })}</p>
      {info.mode === 'sample' && (
        <section className="card">
          <h2>{say('desk.samples')}</h2>
          <p>{say('desk.samplesAbout')}</p>
          <ul className="cast">
            {CAST.map(({ member, on, story }) => (
              <li key={member}>
                <Link to={placeAt(`/members/${member}`, { on })}>
                  <strong>{member}</strong> {say(story)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className="desk">
        {may('read-jobs') && <WaitingCloses />}
        <OpenReadings />
        <LedgerState />
      </div>
    </>
  );
}
