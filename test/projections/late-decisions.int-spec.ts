import fc from 'fast-check';
import { addDays, civilDate, type CivilDate } from '#libs/enrollment';
import type { EventStore, Position } from '#libs/event-store';
import { type FeedEntry, type Ledger, openLedger } from '#libs/ledger';
import { type AnswerChanged, IN_MEMORY, NO_WINDOWS, type StandingModel } from '#libs/projections';
import { packs } from '../replay/sample-policy.js';
import { enough, isFull, tried } from '../replay/sizes.js';
import { appendTo, configure, eventOf, type GivenLog, lives, openLog, record } from './given-log.js';
import { modelOf } from './models.js';

const LONG_MS = isFull ? 1_200_000 : 120_000;
const claims = 'key:claims';
const everyone = { topic: 'answers', scope: { regions: 'all' }, limit: 500 } as const;
const notCovered = { payable: false, reasons: ['not-covered'] };

/** Where a feed is read, and how far somebody has read it. */
interface Reader {
  readonly ledger: Ledger;
  readonly model: StandingModel;
  /** What is new to the holder of a key. */
  next(actor: string): Promise<readonly FeedEntry[]>;
}

async function readerOf(store: EventStore): Promise<Reader> {
  const model = modelOf(store, IN_MEMORY, { limits: NO_WINDOWS });
  const ledger = await openLedger({ store, packs, engine: '0.0.0', standings: model });
  const cursors = new Map<string, string>();
  const next = async (actor: string): Promise<readonly FeedEntry[]> => {
    await model.catchUp();
    const entries: FeedEntry[] = [];
    for (;;) {
      const batch = await ledger.feed.read({ ...everyone, actor, after: cursors.get(actor) });
      entries.push(...batch.entries);
      cursors.set(actor, batch.cursor);
      if (batch.isCaughtUp) return entries;
    }
  };
  return { ledger, model, next };
}

/** A ledger that is overtaken by somebody else each time that it records a decision. */
function overtaken(store: EventStore, meanwhile: () => Promise<void>): Promise<Ledger> {
  const racing = new Proxy(store, {
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      if (typeof found !== 'function') return found;
      if (name !== 'append') return found.bind(target) as unknown;
      return async (...args: Parameters<EventStore['append']>) => {
        if (args[0].startsWith('decision-')) await meanwhile();
        return target.append(...args);
      };
    },
  });
  return openLedger({ store: racing, packs, engine: '0.0.0' });
}

const stream = 'member-P-0001';

function paid(coverageYear: number, paidOn: string): ReturnType<typeof eventOf> {
  return eventOf('PremiumPaid', { coverageYear, paidOn, amountFen: 40_000 }, paidOn);
}

/** Somebody who is registered and has paid for 2028. */
async function covered({ store }: GivenLog): Promise<void> {
  const registered = { region: '359901', liableFrom: '2020-01-01' };
  await appendTo(store, stream, eventOf('MemberRegistered', registered, '2020-01-01'));
  await appendTo(store, stream, paid(2028, '2027-11-20'));
}

const died = eventOf('MemberDeceased', { diedOn: '2027-11-19' }, '2027-11-19');

/** Asks about a day of 2028; what happens meanwhile comes between the answer and its record. */
async function ask(log: GivenLog, meanwhile: () => Promise<void>, knownAt?: string): Promise<string> {
  const ledger = await overtaken(log.store, meanwhile);
  const { answer } = await ledger.decisions.serve({
    ...{ kind: 'eligibility', member: 'P-0001', on: '2028-07-01', language: 'en', knownAt },
    ...{ actor: claims, correlationId: 'test', scope: everyone.scope },
  });
  return String(answer.decisionId);
}

const namesOf = (entries: readonly FeedEntry[]): readonly string[] =>
  entries.flatMap(({ data }) => ('supersededDecisions' in data ? data.supersededDecisions : []));

test('a decision that is recorded after its consumer read what supersedes it is named once, and to its holder alone', async () => {
  const log = await openLog();
  await covered(log);
  const reader = await readerOf(log.store);
  let fact = 0;
  const decision = await ask(log, async () => {
    fact = await appendTo(log.store, stream, died);
    for (const actor of [claims, 'key:other']) expect(await reader.next(actor)).not.toEqual([]);
  });
  const head = await log.store.head();
  expect(await reader.next('key:other')).toEqual([]);
  const told = await reader.next(claims);
  expect(told.map(({ data }) => 'field' in data && data.field)).toContain('pooledFund');
  for (const { data, cursor, id } of told) {
    expect(data).toMatchObject({
      ...{ cause: { kind: 'event', position: fact }, supersededDecisions: [decision] },
    });
    expect(cursor).toContain(`.answers.${head}.`);
    expect(id).toMatch(new RegExp(`^ans_${head}_\\d+$`));
  }
  expect(await reader.next(claims)).toEqual([]);
  // Read from the beginning, by another process: at the same place, and nowhere else.
  const later = await readerOf(log.store);
  const all = await later.next(claims);
  expect(all.filter(({ data }) => namesOf([{ data } as FeedEntry]).length > 0)).toEqual(told);
  // What comes behind its record supersedes it as ever.
  await appendTo(log.store, stream, paid(2029, '2027-11-20'));
  await configure(log.ledger, 310_000);
  expect(await reader.next(claims)).toEqual(await later.next(claims));
  await log.store.close();
});

test('a region’s figures that were changed meanwhile are told of it, too', async () => {
  const log = await openLog();
  await covered(log);
  const reader = await readerOf(log.store);
  const decision = await ask(log, async () => {
    await configure(log.ledger, 320_000);
    expect(namesOf(await reader.next(claims))).toEqual([]);
  });
  const [entry, ...more] = await reader.next(claims);
  expect(entry?.data).toMatchObject({
    ...{ field: 'effectiveCeilingFen', cause: { kind: 'region-data' }, supersededDecisions: [decision] },
  });
  expect(more).toEqual([]);
  await log.store.close();
});

test.each([
  { what: 'another member’s fact', member: 'P-0002', isOfPresent: true },
  { what: 'a question about what was known before', member: 'P-0001', isOfPresent: false },
])('nothing is told of a decision that stays right: $what', async ({ member, isOfPresent }) => {
  const log = await openLog();
  await covered(log);
  await appendTo(
    log.store,
    'member-P-0002',
    eventOf('MemberRegistered', { region: '359901', liableFrom: '2020-01-01' }, '2020-01-01'),
  );
  const reader = await readerOf(log.store);
  await ask(
    log,
    async () => {
      await appendTo(log.store, `member-${member}`, died);
      await reader.next(claims);
    },
    isOfPresent ? undefined : `pos:${await log.store.head()}`,
  );
  expect(await reader.next(claims)).toEqual([]);
  await log.store.close();
});

/** A decision in a generated log: the answer about a day by what was known at a position. */
interface Decided {
  readonly decisionId: string;
  readonly member: string;
  readonly on: CivilDate;
  readonly position: Position;
  readonly recorded: Position;
}

/** Records a decision that rests on less than is recorded by now. */
async function decide(
  store: EventStore,
  { number, member, on, behind }: { number: number; member: string; on: CivilDate; behind: number },
): Promise<Decided> {
  const position = Math.max(1, (await store.head()) - behind);
  const decisionId = `dec_${String(number).padStart(25, '0')}`;
  const question = { kind: 'eligibility', member };
  const data = { decisionId, question, on, position, servedTo: { actor: claims } };
  const recorded = await appendTo(store, `decision-${decisionId}`, eventOf('DecisionServed', data, on));
  return { decisionId, member, on, position, recorded };
}

/** What the eligibility check answers by what was known at a position. */
async function checked(ledger: Ledger, { member, on }: Decided, position: Position): Promise<unknown> {
  const query = { kind: 'eligibility', member, on, knownAt: `pos:${position}`, language: 'en' } as const;
  const asker = { actor: claims, correlationId: 'test', scope: everyone.scope, dryRun: true } as const;
  try {
    const { answer } = await ledger.decisions.serve({ ...query, ...asker });
    const { pooledFund } = answer as unknown as {
      readonly pooledFund: {
        readonly payable: boolean | null;
        readonly reasons: readonly { code: string }[];
      };
    };
    return { payable: pooledFund.payable, reasons: pooledFund.reasons.map(({ code }) => code) };
  } catch {
    return notCovered;
  }
}

/** A change of what the fund pays; that another region gives the same answer is news to whoever sees one of the two. */
function isOfAnswer({ change }: AnswerChanged): boolean {
  const { field, before, after } = JSON.parse(change) as Readonly<Record<string, unknown>>;
  return field === 'pooledFund' && JSON.stringify(before) !== JSON.stringify(after);
}

test(
  'through generated lives exactly the decisions whose answer had changed are told at their own place, in windows too',
  async () => {
    const late = fc.record({ behind: fc.nat(16), day: fc.nat(900), isFirst: fc.boolean() });
    const shapes = fc.record({
      steps: lives(2),
      lates: fc.array(late, { minLength: 40, maxLength: 40 }),
      windowEvents: fc.integer({ min: 3, max: 60 }),
    });
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(shapes, async ({ steps, lates, windowEvents }) => {
        const log = await openLog();
        const reader = await readerOf(log.store);
        const read: FeedEntry[] = [];
        const decisions: Decided[] = [];
        for (const [index, step] of steps.entries()) {
          await record(log, [step]);
          if (index === Math.floor(steps.length / 2)) await configure(log.ledger, 320_000);
          read.push(...(await reader.next(claims)));
          const { behind, day, isFirst } = lates[index % lates.length] ?? {
            behind: 0,
            day: 0,
            isFirst: true,
          };
          const member = isFirst ? 'P-0001' : 'P-0002';
          const on = addDays(civilDate('2027-06-01'), day);
          decisions.push(await decide(log.store, { number: index, member, on, behind }));
          read.push(...(await reader.next(claims)));
        }
        log.setClock('2036-02-01T00:00:00Z');
        // Whenever it is read, and by whom: the same entries, which name the same.
        expect(await (await readerOf(log.store)).next(claims)).toEqual(read);
        const windows = modelOf(log.store, IN_MEMORY, { limits: { batchEvents: 2, windowEvents } });
        await windows.catchUp();
        const beginning = { position: 0, number: 0 };
        const rows: readonly AnswerChanged[] = await windows.answersChanged(beginning, 10_000);
        expect(rows).toEqual(await reader.model.answersChanged(beginning, 10_000));
        await windows.stop();
        for (const decision of decisions) {
          const told = rows.find((row) => row.decision === decision.decisionId && isOfAnswer(row));
          const [before, after] = [
            await checked(reader.ledger, decision, decision.position),
            await checked(reader.ledger, decision, decision.recorded),
          ];
          const isSame = JSON.stringify(before) === JSON.stringify(after);
          expect([decision, told === undefined]).toEqual([decision, isSame]);
          if (told === undefined) continue;
          changed += 1;
          expect(told.position).toBe(decision.recorded);
          expect(JSON.parse(told.change)).toMatchObject({ before, after });
        }
        await reader.model.stop();
        await log.store.close();
      }),
      tried(4),
    );
    expect(changed).toBeGreaterThan(enough(4));
  },
  LONG_MS,
);
