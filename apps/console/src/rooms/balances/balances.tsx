import type { ReactNode } from 'react';
import { BalanceChart } from '../../charts/balance-chart.js';
import { coordinateFlags } from '../../parts/calls.js';
import { citations, yearRuns, years, yuan } from '../../words/values.js';
import { useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import { MemberFrame } from '../member/member-frame.js';
import { ceilingText } from '../person/ceiling-text.js';
import { type BalanceRow, balanceRows, type Move } from './balance-rows.js';

/** Which credit came when, what was taken away, and what of it reached the ceiling. */
export default function Balances(): ReactNode {
  return (
    <MemberFrame tab="balances">
      {(data) => {
        const { on, pack, readings } = data.local.question;
        const knownAt = `pos:${String(data.standing.coordinates.position)}`;
        const member = data.member.member;
        return {
          content: <BalancesOf data={data} />,
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

function BalancesOf({ data }: { readonly data: MemberData }): ReactNode {
  const say = useSay();
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
                  {say('figure.breakPenaltyFen')}
                </th>
                <th scope="col" className="number">
                  {say('figure.effectiveCeilingFen')}
                </th>
                <th scope="col">{say('balances.basis')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.on} row={row} />
              ))}
            </tbody>
          </table>
        </div>
        <p className="soft">{say('balances.unit')}</p>
      </section>
    </>
  );
}

function Row({
  row: { on, standing, moves, notCountedFen, clauses },
}: {
  readonly row: BalanceRow;
}): ReactNode {
  const say = useSay();
  const { ceiling, streakYears, zeroClaimProvisional } = standing;
  return (
    <tr>
      <th scope="row" className="day">
        {on}
      </th>
      <td className="number">{years(streakYears, say)}</td>
      <td>
        {moves.length === 0 ? '–' : moves.map((move) => <MoveText key={move.name} move={move} />)}
        {notCountedFen !== null && notCountedFen > 0 && (
          <span className="tag warn">{say('balances.notCounted', { amount: yuan(notCountedFen, say) })}</span>
        )}
      </td>
      <td className="number">{yuan(ceiling.continuousCreditFen, say)}</td>
      <td className="number">
        {zeroClaimProvisional && <span className="tag warn">{say('word.provisional')}</span>}
        {yuan(ceiling.zeroClaimCreditFen, say)}
      </td>
      <td className="number">{yuan(ceiling.breakPenaltyFen, say)}</td>
      <td className="number">{ceilingText(ceiling, say).value}</td>
      <td>{citations(clauses)}</td>
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
