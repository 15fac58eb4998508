import type { ReactNode } from 'react';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { Failure } from '../../parts/failure.js';
import { minute } from '../../words/values.js';
import { useSay } from '../../words/words.js';

interface Readiness {
  readonly status: string;
  readonly store?: { readonly position: number };
  readonly clock?: { readonly now: string };
  readonly projectionLag?: number;
  readonly packs?: readonly string[];
}

/** Where the ledger stands: last position, clock, what the read models lack. */
export function LedgerState(): ReactNode {
  const say = useSay();
  const { client, info } = useSession();
  const loaded = useLoad('readyz', async () => (await client.get('/readyz')).body as unknown as Readiness);
  const state = loaded.data;
  return (
    <section className="card">
      <h2>{say('desk.ledger')}</h2>
      {loaded.error !== undefined && <Failure error={loaded.error} again={loaded.again} />}
      {state !== undefined && (
        <dl className="pair">
          <div>
            <dt>{say('desk.position')}</dt>
            <dd className="mono">#{state.store?.position}</dd>
          </div>
          <div>
            <dt>{say(info.mode === 'sample' ? 'desk.sampleClock' : 'desk.clock')}</dt>
            <dd className="mono">{minute(state.clock?.now ?? null)}</dd>
          </div>
          <div>
            <dt>{say('desk.lag')}</dt>
            <dd>{say('desk.seconds', { count: state.projectionLag ?? 0 })}</dd>
          </div>
          <div>
            <dt>{say('desk.engine')}</dt>
            <dd className="mono">{info.engine}</dd>
          </div>
          <div>
            <dt>{say('rules.title')}</dt>
            <dd className="mono">{(state.packs ?? []).join(' · ')}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}
