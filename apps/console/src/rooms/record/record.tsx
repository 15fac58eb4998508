import { FACT_TYPES, type FactType } from '#libs/enrollment';
import { FACT_WORDS } from '#libs/ledger/pure';
import type { ReactNode } from 'react';
import { placeAt, useCoordinates } from '../../app/coordinates.js';
import { goTo, usePathName } from '../../app/router.js';
import { type Call, coordinateFlags } from '../../parts/call-lines.js';
import { useLanguage, useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import { MemberFrame } from '../member/member-frame.js';
import { FactForm } from './fact-form.js';

/** A fact about the member, recorded through a form: first its dry run, then the append. */
export default function Record(): ReactNode {
  const type = useFactType();
  return (
    <MemberFrame tab="record">
      {(data) => ({
        calls: [standingCall(data)],
        content: (
          <section className="card">
            <TypeChoice member={data.member.member} type={type} />
            <FactForm
              key={type}
              type={type}
              member={data.member.member}
              region={data.standing.region}
              version={data.member.version}
              events={data.source.events}
            />
          </section>
        ),
      })}
    </MemberFrame>
  );
}

/** The form stands on what is known of the member; its own call is shown beside the dry run. */
function standingCall({ member: { member }, standing }: MemberData): Call {
  const { on, position } = standing.coordinates;
  const query = { on, knownAt: `pos:${String(position)}` };
  return {
    path: '/v1/members/{member}/standing',
    target: { path: { member }, query },
    command: `canbao standing ${member}${coordinateFlags(query)}`,
  };
}

/** The type that the path names, which the frame has looked at, or a premium, which is recorded most. */
function useFactType(): FactType {
  const named = usePathName('type');
  return FACT_TYPES.find((each) => each === named) ?? 'PremiumPaid';
}

function TypeChoice({ member, type }: { readonly member: string; readonly type: FactType }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const coordinates = useCoordinates();
  return (
    <p className="date-field">
      <label htmlFor="fact-type">{say('record.type')}</label>
      <select
        id="fact-type"
        value={type}
        onChange={(event) =>
          goTo(placeAt(`/members/${encodeURIComponent(member)}/record/${event.target.value}`, coordinates), {
            replace: true,
          })
        }
      >
        {FACT_TYPES.filter((each) => each !== 'MemberRegistered').map((each) => (
          <option key={each} value={each}>
            {FACT_WORDS[each][language]}
          </option>
        ))}
      </select>
    </p>
  );
}
