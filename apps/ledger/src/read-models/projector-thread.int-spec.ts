import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '#libs/event-store';
import { newEvents } from '#libs/event-store/testing';
import { ProjectorThread } from './projector-thread.js';

const folder = mkdtempSync(join(tmpdir(), 'canbao-thread-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A thread that says what it was told, and ends when it is told of appends the third time. */
const SCRIPT = `
  const { parentPort } = require('node:worker_threads');
  let appends = 0;
  const say = (said) => parentPort.postMessage({ said, status: { state: 'following' }, isOpen: true });
  say('begun');
  parentPort.on('message', (message) => {
    say(message);
    if (message === 'stop') parentPort.close();
    else if ((appends += 1) === 3) throw new Error('ended by itself');
  });
`;

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 10) {
    if (waited > 20_000) throw new Error('It did not come to that.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('it is told of appends; one that ends by itself is said to, and followed by another, until it is stopped', async () => {
  const script = join(folder, 'thread.js');
  writeFileSync(script, SCRIPT);
  const create = {
    logId: '00000000-0000-4000-8000-000000000001',
    kind: 'ledger',
    clockOffsetMs: 0,
    appVersion: '0.0.0',
  } as const;
  const store = await openSqliteStore({ directory: ':memory:', create, clock: Date.now });
  const heard: string[] = [];
  const troubles: string[] = [];
  const places = { ledger: 'a', readModels: 'b' };
  const thread = new ProjectorThread(script, places, {
    store,
    onTrouble: (trouble, error) => troubles.push(`${trouble}: ${(error as Error).message}`),
  });
  thread.start((told) => {
    heard.push(told === 'ended' ? told : (told as unknown as { readonly said: string }).said);
  });
  // Once at the beginning: something may have been appended before it was there.
  await until(() => heard.length === 2);
  await store.append('member-P-0001', 0, newEvents(1));
  await until(() => heard.length === 3);
  await store.append('member-P-0001', 1, newEvents(1));
  await until(() => heard.length === 6);
  await store.append('member-P-0001', 2, newEvents(1));
  await until(() => heard.length === 7);
  await thread.stop();
  const first = ['begun', 'appended', 'appended', 'appended', 'ended'];
  expect(heard).toEqual([...first, 'begun', 'appended', 'stop']);
  expect(troubles).toEqual(['the projecting thread failed: ended by itself']);
  await store.close();
});
