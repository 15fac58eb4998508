import { previousDay } from '#libs/enrollment';
import { type EligibilityAnswer, type MemberEvent, REASON_WORDS } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { useSession } from '../../app/session.js';
import { Dated } from '../../parts/dated.js';
import { factLine } from '../../words/facts.js';
import { inLetter, inWords } from '../../words/letter-text.js';
import { citations, longDay, minute, shortDigest, years, yuan } from '../../words/values.js';
import { explainedValue } from '../../words/explained.js';
import { type Say, useLanguage, useSay } from '../../words/words.js';
import type { Grounds } from './grounds.js';
import type { Seal } from './seal.js';

/** The letter on one sheet of A4: conclusion, reasons, basis, facts, what the member can do, coordinates. */
export function LetterSheet({
  answer,
  grounds,
  events,
  decisionId,
  seal = null,
}: {
  readonly answer: EligibilityAnswer;
  readonly grounds: Grounds;
  readonly events: readonly MemberEvent[];
  /** Null: a draft that nobody has served. */
  readonly decisionId: string | null;
  /** What holds the decision in the ledger; null: it is not sealed yet, or nothing was served. */
  readonly seal?: Seal | null;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { info } = useSession();
  const { coordinates, member } = answer;
  const waits = answer.waiting !== null && answer.waiting.endsOn >= coordinates.on;
  const isUnknown = answer.pooledFund.payable === null;
  const told = [
    ...(isUnknown ? missing(answer, say) : grounds.fund.sentences[language]),
    ...(waits ? grounds.waiting.sentences[language] : []),
  ];
  const sentences = [...new Set(told)].map(inWords);
  const facts = citedFacts(grounds, events);
  const repairs = grounds.waiting.wouldChange.flatMap(({ action, result }) =>
    action.type === 'RepairPaid' ? [{ count: action.years, result }] : [],
  );
  return (
    <article className="sheet" lang={language === 'zh' ? 'zh-CN' : 'en'}>
      {decisionId === null && <p className="stamp">{say('letter.notServed')}</p>}
      {info.mode === 'sample' && <p className="stamp sample-stamp">{say('letter.sample')}</p>}
      <header>
        <h2>{say('letter.title')}</h2>
        <p className="number">{say('letter.number', { id: decisionId ?? '–' })}</p>
      </header>
      <p>
        {say('letter.member')} <strong>{member}</strong>
        <span className="name">{say('letter.name')} ____________</span>
      </p>
      <Part number={1} title={say('letter.conclusion')}>
        {conclusion(answer, say, (reason) => REASON_WORDS[reason][language]).map((line) => (
          <p key={line}>
            <Told>{line}</Told>
          </p>
        ))}
      </Part>
      <Part number={2} title={say('letter.reasons')}>
        {sentences.map((sentence) => (
          <p key={sentence}>
            <Told>{sentence}</Told>
          </p>
        ))}
      </Part>
      <Part number={3} title={say('letter.basis')}>
        <p>
          {citations([...grounds.fund.steps, ...grounds.waiting.steps].map(({ clause }) => clause))}{' '}
          {say('letter.paraphrased')}
        </p>
        {answer.readingIds.length > 0 && (
          <p>{say('letter.readings', { ids: answer.readingIds.join(' ') })}</p>
        )}
      </Part>
      <Part number={4} title={say('letter.facts')}>
        <ol>
          {facts.map((event) => (
            <li key={event.id}>
              <Told>{`${event.effectiveOn} · ${factLine(event, { say, language })}`}</Told>
            </li>
          ))}
          {answer.breakYears.length > 0 && (
            <li>{say('letter.unpaid', { years: answer.breakYears.join(say('word.listComma')) })}</li>
          )}
        </ol>
      </Part>
      <Part number={5} title={say('letter.remedies')}>
        {waits && repairs.length > 0 && (
          <ul>
            {repairs.map(({ count, result }) => (
              <li key={count}>
                <Told>
                  {say('why.repair', {
                    years: years(count, say),
                    result: explainedValue('waiting', result, { say, language }),
                  })}
                </Told>
              </li>
            ))}
            <li>{say('letter.noMore')}</li>
          </ul>
        )}
        <p>{say('letter.object')}</p>
      </Part>
      <footer>
        {say('letter.coordinates', {
          on: coordinates.on,
          knownAt: minute(coordinates.knownAt),
          position: coordinates.position,
          packs: coordinates.packs
            .map(({ id, version, digest }) => `${id}@${version} ${shortDigest(digest)}`)
            .join(' · '),
          engine: coordinates.engine,
        })}
        {seal !== null && (
          <>
            <br />
            {say('letter.checkpoint', { code: seal.letterCode })}
            <br />
            {say('letter.digest', { position: seal.position, leaf: seal.leaf })}
          </>
        )}
        {seal === null && decisionId !== null && (
          <>
            <br />
            {say('letter.unsealed')}
          </>
        )}
      </footer>
    </article>
  );
}

/** A line of the letter, its days in the long form and none of them broken between two lines. */
function Told({ children }: { readonly children: string }): ReactNode {
  return <Dated text={inLetter(children, useSay())} />;
}

function Part({
  number,
  title,
  children,
}: {
  readonly number: 1 | 2 | 3 | 4 | 5;
  readonly title: string;
  readonly children: ReactNode;
}): ReactNode {
  const say = useSay();
  return (
    <section>
      <h3>
        {say(`letter.${number}`)}
        {title}
      </h3>
      <div>{children}</div>
    </section>
  );
}

/** What was decided, in plain sentences: whether the fund pays, from when, and how long the wait is. */
function conclusion(
  { pooledFund, coordinates, waiting, ceiling }: EligibilityAnswer,
  say: Say,
  reasonWord: (reason: EligibilityAnswer['pooledFund']['reasons'][number]['code']) => string,
): readonly string[] {
  const on = longDay(coordinates.on, say);
  const lines: string[] = [];
  if (pooledFund.payable === null) lines.push(say('letter.unknown', { on }));
  else if (pooledFund.payable) lines.push(say('letter.pays', { on }));
  else
    lines.push(
      say('letter.refuses', { on, reason: pooledFund.reasons.map(({ code }) => reasonWord(code)).join(' ') }),
    );
  if (waiting !== null && waiting.startsOn !== null && waiting.endsOn >= coordinates.on)
    lines.push(
      say('letter.wait', {
        from: longDay(waiting.startsOn, say),
        last: longDay(previousDay(waiting.benefitsFrom), say),
        start: longDay(waiting.benefitsFrom, say),
      }),
    );
  if (ceiling.status === 'known')
    lines.push(say('letter.ceiling', { amount: yuan(ceiling.effectiveFen, say) }));
  return lines;
}

/** Which records an answer that is not known waits for. */
function missing({ undetermined }: EligibilityAnswer, say: Say): readonly string[] {
  return undetermined.flatMap((each) =>
    'source' in each
      ? [
          say('state.undetermined', {
            kind: say(`records.${each.kind}`),
            source: each.source,
            through: each.completeThrough,
            needed: each.neededThrough,
          }),
        ]
      : [],
  );
}

function citedFacts({ fund, waiting }: Grounds, events: readonly MemberEvent[]): readonly MemberEvent[] {
  const cited = new Set([...fund.steps, ...waiting.steps].flatMap(({ eventIds }) => eventIds));
  return events.filter(({ id, type }) => cited.has(id) && type !== 'MemberRegistered');
}
