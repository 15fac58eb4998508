import type { CivilDate, Standing } from '#libs/enrollment';
import type { BlamedField } from '#libs/ledger/pure';
import { useState, type ReactNode } from 'react';
import { BalanceChart } from '../../charts/balance-chart.js';
import { coordinateFlags } from '../../parts/call-lines.js';
import { Link } from '../../parts/link.js';
import { Unbroken } from '../../parts/unbroken.js';
import { citations, yearRuns, years, yuan } from '../../words/values.js';
import { type MessageName, useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import { MemberFrame } from '../member/member-frame.js';
import { SetBy } from '../member/set-by.js';
import { type Reported, useReported } from '../member/use-reported.js';
import { ceilingText } from '../person/ceiling-text.js';
import { type BalanceRow, balanceRows, type Move } from './balance-rows.js';

/** Where it is said what set the figure in focus. */
const SET_BY = 'balances-set-by';

/** Which credit came when, what was taken away, and what of it reached the ceiling. */
export default function Balances(): ReactNode {
  const { of, report } = useReported();
  return (
    <MemberFrame tab="balances">
      {(data) => {
        const { on, pack, readings } = data.local.question;
        const knownAt = `pos:${String(data.standing.coordinates.position)}`;
        const member = data.member.member;
        return {
          content: <BalancesOf data={data} report={report} />,
          comparisons: of(data),
          calls: [
            {
              path: '/v1/members/{member}/timeline',
              target: { path: { member }, query: { on, knownAt, pack, readings } },
              command: `canbao timeline ${member}${coordinateFlags({ on, knownAt, pack, readings })}`,
            },
          ],
        };
      }}
    </MemberFrame>
  );
}

/** A figure of a day that has the focus. */
interface InFocus {
  readonly on: CivilDate;
  readonly field: BlamedField;
}

function BalancesOf({
  data,
  report,
}: {
  readonly data: MemberData;
  readonly report: Reported['report'];
}): ReactNode {
  const say = useSay();
  const [focused, focus] = useState<InFocus | null>(null);
  const rows = balanceRows(data.local);
  const { breakYears } = data.standing;
  if (rows.length === 0) return <p className="empty">{say('balances.none')}</p>;
  return (
    <>
      <section className="card" aria-label={say('balances.chart')}>
        <h2>{say('balances.chart')}</h2>
        <BalanceChart rows={rows} local={data.local} />
      </section>
      <section className="card" aria-label={say('balances.title')}>
        <h2>{say('balances.title')}</h2>
        {breakYears.length > 0 && (
          <p className="soft">{say('person.breaks', { years: yearRuns(breakYears) })}</p>
        )}
        <div className="scroll" role="region" aria-label={say('balances.title')} tabIndex={0}>
          <table className="data balances">
            <caption className="hidden">{say('balances.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('balances.on')}</th>
                <th scope="col" className="number">
                  {say('balances.streak')}
                </th>
                <th scope="col">{say('balances.moves')}</th>
                <th scope="col" className="number">
                  {say('figure.continuousCreditFen')}
                </th>
                <th scope="col" className="number">
                  {say('figure.zeroClaimCreditFen')}
                </th>
                <th scope="col" className="number">
                  {say('balances.total')}
                </th>
                <th scope="col" className="number">
                  {say('figure.breakPenaltyFen')}
                </th>
                <th scope="col" className="number">
                  {say('figure.effectiveCeilingFen')}
                </th>
                <th scope="col">{say('balances.basis')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <Row
                  key={row.on}
                  row={row}
                  before={index === rows.length - 1 ? undefined : rows[index - 1]}
                  focused={focused}
                  focus={focus}
                />
              ))}
            </tbody>
          </table>
        </div>
        {/* The place is there before its text, so that the text is announced. */}
        <div id={SET_BY} className="set-by no-print" role="status">
          {focused !== null && (
            <>
              {focused.on} {say(`field.${focused.field}` as MessageName)}:{' '}
              <SetBy
                key={`${focused.on} ${focused.field}`}
                data={data}
                field={focused.field}
                on={focused.on}
                report={report}
              />
            </>
          )}
        </div>
        <p className="soft">{say('balances.unit')}</p>
      </section>
    </>
  );
}

function Row({
  row: { on, standing, moves, totalFen, isCeilingKept, notCountedFen, clauses, readingIds },
  before,
  focused,
  focus,
}: {
  readonly row: BalanceRow;
  /** The row above; undefined: every figure of this one may be asked about. */
  readonly before: BalanceRow | undefined;
  readonly focused: InFocus | null;
  readonly focus: (figure: InFocus) => void;
}): ReactNode {
  const say = useSay();
  const { zeroClaimProvisional } = standing;
  // A figure that stayed was set where it stands first: the keyboard stops there.
  const figure = (field: BlamedField, textOf: (standing: Standing) => string): ReactNode => {
    const text = textOf(standing);
    if (before !== undefined && textOf(before.standing) === text) return text;
    return (
      <button
        type="button"
        className="figure"
        aria-controls={SET_BY}
        aria-expanded={focused?.on === on && focused.field === field}
        title={say('setBy.about')}
        onFocus={() => focus({ on, field })}
        onClick={() => focus({ on, field })}
      >
        {text}
      </button>
    );
  };
  return (
    <tr>
      <th scope="row" className="day">
        {on}
      </th>
      <td className="number">{figure('streakYears', (each) => years(each.streakYears, say))}</td>
      <td>
        {moves.length === 0 ? '–' : moves.map((move) => <MoveText key={move.name} move={move} />)}
        {notCountedFen !== null && notCountedFen > 0 && (
          <span className="tag warn">{say('balances.notCounted', { amount: yuan(notCountedFen, say) })}</span>
        )}
      </td>
      <td className="number">
        {figure('continuousCredit', (each) => yuan(each.ceiling.continuousCreditFen, say))}
      </td>
      <td className="number">
        {zeroClaimProvisional && <span className="tag warn">{say('word.provisional')}</span>}
        {figure('zeroClaimCredit', (each) => yuan(each.ceiling.zeroClaimCreditFen, say))}
      </td>
      <td className="number">{yuan(totalFen, say)}</td>
      <td className="number">{figure('breakPenalty', (each) => yuan(each.ceiling.breakPenaltyFen, say))}</td>
      <td className="number">
        {figure('ceiling', (each) => ceilingText(each.ceiling, say).value)}
        {isCeilingKept && <span className="soft unchanged">{say('balances.unchanged')}</span>}
      </td>
      <td>
        <Unbroken text={citations(clauses)} />
        {readingIds.map((id) => (
          <Link key={id} to={`/readings/${id}`} className="chip">
            {id}
          </Link>
        ))}
      </td>
    </tr>
  );
}

function MoveText({ move: { name, byFen } }: { readonly move: Move }): ReactNode {
  const say = useSay();
  const sign = byFen === null || byFen < 0 ? '−' : '+';
  const amount = byFen === null ? '' : `${sign}${yuan(Math.abs(byFen), say)}`;
  return (
    <span className="move">
      {say(`move.${name}`)} {amount}
    </span>
  );
}
