import type { RecordedEvent } from '../port.js';
import { Arrivals } from './arrivals.js';

const stream = 'member-P-0001';

function event(version: number, id = `e-${version}`): RecordedEvent {
  const recordedAt = '2031-03-01T00:00:00.000Z';
  return {
    ...{ id, stream, version, position: version, recordedAt },
    ...{ type: 'PremiumPaid', schemaVersion: 1, data: {}, metadata: { correlationId: id } },
  } as RecordedEvent;
}

test('what comes by the subscription is handed to whoever waits for that place, in order, once', async () => {
  const arrivals = new Arrivals();
  const first = arrivals.expect({ stream, version: 4, count: 2 });
  const second = arrivals.expect({ stream, version: 4, count: 1 });
  const soon = first.soon();
  // After a resubscription the last events come again.
  for (const version of [4, 5, 5, 6, 7]) arrivals.take(event(version));
  expect(await soon).toEqual([event(5), event(6)]);
  expect(await second.soon()).toEqual([event(5)]);
});

test('what stands there by another process is handed on as it is', async () => {
  const arrivals = new Arrivals();
  const arrival = arrivals.expect({ stream, version: 0, count: 1 });
  arrivals.take(event(1, 'of-another'));
  expect(await arrival.soon()).toEqual([event(1, 'of-another')]);
});

test('a subscription that brings nothing, or not all of it, or leaves one out, is not waited for', async () => {
  const arrivals = new Arrivals();
  const nothing = arrivals.expect({ stream, version: 0, count: 1 });
  const half = arrivals.expect({ stream, version: 1, count: 2 });
  const gap = arrivals.expect({ stream, version: 2, count: 1 });
  for (const version of [2, 4]) arrivals.take(event(version));
  expect(await Promise.all([nothing.soon(), half.soon(), gap.soon()])).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('what nobody waits for any more is not kept', async () => {
  const arrivals = new Arrivals();
  const arrival = arrivals.expect({ stream, version: 0, count: 1 });
  arrival.forget();
  arrivals.take(event(1));
  expect(await arrival.soon()).toBeUndefined();
});
