import { openSqliteStore } from '#libs/event-store';
import { everyRegion, type Ledger, MemberLog, openLedger, standingSource } from '#libs/ledger';
import { readModelContent } from '#libs/projections/testing';
import { packs } from '../replay/sample-policy.js';
import { configure } from './given-log.js';
import { caughtUp, Folders } from './models.js';

const folders = new Folders();
afterAll(() => {
  folders.remove();
});

const logId = '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17';
const now = Date.parse('2027-11-20T10:00:00+08:00');

async function record(
  ledger: Ledger,
  body: Readonly<Record<string, unknown>>,
  document: string,
): Promise<void> {
  await ledger.facts.record({
    member: 'P-0001',
    body,
    source: { system: 'test', document },
    idempotencyKey: document,
    actor: 'test',
    correlationId: 'test',
    scope: everyRegion,
  });
}

const pay = (ledger: Ledger, coverageYear: number): Promise<void> => {
  const paidOn = `${String(coverageYear - 1)}-11-20`;
  return record(
    ledger,
    { type: 'PremiumPaid', coverageYear, paidOn, amountFen: 40_000 },
    `P-${coverageYear}`,
  );
};

test('what the process that appends has read is not read again by its projector, and gives the same rows and entries', async () => {
  const create = { logId, kind: 'ledger', clockOffsetMs: 0, appVersion: '0.0.0' } as const;
  const store = await openSqliteStore({ directory: ':memory:', create, clock: () => now });
  const members = new MemberLog(store);
  const ledger = await openLedger({ store, packs, engine: '0.0.0', members });
  await configure(ledger, 300_000);
  const [shared, alone] = [folders.next(), folders.next()];
  const taken = async (directory: string, source = standingSource(store)): Promise<number> => {
    const read = jest.spyOn(store, 'readStream');
    await caughtUp(store, directory, { source });
    const reads = read.mock.calls.filter(([stream]) => stream.startsWith('member-'));
    read.mockRestore();
    return reads.length;
  };
  await record(ledger, { type: 'MemberRegistered', region: '359901', liableFrom: '2026-01-01' }, 'R-1');
  await pay(ledger, 2026);
  for (const directory of [shared, alone]) await taken(directory);

  await pay(ledger, 2027);
  // The ledger is ahead of both of them: what it knows beyond their position is not used.
  await pay(ledger, 2028);
  expect(await taken(shared, standingSource(store, members))).toBe(0);
  expect(await taken(alone)).toBe(1);
  expect(readModelContent(shared)).toEqual(readModelContent(alone));
  expect(readModelContent(shared).rows).toHaveLength(1);
  await ledger.close();
});
