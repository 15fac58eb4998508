import fc from 'fast-check';
import { civilDayOfInstant } from '#libs/enrollment';
import { type ProtocolServerProcess, startProtocolServerProcess } from '#libs/event-store/testing';
import { readModelContent } from '#libs/projections/testing';
import { bruteForce } from './brute-force.js';
import { configure, lives, record } from './given-log.js';
import { openLogOnServer } from './given-log-on-server.js';
import { caughtUp, Folders, modelOf } from './models.js';

const folders = new Folders();
let server: ProtocolServerProcess;

beforeAll(async () => {
  server = await startProtocolServerProcess();
}, 60_000);

afterAll(async () => {
  await server.stop();
  folders.remove();
});

test('on EventStoreDB, too, rows and feed are those of brute force; a server that is away is waited for', async () => {
  const [all = []] = fc.sample(lives(4), { numRuns: 1, seed: 5 });
  const steps = all.filter(({ at }) => at < '2029-03');
  const log = await openLogOnServer(server.connectionString);
  const { store } = log;
  const half = Math.floor(steps.length / 2);
  const directory = folders.next();
  await record(log, steps.slice(0, half));
  await caughtUp(store, directory);

  const model = modelOf(store, directory);
  model.start();
  await record(log, steps.slice(half));
  await configure(log.ledger, 310_000);
  log.setClock('2029-04-01T00:00:00Z');
  const head = await store.head();
  expect(await model.reaches(head, 60_000)).toBe(true);
  while (model.status.asOf !== '2029-04-01') await new Promise((resolve) => setTimeout(resolve, 20));
  const content = readModelContent(directory);
  const expected = await bruteForce(store, civilDayOfInstant(store.now()), 'everything', 'pastEveryPack');
  expect(content.rows).toEqual(expected.rows);
  expect(content.feed).toEqual(expected.feed);
  expect(content.feed.length).toBeGreaterThan(5);

  await server.stop();
  while (model.status.state !== 'waiting') await new Promise((resolve) => setTimeout(resolve, 20));
  expect(model.status).toMatchObject({ reason: 'unreachable', position: head });
  log.setClock('2029-05-01T00:00:00Z');
  expect(model.status.lagSeconds).toBeGreaterThan(86_400);
  // No midnight is told while facts recorded before it may be out of reach.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(model.status.asOf).toBe('2029-04-01');
  await model.stop();
  await store.close();
}, 180_000);
