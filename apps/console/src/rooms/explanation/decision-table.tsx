import { type CivilDate, type PaymentClass, waitTable } from '#libs/enrollment';
import type { ExplanationAnswer } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { Scrolled } from '../../parts/scrolled.js';
import { months, years } from '../../words/values.js';
import { useSay, useSayCode } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';

/** The table shows at least so many break years. */
const LEAST_BREAK_YEARS = 5;

/** The wait of every class of payment and number of break years by the member's rules, with the member's own lit. */
export function DecisionTable({
  data,
  explained,
}: {
  readonly data: MemberData;
  readonly explained: ExplanationAnswer;
}): ReactNode {
  const say = useSay();
  const sayCode = useSayCode();
  const found = inputsOf(data, explained);
  if (found === null) return null;
  const { paidClass, breakYears, paidOn } = found;
  const rules = data.local.book().rules(data.standing.region, paidOn);
  if (rules.wait.unit !== 'months') return null;
  const rows = waitTable(rules, Math.max(LEAST_BREAK_YEARS, breakYears));
  return (
    <details className="decision-table">
      <summary>
        {say('table.title')}{' '}
        <span className="soft">
          {say('table.inputs', { class: sayCode('class', paidClass), years: years(breakYears, say) })}
        </span>
      </summary>
      <Scrolled label={say('table.title')}>
        <table className="data compact">
          <caption className="hidden">{say('table.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('table.class')}</th>
              {rows[0]?.cells.map((cell) => (
                <th key={cell.breakYears} scope="col">
                  {say('table.breakYears', { years: years(cell.breakYears, say) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.paidClass} className={row.paidClass === paidClass ? 'lit' : ''}>
                <th scope="row">{sayCode('class', row.paidClass)}</th>
                {row.cells.map(({ breakYears: count, fixed, variable }) => {
                  const isOwn = row.paidClass === paidClass && count === breakYears;
                  return (
                    <td key={count} aria-current={isOwn ? 'true' : undefined}>
                      {fixed + variable === 0
                        ? say('word.noWait')
                        : `${String(fixed)} + ${String(variable)} = ${months(fixed + variable, say)}`}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
      <p className="soft">{say('table.about')}</p>
    </details>
  );
}

/** What the rules looked at; null where they did not come to the table: no wait asked about, or one that was carried over. */
function inputsOf(
  { source }: MemberData,
  { steps, field }: ExplanationAnswer,
): { readonly paidClass: PaymentClass; readonly breakYears: number; readonly paidOn: CivilDate } | null {
  if (field !== 'waiting') return null;
  const fixed = steps.find(({ rule }) => rule === 'waiting.fixed');
  const own = steps.filter(({ id }) => fixed?.inputs.includes(id) === true);
  const paid = own.find(({ id }) => id.startsWith('class:'));
  const run = own.find(({ id }) => id.startsWith('breakRun:'));
  const payment = source.events.find(({ id }) => paid?.eventIds.includes(id) === true);
  if (paid === undefined || payment === undefined) return null;
  const breakYears = Array.isArray(run?.value) ? run.value.length : 0;
  return { paidClass: paid.value as PaymentClass, breakYears, paidOn: payment.effectiveOn };
}
