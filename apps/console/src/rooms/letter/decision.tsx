import type { EligibilityAnswer } from '#libs/ledger/pure';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { placeAt } from '../../app/coordinates.js';
import { usePathName } from '../../app/router.js';
import { useSession } from '../../app/session.js';
import { useLoad } from '../../app/use-load.js';
import { compare } from '../../derivation/compare.js';
import { loadMember } from '../../derivation/load-member.js';
import { LocalAnswers } from '../../derivation/local-member.js';
import { Calls } from '../../parts/calls.js';
import { CopyLink } from '../../parts/copy-link.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../parts/link.js';
import { Recomputed } from '../../parts/recomputed.js';
import { Waiting } from '../../parts/waiting.js';
import { useSay } from '../../words/words.js';
import { ExportBundle } from './export-bundle.js';
import { loadGrounds } from './grounds.js';
import { LetterSheet } from './letter-sheet.js';
import { loadSeal } from './seal.js';

/** A decision as it was served: its letter, recomputed here and made again by the server at the same coordinates. */
export default function Decision(): ReactNode {
  const say = useSay();
  const { client, may } = useSession();
  const id = usePathName('decision');
  const loaded = useLoad(id, async () => {
    const path = { decision: id };
    const [served, replay] = await Promise.all([
      client.get('/v1/decisions/{decision}', { path }),
      client.get('/v1/decisions/{decision}/replay', { path }),
    ]);
    const answer = served.body as unknown as EligibilityAnswer;
    if (!('pooledFund' in answer)) return { answer, replay: replay.body };
    const { on, position, knownAt } = answer.coordinates;
    const { source } = await loadMember(client, { member: answer.member });
    const local = new LocalAnswers(source, { on, position, knownAt });
    // The text of a reason is in the language in which the decision was served.
    const own = local.eligibility(languageOf(answer));
    const grounds = await loadGrounds(client, { member: answer.member, on, position });
    const result = compare(served.text, own && { ...own, decisionId: answer.decisionId });
    const seal = await loadSeal(client, {
      decision: id,
      position,
      sealedThrough: Number(served.headers.get('Ledger-Sealed-Through') ?? '0'),
    });
    return { answer, replay: replay.body, events: source.events, grounds, result, seal };
  });
  if (loaded.error !== undefined) return <Failure error={loaded.error} again={loaded.again} />;
  if (loaded.data === undefined) return <Waiting />;
  const { answer, replay, grounds, events, result, seal } = loaded.data;
  const { on, position } = answer.coordinates;
  return (
    <>
      <section className="coordinates no-print">
        <div className="line">
          <h1>{id}</h1>
          <Link
            to={placeAt(`/members/${encodeURIComponent(answer.member)}`, {
              on,
              knownAt: `pos:${String(position)}`,
            })}
          >
            {answer.member}
          </Link>
          <span className="soft">
            {say(replay.equal ? 'letter.replayEqual' : 'letter.replayDiffers', {
              what: replay.differs ?? '',
            })}
          </span>
        </div>
        <div className="line">
          {result !== undefined && <Recomputed comparisons={[{ name: 'decision', result }]} />}
          <span className="buttons">
            {may('read-members') && <ExportBundle decision={id} />}
            <CopyLink place={`/decisions/${encodeURIComponent(id)}`} />
            <Calls
              calls={[
                { path: '/v1/decisions/{decision}', target: { path: { decision: id } } },
                { path: '/v1/decisions/{decision}/replay', target: { path: { decision: id } } },
                { path: '/v1/decisions/{decision}/letter', target: { path: { decision: id } } },
                {
                  path: '/v1/decisions/{decision}/evidence-bundle',
                  target: { path: { decision: id } },
                  command: `canbao bundle ${id} -o ${id}.bundle.json`,
                },
              ]}
            />
            <Button size="small" type="primary" onClick={() => window.print()}>
              {say('letter.print')}
            </Button>
          </span>
        </div>
      </section>
      {grounds === undefined ? (
        <p className="empty">{say('letter.otherKind')}</p>
      ) : (
        <LetterSheet answer={answer} grounds={grounds} events={events} decisionId={id} seal={seal} />
      )}
    </>
  );
}

function languageOf({ pooledFund }: EligibilityAnswer): 'zh' | 'en' {
  return pooledFund.reasons.every(({ text }) => /[\u4e00-\u9fff]/.test(text)) ? 'zh' : 'en';
}
