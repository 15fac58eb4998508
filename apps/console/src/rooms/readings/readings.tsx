import { writtenChoice } from '#libs/policy/pure';
import { Fragment, type ReactNode } from 'react';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { Calls } from '../../parts/calls.js';
import { Choice } from '../../parts/choice.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { Waiting } from '../../parts/waiting.js';
import { useLanguage, useSay } from '../../words/words.js';

/** The register of readings: where a text leaves a choice, which was taken, and how sure we are. */
export default function Readings(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { client } = useSession();
  const loaded = useLoad('readings', async () => (await client.get('/v1/readings')).body.items);
  return (
    <>
      <h1>{say('readings.title')}</h1>
      <p>{say('readings.about')}</p>
      {loaded.error !== undefined && <Failure error={loaded.error} again={loaded.again} />}
      {loaded.data === undefined && loaded.error === undefined && <Waiting />}
      {loaded.data !== undefined && (
        <section className="card">
          <div className="card-head">
            <h2>{say('readings.count', { count: loaded.data.length })}</h2>
            <Calls calls={[{ path: '/v1/readings', command: 'canbao readings', isShipped: true }]} />
          </div>
          <div className="scroll" role="region" aria-label={say('readings.title')} tabIndex={0}>
            <table className="data">
              <caption className="hidden">{say('readings.title')}</caption>
              <thead>
                <tr>
                  <th scope="col">{say('readings.id')}</th>
                  <th scope="col">{say('readings.question')}</th>
                  <th scope="col">{say('readings.choices')}</th>
                  <th scope="col">{say('readings.others')}</th>
                  <th scope="col">{say('readings.confidence')}</th>
                </tr>
              </thead>
              <tbody>
                {loaded.data.map(({ id, question, alternatives, packs }) => {
                  const chosen = packs.map(({ choice }) => writtenChoice(choice));
                  const others = alternatives.filter(({ choice }) => !chosen.includes(writtenChoice(choice)));
                  const confidences = [...new Set(packs.map(({ confidence }) => confidence))];
                  return (
                    <tr key={id}>
                      <th scope="row">
                        <Link to={`/readings/${id}`}>{id}</Link>
                      </th>
                      <td>{question[language]}</td>
                      <td>
                        <Choices id={id} packs={packs} />
                      </td>
                      <td>
                        {others.map(({ choice }, index) => (
                          <Fragment key={writtenChoice(choice)}>
                            {index > 0 && ' · '}
                            <Choice id={id} choice={choice} />
                          </Fragment>
                        ))}
                      </td>
                      <td>
                        {confidences.map((each) => (
                          <span key={each} className={each === 'low' ? 'tag warn' : 'tag'}>
                            {say(`confidence.${each}`)}
                          </span>
                        ))}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  );
}

/** The choice of every pack; where all made one, that one. */
function Choices({
  id,
  packs,
}: {
  readonly id: string;
  readonly packs: readonly { readonly pack: string; readonly choice: unknown }[];
}): ReactNode {
  const say = useSay();
  const byChoice = new Map<string, { readonly choice: unknown; readonly names: string[] }>();
  for (const { pack, choice } of packs) {
    const written = writtenChoice(choice);
    const same = byChoice.get(written) ?? { choice, names: [] };
    same.names.push(pack.split('@')[0] ?? pack);
    byChoice.set(written, same);
  }
  const [only, ...more] = byChoice.values();
  if (only !== undefined && more.length === 0) {
    return (
      <>
        <Choice id={id} choice={only.choice} /> <span className="soft day">{say('readings.all')}</span>
      </>
    );
  }
  return (
    <ul className="changes">
      {[...byChoice].map(([written, { choice, names }]) => (
        <li key={written}>
          <Choice id={id} choice={choice} /> <span className="soft">{names.join('、')}</span>
        </li>
      ))}
    </ul>
  );
}
