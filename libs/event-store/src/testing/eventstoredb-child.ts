import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';

import { StoreError } from '../errors.js';
import { openEventStoreDb } from '../eventstoredb/open.js';
import type { EventStore } from '../port.js';
import { newEvent } from './builders.js';

/**
 * A process of its own that races with others: `eventstoredb-child CONNECTION LEDGER NAME ROUNDS`. In each round it
 * appends one document that every process has, by a key that every process has, to one member that every process has,
 * and then a document and a member's event of its own. It says what it was told.
 */
const [connection = '', ledgerName = '', name = '', rounds = '0'] = process.argv.slice(2);

function say(...words: (string | number | boolean)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

async function main(): Promise<void> {
  const create = { logId: randomUUID(), kind: 'ledger', clockOffsetMs: 0, appVersion: '0.1.0' } as const;
  const store = await openEventStoreDb({ connection, ledgerName, create, clock: Date.now });
  say('open');
  for (let round = 1; round <= Number(rounds); round += 1) {
    const shared = `00000000-0000-5000-8000-${round.toString(16).padStart(12, '0')}`;
    await Promise.all([
      insist(store, { id: shared, stream: 'member-P-0001', key: `shared-${round}`, document: round }),
      // The same document for a member of one's own: whoever comes first has it.
      insist(store, {
        id: disputed(round),
        stream: `member-${name}`,
        key: `${name}-${round}`,
        document: round,
      }),
    ]);
  }
  await store.close();
}

function disputed(round: number): string {
  return `00000000-0000-5000-8001-${round.toString(16).padStart(12, '0')}`;
}

/** As command handling does: reads, decides, appends; again where somebody was quicker or nobody knows. */
async function insist(
  store: EventStore,
  { id, stream, key, document }: { id: string; stream: string; key: string; document: number },
): Promise<void> {
  for (;;) {
    const version = (await store.readStream(stream)).length;
    const event = newEvent({ id, data: { document } });
    try {
      const { events, replayed } = await store.append(stream, version, [event], { idempotencyKey: key });
      for (const { position, recordedAt } of events)
        say('recorded', id, stream, position, recordedAt, replayed);
      return;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (error.code === 'event-id-conflict') {
        say('conflict', id, stream);
        return;
      }
      if (error.code !== 'wrong-expected-version' && error.code !== 'append-outcome-unknown') throw error;
    }
  }
}

main().catch((error: unknown) => {
  writeSync(2, String(error));
  process.exitCode = 1;
});
