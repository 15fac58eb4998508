import type { ComparedField } from '#libs/enrollment';
import type { ReactNode } from 'react';
import type { LocalQuestion, MemberSource } from '../../derivation/local-member.js';
import { Failure } from '../../parts/failure.js';
import { Scrolled } from '../../parts/scrolled.js';
import { comparedName, comparedValue } from '../../words/explained.js';
import { minute } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';
import { CauseText } from './cause-text.js';
import type { Causes } from './use-causes.js';

/** A field with its value on both sides; undefined where nobody is registered. */
export interface DiffRow {
  readonly field: ComparedField;
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
  readonly rows: readonly DiffRow[];
}): ReactNode {
  const say = useSay();
  const changed = rows.filter((row) => !row.isSame);
  const same = rows.filter((row) => row.isSame);
  return (
    <section className="card" aria-label={say('replay.diff')}>
      <h2>{say('replay.diff')}</h2>
      <Scrolled label={say('replay.diff')}>
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
      </Scrolled>
      {causes.error !== undefined && <Failure error={causes.error} again={causes.again} />}
      <details>
        <summary>{say('replay.unchanged', { count: same.length })}</summary>
        <table className="data">
          <caption className="hidden">{say('replay.unchanged', { count: same.length })}</caption>
          <tbody>
            {same.map(({ field, after }) => (
              <tr key={field}>
                <th scope="row">{comparedName(field, say)}</th>
                <td>
                  <Value field={field} value={after} />
                </td>
              </tr>
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

function Value({ field, value }: { readonly field: ComparedField; readonly value: unknown }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return value === undefined ? '–' : comparedValue(field, value, { say, language });
}

function ChangedRow({
  row: { field, before, after },
  source,
  causes,
}: {
  readonly row: DiffRow;
  readonly source: MemberSource;
  readonly causes: Causes;
}): ReactNode {
  const say = useSay();
  const cause = causes.of(field);
  return (
    <tr className="changed">
      <th scope="row">{comparedName(field, say)}</th>
      <td>
        <Value field={field} value={before} />
      </td>
      <td>
        <Value field={field} value={after} />
      </td>
      <td>
        {cause === undefined ? (
          <span className="soft">{say(causes.isPending ? 'cause.pending' : 'cause.unknown')}</span>
        ) : (
          <CauseText cause={cause} source={source} />
        )}
      </td>
    </tr>
  );
}
