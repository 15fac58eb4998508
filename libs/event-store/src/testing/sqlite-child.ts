import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';

import { WrongExpectedVersionError } from '../errors.js';
import type { EventStore } from '../port.js';
import { openSqliteStore } from '../sqlite/open.js';
import { newEvent } from './builders.js';

/**
 * A process of its own for the tests that kill one, count its syncs or let it hold the lock.
 *
 * `sqlite-child DIRECTORY open` opens the ledger, says `open`, and waits.
 * `sqlite-child DIRECTORY append COUNT` appends that many events one after the other, then closes.
 * `sqlite-child DIRECTORY race` appends from many callers until it is killed.
 *
 * Each line is written synchronously: what the test has read was said before the process died.
 */
const [directory = '', task = '', count = '0'] = process.argv.slice(2);
const callers = 64;
const contendedStreams = 4;

function say(...words: (string | number)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

async function main(): Promise<void> {
  const create = { logId: randomUUID(), kind: 'ledger', clockOffsetMs: 0, appVersion: '0.1.0' } as const;
  const store = await openSqliteStore({ directory, create, clock: Date.now });
  say('open');
  if (task === 'open') await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (task === 'append') await appendOneByOne(store, Number(count));
  if (task === 'race') await Promise.all(Array.from({ length: callers }, (_, caller) => race(store, caller)));
  await store.close();
}

async function appendOneByOne(store: EventStore, events: number): Promise<void> {
  for (let version = 0; version < events; version += 1) {
    await store.append('access', version, [newEvent({ id: randomUUID() })]);
  }
}

/** Half of the callers fight over a few streams, the others have one each; each says what it tries and what it was told. */
async function race(store: EventStore, caller: number): Promise<void> {
  const stream = caller % 2 === 0 ? `contended-${caller % (2 * contendedStreams)}` : `own-${caller}`;
  let expected = (await store.readStream(stream)).length;
  for (;;) {
    const id = randomUUID();
    const idempotencyKey = `key-${id}`;
    say('try', id, stream);
    expected = await insist(store, { stream, expected, id, idempotencyKey });
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
  }
}

async function insist(
  store: EventStore,
  attempt: { stream: string; expected: number; id: string; idempotencyKey: string },
): Promise<number> {
  const { stream, id, idempotencyKey } = attempt;
  let { expected } = attempt;
  for (;;) {
    try {
      const { events } = await store.append(stream, expected, [newEvent({ id })], { idempotencyKey });
      for (const { position, version } of events) say('acknowledged', id, stream, position, version);
      return expected + 1;
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      expected = error.actual;
    }
  }
}

main().catch((error: unknown) => {
  writeSync(2, String(error));
  process.exitCode = 1;
});
