import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, type NewEvent, openSqliteStore } from '#libs/event-store';
import { type Figure, median } from './measure.js';
import { population } from './population.js';

const APPENDS = 4_000;
const CALLERS = 64;
const SYNCS = 400;
const STREAMS = 2_000;
const BLOCK = Buffer.alloc(4096, 1);

/** Durable appends on random streams, as ratios to the rate at which this disk syncs a growing file. */
export async function storeFigures(): Promise<readonly Figure[]> {
  const directory = mkdtempSync(join(tmpdir(), 'canbao-bench-'));
  const store = await openSqliteStore({
    directory: join(directory, 'data'),
    create: {
      logId: '00000000-0000-4000-8000-000000000001',
      kind: 'ledger',
      clockOffsetMs: 0,
      appVersion: 'bench',
    },
    clock: Date.now,
  });
  try {
    const syncsPerSecond = median(Array.from({ length: 3 }, () => syncRate(join(directory, 'synced'))));
    const one = await appendRate(store, 1, APPENDS / 8, 'one');
    const many = await appendRate(store, CALLERS, APPENDS, 'many');
    const detail = (rate: number): string => `${rate.toFixed(0)} / ${syncsPerSecond.toFixed(0)} per s`;
    return [
      {
        name: 'durable append, 1 caller / fdatasync of a growing file',
        ratio: one / syncsPerSecond,
        detail: detail(one),
      },
      {
        name: `durable append, ${String(CALLERS)} callers, random streams / fdatasync of a growing file`,
        ratio: many / syncsPerSecond,
        bound: { kind: 'at-least', value: 4 },
        detail: detail(many),
      },
    ];
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
}

/** Syncs per second of 4 KiB appended to a file each time. */
function syncRate(path: string): number {
  const file = openSync(path, 'w');
  const start = process.hrtime.bigint();
  for (let sync = 0; sync < SYNCS; sync += 1) {
    writeSync(file, BLOCK);
    fdatasyncSync(file);
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  closeSync(file);
  return SYNCS / seconds;
}

/** Appends per second by so many callers, each waiting for its answer before its next append. */
async function appendRate(store: EventStore, callers: number, appends: number, run: string): Promise<number> {
  const [rows = []] = population(1);
  const template = JSON.parse(rows[3] ?? '{}') as { readonly type: string; readonly data: unknown };
  const versions = new Map<string, number>();
  let started = 0;
  const caller = async (number: number): Promise<void> => {
    while (started < appends) {
      const append = (started += 1);
      const stream = `member-${run}-${String(number)}-${String((append * 7919) % STREAMS)}`;
      const version = versions.get(stream) ?? 0;
      await store.append(stream, version, [event(template, run, append)]);
      versions.set(stream, version + 1);
    }
  };
  const start = process.hrtime.bigint();
  await Promise.all(Array.from({ length: callers }, (_, number) => caller(number)));
  return appends / (Number(process.hrtime.bigint() - start) / 1e9);
}

function event(
  template: { readonly type: string; readonly data: unknown },
  run: string,
  append: number,
): NewEvent {
  const id = `${run === 'one' ? '1' : '2'}${append.toString(16).padStart(7, '0')}-0000-4000-8000-000000000000`;
  const metadata = { correlationId: id, actor: 'bench', source: { system: 'bench', document: id } };
  return { id, type: template.type, schemaVersion: 1, data: template.data, metadata };
}
