import type { ReactNode } from 'react';
import { Coverage } from '../../charts/coverage.js';
import { type Call, coordinateFlags } from '../../parts/call-lines.js';
import { MemberFrame } from '../member/member-frame.js';
import type { MemberData } from '../member/member-data.js';
import { useReported } from '../member/use-reported.js';
import { AnswerCards } from './answer-cards.js';
import { FactTable } from './fact-table.js';
import { LatePayment } from './late-payment.js';

/** What holds for a member on a day, since when, and what each fact did to it. */
export default function Person(): ReactNode {
  const { of, report } = useReported();
  return (
    <MemberFrame tab="person">
      {(data) => ({
        content: (
          <>
            <AnswerCards data={data} report={report} />
            <LatePayment data={data} />
            <Coverage data={data} />
            <FactTable data={data} />
          </>
        ),
        comparisons: of(data),
        calls: callsOf(data),
      })}
    </MemberFrame>
  );
}

function callsOf({ member: { member }, local, standing }: MemberData): readonly Call[] {
  const { on, pack, readings } = local.question;
  const knownAt = `pos:${String(standing.coordinates.position)}`;
  const target = { path: { member }, query: { on, knownAt, pack, readings } };
  const flags = coordinateFlags({ on, knownAt, pack, readings });
  return [
    { path: '/v1/members/{member}/standing', target, command: `canbao standing ${member}${flags}` },
    { path: '/v1/members/{member}/timeline', target, command: `canbao timeline ${member}${flags}` },
    {
      path: '/v1/members/{member}/events',
      target: { path: { member }, query: { order: 'recorded', knownAt } },
    },
  ];
}
