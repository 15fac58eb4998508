import type { BlamedField } from '#libs/ledger/pure';
import { useId, type ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { useSession } from '../../app/session.js';
import { Link } from '../../parts/link.js';
import { useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import type { Reported } from '../member/use-reported.js';
import { SetBy } from '../member/set-by.js';

/** A derived figure as it is read, and the field that says what set it. */
export interface ShownFigure {
  readonly field: BlamedField;
  readonly value: ReactNode;
}

/** Which figure had the focus last, for all rows: it alone says what set it, and reports how that compares. */
export interface Focused extends Pick<Reported, 'report'> {
  readonly field: BlamedField | null;
  readonly focus: (field: BlamedField) => void;
}

/** One answer: its figures, what they are made of, the way to the reasons; a figure in focus says what set it. */
export function AnswerRow({
  name,
  figures,
  more,
  why,
  focused,
  repair = false,
  data,
}: {
  readonly name: string;
  readonly figures: readonly ShownFigure[];
  readonly more: ReactNode;
  readonly why: string;
  readonly focused: Focused;
  readonly repair?: boolean;
  readonly data: MemberData;
}): ReactNode {
  const say = useSay();
  const id = useId();
  const coordinates = useCoordinates();
  const { may } = useSession();
  const base = `/members/${encodeURIComponent(data.member.member)}`;
  const shown = figures.find(({ field }) => field === focused.field);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="value">
        {figures.map(({ field, value }, index) => (
          <span key={field}>
            {index > 0 && ' + '}
            <button
              type="button"
              className="figure"
              aria-controls={id}
              aria-expanded={field === focused.field}
              title={say('setBy.about')}
              onFocus={() => focused.focus(field)}
              onClick={() => focused.focus(field)}
            >
              {value}
            </button>
          </span>
        ))}
      </td>
      <td className="more">
        {more}
        {/* The place is there before its text, so that the text is announced. */}
        <div id={id} className="set-by no-print" role="status">
          {shown !== undefined && (
            <SetBy key={shown.field} data={data} field={shown.field} report={focused.report} />
          )}
        </div>
      </td>
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
