import { FACT_TYPES, type FactType } from '#libs/enrollment';
import { openSqliteStore, StoreError } from '#libs/event-store';
import { everyRegion, openSampleLedger, type RecordFact, sampleLedgerCreation } from '#libs/ledger';
import { author, sampleRegions } from '#libs/ledger/testing';
import type { Command } from './command.js';
import { clock, type OpenLedger, openAt, packs } from './prepared-ledger.js';
import { FACTS } from './recording-facts.js';

/** An act on an open ledger. */
type Act = (opened: OpenLedger) => Promise<unknown>;

/** Each type of fact through the use case, with an idempotency key. Opening and closing are not disturbed. */
export const RECORDING: readonly Command[] = FACT_TYPES.map((type) =>
  onOpenLedger(`record ${type}`, 'same', record(type)),
);

/** The other acts on an open ledger. */
export const OTHER_ACTS: readonly Command[] = [
  onOpenLedger(
    'record a fact without an idempotency key',
    'same',
    record('PremiumPaid', { idempotencyKey: undefined }),
  ),
  onOpenLedger(
    'record a fact at the stated version of the member',
    'same',
    record('PremiumPaid', { expectedVersion: 1 }),
  ),
  onOpenLedger('bind an idempotency key to a recorded fact', 'same', async ({ ledger }) => {
    const source = { system: 'prepared', document: 'P-0001/1' };
    const body = { type: 'MemberRegistered', region: '359901', liableFrom: '2020-01-01' };
    return (await ledger.facts.record({ ...sent('P-0001'), source, body })).answer;
  }),
  onOpenLedger('configure regions', 'state', ({ ledger }) =>
    ledger.policy.importRegions(
      sampleRegions().map((region) => ({ ...region, premiumFen: new Map() })),
      author,
    ),
  ),
  onOpenLedger('create a key', 'new', ({ ledger }) =>
    ledger.access.createKey({ role: 'caseworker', regions: ['359901'], label: 'window' }, author),
  ),
  onOpenLedger('revoke a key', 'same', async ({ ledger }) => {
    const [key] = await ledger.access.listKeys();
    return ledger.access.revokeKey(key?.keyId ?? '', author);
  }),
  onOpenLedger('append for three callers in one transaction', 'same', async ({ store }) => {
    const appends = ['P-0011', 'P-0012', 'P-0013'].map((member, index) => {
      const id = `00000000-0000-5000-8000-00000000000${String(index)}`;
      const metadata = { correlationId: 'request-1', actor: 'key-1' };
      const event = { id, type: 'MemberRegistered', schemaVersion: 1, data: { member }, metadata };
      return store.append(`member-${member}`, 0, [event], { idempotencyKey: `k-${member}` });
    });
    // All of them have come to their end before the next thing is tried.
    await Promise.allSettled(appends);
    return (await Promise.all(appends)).map(({ events }) => events);
  }),
];

/** Commands with everything that they do to the database, from opening to closing. */
export const WHOLE: readonly Command[] = [
  {
    name: 'create a ledger: its schema, the packs, the regions',
    from: 'nothing',
    repeated: 'state',
    isExact: true,
    run: (directory, watched) =>
      watched(() =>
        closing(openAt(directory, { mayCreate: true }), async ({ ledger }) => {
          await ledger.policy.importRegions(sampleRegions(), author);
          return ledger.policy.regions();
        }),
      ),
  },
  {
    name: 'open a ledger, record a fact, close it',
    from: 'ledger',
    repeated: 'same',
    isExact: true,
    run: (directory, watched) => watched(() => closing(openAt(directory), record('PremiumPaid'))),
  },
];

/** The sample ledger: nearly a hundred appends. */
export const SAMPLE: Command = {
  name: 'create the sample ledger',
  from: 'nothing',
  repeated: 'same',
  isExact: true,
  run: (directory, watched) => watched(() => closing(openSample(directory), ({ ledger }) => ledger.status())),
};

/** Closes what was opened, whatever the work came to. An answer stands, also where closing fails after it. */
export async function closing<Opened extends Pick<OpenLedger, 'ledger'>, Answer>(
  opening: Promise<Opened>,
  work: (opened: Opened) => Promise<Answer>,
): Promise<Answer> {
  const opened = await opening;
  try {
    return await work(opened);
  } finally {
    await opened.ledger.close().catch((error: unknown) => {
      if (!(error instanceof StoreError)) throw error;
    });
  }
}

function onOpenLedger(name: string, repeated: Command['repeated'], act: Act): Command {
  return {
    name,
    from: 'ledger',
    repeated,
    isExact: repeated !== 'new',
    run: (directory, watched) => closing(openAt(directory), (opened) => watched(() => act(opened))),
    insist: (directory, watched) =>
      closing(openAt(directory), async (opened) => {
        try {
          return await watched(() => act(opened));
        } catch (error) {
          if (!(error instanceof StoreError) || !opened.store.health().isWritable) throw error;
          return act(opened);
        }
      }),
  };
}

function record(type: FactType, stated: Partial<RecordFact> = {}): Act {
  return async ({ ledger, store }) => {
    const { member, corrects, ...fields } = FACTS[type];
    const corrected = corrects === undefined ? {} : { corrects: await eventId(store, member, corrects) };
    const body = { type, ...fields, ...corrected };
    return (await ledger.facts.record({ ...sent(member), body, ...stated })).answer;
  };
}

async function eventId(store: OpenLedger['store'], member: string, version: number): Promise<string> {
  const [event] = await store.readStream(`member-${member}`, { fromVersion: version, maxCount: 1 });
  if (event === undefined) throw new Error(`The prepared ledger has no fact ${version} of ${member}.`);
  return event.id;
}

function sent(member: string): RecordFact {
  return {
    member,
    body: {},
    source: { system: 'tax-359901', document: 'TX1' },
    idempotencyKey: 'k',
    actor: 'key-1',
    correlationId: 'request-1',
    scope: everyRegion,
  };
}

async function openSample(directory: string): Promise<OpenLedger> {
  const create = sampleLedgerCreation({ appVersion: '0.0.0', systemNow: clock() });
  const store = await openSqliteStore({ directory, create, clock });
  try {
    return { store, ledger: await openSampleLedger({ store, packs: packs(), engine: '0.0.0' }) };
  } catch (error) {
    await store.close().catch(() => undefined);
    throw error;
  }
}
