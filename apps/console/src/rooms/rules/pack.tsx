import type { PolicyPack } from '#libs/enrollment';
import type { ReactNode } from 'react';
import { usePathName } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { Calls } from '../../parts/calls.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { Waiting } from '../../parts/waiting.js';
import { useLanguage, useSay } from '../../words/words.js';
import { parameterValue } from './parameter-value.js';

/** One version of a text: every value with its clause, our paraphrase, and how sure we are. */
export default function Pack(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { client } = useSession();
  const name = usePathName('pack');
  const [id = '', version = ''] = name.split('@');
  const path = { id, version };
  const loaded = useLoad(name, async () => {
    const { body } = await client.get('/v1/policy-packs/{id}/versions/{version}', { path });
    return body as unknown as PolicyPack;
  });
  if (loaded.error !== undefined) return <Failure error={loaded.error} again={loaded.again} />;
  if (loaded.data === undefined) return <Waiting />;
  const pack = loaded.data;
  const values = Object.entries(pack.parameters).flatMap(([parameter, dated]) =>
    dated.map((each) => ({ parameter, ...each })),
  );
  return (
    <>
      <p className="no-print">
        <Link to="/rules">{say('rules.title')}</Link> / {name}
      </p>
      <div className="card-head">
        <h1>{pack.title[language]}</h1>
        <Calls
          calls={[
            {
              path: '/v1/policy-packs/{id}/versions/{version}',
              target: { path },
              command: `canbao pack show ${name}`,
              isShipped: true,
            },
          ]}
        />
      </div>
      <p>
        {pack.document} · {say('rules.publishedOn', { day: pack.publishedOn })} ·{' '}
        {say('word.from', { from: pack.effectiveFrom })} · <code>{pack.digest}</code>
      </p>
      <section className="card">
        <h2>{say('rules.values')}</h2>
        <div className="scroll" role="region" aria-label={say('rules.values')} tabIndex={0}>
          <table className="data rules">
            <caption className="hidden">{say('rules.values')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('rules.clause')}</th>
                <th scope="col">{say('rules.paraphrase')}</th>
                <th scope="col">{say('rules.coded')}</th>
                <th scope="col">{say('rules.evidence')}</th>
              </tr>
            </thead>
            <tbody>
              {values.map(({ parameter, clause, value, evidence, confidence, from, until, note }) => (
                <tr key={`${parameter} ${from ?? ''}`}>
                  <td>{`${clause.document} ${clause.at}`}</td>
                  <td>{clause.paraphrase[language]}</td>
                  <th scope="row">
                    <code>{parameter}</code>
                    {(from !== null || until !== null) && (
                      <span className="soft">{` ${from ?? '…'} – ${until ?? '…'}`}</span>
                    )}
                    <ParameterValue value={value} />
                  </th>
                  <td>
                    {say(`evidence.${evidence}`)} · {say(`confidence.${confidence}`)}
                    {note !== undefined && <span className="soft"> {note}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <p className="soft">{say('rules.noText')}</p>
    </>
  );
}

function ParameterValue({ value }: { readonly value: unknown }): ReactNode {
  const say = useSay();
  const lines = parameterValue(value, say);
  return (
    <ul className="changes mono">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
