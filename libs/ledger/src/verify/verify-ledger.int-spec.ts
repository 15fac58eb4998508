import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection, type EventStore, openSqliteStore, type SqlValue } from '#libs/event-store';
import { StandingModel } from '#libs/projections';
import { openForSealing, openKeyFile, Sealer, type SealDatabase } from '#libs/audit';
import { everyRegion, type LedgerVerification, openLedger, standingSource, verifyLedger } from '../index.js';
import { author, given, paid, registered, sampleRegions, shippedPacks } from '../testing/index.js';

let directory: string;
let store: EventStore;
let seals: SealDatabase;
let now = '2027-11-20T10:00:00+08:00';
beforeAll(async () => {
  directory = join(mkdtempSync(join(tmpdir(), 'canbao-verify-')), 'data');
  store = await openSqliteStore({
    directory,
    create: {
      logId: '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17',
      kind: 'ledger',
      clockOffsetMs: 0,
      appVersion: '0.0.0',
    },
    clock: () => Date.parse(now),
  });
  const ledger = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  await ledger.policy.importRegions(sampleRegions(), author);
  for (const member of ['P-0001', 'P-0002', 'P-0003']) {
    await given(ledger, member, registered, paid(2025, '2024-10-01'), paid(2027, '2027-03-01'));
    const asked = { kind: 'standing', member, on: '2027-11-20', language: 'zh' } as const;
    await ledger.decisions.serve({
      ...asked,
      actor: 'key-1',
      correlationId: 'request-1',
      scope: everyRegion,
    });
  }
  await given(ledger, 'P-0001', { type: 'MemberDeceased', diedOn: '2027-04-01' });
  // A midnight comes with which standings move, of which the feed tells.
  now = '2028-01-02T10:00:00+08:00';
  const model = new StandingModel({
    directory,
    store,
    source: standingSource(store),
    pauses: { at: () => Promise.resolve() },
  });
  await model.catchUp();
  await model.stop();
  seals = openForSealing(directory, store.ledger.logId);
  await new Sealer(store, seals, () => openKeyFile(directory, store.ledger.logId)).seal();
});
afterAll(async () => {
  seals.close();
  await store.close();
  rmSync(join(directory, '..'), { recursive: true });
});

function verified(readModels: string | null = directory): Promise<LedgerVerification> {
  return verifyLedger(
    { packs: shippedPacks(), engine: '0.0.0' },
    {
      store,
      seals,
      outside: [],
      readModels,
      accessLog: join(directory, 'access-log'),
      signal: new AbortController().signal,
    },
  );
}

test('a ledger that nobody touched is intact, and says what its sources declared and that it cannot tell more', async () => {
  const verification = await verified();
  expect(verification).toMatchObject({
    isIntact: true,
    log: { findings: [], appendOnly: 'cannot-tell' },
    decisions: { checked: 3, different: [] },
    readModels: { status: 'same' },
    completeness: [],
  });
  expect((await verified(null)).readModels).toEqual({ status: 'not-compared' });
  expect((await verified(join(directory, 'nowhere'))).readModels).toEqual({ status: 'none' });
});

/** Changes a stored text for a while; `undo` puts it back. */
function changing(
  file: string,
  table: string,
  {
    column,
    key,
    values,
  }: { readonly column: string; readonly key: string; readonly values: readonly SqlValue[] },
): { readonly undo: () => void } {
  const connection = Connection.open(join(directory, file));
  connection.exec('PRAGMA busy_timeout = 5000; DROP TRIGGER IF EXISTS events_never_change');
  const [before = null] =
    connection.query<[SqlValue]>(`SELECT ${column} FROM ${table} WHERE ${key} = ?`).get(values[0] ?? null) ??
    [];
  const write = connection.command(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`);
  write(values[1] ?? null, values[0] ?? null);
  return {
    undo: () => {
      write(before, values[0] ?? null);
      connection.close();
    },
  };
}

test.each([
  ['answer', (answer: string) => answer.replace('"streakYears":1', '"streakYears":9')],
  ['sentences', () => ({ zh: [], en: [] })],
  ['explanationDigest', (digest: string) => digest.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
] as const)(
  'a decision whose %s was changed is found by its hash and by its recomputation',
  async (field, otherOf) => {
    const [event] = await store.readStream(await aDecision());
    if (event === undefined) throw new Error('There is no decision.');
    const data = event.data as Readonly<Record<string, string>>;
    const changed = JSON.stringify({ ...data, [field]: otherOf(data[field] ?? '') });
    expect(changed).not.toBe(JSON.stringify(data));
    const { undo } = changing('ledger.db', 'events', {
      column: 'data',
      key: 'pos',
      values: [event.position, changed],
    });
    const { log, decisions, isIntact } = await verified(null);
    undo();
    expect(isIntact).toBe(false);
    expect(log.findings).toContainEqual({ kind: 'event-changed', position: event.position });
    expect(decisions.different).toEqual([expect.objectContaining({ position: event.position })]);
  },
);

async function aDecision(): Promise<string> {
  for await (const { stream } of store.readAll({ after: 0, filter: { streamPrefix: 'decision-' } }))
    return stream;
  throw new Error('There is no decision.');
}

test('a changed row of the read models is no alteration of the log, and the ledger is not intact', async () => {
  const { undo } = changing('read-models.sqlite', 'standings_1', {
    column: 'region',
    key: 'member',
    values: ['P-0002', '359902'],
  });
  const { isIntact, log, readModels } = await verified();
  undo();
  expect({ isIntact, findings: log.findings }).toEqual({ isIntact: false, findings: [] });
  expect(readModels).toEqual({
    status: 'different',
    rows: [{ table: 'standings', key: 'P-0002' }],
    notJudged: null,
  });
});

test('an event that is no pack any more is found where it is, and everything else is verified all the same', async () => {
  const [{ position } = { position: 0 }] = await store.readStream('policy');
  const { undo } = changing('ledger.db', 'events', {
    column: 'data',
    key: 'pos',
    values: [position, '{}'],
  });
  const { log, decisions, readModels } = await verified();
  undo();
  expect(log.findings).toEqual([{ kind: 'event-changed', position }]);
  // Nothing can be made of it; that is the event's fault.
  expect(readModels).toEqual({ status: 'not-judged', notJudged: { count: null, because: [position] } });
  expect(decisions).toMatchObject({ isRecomputed: true, checked: 3 });
});

test('an event that is no JSON any more is found where it is, and everything else is verified all the same', async () => {
  const [event] = await store.readStream('member-P-0002');
  const position = event?.position ?? 0;
  const { undo } = changing('ledger.db', 'events', {
    column: 'data',
    key: 'pos',
    values: [position, 'x{}'],
  });
  const { log, accessLog } = await verified();
  undo();
  expect(log.findings.slice(0, 2)).toEqual([
    { kind: 'log-unreadable', position: position - 1 },
    { kind: 'event-missing', position },
  ]);
  expect(accessLog.status).toBe('none');
});

test('a number in the read models beyond what a program can hold is a finding', async () => {
  const { undo } = changing('read-models.sqlite', 'generations', {
    column: 'position',
    key: '1',
    values: [1, '9223372036854775807'],
  });
  const { isIntact, log } = await verified();
  undo();
  expect(isIntact).toBe(false);
  expect(log.findings).toEqual([
    { kind: 'not-verifiable', part: 'read-models', says: expect.stringContaining('too large') as string },
  ]);
});

test.each([
  ['no year', 'null'],
  ['a year of thousands of years after', '9025'],
  ['a year of five digits', '20250'],
  ['more than any year', '1e300'],
])('an event that was given %s is found where it is, and the verification ends', async (_, year) => {
  const payment = (await store.readStream('member-P-0002')).find(({ type }) => type === 'PremiumPaid');
  if (payment === undefined) throw new Error('There is no payment.');
  const { position, data } = payment;
  const changed = JSON.stringify(data).replace('2025', year);
  const { undo } = changing('ledger.db', 'events', {
    column: 'data',
    key: 'pos',
    values: [position, changed],
  });
  const { log, isIntact } = await verified();
  undo();
  expect(isIntact).toBe(false);
  expect(log.findings).toEqual([expect.objectContaining({ position })]);
});

test('a decision on a fact that was changed is not judged, and the fact is named as the reason', async () => {
  const payment = (await store.readStream('member-P-0002')).find(({ type }) => type === 'PremiumPaid');
  if (payment === undefined) throw new Error('There is no payment.');
  const { position, data } = payment;
  const changed = JSON.stringify(data).replace('2024-10-01', '2025-03-01');
  const { undo } = changing('ledger.db', 'events', {
    column: 'data',
    key: 'pos',
    values: [position, changed],
  });
  const { log, decisions } = await verified(null);
  undo();
  expect(log.findings).toEqual([{ kind: 'event-changed', position }]);
  expect(decisions).toMatchObject({ different: [], notJudged: { count: 1, because: [position] } });
});

test('a verification that is ended keeps what it has found by then, and is not whole', async () => {
  const [{ position } = { position: 0 }] = await store.readStream('member-P-0002');
  const { undo } = changing('ledger.db', 'events', { column: 'data', key: 'pos', values: [position, '{}'] });
  const stop = new AbortController();
  // Others verify beside this test.
  const scratch = mkdtempSync(join(tmpdir(), 'canbao-scratch-'));
  const { TMPDIR: usual } = process.env;
  process.env['TMPDIR'] = scratch;
  const { log, isIntact, readModels } = await verifyLedger(
    { packs: shippedPacks(), engine: '0.0.0' },
    {
      ...{ store, seals, outside: [], readModels: directory, accessLog: null, signal: stop.signal },
      onStep: ({ through, total }) => {
        if (through === total) stop.abort();
      },
    },
  );
  undo();
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
  expect({ isIntact, isInterrupted: log.isInterrupted }).toEqual({ isIntact: false, isInterrupted: true });
  expect(log.findings).toEqual([{ kind: 'event-changed', position }]);
  expect(readModels).toEqual({ status: 'not-compared' });
  expect(readdirSync(scratch)).toEqual([]);
  rmSync(scratch, { recursive: true });
});
