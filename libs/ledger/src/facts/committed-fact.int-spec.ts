import { openLedger } from '../index.js';
import { command, openTestLedger, registered, shippedPacks } from '../testing/index.js';

test('a fact that is in the ledger is never answered as a failure', async () => {
  const { ledger, store, clock } = await openTestLedger();
  const own = await openLedger({ store, packs: shippedPacks(), engine: '0.0.0' });
  const append = store.append.bind(store);
  const readStream = store.readStream.bind(store);
  jest.spyOn(store, 'append').mockImplementation(async (...args) => {
    // It is past midnight when the store commits, so that the reply has to be computed anew; but nothing can be read.
    clock.now = '2027-11-21T00:00:00.500+08:00';
    const result = await append(...args);
    jest.spyOn(store, 'readStream').mockRejectedValue(new Error('unreadable'));
    return result;
  });
  const posted = command('P-0001', registered);
  const { answer } = await own.facts.record(posted);
  expect(answer).toMatchObject({ appended: true, event: { type: 'MemberRegistered', version: 1 } });
  jest.spyOn(store, 'readStream').mockImplementation(readStream);
  expect((await ledger.facts.record(posted)).answer.event).toEqual(answer.event);
});
