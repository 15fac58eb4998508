import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { Dialog } from '../../parts/dialog.js';
import { Link } from '../../parts/link.js';
import { useSay } from '../../words/words.js';
import type { MemberData } from './member-data.js';

/** What the answers of the day lack: a source that has not come so far, a text in force, a year that is final; each with its way on. */
export function DayStates({
  data,
  isAboutBalances,
}: {
  readonly data: MemberData;
  /** Whether a credit that is not final yet is said, too. */
  readonly isAboutBalances: boolean;
}): ReactNode {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const coordinates = useCoordinates();
  const { undetermined, completeness, region, zeroClaimProvisional } = data.standing;
  const missing = undetermined.flatMap((each) => ('source' in each ? [each] : []));
  const { on } = data.local.question;
  return (
    <>
      {missing.length > 0 && (
        <Alert
          className="notice"
          type="warning"
          showIcon={false}
          title={missing.map((each) => (
            <div key={`${each.source} ${each.kind}`}>
              {say('state.undetermined', {
                kind: say(`records.${each.kind}`),
                source: each.source,
                through: each.completeThrough,
                needed: each.neededThrough,
              })}
            </div>
          ))}
          description={
            <Button size="small" className="no-print" onClick={() => setOpen(true)}>
              {say('state.sources')}
            </Button>
          }
        />
      )}
      {!isInForce(data) && (
        <Alert
          className="notice"
          type="warning"
          showIcon={false}
          title={say('state.noPack', { region, on })}
          description={<Link to="/rules">{say('state.rulesTimeline')}</Link>}
        />
      )}
      {isAboutBalances && zeroClaimProvisional && (
        <Alert
          className="notice"
          type="info"
          showIcon={false}
          title={say('state.provisional')}
          description={
            <Link
              className="no-print"
              to={placeAt(
                `/members/${encodeURIComponent(data.member.member)}/why/zeroClaimProvisional`,
                coordinates,
              )}
            >
              {say('state.grounds')}
            </Link>
          }
        />
      )}
      <Dialog title={say('state.sources')} isOpen={isOpen} close={() => setOpen(false)}>
        <Sources list={completeness} />
        <div className="actions">
          <Button onClick={() => setOpen(false)}>{say('app.close')}</Button>
        </div>
      </Dialog>
    </>
  );
}

/** Whether a text that the answers rest on is in force on the day; before its first day it answers all the same. */
function isInForce({ source, standing, local }: MemberData): boolean {
  const { on } = local.question;
  const used = new Set(standing.coordinates.packs.map(({ id }) => id));
  return source.policy.packs.some(
    ({ pack: { id, effectiveFrom, inForceUntil } }) =>
      used.has(id) && effectiveFrom <= on && (inForceUntil === null || on < inForceUntil),
  );
}

/** Every source that the answers rest on, with how far it has come and how far it would have to. */
function Sources({ list }: { readonly list: MemberData['standing']['completeness'] }): ReactNode {
  const say = useSay();
  return (
    <table className="data compact">
      <caption className="hidden">{say('state.sources')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('sources.kind')}</th>
          <th scope="col">{say('sources.source')}</th>
          <th scope="col">{say('sources.through')}</th>
          <th scope="col">{say('sources.needed')}</th>
          <th scope="col">{say('sources.status')}</th>
        </tr>
      </thead>
      <tbody>
        {list.map(({ source, kind, status, completeThrough, neededThrough }) => (
          <tr key={`${source} ${kind}`}>
            <th scope="row">{say(`records.${kind}`)}</th>
            <td>{source}</td>
            <td className="day">{completeThrough ?? '–'}</td>
            <td className="day">{neededThrough}</td>
            <td>{say(`sources.${status}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
