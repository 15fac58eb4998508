import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type ContractLedger, eventStoreContract, everything, newEvents } from '../testing/index.js';
import type { EventStore } from '../port.js';
import { openSqliteStore } from './open.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-contract-'));
let ledgers = 0;

afterAll(() => {
  rmSync(root, { recursive: true });
});

function open(directory: string, { kind, clockOffsetMs, clock }: ContractLedger): Promise<EventStore> {
  const create = {
    logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
    kind: kind ?? 'ledger',
    clockOffsetMs: clockOffsetMs ?? 0,
    appVersion: '0.1.0',
  };
  return openSqliteStore({ directory, create, clock: clock ?? Date.now });
}

eventStoreContract('SQLite in a data directory', (ledger = {}) =>
  open(join(root, String((ledgers += 1))), ledger),
);

eventStoreContract('SQLite in memory', (ledger = {}) => open(':memory:', ledger));

test('SQLite stores appends in the order in which they were asked for, across streams too', async () => {
  const store = await open(':memory:', {});
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, append) =>
      store.append(`member-${append % 20}`, Math.floor(append / 20), newEvents(1)),
    ),
  );
  expect(await everything(store)).toEqual(answers.flatMap(({ events }) => events));
  await store.close();
});
