import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, openSqliteStore } from '#libs/event-store';
import { openForSealing, openKeyFile, Sealer, type SignerRing } from '../index.js';

const LOG_ID = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';

/** A ledger in a directory of its own, with its sealer. */
export interface SealedLedger {
  readonly directory: string;
  readonly store: EventStore;
  readonly sealer: Sealer;
  readonly keys: () => SignerRing;
  /** Appends so many events to streams that take turns, each with the idempotency key that its number asks for. */
  append(count: number, streams?: number, keyOf?: (made: number) => string | undefined): Promise<void>;
  /** Closes the seals and the store; the files stay. */
  close(): Promise<void>;
  /** Closes and removes everything. */
  remove(): Promise<void>;
}

/** Opens a ledger and its seals in a directory, or in a new one. */
export async function sealedLedger(
  directory = mkdtempSync(join(tmpdir(), 'canbao-seals-')),
): Promise<SealedLedger> {
  let now = Date.parse('2027-11-20T02:00:00.000Z');
  const data = join(directory, 'data');
  const store = await openSqliteStore({
    directory: data,
    create: { logId: LOG_ID, kind: 'ledger', clockOffsetMs: 0, appVersion: '0.0.0' },
    clock: () => (now += 1_000),
  });
  const database = openForSealing(data, store.ledger.logId);
  const keys = (): SignerRing => openKeyFile(data, store.ledger.logId);
  const sealer = new Sealer(store, database, keys);
  const versions = new Map<string, number>();
  let made = await store.head();
  const close = async (): Promise<void> => {
    sealer.seals.close();
    await store.close();
  };
  return {
    directory: data,
    store,
    sealer,
    keys,
    append: async (count, streams = 7, keyOf = () => undefined) => {
      for (let left = count; left > 0; left -= 1) {
        made += 1;
        const stream = `member-P-${String(made % streams).padStart(4, '0')}`;
        const version = versions.get(stream) ?? (await store.readStream(stream)).length;
        const data = { coverageYear: 2020 + (made % 9), paidOn: '2027-11-20', amountFen: 40_000 + made };
        const source = { system: 'tax-359901', document: `TX${made}` };
        const metadata = { correlationId: `r-${made}`, actor: 'key-1', effectiveOn: '2027-11-20', source };
        const id = `00000000-0000-5000-8000-${made.toString(16).padStart(12, '0')}`;
        const type = made % 5 === 0 ? 'ClaimSettled' : 'PremiumPaid';
        const key = keyOf(made);
        const options = key === undefined ? {} : { idempotencyKey: key };
        await store.append(stream, version, [{ id, type, schemaVersion: 1, data, metadata }], options);
        versions.set(stream, version + 1);
      }
    },
    close,
    remove: async () => {
      await close();
      rmSync(directory, { recursive: true });
    },
  };
}
