import { EXPLAINED_FIELDS, type ExplainedField } from '#libs/enrollment';
import type { Depth, ExplanationAnswer } from '#libs/ledger/pure';
import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { usePathName } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { compare } from '../../derivation/compare.js';
import { coordinateFlags } from '../../parts/call-lines.js';
import { Dated } from '../../parts/dated.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { Waiting } from '../../parts/waiting.js';
import { inWords } from '../../words/letter-text.js';
import { useLanguage, useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import { MemberFrame, type MemberView } from '../member/member-frame.js';
import { SetBy } from '../member/set-by.js';
import { type Reported, useReported } from '../member/use-reported.js';
import { DecisionTable } from './decision-table.js';
import { NotApplied } from './not-applied.js';
import { ExplainedReadings } from './explained-readings.js';
import { StepTree } from './step-tree.js';
import { stepValue } from './step-value.js';
import { WouldChange } from './would-change.js';

const DEPTHS: readonly Depth[] = ['public', 'clerk', 'audit'];

/** Why a figure has its value: sentences, the tree down to facts and clauses, what was tried in vain, what would change it. */
export default function ExplanationRoom(): ReactNode {
  // The frame opens this room for these fields alone.
  const field = usePathName('field') as ExplainedField;
  const [depth, setDepth] = useState<Depth>('clerk');
  const { of, report } = useReported();
  return (
    <MemberFrame tab="why">
      {(data): MemberView => {
        const { on, pack, readings } = data.local.question;
        const member = data.member.member;
        const knownAt = `pos:${String(data.standing.coordinates.position)}`;
        const flags = coordinateFlags({ on, knownAt, pack, readings });
        return {
          content: <Explained data={data} field={field} depth={depth} setDepth={setDepth} report={report} />,
          comparisons: of(data).filter(({ name }) => name.split(' ')[1] === field),
          calls: [
            {
              path: '/v1/members/{member}/explanation',
              target: { path: { member }, query: { field, on, knownAt, pack, readings, depth } },
              command: `canbao explain ${member} ${field}${flags}`,
            },
          ],
        };
      }}
    </MemberFrame>
  );
}

function Explained({
  data,
  field,
  depth,
  setDepth,
  report,
}: {
  readonly data: MemberData;
  readonly field: ExplainedField;
  readonly depth: Depth;
  readonly setDepth: (depth: Depth) => void;
  readonly report: Reported['report'];
}): ReactNode {
  const say = useSay();
  const { client, may } = useSession();
  const coordinates = useCoordinates();
  const { member } = data.member;
  const { local } = data;
  const { on, pack, readings, position } = local.question;
  const loaded = useLoad(JSON.stringify([member, field, local.question]), async () => {
    const query = { field, on, knownAt: `pos:${String(position)}`, pack, readings, depth: 'audit' };
    const answer = await client.get('/v1/members/{member}/explanation', { path: { member }, query });
    const result = compare(answer.text, local.explanation(field, 'audit'));
    report(data, [{ name: `explanation ${field}`, result }]);
    return answer.body as unknown as ExplanationAnswer;
  });
  const base = `/members/${encodeURIComponent(member)}`;
  return (
    <>
      <div className="fields no-print">
        <nav aria-label={say('why.fields')}>
          {EXPLAINED_FIELDS.map((each) => (
            <Link
              key={each}
              to={placeAt(`${base}/why/${each}`, coordinates)}
              className="chip"
              aria-current={each === field ? 'page' : undefined}
            >
              {say(`field.${each}`)}
            </Link>
          ))}
        </nav>
        <Segmented<Depth>
          size="small"
          aria-label={say('why.depth')}
          value={depth}
          onChange={setDepth}
          options={DEPTHS.map((each) => ({ value: each, label: say(`depth.${each}`) }))}
        />
        {may('decide') && !data.standing.hypothetical && (
          <Link to={placeAt(`${base}/letter`, coordinates)} className="button">
            {say('why.letter')}
          </Link>
        )}
      </div>
      {loaded.error !== undefined && <Failure error={loaded.error} again={loaded.again} />}
      {loaded.data === undefined && loaded.error === undefined && <Waiting />}
      {loaded.data !== undefined && loaded.error === undefined && (
        <div aria-busy={loaded.isLoading}>
          <Account data={data} explained={loaded.data} depth={depth} report={report} />
        </div>
      )}
    </>
  );
}

function Account({
  data,
  explained,
  depth,
  report,
}: {
  readonly data: MemberData;
  readonly explained: ExplanationAnswer;
  readonly depth: Depth;
  readonly report: Reported['report'];
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { on } = data.local.question;
  const result = explained.steps.at(-1);
  return (
    <article className="card explanation">
      <h2>
        {say('why.title', {
          member: explained.member,
          field: say(`field.${explained.field}`),
          value: result === undefined ? '–' : stepValue(result.value, result.unit, { say, language }),
          on,
        })}
      </h2>
      <section aria-label={say('why.conclusion')} className="conclusion">
        {explained.sentences[language].map((sentence) => (
          <p key={sentence}>
            <Dated text={inWords(sentence)} />
          </p>
        ))}
      </section>
      {depth !== 'public' && (
        <p className="set-by no-print">
          <SetBy data={data} field={explained.field} report={report} />
        </p>
      )}
      {depth !== 'public' && <StepTree explained={explained} events={data.source.events} depth={depth} />}
      {depth !== 'public' && <DecisionTable data={data} explained={explained} />}
      {depth !== 'public' && explained.notApplied.length > 0 && <NotApplied list={explained.notApplied} />}
      <WouldChange explained={explained} />
      {depth !== 'public' && <ExplainedReadings explained={explained} />}
      {data.standing.undetermined.length === 0 && <p className="soft">{say('why.nothingOpen')}</p>}
    </article>
  );
}
