import { writtenChoice } from '#libs/policy/pure';
import type { ReactNode } from 'react';
import { usePathName } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { Calls } from '../../parts/calls.js';
import { Choice } from '../../parts/choice.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { Waiting } from '../../parts/waiting.js';
import { evidenceIn } from '../../words/evidence.js';
import { useLanguage, useSay } from '../../words/words.js';
import { SampleOutcomes } from './sample-outcomes.js';

/** One reading: the question, what each choice changes, what each text chose and on what evidence. */
export default function Reading(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { client, info, may } = useSession();
  const id = usePathName('reading');
  const loaded = useLoad('readings', async () => (await client.get('/v1/readings')).body.items);
  if (loaded.error !== undefined) return <Failure error={loaded.error} again={loaded.again} />;
  if (loaded.data === undefined) return <Waiting />;
  const reading = loaded.data.find((each) => each.id === id);
  if (reading === undefined) return <p className="empty">{say('app.noSuchPage')}</p>;
  return (
    <>
      <p className="no-print">
        <Link to="/readings">{say('readings.title')}</Link> / {id}
      </p>
      <div className="card-head">
        <h1>
          {id} {reading.question[language]}
        </h1>
        <Calls calls={[{ path: '/v1/readings', command: `canbao readings ${id}`, isShipped: true }]} />
      </div>
      <section className="card">
        <h2>{say('readings.effects')}</h2>
        <dl className="pair">
          {reading.alternatives.map(({ choice, effect }) => (
            <div key={writtenChoice(choice)}>
              <dt>
                <Choice id={reading.id} choice={choice} />{' '}
                <code className="soft">{writtenChoice(choice)}</code>
              </dt>
              <dd>{effect[language]}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section className="card">
        <h2>{say('readings.chosen')}</h2>
        <div className="scroll" role="region" aria-label={say('readings.chosen')} tabIndex={0}>
          <table className="data">
            <caption className="hidden">{say('readings.chosen')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('rules.pack')}</th>
                <th scope="col">{say('readings.choice')}</th>
                <th scope="col">{say('rules.clause')}</th>
                <th scope="col">{say('readings.evidence')}</th>
                <th scope="col">{say('readings.confidence')}</th>
              </tr>
            </thead>
            <tbody>
              {reading.packs.map(({ pack, choice, clause, evidence, confidence }) => (
                <tr key={pack}>
                  <th scope="row">
                    <Link to={`/rules/${pack}`}>{pack}</Link>
                  </th>
                  <td>
                    <Choice id={reading.id} choice={choice} />
                  </td>
                  <td>
                    {`${clause.document} ${clause.at}`}{' '}
                    <span className="soft">{clause.paraphrase[language]}</span>
                  </td>
                  <td>{evidenceIn(language, evidence)}</td>
                  <td className="day">{say(`confidence.${confidence}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {info.mode === 'sample' && may('read-members') && (
        <SampleOutcomes id={id} choices={reading.alternatives.map(({ choice }) => choice)} />
      )}
    </>
  );
}
