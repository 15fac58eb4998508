import { collect, everything, newEvent, newEvents } from '../testing/index.js';
import { type ProtocolServer, startProtocolServer } from '../testing/protocol-server/index.js';
import type { LedgerCreation } from '../port.js';
import { openEventStoreDbCopy } from './copy.js';
import { openEventStoreDb } from './open.js';

const create: LedgerCreation = {
  logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
  kind: 'ledger',
  clockOffsetMs: 0,
  appVersion: '0.1.0',
};
const clock = Date.now;
let server: ProtocolServer;

beforeAll(async () => {
  server = await startProtocolServer();
});
afterAll(() => server.stop());

const at = (ledgerName: string): { connection: string; ledgerName: string; clock: () => number } => ({
  connection: server.connectionString,
  ledgerName,
  clock,
});

test('a copy keeps positions, instants, versions, ids and keys, and new positions come after', async () => {
  const source = await openEventStoreDb({ ...at('source'), create });
  const [replayed] = newEvents(1);
  await source.append('member-P-0001', 0, [replayed!], { idempotencyKey: 'one' });
  await source.append('member-P-0002', 0, newEvents(3), { idempotencyKey: 'three' });
  await source.append('member-P-0001', 1, newEvents(2));
  await source.append('member-P-0003', 0, [newEvent({ metadata: { actor: 'a', correlationId: 'c' } })]);
  const events = await everything(source);
  const own = (await collect(source.boundKeys())).flat();
  expect(own.map(({ key }) => key).sort()).toEqual(['one', 'three']);
  // As an earlier program bound a key that came with events of before.
  const keys = [...own, { key: 'second', stream: 'member-P-0001', version: 1, count: 1 }];

  const begun = await openEventStoreDbCopy({ ...at('target'), ledger: source.ledger });
  expect(await begun.copiedThrough()).toBe(0);
  await begun.takeEvents(events.slice(0, 4));
  await begun.close();
  await expect(openEventStoreDb(at('target'))).rejects.toMatchObject({ code: 'copy-unfinished' });

  const copy = await openEventStoreDbCopy({ ...at('target'), ledger: source.ledger });
  expect(await copy.copiedThrough()).toBe(events[3]?.position);
  await copy.takeEvents(events.slice(2));
  await copy.takeKeys(keys);
  await copy.takeKeys(keys);
  expect((await collect(copy.readPages({ after: 0 }))).flat()).toEqual(events);
  await copy.finish();
  await copy.close();

  const target = await openEventStoreDb(at('target'));
  expect(target.ledger).toEqual(source.ledger);
  expect(await everything(target)).toEqual(events);
  expect((await collect(target.boundKeys())).flat()).toEqual(expect.arrayContaining(keys));
  expect(await target.findByIdempotencyKey('three')).toEqual(events.slice(1, 4));
  expect(await target.findByIdempotencyKey('second')).toEqual(events.slice(0, 1));
  for (const event of events) {
    expect(await target.eventById(event.id)).toEqual(event);
    expect(await target.recordedAtOf(event.position)).toBe(event.recordedAt);
    expect(await target.resolvePosition(event.recordedAt)).toBe(
      await source.resolvePosition(event.recordedAt),
    );
  }
  const again = await target.append('member-P-0001', 9, [replayed!], { idempotencyKey: 'one' });
  expect(again).toEqual({ replayed: true, events: events.slice(0, 1) });
  const { events: later } = await target.append('member-P-0001', 3, newEvents(1));
  expect(later[0]?.position).toBeGreaterThan(events.at(-1)?.position ?? NaN);
  expect(await everything(target)).toEqual([...events, ...later]);
  await Promise.all([source.close(), target.close()]);
});

test('a copy does not go on where something else stands', async () => {
  const source = await openEventStoreDb({ ...at('first'), create });
  await source.append('member-P-0001', 0, newEvents(1));
  const events = await everything(source);
  await expect(openEventStoreDbCopy({ ...at('first'), ledger: source.ledger })).rejects.toMatchObject({
    code: 'copy-mismatch',
  });
  const copy = await openEventStoreDbCopy({ ...at('second'), ledger: source.ledger });
  await copy.takeEvents(events);
  await expect(copy.takeEvents([{ ...events[0]!, ...newEvent() }])).rejects.toMatchObject({
    code: 'copy-mismatch',
  });
  await expect(
    copy.takeKeys([{ key: 'k', stream: 'member-P-0001', version: 2, count: 1 }]),
  ).rejects.toMatchObject({ code: 'copy-mismatch' });
  const other = { ...source.ledger, logId: '6ba7b811-9dad-51d1-80b4-00c04fd430c8' };
  await expect(openEventStoreDbCopy({ ...at('second'), ledger: other })).rejects.toMatchObject({
    code: 'copy-mismatch',
  });
  await Promise.all([source.close(), copy.close()]);
});
