import type { MemberAnswer, MemberEvent } from '#libs/ledger/pure';
import type { Client } from '../api/client.js';
import type { MemberSource } from './local-member.js';
import { loadPolicy } from './policy-source.js';

/** Most events of a page of the list, and most pages: a person has some dozens of facts. */
const PAGE = 500;
const MAX_PAGES = 20;

/** The version of the program that this page was built with; the build writes it in. */
declare const __ENGINE__: string;

/** A member with everything that its answers are made of. */
export interface LoadedMember {
  readonly member: MemberAnswer;
  readonly source: MemberSource;
}

/** Reads a member, its facts and the policy of its regions, as known at a moment; left out: everything. */
export async function loadMember(
  client: Client,
  {
    member,
    knownAt,
    pack,
    otherPack,
  }: {
    readonly member: string;
    readonly knownAt?: string | undefined;
    readonly pack?: string | undefined;
    /** Another version that is pinned, for the other side of a comparison. */
    readonly otherPack?: string | undefined;
  },
): Promise<LoadedMember> {
  const path = { member };
  const [{ body: found }, events] = await Promise.all([
    client.get('/v1/members/{member}', { path, query: { knownAt } }),
    loadEvents(client, member, knownAt),
  ]);
  const answer = found as unknown as MemberAnswer;
  const policy = await loadPolicy(
    client,
    answer.regions.map(({ region }) => region),
    [pack, otherPack].filter((each) => each !== undefined),
  );
  return { member: answer, source: { member, events, policy, engine: __ENGINE__ } };
}

async function loadEvents(
  client: Client,
  member: string,
  knownAt: string | undefined,
): Promise<readonly MemberEvent[]> {
  const events: MemberEvent[] = [];
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { body } = await client.get('/v1/members/{member}/events', {
      path: { member },
      query: { knownAt, order: 'recorded', limit: PAGE, after },
    });
    events.push(...(body.items as unknown as readonly MemberEvent[]));
    if (body.next === null) break;
    after = body.next;
  }
  return events;
}
