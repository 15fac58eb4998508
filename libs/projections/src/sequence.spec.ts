import type { CivilDate } from '#libs/enrollment';
import type { RecordedEvent } from '#libs/event-store';
import { instantBefore, segmentsOf } from './sequence.js';

function recorded(...instants: readonly string[]): readonly RecordedEvent[] {
  return instants.map((recordedAt, index) => ({ recordedAt, position: index + 1 }) as RecordedEvent);
}

function daysOf(events: readonly RecordedEvent[], latest: string | null = null): readonly unknown[] {
  return segmentsOf(events, latest).map(({ day, events: own }) => [day, own.map(({ position }) => position)]);
}

test('events are cut at midnight at +08:00; what is recorded at midnight belongs to the day that begins', () => {
  const events = recorded('2027-12-31T15:59:59.999Z', '2027-12-31T16:00:00.000Z', '2028-01-01T15:59:59.999Z');
  expect(daysOf(events)).toEqual([
    ['2027-12-31', [1]],
    ['2028-01-01', [2, 3]],
  ]);
});

test('an event recorded before an earlier one stands in the day of the latest, also of one read before', () => {
  const events = recorded('2027-12-31T16:00:01.000Z', '2027-12-31T15:59:00.000Z');
  expect(daysOf(events)).toEqual([['2028-01-01', [1, 2]]]);
  expect(daysOf(recorded('2027-12-31T15:59:00.000Z'), '2028-01-03T00:00:00.000Z')).toEqual([
    ['2028-01-03', [1]],
  ]);
  expect(segmentsOf(events, null)[0]?.latest).toBe('2027-12-31T16:00:01.000Z');
});

test('no events, no segments', () => {
  expect(daysOf([])).toEqual([]);
});

test('what is known at a midnight was recorded in the day before it', () => {
  expect(instantBefore('2028-01-01' as CivilDate)).toBe('2027-12-31T15:59:59.999Z');
  expect(instantBefore('2028-03-01' as CivilDate)).toBe('2028-02-29T15:59:59.999Z');
});
