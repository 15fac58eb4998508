import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { EventStore, RecordedEvent } from '../port.js';
import { buildChild, startChild } from '../testing/child-process.js';
import { everything, newEvent } from '../testing/index.js';
import { Connection } from './connection.js';
import { ledgerFiles } from './data-directory.js';
import { openSqliteStore } from './open.js';

const kills = process.env['CANBAO_FULL'] === '1' ? 100 : 10;
/** A ledger is killed that often, so that the next process also starts from what a kill left. */
const killsPerLedger = 5;

const folder = mkdtempSync(join(tmpdir(), 'canbao-kill-'));
const program = buildChild(folder);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What the killed processes said about one ledger. */
type Said = { readonly tried: Map<string, string>; readonly acknowledged: Map<string, string> };

/**
 * Alone; and beside a thread that takes the journal into the database so often that a kill mostly finds it at work, and the
 * journal begun anew many times.
 */
const ways = [
  { name: 'appends from 64 callers', task: ['race'], atWork: 'acknowledged' },
  {
    name: 'does so beside a thread that takes its journal in',
    task: ['race-beside', '30'],
    atWork: 'taken',
  },
] as const;

describe.each(ways)(`a process that $name, killed ${kills} times`, ({ task, atWork }) => {
  for (let ledger = 0; ledger < kills / killsPerLedger; ledger += 1) {
    test(`ledger ${ledger + 1}: keeps what it acknowledged, once, and opens clean`, async () => {
      const directory = join(folder, `${task[0]}-${ledger}`);
      const said: Said = { tried: new Map(), acknowledged: new Map() };
      for (let kill = 0; kill < killsPerLedger; kill += 1) {
        await runAndKill([directory, ...task], said, kill === 0 ? undefined : atWork);
        await withStore(directory, async (store) => {
          expectNothingLostOrDoubled(await everything(store), said);
        });
        expect(integrityOf(directory)).toEqual([['ok']]);
      }
      expect(said.acknowledged.size).toBeGreaterThan(killsPerLedger);
      await withStore(directory, (store) => expectRetriesToSettle(store, said));
    });
  }
});

/** The first process of a ledger may die while it creates it (`atWork` undefined), the others once they have said so of their work. */
async function runAndKill(parameters: readonly string[], said: Said, atWork?: string): Promise<void> {
  const child = startChild(process.execPath, [program, ...parameters]);
  if (atWork !== undefined) await child.said(atWork);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * (atWork === undefined ? 200 : 400)));
  child.process.kill('SIGKILL');
  await child.ended;
  for (const line of child.lines) {
    const [word, id = '', stream = '', position = '', version = ''] = line.split(' ');
    if (word === 'try') said.tried.set(id, stream);
    if (word === 'trouble') throw new Error(line);
    if (word === 'acknowledged') said.acknowledged.set(id, `${stream} ${position} ${version}`);
  }
}

function expectNothingLostOrDoubled(events: readonly RecordedEvent[], { tried, acknowledged }: Said): void {
  const stored = new Map(
    events.map(({ id, stream, position, version }) => [id, `${stream} ${position} ${version}`]),
  );
  expect(stored.size).toBe(events.length);
  expect([...acknowledged].filter(([id, where]) => stored.get(id) !== where)).toEqual([]);
  expect([...stored.keys()].filter((id) => !tried.has(id))).toEqual([]);

  const versions = new Map<string, number>();
  let last = { position: 0, recordedAt: '' };
  for (const event of events) {
    expect(event.version).toBe((versions.get(event.stream) ?? 0) + 1);
    expect(event.position).toBeGreaterThan(last.position);
    expect(event.recordedAt > last.recordedAt).toBe(true);
    versions.set(event.stream, event.version);
    last = event;
  }
}

/** Whoever got no answer tries again with the same id and key: then the event is there exactly once. */
async function expectRetriesToSettle(store: EventStore, { tried, acknowledged }: Said): Promise<void> {
  const open = [...tried].filter(([id]) => !acknowledged.has(id));
  for (const [id, stream] of open) {
    const expected = (await store.readStream(stream)).length;
    const there = await store.eventById(id);
    const { replayed } = await store.append(stream, expected, [newEvent({ id })], {
      idempotencyKey: `key-${id}`,
    });
    expect(replayed).toBe(there !== undefined);
  }
  expectNothingLostOrDoubled(await everything(store), { tried, acknowledged });
  expect(await everything(store)).toHaveLength(tried.size);
}

async function withStore(directory: string, use: (store: EventStore) => Promise<void>): Promise<void> {
  const create = {
    logId: '6ba7b810-9dad-51d1-80b4-00c04fd430c8',
    kind: 'ledger',
    clockOffsetMs: 0,
    appVersion: '0',
  } as const;
  const store = await openSqliteStore({ directory, create, clock: Date.now });
  try {
    await use(store);
  } finally {
    await store.close();
  }
}

function integrityOf(directory: string): unknown {
  const connection = Connection.open(ledgerFiles(directory).database);
  const answer = connection.query<[string]>('PRAGMA integrity_check').all();
  connection.close();
  return answer;
}
