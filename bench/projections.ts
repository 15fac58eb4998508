import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { civilDate } from '#libs/enrollment';
import { Connection, type EventStore, openSqliteStore } from '#libs/event-store';
import { openLedger, standingSource } from '#libs/ledger';
import { StandingModel, TurnPauses } from '#libs/projections';
import { loadShippedPacks, readRegions } from '#libs/policy';
import type { Figure } from './measure.js';
import { BENCH_REGIONS, memberRows } from './population.js';

/** Members of the calendar run: `CANBAO_BENCH_MEMBERS=1000000 npm run bench` takes some minutes and 2 GB of disk. */
const CALENDAR_MEMBERS = Number(process.env['CANBAO_BENCH_MEMBERS'] ?? 20_000);
/** Members whose events come one at a time, none twice in a batch: the dearest order there is. */
const SCATTERED_MEMBERS = 2_000;
const CALLERS = 64;
const BATCH = 1_000;
const MILLION = 1_000_000;
/** Entries that a reader of the feed takes at once, and in all: those of some 20,000 members. */
const ENTRIES = 500;
const MOST_ENTRIES = 1_200_000;
/** Bound of the calendar run of 1 January, in seconds for a million members. */
const CALENDAR_SECONDS = 30;

/** The projector beside raw upserts of its rows, and the calendar run of 1 January. */
export async function projectionFigures(): Promise<readonly Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
  try {
    return [
      ...(await throughput(join(directory, 'scattered'))),
      ...(await calendar(join(directory, 'calendar'))),
    ];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

async function throughput(directory: string): Promise<readonly Figure[]> {
  const { store } = await openBenchLedger(directory);
  await appendScattered(store, SCATTERED_MEMBERS);
  const model = modelOf(store, directory);
  const events = await store.head();
  const projected = await secondsOf(async () => {
    await model.catchUp();
  });
  const rows = rowsOf(directory);
  await model.stop();
  const source = standingSource(store);
  const look = async (member: number): Promise<void> => {
    const stream = streamOf(member);
    const loaded = await source.load(source.memberOf(stream), await store.readStream(stream));
    loaded.at({ position: events, on: civilDate('2031-12-20') });
  };
  // The policy is read with the first of them.
  await look(0);
  const looked = await secondsOf(async () => {
    for (let member = 0; member < SCATTERED_MEMBERS; member += 1) await look(member);
  });
  await store.close();
  const raw = await secondsOf(() => {
    upsert(join(directory, 'raw.sqlite'), rows, events);
    return Promise.resolve();
  });
  const perSecond = (seconds: number): string => (events / seconds).toFixed(0);
  return [
    {
      name: 'projector / raw batched upserts of the same rows (rates), each event of another member than the last 2,000',
      ratio: raw / projected,
      bound: { kind: 'at-least', value: 0.5 },
      detail: `${perSecond(projected)} / ${perSecond(raw)} rows per s`,
    },
    {
      name: 'reading a member of 15 events and making its row, once / raw upserts of rows (rates): the most that is possible where each event comes alone',
      ratio: (raw * SCATTERED_MEMBERS) / events / looked,
      detail: `${((looked * 1e6) / SCATTERED_MEMBERS).toFixed(0)} us of processor time a member`,
    },
  ];
}

async function calendar(directory: string): Promise<readonly Figure[]> {
  const { store, setClock } = await openBenchLedger(directory);
  await appendWhole(store, CALENDAR_MEMBERS);
  const model = modelOf(store, directory);
  const empty = process.memoryUsage().rss;
  const built = await secondsOf(async () => {
    await model.catchUp();
  });
  let told = 0;
  let after = { position: 0, number: 0 };
  const read = await secondsOf(async () => {
    for (let isEnd = false; !isEnd && told < MOST_ENTRIES;) {
      const page = await model.answersChanged(after, ENTRIES);
      told += page.length;
      after = page.at(-1) ?? after;
      isEnd = page.length < ENTRIES;
    }
  });
  const readMembers = (CALENDAR_MEMBERS * after.position) / (await store.head());
  const ahead = await secondsOf(() => model.lookAhead());
  setClock('2032-01-01T00:00:30+08:00');
  const before = process.memoryUsage().rss;
  const seconds = await secondsOf(async () => {
    await model.catchUp();
  });
  const grown = (process.memoryUsage().rss - before) / 2 ** 20;
  const kept = process.memoryUsage().rss - empty;
  const moved = model.standingsReached({ day: '2031-12-31', member: '\uffff' }, 1 + CALENDAR_MEMBERS).length;
  await model.stop();
  await store.close();
  const file = statSync(join(directory, 'read-models.sqlite')).size;
  const rate = (count: number, took: number): string => (count / took).toFixed(0);
  return [
    {
      name: 'calendar run of 1 January, all of its moves foreseen, seconds for a million members',
      ratio: (seconds * MILLION) / CALENDAR_MEMBERS,
      bound: { kind: 'at-most', value: CALENDAR_SECONDS },
      detail: `${String(moved)} of ${String(CALENDAR_MEMBERS)} members moved in ${seconds.toFixed(1)} s, ${rate(moved, seconds)} per s; resident memory grew by ${grown.toFixed(0)} MB`,
    },
    {
      name: 'looking ahead for it in the days before, seconds for a million members of 15 events',
      ratio: (ahead * MILLION) / CALENDAR_MEMBERS,
      detail: `${rate(CALENDAR_MEMBERS, ahead)} members per s, between other work`,
    },
    {
      name: 'first build of the same rows, seconds for a million members of 15 events',
      ratio: (built * MILLION) / CALENDAR_MEMBERS,
      detail: `${rate(CALENDAR_MEMBERS, built)} members per s`,
    },
    {
      name: 'the feed of answers read from its beginning, all of it made when it is read, seconds for a million members',
      ratio: (read * MILLION) / readMembers,
      detail: `${rate(told, read)} entries per s of processor time, ${(told / readMembers).toFixed(0)} a member`,
    },
    {
      name: 'state of the projector in memory, resident bytes a member',
      ratio: kept / CALENDAR_MEMBERS,
      detail: `${(kept / 2 ** 20).toFixed(0)} MB for ${String(CALENDAR_MEMBERS)} members, caches of a fixed size and garbage in it; on disk ${(file / CALENDAR_MEMBERS).toFixed(0)} bytes a member with its feed`,
    },
  ];
}

interface BenchLedger {
  readonly store: EventStore;
  readonly setClock: (instant: string) => void;
}

/** A ledger under the five packs, a region under each, on 20 December 2031. */
async function openBenchLedger(directory: string): Promise<BenchLedger> {
  let now = Date.parse('2031-12-20T10:00:00+08:00');
  const store = await openSqliteStore({
    directory,
    create: {
      logId: '00000000-0000-4000-8000-000000000002',
      kind: 'ledger',
      clockOffsetMs: 0,
      appVersion: 'bench',
    },
    clock: () => now,
  });
  const packs = loadShippedPacks().map(({ pack }) => pack);
  const ledger = await openLedger({ store, packs, engine: 'bench' });
  const yaml = BENCH_REGIONS.map(
    (code, index) =>
      `- { code: "${code}", policy: ${packs[index]?.id ?? ''}, baseCeilingYuan: 300000, premiumYuan: 400, sample: true }`,
  );
  const entries = readRegions(
    yaml.join('\n'),
    'regions.yaml',
    packs.map(({ id }) => id),
  );
  await ledger.policy.importRegions(entries, { actor: 'bench', correlationId: 'bench' });
  return {
    store,
    setClock: (instant) => {
      now = Date.parse(instant);
    },
  };
}

/** The events of each member in one append. */
async function appendWhole(store: EventStore, members: number): Promise<void> {
  await inParallel(members, async (member) => {
    await store.append(streamOf(member), 0, eventsOf(member));
  });
}

/** The first event of every member, then the second of every member, and so on. */
async function appendScattered(store: EventStore, members: number): Promise<void> {
  const longest = eventsOf(0).length;
  for (let version = 0; version < longest; version += 1) {
    await inParallel(members, async (member) => {
      const event = eventsOf(member)[version];
      if (event !== undefined) await store.append(streamOf(member), version, [event]);
    });
  }
}

async function inParallel(count: number, task: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < count) await task((next += 1) - 1);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

function streamOf(member: number): string {
  return `member-B-${String(member).padStart(7, '0')}`;
}

type NewEvents = Parameters<EventStore['append']>[2];

function eventsOf(member: number): NewEvents {
  return memberRows(member).map((row) => {
    const { id, type, data } = JSON.parse(row) as {
      readonly id: string;
      readonly type: string;
      readonly data: Readonly<Record<string, unknown>>;
    };
    const metadata = {
      correlationId: 'bench',
      actor: 'bench',
      source: { system: 'bench', document: id },
      effectiveOn: '2031-01-01',
    };
    return { id, type, schemaVersion: 1, data, metadata };
  });
}

function modelOf(store: EventStore, directory: string): StandingModel {
  return new StandingModel({ directory, store, source: standingSource(store), pauses: new TurnPauses() });
}

type Row = [string, string | null, string | null, number, number, string | null];

/** What the projector has written, read past it. */
function rowsOf(directory: string): readonly Row[] {
  const connection = Connection.open(join(directory, 'read-models.sqlite'));
  try {
    return connection
      .query<Row>('SELECT member, region, next_change_on, version, position, standing FROM standings_1')
      .all();
  } finally {
    connection.close();
  }
}

/** Writes the rows over and over, so many in all, into a table like the projector's, as many at once as it does. */
function upsert(path: string, rows: readonly Row[], count: number): void {
  const connection = Connection.open(path);
  connection.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA wal_autocheckpoint = 16384;
    CREATE TABLE standings (member TEXT PRIMARY KEY, region TEXT, next_change_on TEXT, version INTEGER NOT NULL,
      position INTEGER NOT NULL, standing TEXT) STRICT;
    CREATE INDEX due ON standings (next_change_on) WHERE next_change_on IS NOT NULL;
  `);
  const write = connection.command(
    `INSERT INTO standings VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (member) DO UPDATE SET region = excluded.region,
     next_change_on = excluded.next_change_on, version = excluded.version, position = excluded.position,
     standing = excluded.standing`,
  );
  for (let written = 0; written < count; written += BATCH) {
    connection.exec('BEGIN IMMEDIATE');
    for (let index = written; index < Math.min(count, written + BATCH); index += 1) {
      const row = rows[index % rows.length];
      if (row !== undefined) write(...row);
    }
    connection.exec('COMMIT');
  }
  connection.close();
}

/** Processor time of this process, of all its threads: what else the machine does is not in it. */
async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
