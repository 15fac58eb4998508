import type { ReactNode } from 'react';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { useLanguage, useSay } from '../../words/words.js';

/** The readings of which nobody is sure: what a bureau has to settle first. */
export function OpenReadings(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { client } = useSession();
  const loaded = useLoad('readings', async () => (await client.get('/v1/readings')).body.items);
  const open = (loaded.data ?? []).filter(({ packs }) =>
    packs.some(({ confidence }) => confidence === 'low'),
  );
  return (
    <section className="card">
      <h2>{say('desk.readings', { count: open.length })}</h2>
      {loaded.error !== undefined && <Failure error={loaded.error} again={loaded.again} />}
      <ul className="plain">
        {open.map(({ id, question }) => (
          <li key={id}>
            <Link to={`/readings/${id}`} className="chip">
              {id}
            </Link>{' '}
            {question[language]}
          </li>
        ))}
      </ul>
    </section>
  );
}
