import type { ReactNode } from 'react';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { Failure } from '../../parts/failure.js';
import { useSay, useSayCode } from '../../words/words.js';

/** The closes of years that are not done: those that wait for approval are for a reviewer. */
export function WaitingCloses(): ReactNode {
  const say = useSay();
  const sayCode = useSayCode();
  const { client } = useSession();
  const loaded = useLoad('closes', async () => (await client.get('/v1/year-closes')).body.items);
  const open = (loaded.data ?? []).filter(({ state }) => state !== 'committed' && state !== 'aborted');
  return (
    <section className="card">
      <h2>{say('desk.closes')}</h2>
      {loaded.error !== undefined && <Failure error={loaded.error} again={loaded.again} />}
      {loaded.data !== undefined && open.length === 0 && <p className="soft">{say('desk.noCloses')}</p>}
      <ul>
        {open.map(({ id, region, coverageYear, state }) => (
          <li key={id}>
            {say('desk.close', { region, year: coverageYear, state: sayCode('close', state) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
