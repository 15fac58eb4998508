import { type BlamedField, REASON_WORDS, SCHEME_WORDS, WARNING_WORDS } from '#libs/ledger/pure';
import { useState, type ReactNode } from 'react';
import { Link } from '../../parts/link.js';
import { length, range, yearRuns, years, yuan } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import type { Reported } from '../member/use-reported.js';
import { AnswerRow, type Focused } from './answer-row.js';
import { ceilingText } from './ceiling-text.js';

/** The answers of the day, the pooled fund's first: a number, what it is made of, and the way to its reasons. */
export function AnswerCards({
  data,
  report,
}: {
  readonly data: MemberData;
  readonly report: Reported['report'];
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { standing } = data;
  const [field, focus] = useState<BlamedField | null>(null);
  const focused = { field, focus, report };
  const { waiting, breakYears, streakYears, warnings } = standing;
  return (
    <section className="card answers" aria-label={say('person.answers')}>
      <table className="data cards">
        <caption className="hidden">{say('person.answersOn', { on: data.local.question.on })}</caption>
        <tbody>
          <FundRow data={data} focused={focused} />
          <AnswerRow
            name={say('figure.waiting')}
            figures={[
              {
                field: 'waiting',
                value: waiting === null ? say('word.noWait') : length(waiting, say),
              },
            ]}
            more={
              waiting !== null &&
              [
                waiting.fixedMonths !== null &&
                  say('person.waitParts', {
                    fixed: waiting.fixedMonths,
                    variable: waiting.variableMonths ?? 0,
                    repaired: waiting.repairedMonths ?? 0,
                  }),
                waiting.startsOn !== null &&
                  range({ from: waiting.startsOn, until: waiting.benefitsFrom }, say),
              ]
                .filter(Boolean)
                .join(' · ')
            }
            why="waiting"
            repair={waiting !== null}
            focused={focused}
            data={data}
          />
          <AnswerRow
            name={say('figure.effectiveCeilingFen')}
            figures={[{ field: 'ceiling', value: ceilingText(standing.ceiling, say).value }]}
            more={ceilingText(standing.ceiling, say).parts}
            why="ceiling"
            focused={focused}
            data={data}
          />
          <AnswerRow
            name={say('figure.streakYears')}
            figures={[{ field: 'streakYears', value: years(streakYears, say) }]}
            more={
              breakYears.length === 0
                ? say('person.noBreaks')
                : say('person.breaks', { years: yearRuns(breakYears) })
            }
            why="streakYears"
            focused={focused}
            data={data}
          />
          <AnswerRow
            name={say('person.credits')}
            figures={[
              { field: 'continuousCredit', value: yuan(standing.ceiling.continuousCreditFen, say) },
              { field: 'zeroClaimCredit', value: yuan(standing.ceiling.zeroClaimCreditFen, say) },
            ]}
            more={
              <>
                {say('person.creditParts')}
                {standing.zeroClaimProvisional && <span className="tag warn">{say('word.provisional')}</span>}
              </>
            }
            why="zeroClaimCredit"
            focused={focused}
            data={data}
          />
          <AnswerRow
            name={say('figure.covered')}
            figures={[{ field: 'covered', value: SCHEME_WORDS[standing.covered][language] }]}
            more={say('person.validFor', { range: validRange(standing.validFor, say) })}
            why="covered"
            focused={focused}
            data={data}
          />
        </tbody>
      </table>
      {warnings.length > 0 && (
        <ul className="warnings">
          {warnings.map((code) => (
            <li key={code}>{WARNING_WORDS[code][language]}</li>
          ))}
        </ul>
      )}
      <p className="soft readings">
        {say('person.readings')}{' '}
        {standing.readingIds.map((id) => (
          <Link key={id} to={`/readings/${id}`} className="chip">
            {id}
          </Link>
        ))}
      </p>
    </section>
  );
}

function validRange(
  { from, until }: MemberData['standing']['validFor'],
  say: ReturnType<typeof useSay>,
): string {
  if (from === null) return until === null ? say('word.always') : say('word.before', { until });
  return range({ from, until }, say);
}

function FundRow({ data, focused }: { readonly data: MemberData; readonly focused: Focused }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const fund = data.local.fund();
  const isUnknown = data.standing.undetermined.length > 0;
  const [reason] = fund?.reasons ?? [];
  const state = isUnknown ? 'unknown' : fund?.payable === true ? 'pays' : 'refuses';
  const value = say(
    state === 'unknown' ? 'word.indeterminate' : state === 'pays' ? 'word.payable' : 'word.notPayable',
  );
  const mark = state === 'pays' ? '✓' : state === 'refuses' ? '!' : '?';
  return (
    <AnswerRow
      name={say('figure.pooledFund')}
      figures={[
        {
          field: 'pooledFund',
          value: (
            <span className={`fund ${state}`}>
              <span aria-hidden="true" className="mark">
                {mark}
              </span>
              {value}
            </span>
          ),
        },
      ]}
      more={
        isUnknown
          ? null
          : [
              reason === undefined ? null : REASON_WORDS[reason][language],
              state === 'refuses' && fund?.payableFrom !== null && fund !== undefined
                ? say('person.payableFrom', { day: fund.payableFrom })
                : null,
              fund?.clause ?? null,
            ]
              .filter((part) => part !== null)
              .join(' · ')
      }
      why="benefitEligible"
      focused={focused}
      data={data}
    />
  );
}
