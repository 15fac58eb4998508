import type { ReactNode } from 'react';
import type { DayChange } from '../../derivation/changes.js';
import type { LocalQuestion, MemberSource } from '../../derivation/local-member.js';
import { Failure } from '../../parts/failure.js';
import { figureName, figureValue } from '../../words/facts.js';
import { minute } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';
import { CauseText } from './cause-text.js';
import type { Causes } from './use-causes.js';

interface Row {
  readonly field: DayChange['field'];
  readonly before: unknown;
  readonly after: unknown;
  readonly isSame: boolean;
}

/** Two sides beside each other: what changed comes first, each with its cause; what stayed is folded away. */
export function DiffTable({
  source,
  causes,
  a,
  b,
  rows,
}: {
  readonly source: MemberSource;
  readonly causes: Causes;
  readonly a: LocalQuestion;
  readonly b: LocalQuestion;
  readonly rows: readonly Row[];
}): ReactNode {
  const say = useSay();
  const changed = rows.filter((row) => !row.isSame);
  const same = rows.filter((row) => row.isSame);
  return (
    <section className="card" aria-label={say('replay.diff')}>
      <h2>{say('replay.diff')}</h2>
      <div className="scroll" role="region" aria-label={say('replay.diff')} tabIndex={0}>
        <table className="data diff" aria-busy={causes.isPending}>
          <caption className="hidden">{say('replay.diff')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('regions.figure')}</th>
              <th scope="col">{sideName('A', a)}</th>
              <th scope="col">{sideName('B', b)}</th>
              <th scope="col">{say('replay.cause')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((row) => (
              <ChangedRow key={row.field} row={row} source={source} causes={causes} />
            ))}
            {changed.length === 0 && (
              <tr>
                <td colSpan={4}>{say('replay.noneChanged')}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {causes.error !== undefined && <Failure error={causes.error} again={causes.again} />}
      <details>
        <summary>{say('replay.unchanged', { count: same.length })}</summary>
        <table className="data">
          <caption className="hidden">{say('replay.unchanged', { count: same.length })}</caption>
          <tbody>
            {same.map(({ field, after }) => (
              <SameRow key={field} field={field} value={after} />
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function sideName(name: string, { on, position, knownAt, pack, readings }: LocalQuestion): string {
  return [`${name}: ${on}`, `#${String(position)} ${minute(knownAt)}`, pack, readings]
    .filter(Boolean)
    .join(' · ');
}

function SameRow({
  field,
  value,
}: {
  readonly field: DayChange['field'];
  readonly value: unknown;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <tr>
      <th scope="row">{figureName(field, say)}</th>
      <td>{value === null && field === 'covered' ? '–' : figureOrNone(field, value, { say, language })}</td>
    </tr>
  );
}

function figureOrNone(
  field: DayChange['field'],
  value: unknown,
  speaker: Parameters<typeof figureValue>[2],
): string {
  const isMissing = value === null && ['covered', 'pooledFund', 'breakYears', 'streakYears'].includes(field);
  return isMissing ? '–' : figureValue(field, value, speaker);
}

function ChangedRow({
  row: { field, before, after },
  source,
  causes,
}: {
  readonly row: Row;
  readonly source: MemberSource;
  readonly causes: Causes;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const cause = causes.of(field);
  return (
    <tr className="changed">
      <th scope="row">{figureName(field, say)}</th>
      <td>{figureOrNone(field, before, { say, language })}</td>
      <td>{figureOrNone(field, after, { say, language })}</td>
      <td>
        {cause === undefined ? (
          <span className="soft">{say(causes.isPending ? 'cause.pending' : 'cause.unknown')}</span>
        ) : (
          <CauseText cause={cause} events={source.events} />
        )}
      </td>
    </tr>
  );
}
