import { type Acknowledgement, type ConsumerState, type Ledger, openLedger } from '#libs/ledger';
import type { StandingModel } from '#libs/projections';
import { type GivenLog, openLog } from '../projections/given-log.js';
import { Folders, modelOf } from '../projections/models.js';
import { packs } from '../replay/sample-policy.js';

const folders = new Folders();
afterAll(() => {
  folders.remove();
});

/** A process: its own read model over the log that all share. */
interface Process {
  readonly ledger: Ledger;
  readonly model: StandingModel;
}

let log: GivenLog;
let passed = 0;
beforeEach(async () => {
  log = await openLog();
  passed = 0;
});

async function processOf(directory = folders.next()): Promise<Process> {
  const model = modelOf(log.store, directory);
  await model.catchUp();
  return { model, ledger: await openLedger({ store: log.store, packs, engine: '0.0.0', standings: model }) };
}

function passSeconds(seconds: number): void {
  passed += seconds;
  log.setClock(new Date(Date.parse('2027-11-20T10:00:00+08:00') + passed * 1000).toISOString());
}

const cursorAt = (position: number): string => `${log.store.ledger.logId}.answers.${position}.0`;

function say({ ledger }: Process, word: Partial<Acknowledgement> = {}): Promise<ConsumerState> {
  return ledger.feed.acknowledge({
    ...{ name: 'claims', actor: 'key:k1', correlationId: 'test', scope: { regions: ['359901'] } },
    cursor: cursorAt(1),
    ...word,
  });
}

const shownBy = async ({ ledger, model }: Process): Promise<readonly ConsumerState[]> => {
  await model.catchUp();
  return ledger.feed.consumers({ regions: 'all' });
};

test('what a consumer tells one process every other shows: scope, position, last error', async () => {
  const [one, other] = [await processOf(), await processOf()];
  await say(one, { region: '359901' });
  passSeconds(60);
  await say(one, { cursor: cursorAt(2), region: '359901', error: 'table is full' });
  const [shown] = await shownBy(other);
  expect(shown).toMatchObject({
    ...{ name: 'claims', holder: 'key:k1', actor: 'key:k1', topic: 'answers', position: 2 },
    scope: { regions: ['359901'], region: '359901', scheme: null },
    lastError: { text: 'table is full', at: '2027-11-20T10:01:00.000+08:00' },
  });
  expect(await shownBy(one)).toEqual([shown]);
  passSeconds(60);
  await say(other, { cursor: cursorAt(3), region: '359901' });
  expect(await shownBy(one)).toEqual([
    expect.objectContaining({ position: 3, lastError: expect.objectContaining({ text: 'table is full' }) }),
  ]);
});

test('a consumer that only goes on is recorded every half minute; the process that it told shows it at once', async () => {
  const [one, other] = [await processOf(), await processOf()];
  const before = await log.store.head();
  for (let step = 1; step <= 9; step += 1) {
    await say(one, { cursor: cursorAt(step % 5) });
    passSeconds(11);
  }
  const recorded = await log.store.readStream('consumer-answers/key:k1/claims');
  expect(recorded.map(({ data }) => (data as ConsumerState).cursor)).toEqual([1, 4, 2].map(cursorAt));
  expect(await log.store.head()).toBe(before + 3);
  expect((await shownBy(one))[0]).toMatchObject({ position: 4 });
  expect((await shownBy(other))[0]).toMatchObject({ position: 2 });
  // Said again, it is nothing new.
  passSeconds(600);
  await say(other, { cursor: cursorAt(2) });
  expect(await log.store.head()).toBe(before + 3);
});

test('other names, topics and keys are other consumers; one whose regions a caller may not all see is not shown', async () => {
  const one = await processOf();
  await say(one);
  await say(one, { name: 'prices' });
  await say(one, { actor: 'key:k2', scope: { regions: ['359902'] } });
  await say(one, { cursor: `${log.store.ledger.logId}.standings..` });
  const shown = await shownBy(one);
  expect(shown.map(({ name, holder, topic }) => [name, holder, topic])).toEqual([
    ['claims', 'key:k1', 'answers'],
    ['claims', 'key:k1', 'standings'],
    ['claims', 'key:k2', 'answers'],
    ['prices', 'key:k1', 'answers'],
  ]);
  const seen = await one.ledger.feed.consumers({ regions: ['359902'] });
  expect(seen.map(({ holder }) => holder)).toEqual(['key:k2']);
});

test('read models that are lost are made again from the log, with the consumers', async () => {
  const one = await processOf();
  await say(one);
  await say(one, { name: 'prices', error: 'no' });
  const again = await processOf();
  expect(await shownBy(again)).toEqual(await shownBy(one));
  await again.model.rebuild();
  expect(await shownBy(again)).toEqual(await shownBy(one));
});

test('read models that are being made are waited for, and refused where that takes too long: nobody is left out', async () => {
  const before = await processOf();
  await say(before);
  const model = modelOf(log.store, folders.next());
  const ledger = await openLedger({ store: log.store, packs, engine: '0.0.0', standings: model });
  const catchingUp = model.catchUp();
  const [shown] = await ledger.feed.consumers({ regions: 'all' });
  expect(shown).toMatchObject({ name: 'claims' });
  await catchingUp;

  const other = modelOf(log.store, folders.next());
  const behind = await openLedger({ store: log.store, packs, engine: '0.0.0', standings: other });
  jest.spyOn(other, 'reaches').mockResolvedValue(false);
  await expect(behind.feed.consumers({ regions: 'all' })).rejects.toMatchObject({
    code: 'projection-behind',
    facts: { expected: await log.store.head(), seen: 0 },
  });
});

test('one consumer that tells two processes at once is recorded in both orders, and none is refused', async () => {
  const processes = [await processOf(), await processOf(), await processOf()];
  const scopes = ['359901', '359902', '359903'];
  await Promise.all(processes.map((each, index) => say(each, { region: scopes[index] })));
  expect(await log.store.readStream('consumer-answers/key:k1/claims')).toHaveLength(3);
});

test('the successor of a key is the same consumer', async () => {
  const { ledger } = await processOf();
  const author = { actor: 'tester', correlationId: 'test' };
  const key = { role: 'claims-system', regions: ['359901'], label: 'claims' } as const;
  const { key: first } = await ledger.access.createKey(key, author);
  const { key: second } = await ledger.access.createKey({ ...key, replaces: first.keyId }, author);
  const one = await processOf();
  await say(one, { actor: `key:${first.keyId}` });
  await say(one, { actor: `key:${second.keyId}`, cursor: cursorAt(2) });
  expect(await shownBy(one)).toEqual([
    expect.objectContaining({ holder: `key:${first.keyId}`, actor: `key:${second.keyId}`, position: 2 }),
  ]);
});
