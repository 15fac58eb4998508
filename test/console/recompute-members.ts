import { civilDate, EXPLAINED_FIELDS } from '#libs/enrollment';
import type { MemberEvent } from '#libs/ledger/pure';
import { Client, type Served } from '../../apps/console/src/api/client.js';
import { compare } from '../../apps/console/src/derivation/compare.js';
import { loadMember } from '../../apps/console/src/derivation/load-member.js';
import { LocalAnswers } from '../../apps/console/src/derivation/local-member.js';

const DAYS = ['2026-03-15', '2028-03-15', '2030-06-18', '2031-03-01'].map(civilDate);

/** How many answers were compared with what was sent, and those that were not the same bytes. */
export interface Recomputation {
  readonly compared: number;
  readonly different: readonly string[];
}

/**
 * Computes answers about members as the console does and compares them with the bytes that the server sends: standing,
 * timeline, one explained figure and a repair quote of each, on one of four days, by what was known after some of the facts.
 * It runs in a browser as well as in Node.
 */
export async function recomputeMembers(
  members: readonly string[],
  client = new Client({ language: 'zh', purpose: null }),
): Promise<Recomputation> {
  const different: string[] = [];
  let compared = 0;
  for (const [index, member] of members.entries()) {
    const { source } = await loadMember(client, { member });
    const on = DAYS[index % DAYS.length]!;
    const event: MemberEvent | undefined = source.events[Math.floor(source.events.length * 0.7)];
    const path = { member };
    const query = { on, knownAt: `pos:${String(event?.position ?? 0)}` };
    const field = EXPLAINED_FIELDS[index % EXPLAINED_FIELDS.length]!;
    const [standing, timeline, explanation, quote] = await Promise.all([
      client.get('/v1/members/{member}/standing', { path, query }),
      client.get('/v1/members/{member}/timeline', { path, query }),
      client.get('/v1/members/{member}/explanation', { path, query: { ...query, field } }),
      client.post('/v1/repair-quotes', { member, ...query }),
    ]);
    const { position, knownAt } = (standing as unknown as Served<Positioned>).body.coordinates;
    const local = new LocalAnswers(source, { on, position, knownAt });
    const answers = [
      ['standing', standing.text, local.standing()],
      ['timeline', timeline.text, local.timeline(null)],
      [`explanation ${field}`, explanation.text, local.explanation(field, 'audit')],
      ['quote', quote.text, local.quote()],
    ] as const;
    for (const [name, served, own] of answers) {
      const { status } = compare(served, own);
      compared += 1;
      if (status !== 'identical') different.push(`${member} ${name} ${query.on} ${query.knownAt} ${status}`);
    }
  }
  return { compared, different };
}

interface Positioned {
  readonly coordinates: { readonly position: number; readonly knownAt: string | null };
}
