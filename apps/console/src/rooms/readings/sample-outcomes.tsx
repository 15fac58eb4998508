import type { StandingAnswer } from '#libs/ledger/pure';
import { writtenChoice } from '#libs/policy/pure';
import type { ReactNode } from 'react';
import { placeAt } from '../../app/coordinates.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { loadMember } from '../../derivation/load-member.js';
import { LocalAnswers } from '../../derivation/local-member.js';
import { Choice } from '../../parts/choice.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { Scrolled } from '../../parts/scrolled.js';
import { Waiting } from '../../parts/waiting.js';
import { ceilingText } from '../person/ceiling-text.js';
import { CAST } from '../desk/cast.js';
import { length } from '../../words/values.js';
import { type Say, useSay } from '../../words/words.js';

/** What the other choices would mean for the sample members, derived here; those for whom nothing changes are left out. */
export function SampleOutcomes({
  id,
  choices,
}: {
  readonly id: string;
  readonly choices: readonly unknown[];
}): ReactNode {
  const say = useSay();
  const { client } = useSession();
  const written = choices.map((choice) => writtenChoice(choice).replace(': ', ':'));
  const loaded = useLoad(JSON.stringify([id, written]), () =>
    Promise.all(
      CAST.map(async ({ member, on }) => {
        const { source } = await loadMember(client, { member });
        const position = source.events.at(-1)?.position ?? 0;
        const outcomes = written.map((choice) =>
          new LocalAnswers(source, { on, position, knownAt: null, readings: `${id}=${choice}` }).standing(),
        );
        return { member, on, outcomes };
      }),
    ),
  );
  if (loaded.error !== undefined) return <Failure error={loaded.error} again={loaded.again} />;
  if (loaded.data === undefined) return <Waiting />;
  const rows = loaded.data.filter(
    ({ outcomes }) => new Set(outcomes.map((each) => outcomeText(each, say))).size > 1,
  );
  return (
    <section className="card">
      <h2>{say('readings.samples')}</h2>
      {rows.length === 0 ? (
        <p className="soft">{say('readings.noSample')}</p>
      ) : (
        <Scrolled label={say('readings.samples')}>
          <table className="data">
            <caption className="hidden">{say('readings.samples')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('search.member')}</th>
                {choices.map((choice) => (
                  <th key={writtenChoice(choice)} scope="col">
                    <Choice id={id} choice={choice} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ member, on, outcomes }) => (
                <tr key={member}>
                  <th scope="row">
                    <Link to={placeAt(`/members/${member}`, { on })}>{member}</Link>{' '}
                    <span className="soft">{on}</span>
                  </th>
                  {outcomes.map((outcome, index) => (
                    <td key={written[index]}>{outcomeText(outcome, say)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </section>
  );
}

function outcomeText(standing: StandingAnswer | undefined, say: Say): string {
  if (standing === undefined) return '–';
  const { waiting, ceiling } = standing;
  const wait = waiting === null ? say('word.noWait') : length(waiting, say);
  return say('readings.outcome', { wait, ceiling: ceilingText(ceiling, say).value });
}
