import type { RepairQuoteAnswer } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { compare } from '../../derivation/compare.js';
import { coordinateFlags } from '../../parts/call-lines.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { Scrolled } from '../../parts/scrolled.js';
import { Waiting } from '../../parts/waiting.js';
import { length, yearRuns, years, yuan } from '../../words/values.js';
import { useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import { MemberFrame } from '../member/member-frame.js';
import { type Reported, useReported } from '../member/use-reported.js';

/** How many years should be repaired? Every number of years, what it costs, and whether it helps at all. */
export default function Repair(): ReactNode {
  const { of, report } = useReported();
  return (
    <MemberFrame tab="repair">
      {(data) => {
        const { on, pack, readings } = data.local.question;
        const member = data.member.member;
        const knownAt = `pos:${String(data.standing.coordinates.position)}`;
        return {
          content: <Quote data={data} report={report} />,
          comparisons: of(data),
          calls: [
            {
              method: 'POST',
              path: '/v1/repair-quotes',
              body: { member, on, knownAt, pack, readings },
              command: `canbao quote repair ${member}${coordinateFlags({ on, knownAt, pack, readings })}`,
            },
          ],
        };
      }}
    </MemberFrame>
  );
}

function Quote({
  data,
  report,
}: {
  readonly data: MemberData;
  readonly report: Reported['report'];
}): ReactNode {
  const say = useSay();
  const { client } = useSession();
  const { local } = data;
  const { on, pack, readings, position } = local.question;
  const { member } = data.member;
  const loaded = useLoad(JSON.stringify([member, local.question]), async () => {
    const body = { member, on, knownAt: `pos:${String(position)}`, pack, readings };
    const answer = await client.post('/v1/repair-quotes', body);
    report(data, [{ name: 'repair-quote', result: compare(answer.text, local.quote()) }]);
    return answer.body as unknown as RepairQuoteAnswer;
  });
  if (loaded.error !== undefined) return <Failure error={loaded.error} again={loaded.again} />;
  if (loaded.data === undefined) return <Waiting />;
  return (
    <section className="card" aria-label={say('tabs.repair')}>
      <h2>{say('tabs.repair')}</h2>
      <QuoteTable quote={loaded.data} />
      <p className="soft">{say('repair.about', { on })}</p>
    </section>
  );
}

function QuoteTable({ quote }: { readonly quote: RepairQuoteAnswer }): ReactNode {
  const say = useSay();
  const coordinates = useCoordinates();
  const { may } = useSession();
  const { rows, breakYears, enrolmentYear, member } = quote;
  const [none] = rows;
  if (enrolmentYear === null || none === undefined) return <p className="empty">{say('repair.nothing')}</p>;
  const best = rows.findLast(({ helps }) => helps);
  return (
    <>
      <p>
        {say('repair.enrolment', { year: enrolmentYear })} ·{' '}
        {say('person.breaks', { years: yearRuns(breakYears) })}
      </p>
      <p className="conclusion">
        {best === undefined
          ? say('repair.noneHelps')
          : say('repair.advice', { years: years(best.years, say), day: best.benefitsFrom })}
      </p>
      <Scrolled label={say('tabs.repair')}>
        <table className="data">
          <caption className="hidden">{say('tabs.repair')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('repair.years')}</th>
              <th scope="col" className="number">
                {say('repair.cost')}
              </th>
              <th scope="col" className="number">
                {say('figure.waiting')}
              </th>
              <th scope="col">{say('repair.benefitsFrom')}</th>
              <th scope="col">{say('repair.effect')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const isUseless = row.years > 0 && !row.helps;
              const repaired = breakYears.slice(0, row.years);
              return (
                <tr key={row.years} className={isUseless ? 'useless' : ''}>
                  <th scope="row">{row.years === 0 ? say('repair.none') : years(row.years, say)}</th>
                  <td className="number">
                    {row.costFen === null ? say('repair.noPrice') : yuan(row.costFen, say)}
                  </td>
                  <td className="number">{length(row, say)}</td>
                  <td className="day">{row.benefitsFrom}</td>
                  <td>
                    {isUseless && say('repair.useless')}
                    {row.helps && (
                      <>
                        {say('repair.helps')}{' '}
                        {may('append-facts') && !quote.hypothetical && (
                          <Link
                            className="no-print"
                            to={placeAt(
                              `/members/${encodeURIComponent(member)}/record/RepairPaid`,
                              coordinates,
                              {
                                breakYears: repaired.join(' '),
                                enrolmentYear: String(enrolmentYear),
                                paidOn: coordinates.on,
                                amountFen: row.costFen === null ? undefined : String(row.costFen),
                              },
                            )}
                          >
                            {say('repair.record')}
                          </Link>
                        )}
                      </>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrolled>
    </>
  );
}
