import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildChild, startChild } from '../testing/child-process.js';
import { everything } from '../testing/index.js';
import { startProtocolServer } from '../testing/protocol-server/index.js';
import { openEventStoreDb } from './open.js';

const processes = 3;
const full = process.env['CANBAO_FULL'] === '1';
const rounds = full ? 100 : 8;
jest.setTimeout(full ? 1_800_000 : 180_000);
const folder = mkdtempSync(join(tmpdir(), 'canbao-race-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

test(`${processes} processes race on one member, one document and one key, ${rounds} times; one is killed and started again`, async () => {
  const server = await startProtocolServer();
  const program = buildChild(folder, join(__dirname, '..', 'testing', 'eventstoredb-child.ts'));
  const start = (name: string): ReturnType<typeof startChild> =>
    startChild(process.execPath, [program, server.connectionString, 'raced', name, String(rounds)]);

  const children = Array.from({ length: processes }, (_, index) => start(`own-${index}`));
  const victim = start('victim');
  await victim.said('recorded');
  victim.process.kill('SIGKILL');
  await victim.ended;
  const again = start('victim');
  await Promise.all([...children, again].map(({ ended }) => ended));
  expect([...children, again].map(({ process: { exitCode } }) => exitCode)).toEqual([0, 0, 0, 0]);

  const create = { logId: randomUUID(), kind: 'ledger', clockOffsetMs: 0, appVersion: '0' } as const;
  const store = await openEventStoreDb({
    connection: server.connectionString,
    ledgerName: 'raced',
    create,
    clock: Date.now,
  });
  const events = await everything(store);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  // Every document once: the one that all have, and the one that is disputed.
  expect(events).toHaveLength(2 * rounds);
  const shared = await store.readStream('member-P-0001');
  expect(shared.map(({ version }) => version)).toEqual(
    Array.from({ length: rounds }, (_, index) => index + 1),
  );
  for (const round of [1, rounds]) {
    const bound = await store.findByIdempotencyKey(`shared-${round}`);
    expect(bound).toHaveLength(1);
    expect(shared).toContainEqual(bound?.[0]);
  }

  // All were told the same of what is recorded.
  const stored = new Map(
    events.map((event) => [event.id, `${event.stream} ${event.position} ${event.recordedAt}`]),
  );
  const told = [...children, victim, again].flatMap(({ lines }) => lines).map((line) => line.split(' '));
  const recorded = told.filter(([word]) => word === 'recorded');
  expect(recorded.length).toBeGreaterThanOrEqual(processes * rounds);
  for (const [, id = '', ...where] of recorded) expect(where.slice(0, 3).join(' ')).toBe(stored.get(id));
  const first = recorded.filter(([, , , , , replayed]) => replayed === 'false').map(([, id]) => id);
  expect(new Set(first).size).toBe(first.length);
  await store.close();
  await server.stop();
});
