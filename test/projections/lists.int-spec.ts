import fc from 'fast-check';
import { everyRegion, type Ledger, type MemberListQuestion, openLedger } from '#libs/ledger';
import { ReadModelsClosedError, type StandingModel } from '#libs/projections';
import { tried } from '../replay/sizes.js';
import { packs } from '../replay/sample-policy.js';
import { appendTo, eventOf, type GivenLog, lives, openLog, record } from './given-log.js';
import { Folders, modelOf } from './models.js';

const folders = new Folders();

afterAll(() => {
  folders.remove();
});

const scopes = [everyRegion, { regions: ['359901'] }, { regions: ['359903', '359904'] }, { regions: [] }];

async function withModel(
  log: GivenLog,
  directory: string,
): Promise<{ ledger: Ledger; standings: StandingModel }> {
  const standings = modelOf(log.store, directory);
  const ledger = await openLedger({ store: log.store, packs, engine: '0.0.0', standings });
  return { ledger, standings };
}

async function everyPage(
  ledger: Ledger,
  question: Omit<MemberListQuestion, 'after'>,
): Promise<readonly unknown[]> {
  const pages: unknown[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: Awaited<ReturnType<Ledger['members']['list']>> = await ledger.members.list({
      ...question,
      after,
    });
    pages.push(page.items);
    after = page.next;
  }
  return pages;
}

/** Lists by read model and by log, for every scope, region, prefix and moment. */
async function expectSameLists(ledger: Ledger, log: GivenLog): Promise<void> {
  for (const scope of scopes) {
    for (const region of [undefined, '359901', '359904']) {
      for (const prefix of ['', 'P-000', 'P-0003', 'Q']) {
        for (const knownAt of [undefined, '2027-11-20']) {
          const question = { scope, region, prefix, knownAt, limit: 2, on: '2030-01-01' };
          expect(await everyPage(ledger, question)).toEqual(await everyPage(log.ledger, question));
        }
      }
    }
    const events = { scope, limit: 500 };
    expect((await ledger.events.list(events)).items).toEqual((await log.ledger.events.list(events)).items);
  }
}

test('lists from the read model are those from the log, for every scope, region, prefix and moment', async () => {
  await fc.assert(
    fc.asyncProperty(lives(5), async (steps) => {
      const log = await openLog();
      await record(log, steps);
      const { ledger, standings } = await withModel(log, folders.next());
      standings.start();
      while (!standings.isFollowing) await new Promise((resolve) => setTimeout(resolve, 5));
      await expectSameLists(ledger, log);
      await ledger.close();
    }),
    tried(2),
  );
});

test('so they are while the read model is held up, wherever in the log that is', async () => {
  await fc.assert(
    fc.asyncProperty(lives(5), fc.nat(), async (steps, cut) => {
      const log = await openLog();
      const taken = cut % (steps.length + 1);
      await record(log, steps.slice(0, taken));
      const { ledger, standings } = await withModel(log, folders.next());
      await standings.catchUp();
      jest.spyOn(standings, 'isFollowing', 'get').mockReturnValue(true);
      await record(log, steps.slice(taken));
      await expectSameLists(ledger, log);
      await ledger.close();
    }),
    tried(2),
  );
});

test('what was recorded before a list was asked for is in it; without a usable read model, too', async () => {
  const log = await openLog();
  const directory = folders.next();
  const { ledger, standings } = await withModel(log, directory);
  const registered = { region: '359901', liableFrom: '2020-01-01' };
  const listed = async (asked: Ledger): Promise<readonly string[]> =>
    (await asked.members.list({ scope: { regions: ['359901'] } })).items.map(({ member }) => member);

  standings.start();
  while (!standings.isFollowing) await new Promise((resolve) => setTimeout(resolve, 5));
  for (const member of ['P-0002', 'P-0001', 'P-0003']) {
    await appendTo(log.store, `member-${member}`, eventOf('MemberRegistered', registered, '2020-01-01'));
    expect(await listed(ledger)).toContain(member);
  }

  // Another process that wants the same database: it lists from the log.
  const second = await withModel(log, directory);
  second.standings.start();
  while (second.standings.status.state !== 'waiting') await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await listed(second.ledger)).toEqual(['P-0001', 'P-0002', 'P-0003']);
  await second.standings.stop();
  await ledger.close();
});

/** More than a list reads from the log. */
async function recordMany({ store }: GivenLog): Promise<void> {
  const registered = { region: '359901', liableFrom: '2020-01-01' };
  for (let version = 0; version <= 20_000; version += 500) {
    const events = Array.from({ length: 500 }, () => eventOf('MemberRegistered', registered, '2020-01-01'));
    await store.append('member-P-0001', version, events);
  }
}

test('a read model that is far behind, and does not get so far in time, is said to be behind', async () => {
  const log = await openLog();
  const { ledger, standings } = await withModel(log, folders.next());
  jest.spyOn(standings, 'isFollowing', 'get').mockReturnValue(true);
  jest.spyOn(standings, 'reaches').mockResolvedValue(false);
  await recordMany(log);
  await expect(ledger.members.list({ scope: everyRegion })).rejects.toMatchObject({
    code: 'projection-behind',
    facts: { expected: await log.store.head(), seen: 0 },
  });
  await ledger.close();
});

test('a read model that cannot be read is said to wait, and the next list does without it', async () => {
  const log = await openLog();
  const { ledger, standings } = await withModel(log, folders.next());
  await appendTo(
    log.store,
    'member-P-0001',
    eventOf('MemberRegistered', { region: '359901', liableFrom: '2020-01-01' }, '2020-01-01'),
  );
  const following = jest.spyOn(standings, 'isFollowing', 'get').mockReturnValue(true);
  jest.spyOn(standings, 'reaches').mockResolvedValue(true);
  jest.spyOn(standings, 'members').mockImplementation(() => {
    following.mockReturnValue(false);
    throw new ReadModelsClosedError();
  });
  await expect(ledger.members.list({ scope: everyRegion })).rejects.toMatchObject({
    code: 'projection-waiting',
  });
  expect((await ledger.members.list({ scope: everyRegion })).items).toHaveLength(1);
  await ledger.close();
});

test('a list that waits for a read model that then fails does without it at once', async () => {
  const log = await openLog();
  const { ledger, standings } = await withModel(log, folders.next());
  const following = jest.spyOn(standings, 'isFollowing', 'get').mockReturnValue(true);
  jest.spyOn(standings, 'reaches').mockImplementation(() => {
    following.mockReturnValue(false);
    return Promise.resolve(false);
  });
  await appendTo(
    log.store,
    'member-P-0002',
    eventOf('MemberRegistered', { region: '359901', liableFrom: '2020-01-01' }, '2020-01-01'),
  );
  await recordMany(log);
  const { items } = await ledger.members.list({ scope: everyRegion });
  expect(items.map(({ member }) => member)).toContain('P-0002');
  await ledger.close();
});
