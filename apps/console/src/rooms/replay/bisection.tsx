import type { ComparedField } from '#libs/enrollment';
import type { MemberComparison } from '#libs/ledger/pure';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useKeys } from '../../app/keys.js';
import type { MemberSource } from '../../derivation/local-member.js';
import { Scrolled } from '../../parts/scrolled.js';
import { comparedName, comparedValue } from '../../words/explained.js';
import { flipEventLine } from '../../words/facts.js';
import { minute } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';
import { trialsBetween } from './moments.js';
import type { Causes } from './use-causes.js';

/** Which fact flipped a figure? Every moment between the two sides, with the old or the new value after it. */
export function Bisection({
  source,
  comparison,
  fields,
  causes,
}: {
  readonly source: MemberSource;
  readonly comparison: MemberComparison;
  /** The fields that differ. */
  readonly fields: readonly ComparedField[];
  readonly causes: Causes;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const [chosen, setChosen] = useState<ComparedField | null>(null);
  const field = chosen !== null && fields.includes(chosen) ? chosen : null;
  useKeys({ bisect: () => setChosen(fields[0] ?? null) });
  const { a, b } = comparison;
  if (fields.length === 0 || a.knownAt === b.knownAt) return null;
  const trials = field === null ? [] : trialsBetween(comparison, field);
  const flip = field === null ? undefined : flipPosition(causes.of(field));
  const lastOld = trials.findLastIndex(({ isNew }) => !isNew);
  // A figure that goes to and fro flips several times: the one named as the cause counts.
  const isFlip = (position: number, index: number): boolean =>
    flip === undefined ? index === lastOld + 1 : position === flip;
  return (
    <section className="card" aria-label={say('bisect.title')}>
      <div className="card-head">
        <h2>{say('bisect.title')}</h2>
        {fields.map((each) => (
          <Button key={each} size="small" aria-pressed={each === field} onClick={() => setChosen(each)}>
            {comparedName(each, say)}
          </Button>
        ))}
      </div>
      {field !== null && (
        <Scrolled label={say('bisect.title')}>
          <table className="data compact">
            <caption className="hidden">{say('bisect.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('facts.known')}</th>
                <th scope="col">{say('facts.fact')}</th>
                <th scope="col">{comparedName(field, say)}</th>
                <th scope="col">{say('bisect.side')}</th>
              </tr>
            </thead>
            <tbody>
              {trials.map(({ moment, value, isNew }, index) => (
                <tr key={moment.position} className={isFlip(moment.position, index) ? 'flip' : ''}>
                  <td className="day">
                    {minute(moment.recordedAt)} <span className="soft mono">#{moment.position}</span>
                  </td>
                  <th scope="row">{flipEventLine(moment, source, { say, language })}</th>
                  <td>{comparedValue(field, value, { say, language })}</td>
                  <td>
                    {say(isNew ? 'bisect.new' : 'bisect.old')}
                    {isFlip(moment.position, index) && <strong> ← {say('bisect.flip')}</strong>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </section>
  );
}

/** Where the event stands that a cause names, if it is the facts known that made the difference. */
function flipPosition(cause: ReturnType<Causes['of']>): number | undefined {
  return cause?.axis === 'knownAt' && cause.flip.axis === 'knownAt' ? cause.flip.event?.position : undefined;
}
