import { type ExplanationAnswer, ruleWord } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { Scrolled } from '../../parts/scrolled.js';
import { useLanguage, useSay } from '../../words/words.js';
import { neededInChinese } from './needed-words.js';

/** The rules that were tried and did not apply, each with what it needed and what was there instead. */
export function NotApplied({ list }: { readonly list: ExplanationAnswer['notApplied'] }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const text = (words: string): string => (language === 'zh' ? (neededInChinese(words) ?? words) : words);
  return (
    <section>
      <h3>{say('why.notApplied')}</h3>
      <Scrolled label={say('why.notApplied')}>
        <table className="data compact">
          <caption className="hidden">{say('why.notApplied')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('why.rule')}</th>
              <th scope="col">{say('why.needed')}</th>
              <th scope="col">{say('why.seen')}</th>
            </tr>
          </thead>
          <tbody>
            {list.map(({ rule, needed, seen }) => (
              <tr key={`${rule} ${needed}`}>
                <th scope="row">{ruleWord(rule, language)}</th>
                <td>{text(needed)}</td>
                <td>{seen === null ? say('why.nothingSeen') : text(seen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  );
}
