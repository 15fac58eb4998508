import { openStore, parseStoreAddress } from '#libs/event-store';
import { givenLog, type GivenLog } from './given-log.js';

/** A new ledger on a server that speaks EventStoreDB, as `openLog` opens one: positions have gaps there. */
export async function openLogOnServer(connectionString: string): Promise<GivenLog> {
  const address = parseStoreAddress(connectionString);
  if (address === undefined) throw new Error('The protocol server gives an address.');
  let now = Date.parse('2027-11-20T10:00:00+08:00');
  const store = await openStore(address, {
    create: {
      logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
      kind: 'ledger',
      clockOffsetMs: 0,
      appVersion: '0.0.0',
    },
    clock: () => now,
  });
  return givenLog(store, (instant) => {
    now = instant;
  });
}
