import type { Clause } from '#libs/enrollment';
import type { ReactNode } from 'react';
import { useLanguage, useSay } from '../words/words.js';

/** Where a rule is written: number and clause. The text itself is not shipped; the paraphrase says whose it is. */
export function ClauseText({
  clause,
  isWhole = false,
}: {
  readonly clause: Clause;
  readonly isWhole?: boolean;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <span className="clause">
      <span className="cite">{`${clause.document} ${clause.at}`.trim()}</span>
      {isWhole && (
        <>
          <span className="paraphrase">
            <span className="tag">{say('clause.paraphrase')}</span> {clause.paraphrase[language]}
          </span>
          <span className="tag">{say('clause.noText')}</span>
        </>
      )}
    </span>
  );
}
