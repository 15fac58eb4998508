import { randomUUID } from 'node:crypto';

import { ForeignEventError } from '../errors.js';
import { newEvents } from '../testing/index.js';
import { startProtocolServer } from '../testing/protocol-server/index.js';
import { connect } from './connection.js';
import { parseConnectionString } from './connection-string.js';
import { openEventStoreDb } from './open.js';

jest.setTimeout(60_000);

test('past an event that the ledger did not write, nothing is said to be caught up, and the store is not healthy', async () => {
  const protocolServer = await startProtocolServer();
  const connection = protocolServer.connectionString;
  const create = { logId: randomUUID(), kind: 'ledger', clockOffsetMs: 0, appVersion: '0' } as const;
  const store = await openEventStoreDb({ connection, create, clock: Date.now });
  const { server, release } = await connect(parseConnectionString(connection));
  const { signal } = new AbortController();
  const following = store.subscribe({ after: 0, signal })[Symbol.asyncIterator]();
  try {
    const { events } = await store.append('member-P-0001', 0, newEvents(1));
    expect((await following.next()).value).toEqual(events[0]);
    expect((await following.next()).value).toEqual({ caughtUp: events[0]?.position });

    const foreign = { id: randomUUID(), type: 'Note', data: '{}', metadata: '{}' };
    await server.append('canbao.notes', -1, [foreign], Date.now() + 5_000);
    // An append reads its own stream only, so it may still go through.
    await store.append('member-P-0002', 0, newEvents(1));

    const named = { serverStream: 'canbao.notes', number: 0 };
    await expect(following.next()).rejects.toBeInstanceOf(ForeignEventError);
    expect(store.health()).toEqual({ isWritable: false, reason: 'foreign-event' });
    const late = store.subscribe({ after: events[0]?.position ?? NaN, signal })[Symbol.asyncIterator]();
    await expect(late.next()).rejects.toMatchObject(named);
    await expect(store.resolvePosition('9999-12-31T23:59:59.999Z')).rejects.toMatchObject(named);

    // A server that goes and comes back does not mend it.
    await protocolServer.away();
    await expect(store.head()).rejects.toMatchObject({ reason: 'unreachable' });
    await protocolServer.back();
    await store.head();
    expect(store.health()).toEqual({ isWritable: false, reason: 'foreign-event' });
  } finally {
    await store.close();
    release();
    await protocolServer.stop();
  }
});
