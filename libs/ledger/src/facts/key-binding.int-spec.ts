import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyLog } from '#libs/audit';
import {
  AppendOutcomeUnknownError,
  Connection,
  type CopySource,
  directoryAddress,
  type EventStore,
  openCopy,
  openSqliteLogView,
  openStore,
  type RecordedEvent,
  type StoreAddress,
} from '#libs/event-store';
import {
  everything,
  type ProtocolServerProcess,
  startProtocolServerProcess,
} from '#libs/event-store/testing';
import {
  checkExport,
  copyLedger,
  everyRegion,
  exportLedger,
  type Ledger,
  openLedger,
  type RecordFact,
  recordOf,
  takeExport,
} from '../index.js';
import {
  author,
  codeOf,
  command,
  given,
  paid,
  registered,
  sampleRegions,
  shippedPacks,
} from '../testing/index.js';

const root = mkdtempSync(join(tmpdir(), 'canbao-key-binding-'));
const signal = new AbortController().signal;
let places = 0;
let server: ProtocolServerProcess;

beforeAll(async () => {
  server = await startProtocolServerProcess();
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});

type Store = EventStore & CopySource;
/** A ledger as one process has it open. */
type Opened = { readonly store: Store; readonly ledger: Ledger };

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const close of closing.splice(0).reverse()) await close();
});

function newAddress(engine: StoreAddress['engine']): StoreAddress {
  places += 1;
  if (engine === 'sqlite') return directoryAddress(join(root, String(places)));
  return { engine, connection: `${server.connectionString}&ledger=bound${places}` };
}

async function open(address: StoreAddress): Promise<Opened> {
  const create = { logId: randomUUID(), kind: 'ledger', clockOffsetMs: 0, appVersion: '0' } as const;
  const clock = (): number => Date.parse('2027-11-20T10:00:00+08:00');
  const store = await openStore(address, { create, clock });
  closing.push(() => store.close());
  return { store, ledger: await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' }) };
}

const source = { system: 'tax', document: 'TX1/2' };
const first = command('P-0001', paid(2028, '2027-11-20'), { source, idempotencyKey: 'a' });
const again: RecordFact = { ...first, idempotencyKey: 'b' };
const otherFact = (idempotencyKey = 'b'): RecordFact =>
  command('P-0002', paid(2028, '2027-11-20'), { idempotencyKey });

/** What the ledger binds in place of the caller's own word. */
function keyOf(idempotencyKey: string): string {
  return digestOf(`key-1\n${idempotencyKey}`);
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

async function bindings(store: EventStore): Promise<readonly RecordedEvent[]> {
  return (await everything(store)).filter(({ type }) => type === 'IdempotencyKeyBound');
}

/** With two members, of whom one has a payment under the key `a`. */
async function withPayment({ ledger }: Opened): Promise<void> {
  await ledger.policy.importRegions(sampleRegions(), author);
  for (const member of ['P-0001', 'P-0002']) await given(ledger, member, registered);
  await ledger.facts.record(first);
}

describe.each(['sqlite', 'eventstoredb'] as const)(
  'a fact that comes again under a new key, on %s',
  (engine) => {
    let one: Opened;
    /** Another process, which shares only the store with the first. */
    let other: Opened;
    beforeEach(async () => {
      const address = newAddress(engine);
      one = await open(address);
      await withPayment(one);
      other =
        engine === 'sqlite'
          ? { ...one, ledger: await openLedger({ store: one.store, packs: [], engine: '0.0.0' }) }
          : await open(address);
    });

    test('is the same fact; an event of its own names the key, and says what it stands for', async () => {
      const { ledger, store } = one;
      const { answer } = await ledger.facts.record(first);
      expect(await ledger.facts.record(again)).toEqual({ replayed: true, answer });
      expect(await bindings(store)).toEqual([
        {
          id: expect.any(String) as never,
          stream: `idempotency-key-${digestOf(keyOf('b'))}`,
          version: 1,
          position: await store.head(),
          type: 'IdempotencyKeyBound',
          schemaVersion: 1,
          recordedAt: expect.any(String) as never,
          data: { eventId: answer.event.id },
          metadata: {
            actor: 'key-1',
            correlationId: 'request-1',
            boundKey: { digest: digestOf(keyOf('b')), count: 1 },
          },
        },
      ]);
    });

    test('costs a fact that comes for the first time nothing: one look for its key, one for its document, one append', async () => {
      const { ledger, store } = one;
      const calls = (['findByIdempotencyKey', 'eventById', 'append'] as const).map((name) =>
        jest.spyOn(store, name),
      );
      await ledger.facts.record(otherFact());
      expect(calls.map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1]);
    });

    test('is the same fact every time; nothing is appended for a key that is bound', async () => {
      const { answer } = await one.ledger.facts.record(again);
      const head = await one.store.head();
      for (const { ledger } of [one, other])
        for (const each of [first, again])
          expect(await ledger.facts.record(each)).toEqual({ replayed: true, answer });
      expect(await one.store.head()).toBe(head);
    });

    test('leaves the key for no other fact, and for no decision', async () => {
      const { ledger } = one;
      const { answer } = await ledger.facts.record(again);
      await expect(other.ledger.facts.record(otherFact())).rejects.toMatchObject({
        code: 'idempotency-key-reused',
        facts: { position: answer.event.position },
      });
      const { actor, correlationId, scope, idempotencyKey } = again;
      const question = { kind: 'standing', member: 'P-0001', on: '2027-11-20', language: 'zh' } as const;
      const served = ledger.decisions.serve({ ...question, actor, correlationId, scope, idempotencyKey });
      expect(await codeOf(served)).toBe('idempotency-key-reused');
    });

    test('said as a dry run, or with other content, binds nothing', async () => {
      const { ledger, store } = one;
      const head = await store.head();
      expect((await ledger.facts.record({ ...again, dryRun: true })).replayed).toBe(true);
      const body = { ...paid(2028, '2027-11-20'), amountFen: 40_001 };
      expect(await codeOf(ledger.facts.record({ ...again, body }))).toBe('source-document-conflict');
      expect(await store.head()).toBe(head);
      expect((await ledger.facts.record(otherFact())).replayed).toBe(false);
    });

    test('changes no list, no member and no answer', async () => {
      const { ledger, store } = one;
      const seen = async (): Promise<unknown> => {
        const asked = { member: 'P-0001', scope: everyRegion };
        const { coordinates: _, ...facts } = await ledger.events.list({ scope: everyRegion });
        const { version, items } = await ledger.members.events({ ...asked, expandConsequences: true });
        const { intervals } = await ledger.members.timeline(asked);
        return { facts, version, items, intervals };
      };
      const before = await seen();
      await ledger.facts.record(again);
      expect(await seen()).toEqual(before);
      expect(await bindings(store)).toHaveLength(1);
    });

    test('from two processes at once binds the key once, and all are given the first reply', async () => {
      const { answer } = await one.ledger.facts.record(first);
      const replies = await Promise.all(
        Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? one : other).ledger.facts.record(again)),
      );
      for (const reply of replies) expect(reply).toEqual({ replayed: true, answer });
      expect(await bindings(one.store)).toHaveLength(1);
    });

    test('at once with other facts under that key: the key stands for one, the others are refused', async () => {
      const second = command('P-0002', paid(2027, '2026-11-20'), { idempotencyKey: 'd' });
      await one.ledger.facts.record(second);
      for (let round = 0; round < 6; round += 1) {
        const idempotencyKey = `round-${round}`;
        const asked = [
          { ...first, idempotencyKey },
          { ...second, idempotencyKey },
          command('P-0002', paid(2028 + round, `${2027 + round}-11-20`), { idempotencyKey }),
        ];
        const turned = [...asked.slice(round % 3), ...asked.slice(0, round % 3)];
        const outcomes = await Promise.allSettled(
          turned.map((each, index) => (index % 2 === 0 ? one : other).ledger.facts.record(each)),
        );
        const refused = outcomes.flatMap((outcome) =>
          outcome.status === 'rejected' ? [(outcome.reason as { readonly code?: string }).code] : [],
        );
        expect(refused).toEqual(['idempotency-key-reused', 'idempotency-key-reused']);
        const [bound] = (await other.store.findByIdempotencyKey(keyOf(idempotencyKey))) ?? [];
        expect(bound?.metadata.boundKey?.digest).toBe(digestOf(keyOf(idempotencyKey)));
      }
    });

    test.each(['before', 'after'] as const)(
      'whose process ends %s the key is bound is the same fact when it comes once more, its key bound once',
      async (moment) => {
        const { answer } = await one.ledger.facts.record(first);
        const append = one.store.append.bind(one.store);
        jest.spyOn(one.store, 'append').mockImplementation(async (...request) => {
          if (!request[0].startsWith('idempotency-key-')) return append(...request);
          if (moment === 'after') await append(...request);
          throw new AppendOutcomeUnknownError(new Error('killed'));
        });
        expect(await codeOf(one.ledger.facts.record(again))).toBe('append-outcome-unknown');
        jest.restoreAllMocks();
        expect(await other.ledger.facts.record(again)).toEqual({ replayed: true, answer });
        expect(await bindings(other.store)).toHaveLength(1);
      },
    );

    test('because another process recorded it while it was being decided keeps both keys', async () => {
      const { ledger, store } = one;
      const late = command('P-0002', paid(2028, '2027-11-20'), { idempotencyKey: 'late' });
      const append = store.append.bind(store);
      jest.spyOn(store, 'append').mockImplementationOnce(async (...request) => {
        await other.ledger.facts.record({ ...late, idempotencyKey: 'early' });
        return append(...request);
      });
      const { replayed, answer } = await ledger.facts.record(late);
      expect(replayed).toBe(true);
      expect(await bindings(store)).toMatchObject([{ data: { eventId: answer.event.id } }]);
      expect(await codeOf(ledger.facts.record({ ...first, idempotencyKey: 'late' }))).toBe(
        'idempotency-key-reused',
      );
    });
  },
);

describe('the row of a key that was bound later', () => {
  let address: Extract<StoreAddress, { readonly engine: 'sqlite' }>;
  let opened: Opened;
  beforeEach(async () => {
    places += 1;
    address = { engine: 'sqlite', directory: join(root, String(places)) };
    opened = await open(address);
    await withPayment(opened);
    await opened.ledger.facts.record(again);
  });

  /** Works on the database as somebody does who writes past the program, or as an earlier program did. */
  function write(sql: string): void {
    const connection = Connection.open(join(address.directory, 'ledger.db'));
    connection.exec(`PRAGMA busy_timeout = 5000; ${sql}`);
    connection.close();
  }

  async function verified(): Promise<Pick<Awaited<ReturnType<typeof verifyLog>>, 'findings' | 'keys'>> {
    const view = openSqliteLogView(address.directory);
    const { findings, keys } = await verifyLog({ log: view, seals: undefined, outside: [] });
    view.close();
    return { findings, keys };
  }

  /** As earlier programs bound the key of a repetition: a row, and no event. */
  function bindAsBefore(idempotencyKey: string, position: number): void {
    write(`INSERT INTO keys VALUES ('${keyOf(idempotencyKey)}', ${position}, 1)`);
  }

  test('is named by its event', async () => {
    expect(await verified()).toEqual({ findings: [], keys: { named: 2, unnamed: 0, notJudged: 0 } });
  });

  test.each([
    ['deleted', 'DELETE FROM keys'],
    ['bound to the fact itself', 'UPDATE keys SET first_pos = first_pos - 1'],
    ['bound to more events', 'UPDATE keys SET count = 2'],
    ['given to another key', "UPDATE keys SET key = 'sha256:0'"],
  ])('is found when it was %s, and the event that names its key is said', async (_, sql) => {
    const [bound] = await bindings(opened.store);
    write(`${sql} WHERE key = '${keyOf('b')}'`);
    const { findings } = await verified();
    expect(findings).toContainEqual({ kind: 'key-changed', position: bound?.position });
  });

  test('by an earlier program is read on, and counted as before', async () => {
    const { ledger, store } = opened;
    const { answer } = await ledger.facts.record(first);
    bindAsBefore('old', answer.event.position ?? 0);
    const head = await store.head();
    expect(await ledger.facts.record({ ...first, idempotencyKey: 'old' })).toEqual({
      replayed: true,
      answer,
    });
    expect(await codeOf(ledger.facts.record(otherFact('old')))).toBe('idempotency-key-reused');
    expect(await store.head()).toBe(head);
    expect(await verified()).toEqual({ findings: [], keys: { named: 2, unnamed: 1, notJudged: 0 } });
  });

  /** In the other ledger every key stands for what it stood for here. */
  async function expectSameKeys(there: Opened): Promise<void> {
    const { answer } = await opened.ledger.facts.record(first);
    for (const idempotencyKey of ['a', 'b', 'old']) {
      expect(await there.ledger.facts.record({ ...first, idempotencyKey })).toEqual({
        replayed: true,
        answer,
      });
      expect(await codeOf(there.ledger.facts.record(otherFact(idempotencyKey)))).toBe(
        'idempotency-key-reused',
      );
    }
    expect(await everything(there.store)).toEqual(await everything(opened.store));
  }

  test('goes into an export and comes back by an import, with those of earlier programs', async () => {
    const { store, ledger } = opened;
    bindAsBefore('old', (await ledger.facts.record(first)).answer.event.position ?? 0);
    const onStep = (): void => undefined;
    const lines: string[] = [];
    const keep = (text: string): Promise<void> => {
      lines.push(text);
      return Promise.resolve();
    };
    await exportLedger({ source: store, seals: undefined, engine: '0', write: keep, onStep, signal });
    const file = join(root, `${places}.ndjson`);
    writeFileSync(file, lines.join(''));
    const checked = await checkExport({ file, signal, onStep });
    if (checked.status === 'refused') throw new Error(checked.because);
    expect(checked.end.keys).toBe(3);
    const place = newAddress('sqlite');
    const target = await openCopy(place, recordOf(checked.header), { clock: Date.now });
    expect(await takeExport({ file, signal, onStep }, { target, seals: undefined })).toBe('taken');
    await target.close();
    await expectSameKeys(await open(place));
  });

  test('is copied to a server and back', async () => {
    const { store, ledger } = opened;
    bindAsBefore('old', (await ledger.facts.record(first)).answer.event.position ?? 0);
    let from: Store = store;
    for (const engine of ['eventstoredb', 'sqlite'] as const) {
      const place = newAddress(engine);
      const target = await openCopy(place, store.ledger, { clock: Date.now });
      expect(await copyLedger({ source: from, target })).toMatchObject({
        status: 'copied',
        content: { keys: 3 },
      });
      await target.close();
      const there = await open(place);
      await expectSameKeys(there);
      from = there.store;
    }
  });
});
