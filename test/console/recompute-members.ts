import { type CivilDate, civilDate, type ExplainedField, EXPLAINED_FIELDS } from '#libs/enrollment';
import { everyRegion, type MemberEvent } from '#libs/ledger/pure';
import { Client, type Served } from '../../apps/console/src/api/client.js';
import { compare } from '../../apps/console/src/derivation/compare.js';
import { loadMember } from '../../apps/console/src/derivation/load-member.js';
import { localBlame, localDiff } from '../../apps/console/src/derivation/local-comparisons.js';
import {
  LocalAnswers,
  type LocalQuestion,
  type MemberSource,
} from '../../apps/console/src/derivation/local-member.js';

const DAYS = ['2026-03-15', '2028-03-15', '2030-06-18', '2031-03-01'].map(civilDate);

/** How many answers were compared with what was sent, and those that were not the same bytes. */
export interface Recomputation {
  readonly compared: number;
  readonly different: readonly string[];
}

/** Compares an answer as it was sent with the same one computed here. */
type Told = readonly [name: string, served: string, own: object | undefined];

/**
 * Computes answers about members as the console does and compares them with the bytes that the server sends, on one of four
 * days, by what was known after some of the facts: standing, timeline, an explained figure and a repair quote of each; of
 * every second one also what set the figure and what has become of the standing since, on another day. It runs in a browser
 * as well as in Node.
 */
export async function recomputeMembers(
  members: readonly string[],
  client = new Client({ language: 'zh', purpose: null }),
): Promise<Recomputation> {
  const different: string[] = [];
  let compared = 0;
  for (const [index, member] of members.entries()) {
    const { source } = await loadMember(client, { member });
    const event: MemberEvent | undefined = source.events[Math.floor(source.events.length * 0.7)];
    const query = { on: DAYS[index % DAYS.length]!, knownAt: `pos:${String(event?.position ?? 0)}` };
    const field = EXPLAINED_FIELDS[index % EXPLAINED_FIELDS.length]!;
    const asked = { client, source, query, field };
    const [settled, first] = await standingAndTimeline(asked);
    const second = await whyAndQuote(asked, settled);
    const third = index % 2 === 0 ? await blameAndDiff(asked, settled) : [];
    for (const [name, served, own] of [...first, ...second, ...third]) {
      const { status } = compare(served, own);
      compared += 1;
      if (status !== 'identical') different.push(`${member} ${name} ${query.on} ${query.knownAt} ${status}`);
    }
  }
  return { compared, different };
}

interface Asked {
  readonly client: Client;
  readonly source: MemberSource;
  readonly query: { readonly on: CivilDate; readonly knownAt: string };
  readonly field: ExplainedField;
}

async function standingAndTimeline({
  client,
  source,
  query,
}: Asked): Promise<readonly [LocalQuestion, readonly Told[]]> {
  const path = { member: source.member };
  const [standing, timeline] = await Promise.all([
    client.get('/v1/members/{member}/standing', { path, query }),
    client.get('/v1/members/{member}/timeline', { path, query }),
  ]);
  const { position, knownAt } = (standing as unknown as Served<Positioned>).body.coordinates;
  const question = { on: query.on, position, knownAt };
  const local = new LocalAnswers(source, question);
  return [
    question,
    [
      ['standing', standing.text, local.standing()],
      ['timeline', timeline.text, local.timeline(null)],
    ],
  ];
}

async function whyAndQuote(
  { client, source, query, field }: Asked,
  question: LocalQuestion,
): Promise<readonly Told[]> {
  const { member } = source;
  const [why, quote] = await Promise.all([
    client.get('/v1/members/{member}/explanation', { path: { member }, query: { ...query, field } }),
    client.post('/v1/repair-quotes', { member, ...query }),
  ]);
  const local = new LocalAnswers(source, question);
  return [
    [`explanation ${field}`, why.text, local.explanation(field, 'audit')],
    ['quote', quote.text, local.quote()],
  ];
}

async function blameAndDiff(
  { client, source, query, field }: Asked,
  a: LocalQuestion,
): Promise<readonly Told[]> {
  const path = { member: source.member };
  const on = DAYS[(DAYS.indexOf(query.on) + 1) % DAYS.length]!;
  const later = { on, knownAt: `pos:${String(source.events.at(-1)?.position ?? 0)}` };
  const [blame, diff] = await Promise.all([
    client.get('/v1/members/{member}/blame', { path, query: { ...query, field } }),
    client.post('/v1/members/{member}/diffs', { a: query, b: later }, { path }),
  ]);
  const { coordinates } = (diff as unknown as Served<{ readonly b: Positioned }>).body.b;
  const b = { on, position: coordinates.position, knownAt: coordinates.knownAt };
  return [
    [`blame ${field}`, blame.text, localBlame(source, a, { field, scope: everyRegion })],
    ['diff', diff.text, localDiff(source, { a, b }, everyRegion)],
  ];
}

interface Positioned {
  readonly coordinates: { readonly position: number; readonly knownAt: string | null };
}
