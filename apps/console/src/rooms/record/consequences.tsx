import { type RecordedFact, WARNING_WORDS } from '#libs/ledger/pure';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from '../../parts/link.js';
import { consequenceLine } from '../../words/facts.js';
import { useLanguage, useSay } from '../../words/words.js';

/** What a fact changes, or would change, about the answers; warnings come last. */
export function Consequences({ result }: { readonly result: RecordedFact }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      {result.consequences.length === 0 ? (
        <p>{say('facts.nothing')}</p>
      ) : (
        <ul>
          {result.consequences.map((change) => {
            const line = consequenceLine(change, { say, language });
            return <li key={line}>{line}</li>;
          })}
        </ul>
      )}
      {result.warnings.length > 0 && (
        <ul className="warnings">
          {result.warnings.map((code) => (
            <li key={code}>{WARNING_WORDS[code][language]}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** A fact that was recorded: where it stands, what it did, and the way to the member. */
export function Recorded({
  result,
  member,
}: {
  readonly result: RecordedFact;
  readonly member: string;
}): ReactNode {
  const say = useSay();
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus(), []);
  return (
    <section aria-live="polite" ref={section} tabIndex={-1}>
      <h2>{say('record.done', { position: result.event.position ?? '' })}</h2>
      <Consequences result={result} />
      <Link to={`/members/${encodeURIComponent(member)}`}>{say('record.toMember', { member })}</Link>
    </section>
  );
}
