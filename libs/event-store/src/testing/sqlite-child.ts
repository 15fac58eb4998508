import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

import { WrongExpectedVersionError } from '../errors.js';
import type { EventStore } from '../port.js';
import { openSqliteJournal } from '../sqlite/journal.js';
import { JournalLoop } from '../sqlite/journal-loop.js';
import { openSqliteStore } from '../sqlite/open.js';
import { newEvent } from './builders.js';

/**
 * A process of its own for the tests that kill one, count its syncs or let it hold the lock.
 *
 * `sqlite-child DIRECTORY open` opens the ledger, says `open`, and waits.
 * `sqlite-child DIRECTORY append COUNT` appends that many events one after the other, then closes.
 * `sqlite-child DIRECTORY race` appends from many callers until it is killed.
 * `sqlite-child DIRECTORY race-beside FRAMES` does so beside a thread that takes the journal in from that length on, as often as it
 * can, and says `taken FRAMES WAITING` of what it left; from four times that length on a commit does it.
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
  const isBeside = task === 'race-beside';
  const checkpointFrames = isBeside ? 4 * Number(count) : undefined;
  const store = await openSqliteStore({ directory, create, clock: Date.now, checkpointFrames });
  if (isBeside) new Worker(__filename, { workerData: { journalOf: directory, fromFrames: Number(count) } });
  say('open');
  if (task === 'open') await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (task === 'append') await appendOneByOne(store, Number(count));
  if (task === 'race' || isBeside)
    await Promise.all(Array.from({ length: callers }, (_, caller) => race(store, caller)));
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

/** The thread beside the callers, which looks all the time. */
function takeIn({ journalOf, fromFrames }: { journalOf: string; fromFrames: number }): void {
  new JournalLoop(() => openSqliteJournal(journalOf), {
    pace: { everyMs: 1, fromFrames, backOffMs: 1 },
    onTaken: ({ frames, waiting }) => {
      say('taken', frames, waiting);
    },
    onTrouble: (error) => {
      say('trouble', String(error));
    },
  }).start();
  // The timers of the loop keep no thread alive.
  setInterval(() => undefined, 60_000);
}

function fail(error: unknown): void {
  writeSync(2, String(error));
  process.exitCode = 1;
}

if (isMainThread) main().catch(fail);
else takeIn(workerData as { journalOf: string; fromFrames: number });
