import fc from 'fast-check';
import { type ProtocolServerProcess, startProtocolServerProcess } from '#libs/event-store/testing';
import { everyRegion, type ImpactMember, type ImpactRun, openLedger } from '#libs/ledger';
import { type GivenLog, lives, openLog, record, type Step } from '../projections/given-log.js';
import { openLogOnServer } from '../projections/given-log-on-server.js';
import { packs } from '../replay/sample-policy.js';

const author = { actor: 'policy-officer', correlationId: 'test', scope: everyRegion } as const;
const claims = { actor: 'key:claims', correlationId: 'test', scope: everyRegion } as const;

let server: ProtocolServerProcess;
beforeAll(async () => {
  server = await startProtocolServerProcess();
}, 60_000);
afterAll(() => server.stop());

/** The same lives, and a decision about each member; gives the position in the middle of them. */
async function lived(log: GivenLog, steps: readonly Step[]): Promise<number> {
  const half = Math.floor(steps.length / 2);
  await record(log, steps.slice(0, half));
  const middle = await log.store.head();
  await record(log, steps.slice(half));
  log.setClock('2029-07-01T00:00:00.000Z');
  for (const member of new Set(steps.map(({ stream }) => stream.slice('member-'.length)))) {
    for (const on of ['2028-02-15', '2028-05-15', '2028-10-15', '2029-04-15'])
      await log.ledger.decisions.serve({ kind: 'eligibility', member, on, language: 'zh', ...claims });
  }
  return middle;
}

async function rowsOf({ ledger }: GivenLog, { id }: ImpactRun): Promise<readonly ImpactMember[]> {
  const rows: ImpactMember[] = [];
  for await (const row of ledger.impactRuns.allMembers({ id, scope: everyRegion })) rows.push(row);
  return rows;
}

test('on EventStoreDB, too, a run finds what it finds on the embedded store; another process carries it on', async () => {
  const [all = []] = fc.sample(lives(8), { numRuns: 1, seed: 5 });
  const steps = all.filter(({ at }) => at < '2029-07-01');
  const [embedded, remote] = [await openLog(), await openLogOnServer(server.connectionString)];
  const found: object[][] = [];
  for (const log of [embedded, remote]) {
    const middle = await lived(log, steps);
    const [then, now] = [`pos:${middle}`, `pos:${await log.store.head()}`];
    const requests = [
      { population: { everyone: true }, a: { knownAt: now }, b: { knownAt: now, readings: 'R1=yes' } },
      { population: { region: '359901' }, a: { knownAt: then }, b: { knownAt: now } },
      { population: { decisions: true }, a: { knownAt: then }, b: { knownAt: now } },
    ];
    const answers: object[] = [];
    for (const request of requests) {
      const { run } = await log.ledger.impactRuns.start(request, author);
      // Whoever started it is gone.
      const other = await openLedger({ store: log.store, packs, engine: '0.0.0' });
      const done = await other.impactRuns.run({ id: run.id });
      expect(done.state).toBe('done');
      const again = await log.ledger.impactRuns.start(request, author);
      expect(again).toMatchObject({ created: false, run: { id: run.id, digest: done.digest } });
      answers.push({ numbers: done.numbers, rows: await rowsOf(log, done) });
    }
    found.push(answers);
  }
  expect(found[1]).toEqual(found[0]);
  const changed = (found[1] as { readonly numbers: { readonly changed: number } }[]).map(
    ({ numbers }) => numbers.changed,
  );
  expect(Math.min(...changed)).toBeGreaterThan(0);
  for (const { ledger } of [embedded, remote]) await ledger.close();
}, 120_000);
