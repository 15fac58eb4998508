import { READING_IDS, type ReadingId, READINGS } from '#libs/enrollment';
import type { ExplanationAnswer } from '#libs/ledger/pure';
import { writtenChoice } from '#libs/policy/pure';
import type { ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { Choice } from '../../parts/choice.js';
import { Dated } from '../../parts/dated.js';
import { Link } from '../../parts/link.js';
import { Scrolled } from '../../parts/scrolled.js';
import { explainedValue } from '../../words/explained.js';
import { useLanguage, useSay } from '../../words/words.js';

/** The readings that decided, with what their other choices would have given. */
export function ExplainedReadings({ explained }: { readonly explained: ExplanationAnswer }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const coordinates = useCoordinates();
  const { readings, field, member } = explained;
  const also = namedAlone(explained);
  if (readings.length + also.length === 0) return null;
  const place = `/members/${encodeURIComponent(member)}/why/${field}`;
  return (
    <section>
      <h3>{say('why.readings')}</h3>
      {readings.length > 0 && (
        <Scrolled label={say('why.readings')}>
          <table className="data compact">
            <caption className="hidden">{say('why.readings')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('readings.id')}</th>
                <th scope="col">{say('readings.question')}</th>
                <th scope="col">{say('readings.choice')}</th>
                <th scope="col">{say('readings.others')}</th>
                <th scope="col">{say('readings.confidence')}</th>
              </tr>
            </thead>
            <tbody>
              {readings.map(({ id, choice, confidence, alternatives }) => (
                <tr key={`${id} ${JSON.stringify(choice)}`}>
                  <th scope="row">
                    <Link to={`/readings/${id}`} className="chip">
                      {id}
                    </Link>
                  </th>
                  <td>{READINGS[id].question[language]}</td>
                  <td>
                    <Choice id={id} choice={choice} />
                  </td>
                  <td>
                    <ul className="changes">
                      {alternatives.map((other) => (
                        <li key={JSON.stringify(other.choice)}>
                          <Link
                            to={placeAt(place, {
                              ...coordinates,
                              readings: `${id}=${written(other.choice)}`,
                            })}
                            className="no-underline"
                          >
                            <Choice id={id} choice={other.choice} />
                          </Link>{' '}
                          → <Dated text={explainedValue(field, other.result, { say, language })} />
                        </li>
                      ))}
                    </ul>
                  </td>
                  <td className="day">{say(`confidence.${confidence}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
      {also.length > 0 && (
        <p className="soft">{say('why.alsoRead', { ids: also.join(say('word.listComma')) })}</p>
      )}
    </section>
  );
}

/** The readings that a step names and that decided nothing: with any other choice that is listed the answer is the same. */
function namedAlone({ readings, steps }: ExplanationAnswer): readonly ReadingId[] {
  const told = new Set(readings.map(({ id }) => id));
  const named = new Set(steps.flatMap(({ readingIds }) => readingIds));
  return READING_IDS.filter((id) => named.has(id) && !told.has(id));
}

/** A choice as an address has it. */
function written(choice: unknown): string {
  return writtenChoice(choice).replace(': ', ':');
}
