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
