import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Connection, type LogView, openSqliteLogView, openSqliteStore } from '#libs/event-store';
import { newEvent } from '#libs/event-store/testing';
import {
  checkpointText,
  DECLARATIONS_STREAM,
  type Finding,
  keptReseals,
  keepReseal,
  type LogVerdict,
  openBeside,
  readCheckpoint,
  readNote,
  resealed,
  Sealer,
  signReseal,
  verifyLog,
  verifyReseals,
  writeNote,
} from './index.js';
import { sealedLedger, type SealedLedger } from './testing/index.js';

const signal = new AbortController().signal;

let ledger: SealedLedger;
beforeEach(async () => {
  ledger = await sealedLedger();
  await ledger.append(5);
  await ledger.sealer.seal();
  await ledger.append(4);
  await ledger.sealer.seal();
});
afterEach(() => ledger.remove());

/** The log and the seals as they lie on the disk now. */
async function verified(): Promise<LogVerdict> {
  const view = openSqliteLogView(ledger.directory);
  const seals = openBeside(ledger.directory, view.ledger.logId);
  try {
    return await verifyLog({ log: view, seals, outside: [] });
  } finally {
    seals?.close();
    view.close();
  }
}

/** Changes a file beside its owner, whom nothing of it tells. */
function changed(file: string, sql: string): void {
  const connection = Connection.open(join(ledger.directory, file));
  connection.exec(`PRAGMA busy_timeout = 5000; ${sql}`);
  connection.close();
}

const noteOf = (size: number): string => ledger.sealer.seals.checkpoints.of(size)?.note ?? '';

/** Puts another text, rightly signed, in the place of the last checkpoint. */
async function signedOtherwise(textOf: (text: string) => string): Promise<void> {
  const text = textOf(readNote(noteOf(9)).text);
  const note = writeNote({ text, signatures: [await ledger.keys().current.sign(text)] });
  const connection = Connection.open(join(ledger.directory, 'seals.sqlite'));
  connection.exec('PRAGMA busy_timeout = 5000');
  connection.command('UPDATE checkpoints SET note = ? WHERE size = 9')(note);
  connection.close();
}

test('each checkpoint names what the ledger was made as, and nothing is found', async () => {
  const { kind } = readCheckpoint(readNote(noteOf(5)).text).creation ?? {};
  expect(kind).toBe('ledger');
  expect(await verified()).toMatchObject({ findings: [], isCreationSealed: true });
});

test.each([
  ['kind', "'sample'"],
  ['clock_offset_ms', '86400000'],
  ['app_version', "'0.0.1'"],
  ['created_ms', 'created_ms - 86400000'],
])('another %s in the record of the ledger is found, and nothing more is signed', async (column, value) => {
  changed('ledger.db', `UPDATE ledger SET ${column} = ${value}`);
  expect((await verified()).findings).toEqual([{ kind: 'creation-changed', size: 5 }]);
  await ledger.append(1);
  const view = openSqliteLogView(ledger.directory);
  const seals = openBeside(ledger.directory, view.ledger.logId);
  if (seals === undefined) throw new Error('There are no seals.');
  await expect(new Sealer(view, seals, ledger.keys).seal()).rejects.toMatchObject({ code: 'seals-damaged' });
  seals.close();
  view.close();
});

describe('whether a ledger takes events that bring their own instant', () => {
  test('stands in none of its events: a record that says so of a real ledger was changed', async () => {
    changed('ledger.db', 'UPDATE ledger SET scripted = 1');
    expect((await verified()).findings).toEqual([{ kind: 'script-changed', isOpen: true, position: null }]);
  });

  const atNoon = '2031-03-01T04:00:00.000Z';

  /** A sample with one event of its script, and one by its clock where it is over. */
  async function sample(isOver: boolean, scripted: 0 | 1): Promise<readonly Finding[]> {
    const directory = join(ledger.directory, 'sample');
    const create = {
      logId: ledger.store.ledger.logId,
      kind: 'sample',
      clockOffsetMs: 0,
      appVersion: '0',
    } as const;
    const store = await openSqliteStore({ directory, create, clock: () => Date.parse(atNoon) });
    await store.append('member-P-0001', 0, [newEvent({ recordedAt: '2027-03-01T04:00:00.000Z' })]);
    if (isOver) await store.append('member-P-0001', 1, [newEvent()]);
    await store.close();
    changed(join('sample', 'ledger.db'), `UPDATE ledger SET scripted = ${String(scripted)}`);
    const view = openSqliteLogView(directory);
    const { findings } = await verifyLog({ log: view, seals: undefined, outside: [] });
    view.close();
    return findings;
  }

  test('a sample does, until its first event by its own clock', async () => {
    expect(await sample(false, 1)).toEqual([]);
  });

  test('one whose record was opened again after that event was changed', async () => {
    expect(await sample(true, 1)).toEqual([{ kind: 'script-changed', isOpen: true, position: 2 }]);
  });

  test('one whose record was closed before that event was changed', async () => {
    expect(await sample(false, 0)).toEqual([{ kind: 'script-changed', isOpen: false, position: null }]);
  });

  test('one that is over is as it should be', async () => {
    expect(await sample(true, 0)).toEqual([]);
  });
});

test('a re-seal names it by its own hash function; of a record that checkpoints say is another it is not blamed', async () => {
  const asMade = ledger.store.ledger.clockOffsetMs;
  const set = (offset: number): void => {
    changed('ledger.db', `UPDATE ledger SET clock_offset_ms = ${String(offset)}`);
  };
  const withView = async <Result>(use: (view: LogView) => Promise<Result>): Promise<Result> => {
    const view = openSqliteLogView(ledger.directory);
    try {
      return await use(view);
    } finally {
      view.close();
    }
  };
  const keep = (): Promise<void> =>
    withView(async (log) => {
      const { seals } = ledger.sealer;
      const made = await resealed({ log, seals, algorithm: 'sm3', signal, onEvent: () => undefined });
      keepReseal(ledger.directory, made, await signReseal(made, ledger.keys()));
    });
  const found = (): Promise<readonly Finding[]> =>
    withView(async (log) => {
      const seals = openBeside(ledger.directory, log.ledger.logId);
      const reseals = keptReseals(ledger.directory);
      expect(reseals[0]?.note).toMatch(/\ncreation sm3:[0-9a-f]{64}\n\n/);
      const findings = await verifyReseals({ log, seals, reseals, signal });
      seals?.close();
      return findings;
    });
  await keep();
  expect(await found()).toEqual([]);
  set(1);
  expect(await found()).toEqual([]);
  rmSync(join(ledger.directory, 'reseal-sm3-9.txt'));
  await keep();
  set(asMade);
  expect(await found()).toEqual([
    { kind: 'reseal-changed', name: 'reseal-sm3-9.txt', because: 'another-log' },
  ]);
});

test('checkpoints of programs that did not say it hold, and it is told that it is not sealed', async () => {
  await signedOtherwise((text) => text.replace(/(creation|declarations) .*\n/g, ''));
  expect(await verified()).toMatchObject({ findings: [], isCreationSealed: false });
});

test('the declarations of sources are counted; a checkpoint that counts others is found', async () => {
  const said = (size: number): number | null => readCheckpoint(readNote(noteOf(size)).text).declarations;
  expect(said(9)).toBe(0);
  await signedOtherwise((text) => text.replace('declarations 0', 'declarations 1'));
  expect((await verified()).findings).toEqual([
    { kind: 'checkpoint-changed', size: 9, because: 'another-log' },
  ]);
  await signedOtherwise(() =>
    checkpointText(readCheckpoint(readNote(noteOf(9)).text)).replace('declarations 1', 'declarations 0'),
  );
  const event = { type: 'SourceCompleteThrough', schemaVersion: 1, data: {} };
  const metadata = { actor: 'key-1', correlationId: 'r' };
  const id = (number: number): string => `bbbbbbbb-0000-5000-8000-00000000000${String(number)}`;
  for (const version of [0, 1])
    await ledger.store.append(DECLARATIONS_STREAM, version, [{ ...event, metadata, id: id(version) }]);
  await ledger.sealer.seal();
  await ledger.append(1);
  await ledger.sealer.seal();
  expect([said(11), said(12)]).toEqual([2, 2]);
  expect((await verified()).findings).toEqual([]);
});
