import { type EventStore, openSqliteStore } from '#libs/event-store';
import { newEvent } from '#libs/event-store/testing';
import { StandingModel } from '#libs/projections';
import { everyRegion, openLedger, standingSource } from '../index.js';
import { author, given, paid, registered, sampleRegions, shippedPacks, type TestClock } from './fixtures.js';

/** A ledger in a directory with decisions and read models that have a row in each table: of windows and of single events, of midnights, with a member set aside. */
export async function projectedLedger(
  directory: string,
): Promise<{ readonly store: EventStore; readonly clock: TestClock }> {
  const clock: TestClock = { now: '2026-12-20T10:00:00+08:00' };
  const store = await openSqliteStore({
    directory,
    create: {
      logId: '0190f5a2-7d3c-4b1e-8a55-3c2f6e9d0b17',
      kind: 'ledger',
      clockOffsetMs: 0,
      appVersion: '0.0.0',
    },
    clock: () => Date.parse(clock.now),
  });
  const model = new StandingModel({
    directory,
    store,
    source: standingSource(store),
    pauses: { at: () => Promise.resolve() },
    limits: { batchEvents: 2, windowEvents: 6 },
  });
  const parts = { store, packs: shippedPacks(), engine: '0.0.0', standings: model };
  const ledger = await openLedger(parts);
  const decide = (member: string): Promise<unknown> =>
    ledger.decisions.serve({
      ...{ kind: 'standing', member, on: '2026-12-20', language: 'zh', scope: everyRegion },
      ...{ actor: 'key-1', correlationId: 'request-1' },
    });
  await ledger.policy.importRegions(sampleRegions(), author);
  for (const member of ['P-0001', 'P-0002', 'P-0003']) {
    await given(ledger, member, registered, paid(2025, '2024-10-01'));
    await decide(member);
  }
  // The moment that it rests on is that of a decision about somebody else.
  await decide('P-0001');
  await given(ledger, 'P-0004', registered, paid(2025, '2024-10-01'));
  await model.catchUp();
  // One by one, so that their entries are written.
  for (const member of ['P-0001', 'P-0002']) {
    await given(ledger, member, paid(2027, '2026-12-01'));
    await model.catchUp();
  }
  // What a source declares changes answers about several members at one position.
  await ledger.watermarks.declare(
    { source: 'tax', region: '359901', kind: 'premiums', completeThrough: '2026-11-30' },
    { ...author, scope: everyRegion },
  );
  await model.catchUp();
  const { logId } = store.ledger;
  await ledger.feed.acknowledge({
    ...{ name: 'claims', actor: 'key:k1', correlationId: 'test', scope: { regions: ['359901'] } },
    cursor: `${logId}.answers.1.0`,
  });
  // A fact past all rules, with which its member cannot be derived.
  const { length } = await store.readStream('member-P-0004');
  await store.append('member-P-0004', length, [newEvent({ type: 'PremiumPaid', data: { paidOn: 7 } })]);
  await model.catchUp();
  // A midnight comes on which standings move; the next such one is near enough to be looked ahead for.
  for (const moment of ['2027-01-02T10:00:00+08:00', '2027-12-20T10:00:00+08:00']) {
    clock.now = moment;
    await model.catchUp();
  }
  await model.lookAhead();
  await model.stop();
  return { store, clock };
}
