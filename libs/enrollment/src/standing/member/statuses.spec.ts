import type { CivilDate } from '../../calendar/civil-date.js';
import type { FactOf, Status } from '../../events.js';
import { statusOn, statusRanges } from './statuses.js';

const grant = (id: string, status: Status, from: string, until?: string): FactOf<'SpecialStatusGranted'> => ({
  id,
  type: 'SpecialStatusGranted',
  data: {
    status,
    from: from as CivilDate,
    ...(until === undefined ? {} : { until: until as CivilDate }),
  },
});
const end = (
  id: string,
  status: Status,
  endedOn: string,
  corrects?: string,
): FactOf<'SpecialStatusEnded'> => ({
  id,
  type: 'SpecialStatusEnded',
  data: { status, endedOn: endedOn as CivilDate, ...(corrects === undefined ? {} : { corrects }) },
});

/** Each range in short: its grant, its days, and what ended it. */
function rangesOf(...facts: Parameters<typeof statusRanges>): readonly string[] {
  return statusRanges(...facts).map(
    ({ eventId, from, until, endedBy }) => `${eventId} ${from}..${until ?? ''} ${endedBy ?? '-'}`,
  );
}

const aid = grant('aid', 'medical-aid', '2026-01-01');
const short = grant('short', 'medical-aid', '2026-01-01', '2027-01-01');

test('ranges come by first day, then by event id', () => {
  const later = grant('a', 'low-income', '2026-02-01');
  const newborn = grant('z', 'newborn', '2026-01-01');
  const inOrder = ['aid 2026-01-01.. -', 'z 2026-01-01.. -', 'a 2026-02-01.. -'];
  for (const grants of [
    [aid, newborn, later],
    [later, newborn, aid],
    [newborn, aid, later],
    [aid, later, newborn],
  ])
    expect(rangesOf(grants, [])).toEqual(inOrder);
});

test.each([
  ['cuts a grant without an end', aid, end('e', 'medical-aid', '2026-06-01'), 'aid 2026-01-01..2026-06-01 e'],
  [
    'cuts a grant with a later end',
    short,
    end('e', 'medical-aid', '2026-12-31'),
    'short 2026-01-01..2026-12-31 e',
  ],
  [
    'leaves one that ends on its day',
    short,
    end('e', 'medical-aid', '2027-01-01'),
    'short 2026-01-01..2027-01-01 -',
  ],
  [
    'leaves one that has ended before',
    short,
    end('e', 'medical-aid', '2027-06-01'),
    'short 2026-01-01..2027-01-01 -',
  ],
  ['leaves a grant of another status', aid, end('e', 'low-income', '2026-06-01'), 'aid 2026-01-01.. -'],
  ['leaves a grant that begins on its day', aid, end('e', 'medical-aid', '2026-01-01'), 'aid 2026-01-01.. -'],
  [
    'cuts one that began the day before',
    aid,
    end('e', 'medical-aid', '2026-01-02'),
    'aid 2026-01-01..2026-01-02 e',
  ],
  [
    'leaves a grant that it does not name',
    aid,
    end('e', 'medical-aid', '2026-06-01', 'x'),
    'aid 2026-01-01.. -',
  ],
  [
    'cuts the grant that it names',
    aid,
    end('e', 'medical-aid', '2026-06-01', 'aid'),
    'aid 2026-01-01..2026-06-01 e',
  ],
  [
    'empties the grant that it names',
    aid,
    end('e', 'medical-aid', '2026-01-01', 'aid'),
    'aid 2026-01-01..2026-01-01 e',
  ],
])('an end %s', (_name, granted, ended, expected) => {
  expect(rangesOf([granted], [ended])).toEqual([expected]);
});

test('of several ends the earliest counts, whatever their order', () => {
  const [early, late] = [end('early', 'medical-aid', '2026-03-01'), end('late', 'medical-aid', '2026-06-01')];
  for (const ends of [
    [early, late],
    [late, early],
  ])
    expect(rangesOf([aid], ends)).toEqual(['aid 2026-01-01..2026-03-01 early']);
});

test.each([
  ['2025-12-31', undefined],
  ['2026-01-01', 'short'],
  ['2026-12-31', 'short'],
  ['2027-01-01', undefined],
  ['2028-01-01', 'open'],
])('on %s the status that holds is %s', (day, expected) => {
  const ranges = statusRanges([short, grant('open', 'medical-aid', '2028-01-01')], []);
  expect(statusOn(ranges, 'medical-aid', day as CivilDate)?.eventId).toBe(expected);
  expect(statusOn(ranges, 'low-income', day as CivilDate)).toBeUndefined();
});
