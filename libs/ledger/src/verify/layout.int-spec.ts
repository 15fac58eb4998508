import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AccessIndex,
  accessIndexFile,
  AccessLog,
  fileFindings,
  INDEX_LAYOUT,
  openAsFound,
  openForSealing,
  openKeyFile,
  SEAL_FILE,
  SEAL_LAYOUT,
  Sealer,
} from '#libs/audit';
import {
  Connection,
  laidOutIn,
  LEDGER_FILE,
  LEDGER_LAYOUT,
  openSqliteLogView,
  openSqliteStore,
} from '#libs/event-store';
import { READ_MODEL_LAYOUT, readModelFile } from '#libs/projections';
import { type LedgerVerification, verifyLedger } from '../index.js';
import { projectedLedger, shippedPacks } from '../testing/index.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-layout-'));
const whole = join(root, 'whole');
let copies = 0;

/** A sealed ledger with read models, and an access log with its index. */
beforeAll(async () => {
  const { store } = await projectedLedger(whole);
  const { logId } = store.ledger;
  const seals = openForSealing(whole, logId);
  await new Sealer(store, seals, () => openKeyFile(whole, logId)).seal();
  seals.close();
  const reads = join(whole, 'access-log');
  const log = await AccessLog.open(reads, { ledger: store.ledger, clock: Date.now });
  await log.close();
  await store.close();
  const view = openSqliteLogView(reads);
  const index = AccessIndex.open(reads);
  await index.catchUp(view);
  index.close();
  view.close();
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** The files of the ledger in a directory, and what each of them is to consist of. */
const FILES = [
  [LEDGER_FILE, (directory: string) => join(directory, LEDGER_FILE), LEDGER_LAYOUT],
  [SEAL_FILE, (directory: string) => join(directory, SEAL_FILE), SEAL_LAYOUT],
  ['read-models.sqlite', readModelFile, READ_MODEL_LAYOUT],
  ['index.sqlite', (directory: string) => accessIndexFile(join(directory, 'access-log')), INDEX_LAYOUT],
] as const;

function copied(): string {
  copies += 1;
  const directory = join(root, String(copies));
  cpSync(whole, directory, { recursive: true });
  return directory;
}

function written(file: string, sql: string): void {
  const connection = Connection.open(file);
  connection.exec(sql);
  connection.close();
}

test.each(FILES)('everything that %s consists of is missed where it is gone', (_, fileIn, layout) => {
  const directory = copied();
  expect(fileFindings(fileIn(directory), layout)).toEqual([]);
  const connection = Connection.open(fileIn(directory));
  const objects = laidOutIn(connection);
  connection.close();
  expect(objects.length).toBeGreaterThan(4);
  for (const { type, name } of objects) {
    const changed = copied();
    written(fileIn(changed), `DROP ${type} ${name}`);
    const said = fileFindings(fileIn(changed), layout).map(({ says }) => says);
    // Of read models without a table of generations nothing tells which there are.
    const isOfGenerations = name === 'generations';
    expect(said.join('\n')).toContain(
      isOfGenerations ? 'no such table: generations' : `${type} ${name} is gone`,
    );
    rmSync(changed, { recursive: true });
  }
});

async function verified(directory: string): Promise<LedgerVerification> {
  const store = await openSqliteStore({ directory, clock: () => Date.parse('2027-12-20T10:00:00+08:00') });
  const { seals, findings } = openAsFound(directory);
  const damaged = [...fileFindings(join(directory, LEDGER_FILE), LEDGER_LAYOUT), ...findings];
  try {
    return await verifyLedger(
      { packs: shippedPacks(), engine: '0.0.0' },
      {
        ...{ store, seals, damaged, outside: [], readModels: directory },
        accessLog: join(directory, 'access-log'),
        signal: new AbortController().signal,
      },
    );
  } finally {
    seals?.close();
    await store.close();
  }
}

test('where a guard of the events is gone, decisions and read models are judged all the same', async () => {
  expect(await verified(copied())).toMatchObject({ isIntact: true });
  const directory = copied();
  written(join(directory, LEDGER_FILE), 'DROP TRIGGER events_never_go');
  written(readModelFile(directory), "UPDATE standings_1 SET region = '359902' WHERE member = 'P-0002'");
  const { log, decisions, readModels } = await verified(directory);
  expect(log.findings).toEqual([
    expect.objectContaining({ kind: 'file-damaged', says: 'trigger events_never_go is gone' }),
  ]);
  expect(decisions).toMatchObject({ isRecomputed: true, checked: 4 });
  expect(readModels).toMatchObject({ rows: [{ table: 'standings', key: 'P-0002' }] });
});

test('the number of the layout of the index of an access log is looked at', async () => {
  const directory = copied();
  written(accessIndexFile(join(directory, 'access-log')), 'PRAGMA user_version = 7');
  const { accessLog, isIntact } = await verified(directory);
  expect(isIntact).toBe(false);
  expect(accessLog).toMatchObject({
    log: { findings: [{ file: 'index.sqlite', says: 'user_version is 7, expected 1' }] },
    index: [],
  });
});

test('a row of the generations of the read models that was deleted is the row that is named', async () => {
  const directory = copied();
  written(readModelFile(directory), 'DELETE FROM generations');
  const { readModels } = await verified(directory);
  expect(readModels).toEqual({
    status: 'different',
    rows: [{ table: 'generations', key: 'standing' }],
    notJudged: { count: null, because: [] },
  });
});

test('read models of which every table of a generation is gone are damaged, and one of them is named', async () => {
  const directory = copied();
  written(
    readModelFile(directory),
    'DROP TABLE standings_1; DROP TABLE upcoming_1; DROP TABLE member_regions_1',
  );
  expect((await verified(directory)).readModels).toEqual({
    status: 'damaged',
    reason: expect.stringMatching(/no such table: \w+_1/) as string,
  });
});

test('read models of which an index is gone are damaged, and the index is named', async () => {
  const directory = copied();
  written(readModelFile(directory), 'DROP INDEX standings_1_due');
  expect((await verified(directory)).readModels).toEqual({
    status: 'damaged',
    reason: 'read-models.sqlite: index standings_1_due is gone',
  });
});
