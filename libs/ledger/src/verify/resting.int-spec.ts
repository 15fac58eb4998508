import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Finding,
  keepReseal,
  keptReseals,
  openAsFound,
  openForSealing,
  openKeyFile,
  resealed,
  Sealer,
  signReseal,
} from '#libs/audit';
import { Connection, openSqliteStore, type RecordedEvent } from '#libs/event-store';
import { pastGuards } from '#libs/event-store/testing';
import { readModelFile } from '#libs/projections';
import { type LedgerVerification, verifyLedger } from '../index.js';
import { projectedLedger, shippedPacks } from '../testing/index.js';

/** Every event in the full run; else each of them in some of the ways only. */
const EVERY = process.env['CANBAO_FULL'] === '1' ? 1 : 4;

const root = mkdtempSync(join(tmpdir(), 'canbao-resting-'));
const whole = join(root, 'whole');
const events: RecordedEvent[] = [];
let copies = 0;

beforeAll(async () => {
  const { store } = await projectedLedger(whole);
  for await (const event of store.readAll({ after: 0 })) events.push(event);
  const { logId } = store.ledger;
  const seals = openForSealing(whole, logId);
  const sealer = new Sealer(store, seals, () => openKeyFile(whole, logId));
  await sealer.seal();
  const made = await resealed({
    ...{ log: store, seals: sealer.seals, algorithm: 'sm3', onEvent: () => undefined },
    signal: new AbortController().signal,
  });
  keepReseal(whole, made, await signReseal(made, openKeyFile(whole, logId)));
  seals.close();
  await store.close();
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Verifies a copy of the ledger that somebody has written to past the program. */
async function after(
  sql: string,
  ofReadModels = '',
  { isSealed }: { readonly isSealed: boolean } = { isSealed: true },
): Promise<LedgerVerification> {
  copies += 1;
  const directory = join(root, String(copies));
  cpSync(whole, directory, { recursive: true });
  pastGuards(join(directory, 'ledger.db'), sql);
  const rows = Connection.open(readModelFile(directory));
  rows.exec(ofReadModels);
  rows.close();
  const store = await openSqliteStore({ directory, clock: () => Date.parse('2027-12-20T10:00:00+08:00') });
  const { seals, findings: damaged } = isSealed ? openAsFound(directory) : { seals: undefined, findings: [] };
  try {
    return await verifyLedger(
      { packs: shippedPacks(), engine: '0.0.0' },
      {
        ...{ store, seals, damaged, outside: [], readModels: directory, accessLog: null },
        reseals: isSealed ? keptReseals(directory) : [],
        signal: new AbortController().signal,
      },
    );
  } finally {
    seals?.close();
    await store.close();
    rmSync(directory, { recursive: true });
  }
}

function positionsOf(findings: readonly Finding[]): readonly unknown[] {
  return findings.map((each) => ('position' in each ? each.position : each));
}

/** Another value in the payload, as somebody would put it: a digit of a year or an amount, a letter of a name. */
function changedData(data: unknown): string {
  const text = JSON.stringify(data);
  return text.replace(/(\d)(?=[^\d]*$)/, (digit) => String((Number(digit) + 1) % 10)).replaceAll("'", "''");
}

const KINDS: readonly (readonly [string, (event: RecordedEvent) => string])[] = [
  [
    'given other data',
    ({ position, data }) => `UPDATE events SET data = '${changedData(data)}' WHERE pos = ${position}`,
  ],
  ['emptied', ({ position }) => `UPDATE events SET data = '{}' WHERE pos = ${position}`],
  ['deleted', ({ position }) => `DELETE FROM events WHERE pos = ${position}`],
  [
    'recorded a year later',
    ({ position }) => `UPDATE events SET recorded_ms = recorded_ms + 31536000000 WHERE pos = ${position}`,
  ],
  [
    'recorded a year before',
    ({ position }) => `UPDATE events SET recorded_ms = recorded_ms - 31536000000 WHERE pos = ${position}`,
  ],
  [
    'given another id',
    ({ position }) => `UPDATE events SET id = x'00112233445566778899aabbccddeeff' WHERE pos = ${position}`,
  ],
  [
    'put into another stream',
    ({ position }) =>
      `UPDATE events SET stream = (SELECT id FROM streams WHERE name = 'member-P-0003'), version = 99 WHERE pos = ${position}`,
  ],
  [
    'given another type',
    ({ position }) =>
      `UPDATE events SET type = (SELECT id FROM types WHERE id <> type ORDER BY id LIMIT 1) WHERE pos = ${position}`,
  ],
];

test('a ledger that nobody touched is intact', async () => {
  expect(await after('')).toMatchObject({
    isIntact: true,
    decisions: { checked: 4, notJudged: null },
    readModels: { status: 'same' },
  });
});

test.each(KINDS)(
  'whichever event was %s, it alone is named: no row and no decision that rests on it',
  async (kind, change) => {
    const number = KINDS.findIndex(([name]) => name === kind);
    for (const event of events.filter(({ position }) => position % EVERY === number % EVERY)) {
      const { log, decisions, readModels, isIntact } = await after(change(event));
      const { position } = event;
      expect(isIntact).toBe(false);
      expect(new Set(positionsOf(log.findings))).toEqual(new Set([position]));
      const others = decisions.different.filter((each) => each.position !== position);
      expect({ event, others, readModels }).toMatchObject({
        others: [],
        readModels: { status: expect.stringMatching(/^(same|not-judged|ahead)$/) as string },
      });
    }
  },
);

// One that says that it was recorded later than those after it lets midnights come too early, for everybody.
test.each(KINDS.filter(([kind]) => kind !== 'recorded a year later'))(
  'whichever fact of a member was %s, a changed row of another member is named all the same',
  async (_, change) => {
    for (const event of events.filter(({ stream }) => stream === 'member-P-0001')) {
      const sql = "UPDATE standings_1 SET region = '359902' WHERE member = 'P-0002'";
      const cause =
        "UPDATE feed_causes SET cause = replace(cause, '2', '3') WHERE position IN (SELECT cause FROM feed_answers WHERE member = 'P-0002')";
      const { readModels } = await after(change(event), `${sql};${cause}`);
      if (readModels.status !== 'different') throw new Error(JSON.stringify({ event, readModels }));
      expect([...new Set(readModels.rows.map(({ table }) => table))]).toEqual(['standings', 'feed_causes']);
      expect(readModels.rows).toContainEqual({ table: 'standings', key: 'P-0002' });
    }
  },
);

test('of a log whose tail was cut off, the read models are said to be ahead, and its keys not to be judged', async () => {
  const cut = events.at(-3)?.position ?? 0;
  const { log, readModels, isIntact } = await after(
    `DELETE FROM events WHERE pos >= ${cut}; INSERT INTO keys VALUES ('k', ${cut}, 1)`,
  );
  expect(isIntact).toBe(false);
  expect(positionsOf(log.findings)).toEqual([cut, cut + 1, cut + 2]);
  expect(readModels).toEqual({ status: 'ahead', position: cut + 2, head: cut - 1 });
  expect(log.keys).toMatchObject({ notJudged: 1 });
});

test('events that were never sealed are missed by the read models: they are ahead of the log, or of another one', async () => {
  const last = events.at(-1)?.position ?? 0;
  const unsealed = { isSealed: false };
  const cut = await after(`DELETE FROM events WHERE pos = ${last}`, '', unsealed);
  expect(cut).toMatchObject({ isIntact: false, log: { findings: [] }, readModels: { status: 'ahead' } });
  const other = `UPDATE events SET id = x'00112233445566778899aabbccddeeff' WHERE pos = ${last}`;
  const { isIntact, readModels } = await after(other, '', unsealed);
  expect({ isIntact, readModels }).toEqual({
    isIntact: false,
    readModels: { status: 'different', rows: [{ table: 'generations', key: 'standing' }], notJudged: null },
  });
});

test('a decision that is not sealed yet, and does not come out again, differs by its facts or by the program', async () => {
  const { position = 0 } =
    events.find(({ type, stream }) => type === 'PremiumPaid' && stream === 'member-P-0001') ?? {};
  const sql = `UPDATE events SET data = replace(data, '2025', '2024') WHERE pos = ${position}`;
  const { decisions, log } = await after(sql, '', { isSealed: false });
  expect(log.findings).toEqual([]);
  expect(decisions.different.map(({ differs }) => differs)).toContain('facts-or-engine');
});
