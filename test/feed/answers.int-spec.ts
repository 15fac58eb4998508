import fc from 'fast-check';
import { addDays, civilDate, type CivilDate } from '#libs/enrollment';
import { type FeedBatch, type FeedEntry, type FeedQuestion, type Ledger, openLedger } from '#libs/ledger';
import type { StandingModel } from '#libs/projections';
import {
  appendTo,
  configure,
  eventOf,
  type GivenLog,
  lives,
  openLog,
  record,
} from '../projections/given-log.js';
import { Folders, modelOf } from '../projections/models.js';
import { isFull } from '../replay/sizes.js';
import { packs } from '../replay/sample-policy.js';
import { AnswersTable } from './answers-table.js';

const folders = new Folders();
afterAll(() => {
  folders.remove();
});

const everyone = { topic: 'answers', scope: { regions: 'all' }, actor: 'key:claims' } as const;
const notCovered = { payable: false, reasons: ['not-covered'] };

/** A ledger with the read model of its feed. */
interface Fed extends GivenLog {
  readonly model: StandingModel;
  readonly fed: Ledger;
}

async function openFed(): Promise<Fed> {
  const log = await openLog();
  const model = modelOf(log.store, folders.next());
  const fed = await openLedger({ store: log.store, packs, engine: '0.0.0', standings: model });
  return { ...log, model, fed };
}

/** Everything after a cursor, in pages of a few. */
async function readAll(
  ledger: Ledger,
  question: FeedQuestion,
): Promise<{ readonly entries: readonly FeedEntry[]; readonly cursor: string }> {
  const entries: FeedEntry[] = [];
  let { after } = question;
  for (;;) {
    const batch: FeedBatch = await ledger.feed.read({ ...question, after, limit: 7 });
    entries.push(...batch.entries);
    after = batch.cursor;
    if (batch.isCaughtUp) return { entries, cursor: after };
  }
}

/** What an eligibility check answers on some days, against the table that was kept by the feed. */
async function expectToBeAnswered({ fed }: Fed, table: AnswersTable, seed: number): Promise<void> {
  for (const member of ['P-0001', 'P-0002']) {
    for (let step = 0; step < 40; step += 1) {
      const on: CivilDate = addDays(civilDate('2026-06-01'), ((step * 97 + seed * 13) % 3_600) + step);
      const query = { kind: 'eligibility', member, on, language: 'zh', dryRun: true } as const;
      const asked = fed.decisions.serve({
        ...query,
        ...{ actor: 'key:claims', correlationId: 'test', scope: { regions: 'all' } },
      });
      const answer = await asked.then(
        (reply) =>
          reply.answer as unknown as {
            readonly pooledFund: {
              readonly payable: boolean | null;
              readonly reasons: readonly { readonly code: string }[];
            };
          },
        () => undefined,
      );
      const { payable, reasons } = answer?.pooledFund ?? {
        payable: false,
        reasons: [{ code: 'not-covered' }],
      };
      expect([member, on, table.on(member, on)]).toEqual([
        member,
        on,
        { payable, reasons: reasons.map(({ code }) => code) },
      ]);
    }
  }
}

test('a death in a time without cover is told, though no cover ends with it', async () => {
  const fed = await openFed();
  const events = [
    ['MemberRegistered', { region: '359901', liableFrom: '2020-01-01' }, '2020-01-01'],
    ['MemberDeceased', { diedOn: '2027-03-01' }, '2027-03-01'],
  ] as const;
  for (const [type, data, on] of events) await appendTo(fed.store, 'member-P-0001', eventOf(type, data, on));
  await fed.model.catchUp();
  const { entries } = await readAll(fed.fed, everyone);
  const [first] = entries.filter(({ data }) => 'field' in data && data.field === 'pooledFund');
  expect(first?.data).toMatchObject({
    affectedServiceDates: { from: '2027-03-02', until: null },
    before: notCovered,
    after: { payable: false, reasons: ['deceased'] },
  });
  await fed.fed.close();
});

test('a table that is kept by the feed alone is what the eligibility check answers, through generated lives, a region’s figures and watermarks', async () => {
  await fc.assert(
    fc.asyncProperty(lives(2), fc.nat(1_000), async (steps, seed) => {
      const fed = await openFed();
      const table = new AnswersTable('pooledFund', notCovered);
      const middle = Math.floor(steps.length / 2);
      let after = 'beginning';
      const take = async (): Promise<void> => {
        await fed.model.catchUp();
        const { entries, cursor } = await readAll(fed.fed, { ...everyone, after });
        for (const entry of entries) table.take(entry);
        after = cursor;
      };
      await record(fed, steps.slice(0, middle));
      await take();
      await record(fed, steps.slice(middle));
      fed.setClock('2036-02-01T00:00:00.000Z');
      await configure(fed.ledger, 310_000);
      await take();
      await expectToBeAnswered(fed, table, seed);
      const source = { source: 'tax', region: '359901', kind: 'premiums' } as const;
      const author = { actor: 'tax', correlationId: 'test', scope: { regions: 'all' } } as const;
      for (const completeThrough of ['2028-02-29', '2030-06-30'] as const) {
        await fed.ledger.watermarks.declare({ ...source, completeThrough }, author);
        await take();
        await expectToBeAnswered(fed, table, seed);
      }
      await fed.model.stop();
      await fed.store.close();
    }),
    { numRuns: isFull ? 40 : 5 },
  );
}, 600_000);

test('"now" is after everything recorded, told already or not', async () => {
  const fed = await openFed();
  const pay = (coverageYear: number, paidOn: string): Promise<number> => {
    const paid = eventOf('PremiumPaid', { coverageYear, paidOn, amountFen: 40_000 }, paidOn);
    return appendTo(fed.store, 'member-P-0001', paid);
  };
  const registered = eventOf(
    'MemberRegistered',
    { region: '359901', liableFrom: '2020-01-01' },
    '2020-01-01',
  );
  await fed.model.catchUp();
  await appendTo(fed.store, 'member-P-0001', registered);
  await pay(2028, '2027-11-20');
  const { cursor } = await fed.fed.feed.read({ ...everyone, after: 'now' });
  const standings = await fed.fed.feed.read({ ...everyone, topic: 'standings', after: 'now' });
  fed.setClock('2027-11-20T04:00:00.000Z');
  await fed.model.catchUp();
  expect((await readAll(fed.fed, { ...everyone, after: 'beginning' })).entries).not.toEqual([]);
  expect((await readAll(fed.fed, { ...everyone, after: cursor })).entries).toEqual([]);
  const reached = { ...everyone, topic: 'standings', after: standings.cursor } as const;
  expect((await readAll(fed.fed, reached)).entries).toEqual([]);
  await pay(2029, '2028-11-20');
  await fed.model.catchUp();
  const told = (await readAll(fed.fed, { ...everyone, after: cursor })).entries;
  expect(told).not.toEqual([]);
  expect(new Set(told.map(({ subject }) => subject))).toEqual(new Set(['P-0001']));
  await fed.model.stop();
  await fed.store.close();
});

test('a source that ended before anything of a member changes, and one that ends while cover of late may spare a wait', async () => {
  const fed = await openFed();
  const tables = new Map<string, AnswersTable>();
  const register = (member: string): Promise<number> =>
    appendTo(
      fed.store,
      `member-${member}`,
      eventOf('MemberRegistered', { region: '359901', liableFrom: '2027-12-31' }, '2027-12-31'),
    );
  fed.setClock('2027-12-31T02:00:00.000Z');
  await register('P-0001');
  await register('P-0002');
  for (const [from, to, effectiveOn] of [
    ['none', 'employee', '2028-01-01'],
    ['employee', 'none', '2028-03-01'],
  ] as const) {
    const moved = eventOf('SchemeTransferred', { from, to, effectiveOn }, effectiveOn);
    await appendTo(fed.store, 'member-P-0002', moved);
  }
  fed.setClock('2036-02-01T00:00:00.000Z');
  const source = { source: 'tax', region: '359901', kind: 'premiums' } as const;
  const author = { actor: 'tax', correlationId: 'test', scope: { regions: 'all' } } as const;
  await fed.ledger.watermarks.declare({ ...source, completeThrough: '2028-02-29' }, author);
  await fed.model.catchUp();
  const { entries } = await readAll(fed.fed, { ...everyone, after: 'beginning' });
  for (const member of ['P-0001', 'P-0002']) tables.set(member, new AnswersTable('pooledFund', notCovered));
  for (const entry of entries) tables.get(entry.subject)?.take(entry);
  for (const member of ['P-0001', 'P-0002']) {
    for (let day = civilDate('2027-06-01'); day < '2031-01-01'; day = addDays(day, 1)) {
      const question = { kind: 'eligibility', member, on: day, language: 'zh', dryRun: true } as const;
      const { answer } = await fed.fed.decisions.serve({ ...question, ...everyone, correlationId: 'test' });
      const { payable } = (answer as unknown as { pooledFund: { payable: boolean | null } }).pooledFund;
      expect([member, day, tables.get(member)?.on(member, day)]).toEqual([
        ...[member, day],
        expect.objectContaining({ payable }),
      ]);
    }
  }
  await fed.model.stop();
  await fed.store.close();
});
