import type { ReactNode } from 'react';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { Calls } from '../../parts/calls.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { Waiting } from '../../parts/waiting.js';
import { minute, shortDigest } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';

/** The texts that decide: each adopted version, with the days of its publication and its force. */
export default function Rules(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { client } = useSession();
  const loaded = useLoad('packs', async () => (await client.get('/v1/policy-packs')).body.items);
  return (
    <>
      <h1>{say('rules.title')}</h1>
      {loaded.error !== undefined && <Failure error={loaded.error} again={loaded.again} />}
      {loaded.data === undefined && loaded.error === undefined && <Waiting />}
      {loaded.data !== undefined && (
        <section className="card">
          <div className="card-head">
            <h2>{say('rules.adopted', { count: loaded.data.length })}</h2>
            <Calls calls={[{ path: '/v1/policy-packs', command: 'canbao pack list', isShipped: true }]} />
          </div>
          <div className="scroll" role="region" aria-label={say('rules.title')} tabIndex={0}>
            <table className="data">
              <caption className="hidden">{say('rules.title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{say('rules.document')}</th>
                  <th scope="col">{say('rules.pack')}</th>
                  <th scope="col">{say('rules.published')}</th>
                  <th scope="col">{say('rules.inForce')}</th>
                  <th scope="col">{say('rules.adoptedAt')}</th>
                  <th scope="col">{say('rules.digest')}</th>
                </tr>
              </thead>
              <tbody>
                {loaded.data.map((pack) => (
                  <tr key={pack.digest}>
                    <th scope="row">
                      {pack.document}
                      <br />
                      <span className="soft">{pack.title[language]}</span>
                    </th>
                    <td>
                      <Link to={`/rules/${pack.id}@${pack.version}`}>{`${pack.id}@${pack.version}`}</Link>
                    </td>
                    <td className="day">{pack.publishedOn}</td>
                    <td className="day">
                      {pack.inForceUntil === null
                        ? say('word.from', { from: pack.effectiveFrom })
                        : say('rules.until', { from: pack.effectiveFrom, until: pack.inForceUntil })}
                    </td>
                    <td className="day">
                      {minute(pack.adoptedAt)} <span className="soft mono">#{pack.position}</span>
                    </td>
                    <td className="mono">{shortDigest(pack.digest)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      <p>
        <Link to="/readings">{say('readings.title')}</Link>
      </p>
    </>
  );
}
