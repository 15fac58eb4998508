import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXPLAINED_FIELDS, civilDate } from '#libs/enrollment';
import { directoryAddress, openStore } from '#libs/event-store';
import { generatedLedgerCreation, generateLedger, sampleRegions } from '#libs/ledger';
import type { MemberEvent } from '#libs/ledger/pure';
import { loadShippedPacks } from '#libs/policy';
import { addressOf, type Client, type Target } from '../../apps/console/src/api/client.js';
import { compare } from '../../apps/console/src/derivation/compare.js';
import { loadMember } from '../../apps/console/src/derivation/load-member.js';
import { LocalAnswers } from '../../apps/console/src/derivation/local-member.js';
import { packageVersion } from '../../apps/ledger/src/package-folder.js';
import { type RunningApp, startApp } from '../e2e/running-app.js';

/** Invented lives; in the full run as many as the contract names. */
const MEMBERS = process.env['CANBAO_FULL'] === '1' ? 1_000 : 60;
const DAYS = ['2026-03-15', '2028-03-15', '2030-06-18', '2031-03-01'].map(civilDate);
const folder = mkdtempSync(join(tmpdir(), 'canbao-recompute-'));
let run: RunningApp;

beforeAll(async () => {
  // The build writes the version into the bundle; here it is that of the sources.
  (globalThis as { __ENGINE__?: string }).__ENGINE__ = packageVersion();
  const address = directoryAddress(join(folder, 'ledger'));
  const population = { members: MEMBERS, seed: 6 };
  const engine = packageVersion();
  const create = generatedLedgerCreation(population, { appVersion: engine, systemNow: Date.now() });
  const store = await openStore(address, { create, clock: Date.now });
  const packs = loadShippedPacks().map(({ pack }) => pack);
  const regions = sampleRegions(packs.map(({ id }) => id));
  await generateLedger({ store, packs, engine }, { population, regions, scratch: folder });
  await store.close();
  run = await startApp({ sample: true, store: address });
});
afterAll(async () => {
  await run.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The client of the console, which asks this application instead of the origin of a page. */
const client = {
  get: async (path: string, target?: Target) => {
    const { text } = await run.http().get(addressOf(path, target)).expect(200);
    return { text, body: JSON.parse(text) as object };
  },
} as unknown as Client;

async function everyMember(): Promise<readonly string[]> {
  const members: string[] = [];
  for (let after: string | null | undefined; after !== null;) {
    const query = { limit: 500, after };
    const page = (await client.get('/v1/members', { query })).body as unknown as {
      readonly items: readonly { readonly member: string }[];
      readonly next: string | null;
    };
    members.push(...page.items.map(({ member }) => member));
    after = page.next;
  }
  return members;
}

const textOf = async (path: string, target: Target): Promise<string> =>
  (await run.http().get(addressOf(path, target)).expect(200)).text;

test('what the browser computes is what the server sends, byte for byte: standings, timelines, explanations, quotes', async () => {
  const members = await everyMember();
  expect(members.length).toBe(MEMBERS);
  const different: string[] = [];
  let compared = 0;
  for (const [index, member] of members.entries()) {
    const { source } = await loadMember(client, { member });
    const on = DAYS[index % DAYS.length]!;
    const event: MemberEvent | undefined = source.events[Math.floor(source.events.length * 0.7)];
    const path = { member };
    const query = { on, knownAt: `pos:${String(event?.position ?? 0)}` };
    const served = await textOf('/v1/members/{member}/standing', { path, query });
    const { position, knownAt } = (
      JSON.parse(served) as { coordinates: { position: number; knownAt: string } }
    ).coordinates;
    const local = new LocalAnswers(source, { on, position, knownAt });
    const field = EXPLAINED_FIELDS[index % EXPLAINED_FIELDS.length]!;
    const answers = [
      ['standing', served, local.standing()],
      ['timeline', await textOf('/v1/members/{member}/timeline', { path, query }), local.timeline(null)],
      [
        `explanation ${field}`,
        await textOf('/v1/members/{member}/explanation', { path, query: { ...query, field } }),
        local.explanation(field, 'audit'),
      ],
    ] as const;
    for (const [name, text, own] of answers) {
      const result = compare(text, own);
      compared += 1;
      if (result.status !== 'identical')
        different.push(`${member} ${name} ${query.on} ${query.knownAt} ${result.status}`);
    }
  }
  expect(different).toEqual([]);
  expect(compared).toBe(3 * members.length);
});

test('a what-if reading and a pinned version are recomputed as well, and a changed answer is noticed', async () => {
  for (const member of (await everyMember()).slice(0, 20)) {
    const question = { pack: 'anhui@1', readings: 'R1=yes,R7=days,R25=4' };
    const query = { on: '2031-03-01', ...question };
    const served = await textOf('/v1/members/{member}/standing', { path: { member }, query });
    const { position, knownAt } = (
      JSON.parse(served) as { coordinates: { position: number; knownAt: string } }
    ).coordinates;
    const { source } = await loadMember(client, { member, pack: question.pack });
    const local = new LocalAnswers(source, { on: civilDate('2031-03-01'), position, knownAt, ...question });
    expect(compare(served, local.standing())).toEqual({ status: 'identical' });
    const changed = served.replace('"hypothetical":true', '"hypothetical":false');
    expect(compare(changed, local.standing())).toMatchObject({
      status: 'different',
      parts: ['/hypothetical'],
    });
    const other = served.replace(/"engine":"[^"]*"/, '"engine":"0.0.9"');
    expect(compare(other, local.standing())).toMatchObject({ status: 'other-engine', served: '0.0.9' });
  }
});
