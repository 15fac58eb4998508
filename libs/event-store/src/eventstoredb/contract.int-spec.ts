import { randomUUID } from 'node:crypto';

import { type ContractLedger, eventStoreContract } from '../testing/index.js';
import { type ProtocolServer, startProtocolServer } from '../testing/protocol-server/index.js';
import type { EventStore } from '../port.js';
import { openEventStoreDb } from './open.js';

/** A real server, where one is given: an empty one is not needed, since every ledger has a name of its own. */
const real = process.env['ESDB_URL'];

// Every append is several calls, and client and server share this process.
jest.setTimeout(180_000);

let server: ProtocolServer | undefined;

beforeAll(async () => {
  if (real === undefined) server = await startProtocolServer();
});

afterAll(() => server?.stop());

function open({ kind, clockOffsetMs, clock }: ContractLedger = {}): Promise<EventStore> {
  return openEventStoreDb({
    connection: real ?? server?.connectionString ?? '',
    ledgerName: `test_${randomUUID().replaceAll('-', '')}`,
    create: {
      logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
      kind: kind ?? 'ledger',
      clockOffsetMs: clockOffsetMs ?? 0,
      appVersion: '0.1.0',
    },
    clock: clock ?? Date.now,
  });
}

eventStoreContract(
  real === undefined ? 'EventStoreDB as spoken in the process' : 'The server of ESDB_URL',
  open,
);
