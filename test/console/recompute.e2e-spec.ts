import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { civilDate } from '#libs/enrollment';
import { directoryAddress, openStore } from '#libs/event-store';
import { generatedLedgerCreation, generateLedger, sampleRegions } from '#libs/ledger';
import { loadShippedPacks } from '#libs/policy';
import { addressOf, type Client, type Target } from '../../apps/console/src/api/client.js';
import { compare } from '../../apps/console/src/derivation/compare.js';
import { loadMember } from '../../apps/console/src/derivation/load-member.js';
import { LocalAnswers } from '../../apps/console/src/derivation/local-member.js';
import { packageVersion } from '../../apps/ledger/src/package-folder.js';
import { type RunningApp, startApp } from '../e2e/running-app.js';
import { describeInBrowser, openBrowser } from './browser.js';
import { type Recomputation, recomputeMembers } from './recompute-members.js';

/** Invented lives, always the same; in the full run as many as the contract names. */
const MEMBERS = process.env['CANBAO_FULL'] === '1' ? 1_000 : 100;
/** So many of them are computed in Node, too: that is all that there is where no browser is. */
const SHARE = MEMBERS / 10;
/** Answers that are compared of each, two more of every second one being one more of each. */
const ANSWERS = 5;
/** So many members are asked about before the browser reports. */
const AT_ONCE = 50;
const folder = mkdtempSync(join(tmpdir(), 'canbao-recompute-'));
let run: RunningApp;
jest.setTimeout(process.env['CANBAO_FULL'] === '1' ? 600_000 : 60_000);

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
  await membersAreListed();
}, 300_000);
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
  post: async (path: string, body: object, target?: Target) => {
    const { text } = await run.http().post(addressOf(path, target)).send(body).expect(200);
    return { text, body: JSON.parse(text) as object };
  },
} as unknown as Client;

/** The list of members comes from a read model, which takes a while for so many. */
async function membersAreListed(): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const { status } = await run.http().get('/v1/members?limit=1');
    if (status === 200) return;
    await setTimeout(100);
  }
  throw new Error('The read model of the members is not there after two minutes.');
}

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

const everyAnswer = {
  compared: ANSWERS * MEMBERS,
  different: [],
};

test(`Node computes the bytes that the server sends: ${String(SHARE)} of ${String(MEMBERS)} generated histories`, async () => {
  const members = (await everyMember()).slice(0, SHARE);
  expect(await recomputeMembers(members, client)).toEqual({ ...everyAnswer, compared: ANSWERS * SHARE });
});

describeInBrowser('in a real browser', () => {
  test(`standings, timelines, explanations, blame, quotes and diffs are the bytes that the server sends: ${String(MEMBERS)} generated histories`, async () => {
    const members = await everyMember();
    expect(members.length).toBe(MEMBERS);
    const { port } = run.server.address() as AddressInfo;
    const browser = await openBrowser({ url: `http://127.0.0.1:${String(port)}` });
    await browser.page.goto('/console');
    await browser.page.evaluate(await bundled());
    let [compared, different] = [0, [] as readonly string[]];
    for (let first = 0; first < members.length; first += AT_ONCE) {
      const some = JSON.stringify(members.slice(first, first + AT_ONCE));
      const found = await browser.page.evaluate<Recomputation>(`recomputed.recomputeMembers(${some})`);
      [compared, different] = [compared + found.compared, [...different, ...found.different]];
    }
    expect({ compared, different }).toEqual(everyAnswer);
    expect(browser.faults).toEqual([]);
    await browser.close();
  });
});

/** The code of the console that computes answers, as one script for the page: bundled as the build does it. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, 'recompute-members.ts')],
    bundle: true,
    write: false,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    globalName: 'recomputed',
    // What the debugger evaluates declares nothing for the next evaluation.
    footer: { js: 'globalThis.recomputed = recomputed;' },
    conditions: ['source'],
    define: { __ENGINE__: JSON.stringify(packageVersion()) },
  });
  return outputFiles[0]?.text ?? '';
}

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
