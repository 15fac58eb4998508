import type { ReactNode } from 'react';
import { usePlace } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { useSay } from '../../words/words.js';
import { FactForm } from './fact-form.js';

/** The registration of a member whom the ledger does not know yet. */
export default function Register(): ReactNode {
  const say = useSay();
  const { client } = useSession();
  const { query } = usePlace();
  const regions = useLoad('regions', async () => (await client.get('/v1/regions')).body.items);
  return (
    <>
      <h1>{say('record.register')}</h1>
      <section className="card">
        <FactForm
          type="MemberRegistered"
          member={query.get('member') ?? ''}
          region={regions.data?.[0]?.code ?? ''}
          version={null}
          events={[]}
          key={regions.data === undefined ? 'waiting' : 'ready'}
        />
      </section>
    </>
  );
}
