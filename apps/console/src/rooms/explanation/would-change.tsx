import type { ExplanationAnswer } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { explainedValue } from '../../words/explained.js';
import { years } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';

/** What could still be done, and what the answer would then be. */
export function WouldChange({ explained }: { readonly explained: ExplanationAnswer }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { wouldChange, field } = explained;
  return (
    <section>
      <h3>{say('why.wouldChange')}</h3>
      {wouldChange.length === 0 ? (
        <p className="soft">{say('why.nothingWould')}</p>
      ) : (
        <ul>
          {wouldChange.map(({ action, result }) => (
            <li key={JSON.stringify(action)}>
              {action.type === 'RepairPaid'
                ? say('why.repair', {
                    years: years(action.years, say),
                    result: explainedValue(field, result, { say, language }),
                  })
                : say('why.pay', {
                    year: action.coverageYear,
                    day: (result as { readonly benefitsFrom: string }).benefitsFrom,
                  })}
            </li>
          ))}
          {wouldChange.some(({ action }) => action.type === 'RepairPaid') && (
            <li className="soft">{say('why.noMore')}</li>
          )}
        </ul>
      )}
    </section>
  );
}
