import type { CivilDate } from '#libs/enrollment';
import type { MemberAnswer, StandingAnswer, TimelineAnswer } from '#libs/ledger/pure';
import type { Client } from '../../api/client.js';
import { type Coordinates, useCoordinates } from '../../app/coordinates.js';
import { type SessionInfo, useSession } from '../../app/session.js';
import { type Loaded, useLoad } from '../../app/use-load.js';
import { compare } from '../../derivation/compare.js';
import { loadMember } from '../../derivation/load-member.js';
import { LocalAnswers, type MemberSource } from '../../derivation/local-member.js';
import type { NamedComparison } from '../../parts/recomputed.js';
import { useLanguage } from '../../words/words.js';

/** A member at coordinates: what the API answered, what the browser computed, and whether it is the same. */
export interface MemberData {
  readonly member: MemberAnswer;
  readonly source: MemberSource;
  readonly standing: StandingAnswer;
  readonly timeline: TimelineAnswer;
  readonly local: LocalAnswers;
  readonly comparisons: readonly NamedComparison[];
  /** False where the caller does not see facts of the member that may have moved what it sees: then blame and causes are the server's word. */
  readonly isWhole: boolean;
  /** Age of the youngest thing counted in is told by the header `Projection-Lag`, in events. */
  readonly lag: number;
}

/** Loads a member at the coordinates of the page. */
export function useMember(member: string): Loaded<MemberData> {
  const { client, info } = useSession();
  const { on, knownAt, pack, readings } = useCoordinates();
  const language = useLanguage();
  const coordinates = { on, knownAt, pack, readings };
  return useLoad(JSON.stringify([member, coordinates, language]), () =>
    load(client, info, member, coordinates),
  );
}

async function load(
  client: Client,
  info: SessionInfo,
  member: string,
  { on, knownAt, pack, readings }: Coordinates,
): Promise<MemberData> {
  const query = { on, knownAt, pack, readings };
  const path = { member };
  const [loaded, standing, timeline] = await Promise.all([
    // Whoever sees every region sees every fact at any time; another may see other facts at another time.
    loadMember(client, { member, pack, knownAt: info.regions === 'all' ? undefined : knownAt }),
    client.get('/v1/members/{member}/standing', { path, query }),
    client.get('/v1/members/{member}/timeline', { path, query }),
  ]);
  const answer = standing.body as unknown as StandingAnswer;
  const { position } = answer.coordinates;
  const local = new LocalAnswers(loaded.source, {
    on,
    position,
    knownAt: answer.coordinates.knownAt,
    pack,
    readings,
  });
  const hiddenSince = hiddenFrom(info, loaded.member);
  return {
    ...loaded,
    isWhole: hiddenSince === null,
    standing: answer,
    timeline: timeline.body as unknown as TimelineAnswer,
    local,
    comparisons: [
      { name: 'standing', result: compare(standing.text, local.standing()) },
      { name: 'timeline', result: compare(timeline.text, local.timeline(hiddenSince)) },
    ],
    lag: Number(standing.headers.get('Projection-Lag') ?? '0'),
  };
}

/** First day of which the caller's regions see nothing, because the member has left them; null: they see all. */
export function hiddenFrom({ regions }: SessionInfo, { regions: stays }: MemberAnswer): CivilDate | null {
  if (regions === 'all') return null;
  return stays.findLast(({ region }) => regions.includes(region))?.until ?? null;
}
