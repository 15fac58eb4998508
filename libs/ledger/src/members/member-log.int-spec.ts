import { given, openTestLedger, paid, registered } from '../testing/index.js';
import { MemberLog } from './member-log.js';

test('the members unused for longest are forgotten first, once more facts are kept than there is room for', async () => {
  const { ledger, store } = await openTestLedger();
  for (const member of ['P-0001', 'P-0002', 'P-0003'])
    await given(ledger, member, registered, paid(2027, '2027-03-01'));
  const log = new MemberLog(store, 4);
  const read = jest.spyOn(store, 'readStream');
  const fromVersions = async (...members: readonly string[]): Promise<readonly unknown[]> => {
    read.mockClear();
    for (const member of members) expect(await log.load(member)).toHaveLength(2);
    return read.mock.calls.map(([, range]) => range?.fromVersion);
  };
  expect(await fromVersions('P-0001', 'P-0002', 'P-0001')).toEqual([1, 1, 3]);
  // There is room for two of them: the second one goes, which was used before the first.
  expect(await fromVersions('P-0003', 'P-0001', 'P-0002')).toEqual([1, 3, 1]);
});

test('a fact appended behind those that are known is known as it will be read', async () => {
  const { ledger, store } = await openTestLedger();
  await given(ledger, 'P-0001', registered);
  const [log, reading] = [new MemberLog(store), new MemberLog(store)];
  await log.load('P-0001');
  await given(ledger, 'P-0001', paid(2027, '2027-03-01'), paid(2028, '2027-11-01'));
  const [, second, third] = await store.readStream('member-P-0001');
  if (second === undefined || third === undefined) throw new Error('The facts were appended.');
  // The one between is not known: what comes behind it is left to be read.
  log.took(third);
  log.took(second);
  const read = jest.spyOn(store, 'readStream');
  expect(await log.load('P-0001')).toEqual(await reading.load('P-0001'));
  expect(read.mock.calls.map(([, range]) => range?.fromVersion)).toEqual([3, 1]);
});
