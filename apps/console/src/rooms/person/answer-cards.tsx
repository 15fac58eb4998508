import { REASON_WORDS, SCHEME_WORDS, WARNING_WORDS } from '#libs/ledger/pure';
import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { useSession } from '../../app/session.js';
import { Link } from '../../parts/link.js';
import { length, range, yearRuns, years, yuan } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import { ceilingText } from './ceiling-text.js';

/** The answers of the day, the pooled fund's first: a number, what it is made of, and the way to its reasons. */
export function AnswerCards({ data }: { readonly data: MemberData }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { standing } = data;
  const { waiting, breakYears, streakYears, undetermined, warnings } = standing;
  return (
    <section className="card answers" aria-label={say('person.answers')}>
      {undetermined.map((each) =>
        'source' in each ? (
          <Alert
            key={`${each.source} ${each.kind}`}
            className="notice"
            type="warning"
            showIcon={false}
            title={say('state.undetermined', {
              source: each.source,
              through: each.completeThrough,
              needed: each.neededThrough,
            })}
          />
        ) : null,
      )}
      <table className="data cards">
        <caption className="hidden">{say('person.answersOn', { on: data.local.question.on })}</caption>
        <tbody>
          <FundRow data={data} />
          <Row
            name={say('figure.waiting')}
            value={waiting === null ? say('word.noWait') : length(waiting, say)}
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
            data={data}
          />
          <Row
            name={say('figure.effectiveCeilingFen')}
            value={ceilingText(standing.ceiling, say).value}
            more={ceilingText(standing.ceiling, say).parts}
            why="ceiling"
            data={data}
          />
          <Row
            name={say('figure.streakYears')}
            value={years(streakYears, say)}
            more={
              breakYears.length === 0
                ? say('person.noBreaks')
                : say('person.breaks', { years: yearRuns(breakYears) })
            }
            why="streakYears"
            data={data}
          />
          <Row
            name={say('person.credits')}
            value={`${yuan(standing.ceiling.continuousCreditFen, say)} + ${yuan(standing.ceiling.zeroClaimCreditFen, say)}`}
            more={
              <>
                {say('person.creditParts')}
                {standing.zeroClaimProvisional && <span className="tag warn">{say('word.provisional')}</span>}
              </>
            }
            why="zeroClaimCredit"
            data={data}
          />
          <Row
            name={say('figure.covered')}
            value={SCHEME_WORDS[standing.covered][language]}
            more={say('person.validFor', { range: validRange(standing.validFor, say) })}
            why="covered"
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

function FundRow({ data }: { readonly data: MemberData }): ReactNode {
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
    <Row
      name={say('figure.pooledFund')}
      value={
        <span className={`fund ${state}`}>
          <span aria-hidden="true" className="mark">
            {mark}
          </span>
          {value}
        </span>
      }
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
      data={data}
    />
  );
}

function Row({
  name,
  value,
  more,
  why,
  repair = false,
  data,
}: {
  readonly name: string;
  readonly value: ReactNode;
  readonly more: ReactNode;
  readonly why: string;
  readonly repair?: boolean;
  readonly data: MemberData;
}): ReactNode {
  const say = useSay();
  const coordinates = useCoordinates();
  const { may } = useSession();
  const base = `/members/${encodeURIComponent(data.member.member)}`;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="value">{value}</td>
      <td className="more">{more}</td>
      <td className="ways no-print">
        <Link to={placeAt(`${base}/why/${why}`, coordinates)} aria-label={say('person.whyOf', { name })}>
          {say('person.why')}
        </Link>
        {repair && may('quote') && (
          <Link to={placeAt(`${base}/repair`, coordinates)}>{say('tabs.repair')}</Link>
        )}
      </td>
    </tr>
  );
}
