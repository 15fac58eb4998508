import type { Clause, ParameterName } from '#libs/enrollment';
import type { StandingAnswer } from '#libs/ledger/pure';
import { Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { compare } from '../../derivation/compare.js';
import { LocalAnswers } from '../../derivation/local-member.js';
import { loadPack } from '../../derivation/policy-source.js';
import { coordinateFlags } from '../../parts/call-lines.js';
import { Failure } from '../../parts/failure.js';
import { Unbroken } from '../../parts/unbroken.js';
import { Waiting } from '../../parts/waiting.js';
import { length, yearRuns, years, yuan } from '../../words/values.js';
import { type Say, useLanguage, useSay, useSayCode } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import { MemberFrame } from '../member/member-frame.js';
import { type Reported, useReported } from '../member/use-reported.js';
import { ceilingText } from '../person/ceiling-text.js';

/** The same person under the texts of other regions: the rows that differ, each cell with its clause. */
export default function Regions(): ReactNode {
  const { of, report } = useReported();
  return (
    <MemberFrame tab="regions">
      {(data) => {
        const { on } = data.local.question;
        const member = data.member.member;
        const knownAt = `pos:${String(data.standing.coordinates.position)}`;
        return {
          content: <Compared data={data} report={report} />,
          comparisons: of(data),
          calls: [
            {
              path: '/v1/members/{member}/standing',
              target: { path: { member }, query: { on, knownAt, pack: 'anhui@1' } },
              command: `canbao standing ${member}${coordinateFlags({ on, knownAt, pack: 'anhui@1' })}`,
            },
          ],
        };
      }}
    </MemberFrame>
  );
}

/** A column: one text, and what it says of this person. */
interface Column {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly standing: StandingAnswer;
  readonly local: LocalAnswers;
}

/** So many texts stand side by side at first; the others are a tick away. */
const FIRST_SHOWN = ['fujian', 'anhui'];

function Compared({
  data,
  report,
}: {
  readonly data: MemberData;
  readonly report: Reported['report'];
}): ReactNode {
  const say = useSay();
  const sayCode = useSayCode();
  const language = useLanguage();
  const { client } = useSession();
  const [chosen, setChosen] = useState<readonly string[]>(FIRST_SHOWN);
  const [onlyDiffering, setOnlyDiffering] = useState(true);
  const { question } = data.local;
  const { member } = data.member;
  const loaded = useLoad(JSON.stringify([member, question]), async () => {
    const { items } = (await client.get('/v1/policy-packs')).body;
    const latest = [...new Map(items.map((item) => [item.id, item])).values()];
    const packs = await Promise.all(latest.map((item) => loadPack(client, item)));
    const source = {
      ...data.source,
      policy: {
        ...data.source.policy,
        packs: packs.flatMap((pack) => {
          const adopted = items.find(({ digest }) => digest === pack.digest);
          return adopted === undefined ? [] : [{ pack, ...pick(adopted) }];
        }),
      },
    };
    const columns = await Promise.all(
      packs.map(async ({ id, version, title }) => {
        const name = `${id}@${version}`;
        const { on, readings, position } = question;
        const query = { on, knownAt: `pos:${String(position)}`, readings, pack: name };
        const served = await client.get('/v1/members/{member}/standing', { path: { member }, query });
        const local = new LocalAnswers(source, { ...question, pack: name });
        const standing = served.body as unknown as StandingAnswer;
        return { name, title, standing, local, result: compare(served.text, local.standing()) };
      }),
    );
    report(
      data,
      columns.map(({ name, result }) => ({ name, result })),
    );
    return columns;
  });
  if (loaded.error !== undefined) return <Failure error={loaded.error} again={loaded.again} />;
  if (loaded.data === undefined) return <Waiting />;
  const shown = loaded.data.filter(({ name }) => chosen.includes(name.split('@')[0] ?? ''));
  const rows = ROWS.map((row) => ({
    row,
    cells: shown.map((column) => row.cell(column.standing, say)),
  })).filter(({ cells }) => !onlyDiffering || new Set(cells).size > 1);
  return (
    <section className="card" aria-label={say('regions.title')}>
      <div className="card-head">
        <h2>{say('regions.title')}</h2>
        <fieldset className="choices no-print">
          <legend className="hidden">{say('regions.packs')}</legend>
          {loaded.data.map(({ name, title }) => {
            const id = name.split('@')[0] ?? '';
            return (
              <Checkbox
                key={name}
                checked={chosen.includes(id)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                }
              >
                {shortName(id, title[language], sayCode)}
              </Checkbox>
            );
          })}
        </fieldset>
        <Checkbox
          className="no-print"
          checked={onlyDiffering}
          onChange={({ target }) => setOnlyDiffering(target.checked)}
        >
          {say('regions.onlyDiffering')}
        </Checkbox>
      </div>
      <p className="soft">{say('regions.about')}</p>
      {rows.length === 0 ? (
        <p className="empty">{say('regions.same')}</p>
      ) : (
        <div className="scroll" role="region" aria-label={say('regions.title')} tabIndex={0}>
          <table className="data">
            <caption className="hidden">{say('regions.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('regions.figure')}</th>
                {shown.map(({ name, title }) => (
                  <th scope="col" key={name}>
                    {shortName(name.split('@')[0] ?? '', title[language], sayCode)} <code>{name}</code>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ row, cells }) => (
                <tr key={row.name}>
                  <th scope="row">{say(row.name)}</th>
                  {shown.map((column, index) => (
                    <td key={column.name}>
                      <strong>{cells[index]}</strong>
                      <span className="soft cell-clause">
                        <Unbroken text={cite(clauseOf(column, row.parameter))} />
                      </span>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function pick({ position, adoptedAt }: { readonly position: number; readonly adoptedAt: string }): {
  readonly position: number;
  readonly adoptedAt: string;
} {
  return { position, adoptedAt };
}

interface ComparedRow {
  readonly name: Parameters<Say>[0];
  /** The parameter whose clause carries the figure. */
  readonly parameter: ParameterName;
  readonly cell: (standing: StandingAnswer, say: Say) => string;
}

const ROWS: readonly ComparedRow[] = [
  {
    name: 'figure.waiting',
    parameter: 'wait.fixed',
    cell: ({ waiting }, say) => (waiting === null ? say('word.noWait') : length(waiting, say)),
  },
  {
    name: 'regions.benefitsFrom',
    parameter: 'wait.fixed',
    cell: ({ waiting }) => waiting?.benefitsFrom ?? '–',
  },
  {
    name: 'figure.breakYears',
    parameter: 'breaks.employeeDetour',
    cell: ({ breakYears }, say) => (breakYears.length === 0 ? say('word.none') : yearRuns(breakYears)),
  },
  {
    name: 'figure.streakYears',
    parameter: 'continuous.afterYears',
    cell: ({ streakYears }, say) => years(streakYears, say),
  },
  {
    name: 'figure.continuousCreditFen',
    parameter: 'continuous.credit',
    cell: ({ ceiling }, say) => yuan(ceiling.continuousCreditFen, say),
  },
  {
    name: 'figure.zeroClaimCreditFen',
    parameter: 'zeroClaim.credit',
    cell: ({ ceiling }, say) => yuan(ceiling.zeroClaimCreditFen, say),
  },
  {
    name: 'figure.breakPenaltyFen',
    parameter: 'penalty.perBreakYear',
    cell: ({ ceiling }, say) => yuan(ceiling.breakPenaltyFen, say),
  },
  {
    name: 'figure.effectiveCeilingFen',
    parameter: 'raise.limit',
    cell: ({ ceiling }, say) => ceilingText(ceiling, say).value,
  },
];

/** The short name of a text that this catalogue knows, else its title. */
function shortName(id: string, title: string, sayCode: ReturnType<typeof useSayCode>): string {
  const name = sayCode('pack', id);
  return name === id ? title : name;
}

function clauseOf({ local, standing }: Column, parameter: ParameterName): Clause {
  return local.book().rules(standing.region, local.question.on).clauses[parameter];
}

function cite({ document, at }: Clause): string {
  return `${document} ${at}`.trim();
}
