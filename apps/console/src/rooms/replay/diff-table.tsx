import { useMemo, type ReactNode } from 'react';
import type { DayChange } from '../../derivation/changes.js';
import type { LocalQuestion, MemberSource } from '../../derivation/local-member.js';
import { factLine, figureName, figureValue } from '../../words/facts.js';
import { minute } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';
import { causeOf, type Cause, type Moment } from './figures.js';

interface Row {
  readonly field: DayChange['field'];
  readonly before: unknown;
  readonly after: unknown;
  readonly isSame: boolean;
}

/** Two sides beside each other: what changed comes first, each with its one cause; what stayed is folded away. */
export function DiffTable({
  source,
  moments,
  a,
  b,
  rows,
}: {
  readonly source: MemberSource;
  readonly moments: readonly Moment[];
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
        <table className="data diff" aria-live="polite">
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
              <ChangedRow key={row.field} row={row} source={source} moments={moments} a={a} b={b} />
            ))}
            {changed.length === 0 && (
              <tr>
                <td colSpan={4}>{say('replay.noneChanged')}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
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
  moments,
  a,
  b,
}: {
  readonly row: Row;
  readonly source: MemberSource;
  readonly moments: readonly Moment[];
  readonly a: LocalQuestion;
  readonly b: LocalQuestion;
}): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const key = JSON.stringify([field, a, b]);
  // The sides are made anew at each step; the key says whether they are other ones.
  const cause = useMemo(() => causeOf(source, field, { a, b, moments }), [source, moments, key]);
  return (
    <tr className="changed">
      <th scope="row">{figureName(field, say)}</th>
      <td>{figureOrNone(field, before, { say, language })}</td>
      <td>{figureOrNone(field, after, { say, language })}</td>
      <td>
        <CauseText cause={cause} />
      </td>
    </tr>
  );
}

/** The one coordinate that made the difference; for facts, which of them. */
function CauseText({ cause: { axis, moment } }: { readonly cause: Cause }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  if (moment === null) return say(`axis.${axis}`);
  const { event, policy, position, recordedAt } = moment;
  return (
    <>
      {event === null ? say('replay.policy', { name: policy ?? '' }) : factLine(event, { say, language })}{' '}
      {event !== null && event.lateByDays > 0 && (
        <span className="tag warn">{say('facts.late', { count: event.lateByDays })}</span>
      )}{' '}
      <span className="soft mono">{`#${String(position)} ${minute(recordedAt)}`}</span>
    </>
  );
}
