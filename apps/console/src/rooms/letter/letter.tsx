import type { EligibilityAnswer } from '#libs/ledger/pure';
import { Alert, Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { goTo } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { Failure } from '../../parts/failure.js';
import { Waiting } from '../../parts/waiting.js';
import { useLanguage, useSay } from '../../words/words.js';
import type { MemberData } from '../member/member-data.js';
import { MemberFrame } from '../member/member-frame.js';
import { LetterSheet } from './letter-sheet.js';
import { loadGrounds } from './grounds.js';

/** The letter as it would be: nothing is recorded until it is served. */
export default function LetterRoom(): ReactNode {
  return (
    <MemberFrame tab="letter">
      {(data) => {
        const { on, pack, readings } = data.local.question;
        const knownAt = `pos:${String(data.standing.coordinates.position)}`;
        const member = data.member.member;
        return {
          content: <Draft data={data} />,
          calls: [
            {
              method: 'POST',
              path: '/v1/decisions',
              // What is on the screen is recorded nowhere.
              target: { query: { dryRun: 'true' } },
              body: { kind: 'eligibility', member, on, knownAt, pack, readings },
            },
          ],
        };
      }}
    </MemberFrame>
  );
}

function Draft({ data }: { readonly data: MemberData }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { client } = useSession();
  const [error, setError] = useState<unknown>(undefined);
  const [isSending, setSending] = useState(false);
  const { member } = data.member;
  const { on, pack, position } = data.local.question;
  const body = { kind: 'eligibility' as const, member, on, knownAt: `pos:${String(position)}`, pack };
  const loaded = useLoad(JSON.stringify([body, language]), async () => {
    const reply = await client.post('/v1/decisions', body, { query: { dryRun: 'true' } });
    return {
      answer: reply.body as unknown as EligibilityAnswer,
      grounds: await loadGrounds(client, { member, on, position }),
    };
  });
  if (data.standing.hypothetical)
    return <Alert className="notice" type="warning" showIcon={false} title={say('letter.hypothetical')} />;
  if (loaded.error !== undefined) return <Failure error={loaded.error} again={loaded.again} />;
  if (loaded.data === undefined) return <Waiting />;
  const serve = async (): Promise<void> => {
    setSending(true);
    try {
      const key = crypto.randomUUID();
      const { body: served } = await client.post('/v1/decisions', body, {
        headers: { 'Idempotency-Key': key },
      });
      goTo(`/decisions/${encodeURIComponent(served.decisionId ?? '')}`);
    } catch (failed) {
      setError(failed);
      setSending(false);
    }
  };
  return (
    <>
      <div className="serve no-print">
        <p>{say('letter.draft')}</p>
        <Button type="primary" loading={isSending} onClick={() => void serve()}>
          {say('letter.serve')}
        </Button>
      </div>
      {error !== undefined && <Failure error={error} />}
      <LetterSheet
        answer={loaded.data.answer}
        grounds={loaded.data.grounds}
        events={data.source.events}
        decisionId={null}
      />
    </>
  );
}
