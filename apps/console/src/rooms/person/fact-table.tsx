import type { MemberEvent } from '#libs/ledger/pure';
import { Checkbox, Segmented } from 'antd';
import { type KeyboardEvent, useMemo, useRef, useState, type ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { useKeys } from '../../app/keys.js';
import { useSession } from '../../app/session.js';
import { Dated } from '../../parts/dated.js';
import { Link } from '../../parts/link.js';
import { minute } from '../../words/values.js';
import { useLanguage, useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import { type FactRow, factRows, type Filter, FILTERS, type Order, shownRows } from './fact-rows.js';
import { storedOrder, storeOrder } from './order-setting.js';

/** So many changes of a row are shown at once; the rest opens. */
const SHOWN_CHANGES = 3;

/** Every fact with both its dates, and in the last column what it did to the answers. */
export function FactTable({ data }: { readonly data: MemberData }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const [filter, setFilter] = useState<Filter>('all');
  const [order, setOrder] = useState<Order>(storedOrder);
  const [onlyChanges, setOnlyChanges] = useState(false);
  const body = useRef<HTMLTableSectionElement>(null);
  const all = useMemo(() => factRows(data, { say, language }, say('facts.calendar')), [data, say, language]);
  const rows = shownRows(all, { filter, order, onlyChanges });
  const move = (by: 1 | -1): void => {
    const list = [...(body.current?.rows ?? [])];
    const at = list.findIndex((row) => row.contains(document.activeElement));
    list[at === -1 ? 0 : Math.min(list.length - 1, Math.max(0, at + by))]?.focus();
  };
  useKeys({ nextFact: () => move(1), previousFact: () => move(-1) });
  return (
    <section className="card" aria-label={say('facts.title')}>
      <div className="card-head">
        <h2>{say('facts.title')}</h2>
        <Segmented<Filter>
          size="small"
          className="no-print"
          aria-label={say('facts.filter')}
          value={filter}
          onChange={setFilter}
          options={FILTERS.map((each) => ({ value: each, label: say(`filter.${each}`) }))}
        />
        <Segmented<Order>
          size="small"
          className="no-print"
          aria-label={say('facts.order')}
          value={order}
          onChange={(chosen) => {
            storeOrder(chosen);
            setOrder(chosen);
          }}
          options={[
            { value: 'effective', label: say('facts.byEffective') },
            { value: 'recorded', label: say('facts.byRecorded') },
          ]}
        />
        <Checkbox
          className="no-print"
          checked={onlyChanges}
          onChange={(event) => setOnlyChanges(event.target.checked)}
        >
          {say('facts.onlyChanges')}
        </Checkbox>
      </div>
      <div className="scroll" role="region" aria-label={say('facts.title')} tabIndex={0}>
        <table className="data facts">
          <caption className="hidden">{say('facts.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('facts.on')}</th>
              <th scope="col">{say('facts.known')}</th>
              <th scope="col">{say('facts.fact')}</th>
              <th scope="col">{say('facts.changed')}</th>
            </tr>
          </thead>
          <tbody ref={body}>
            {rows.map((row) => (
              <Row key={row.key} row={row} />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p className="empty">{say('facts.none')}</p>}
      </div>
    </section>
  );
}

function Row({ row: { on, event, isLater, what, changes } }: { readonly row: FactRow }): ReactNode {
  const say = useSay();
  const kind = event === null ? 'calendar' : event.undoneBy === null ? '' : 'undone';
  return (
    <tr tabIndex={-1} className={isLater ? `${kind} later` : kind} onKeyDown={openOnEnter}>
      <td className="day">{on}</td>
      <td className="day">
        {event === null ? (
          <span className="soft">{say('facts.byDate')}</span>
        ) : (
          <>
            {minute(event.recordedAt)} <span className="soft mono">#{event.position}</span>
            {event.lateByDays > 0 && event.type !== 'MemberRegistered' && (
              <span className="tag warn">{say('facts.late', { count: event.lateByDays })}</span>
            )}
          </>
        )}
      </td>
      <th scope="row">
        {event === null ? (
          what
        ) : (
          <details>
            <summary>
              {what}
              {event.undoneBy !== null && <span className="tag warn">{say('facts.undone')}</span>}
              {isLater && <span className="tag warn">{say('facts.later')}</span>}
              {event.source !== null && (
                <span className="soft source">{say('facts.source', { ...event.source })}</span>
              )}
            </summary>
            <pre className="lines">{JSON.stringify(event, null, 2)}</pre>
            <CorrectionLink event={event} />
          </details>
        )}
      </th>
      <td>
        {changes.length === 0 ? (
          <span className="soft">{say('facts.nothing')}</span>
        ) : (
          <Changes lines={changes} />
        )}
      </td>
    </tr>
  );
}

/** Enter on a fact opens and closes it, as a click on its words does. */
function openOnEnter(event: KeyboardEvent<HTMLTableRowElement>): void {
  if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
  const details = event.currentTarget.querySelector('details');
  if (details !== null) details.open = !details.open;
}

/** The form that annuls or replaces a contested fact; what already counts no more is not corrected again. */
function CorrectionLink({ event: { id, member, undoneBy } }: { readonly event: MemberEvent }): ReactNode {
  const say = useSay();
  const { may } = useSession();
  const coordinates = useCoordinates();
  if (!may('append-facts') || undoneBy !== null) return null;
  const form = `/members/${encodeURIComponent(member)}/record/FactCorrected`;
  return (
    <Link className="no-print" to={placeAt(form, coordinates, { corrects: id })}>
      {say('facts.correct')}
    </Link>
  );
}

function Changes({ lines }: { readonly lines: readonly string[] }): ReactNode {
  const say = useSay();
  const rest = lines.slice(SHOWN_CHANGES);
  return (
    <>
      <ul className="changes">
        {lines.slice(0, SHOWN_CHANGES).map((line) => (
          <li key={line}>
            <Dated text={line} />
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary>{say('facts.more', { count: rest.length })}</summary>
          <ul className="changes">
            {rest.map((line) => (
              <li key={line}>
                <Dated text={line} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
