import type { EventStore } from '../port.js';
import { appending } from './contract/appending.js';
import { idempotency } from './contract/idempotency.js';
import type { OpenLedger } from './contract/open-ledger.js';
import { reading } from './contract/reading.js';
import { subscribing } from './contract/subscribing.js';
import { time } from './contract/time.js';

/**
 * What every store must do, whatever it is built on; its spec calls this and nothing else of the kind.
 *
 * @param open makes a new, empty ledger each time; the suite closes it
 */
export function eventStoreContract(name: string, open: OpenLedger): void {
  describe(`${name} keeps the contract of an event store:`, () => {
    const opened: EventStore[] = [];
    const openAndClose: OpenLedger = async (ledger) => {
      const store = await open(ledger);
      opened.push(store);
      return store;
    };

    afterEach(async () => {
      await Promise.all(opened.splice(0).map((store) => store.close()));
    });

    describe('appending', () => {
      appending(openAndClose);
    });
    describe('idempotency', () => {
      idempotency(openAndClose);
    });
    describe('reading', () => {
      reading(openAndClose, open);
    });
    describe('subscribing', () => {
      subscribing(openAndClose);
    });
    describe('time', () => {
      time(openAndClose);
    });
  });
}
