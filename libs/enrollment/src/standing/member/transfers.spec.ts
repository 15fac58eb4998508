import type { CivilDate } from '../../calendar/civil-date.js';
import type { FactOf } from '../../events.js';
import { regionRanges, schemeRanges } from './transfers.js';

type Side = FactOf<'SchemeTransferred'>['data']['from'];

const transfer = (id: string, from: Side, to: Side, on: string): FactOf<'SchemeTransferred'> => ({
  id,
  type: 'SchemeTransferred',
  data: { from, to, effectiveOn: on as CivilDate },
});
const move = (id: string, from: string, to: string, on: string): FactOf<'RegionTransferred'> => ({
  id,
  type: 'RegionTransferred',
  data: { fromRegion: from, toRegion: to, effectiveOn: on as CivilDate },
});
const registration: FactOf<'MemberRegistered'> = {
  id: 'member',
  type: 'MemberRegistered',
  data: { region: '359901', liableFrom: '2020-01-01' as CivilDate },
};

describe('employee cover', () => {
  const twice = [
    transfer('a', 'resident', 'employee', '2026-03-01'),
    transfer('b', 'employee', 'none', '2026-09-01'),
    transfer('c', 'other', 'employee', '2027-01-01'),
  ];

  test('runs from each transfer to it until the day before the next one from it', () => {
    expect(schemeRanges('employee', twice, null)).toEqual([
      { from: '2026-03-01', until: '2026-09-01', eventIds: ['a', 'b'] },
      { from: '2027-01-01', until: null, eventIds: ['c'] },
    ]);
  });

  test('is not touched by a transfer between other schemes', () => {
    const others = [
      transfer('x', 'resident', 'other', '2026-05-01'),
      transfer('y', 'other', 'none', '2026-06-01'),
    ];
    expect(schemeRanges('employee', [twice[0]!, ...others, ...twice.slice(1)], null)).toEqual(
      schemeRanges('employee', twice, null),
    );
  });

  test('a transfer to it while in it begins nothing, one from it while outside ends nothing', () => {
    const odd = [
      transfer('early', 'employee', 'none', '2026-02-01'),
      twice[0]!,
      transfer('again', 'resident', 'employee', '2026-04-01'),
      twice[1]!,
      transfer('late', 'employee', 'none', '2026-10-01'),
    ];
    expect(schemeRanges('employee', odd, null)).toEqual([
      { from: '2026-03-01', until: '2026-09-01', eventIds: ['a', 'b'] },
    ]);
  });

  test.each([
    [
      '2027-06-30',
      [
        ['2026-03-01', '2026-09-01'],
        ['2027-01-01', '2027-06-30'],
      ],
    ],
    ['2027-01-01', [['2026-03-01', '2026-09-01']]],
    ['2026-07-01', [['2026-03-01', '2026-07-01']]],
    ['2026-03-01', []],
  ])('ends at the latest on the day after death, %s', (cutAt, left) => {
    const ranges = schemeRanges('employee', twice, cutAt as CivilDate);
    expect(ranges.map(({ from, until }) => [from, until])).toEqual(left);
  });

  test.each([
    ['the end first', ['z', 'b']],
    ['the beginning first', ['b', 'z']],
  ])('ended and begun anew on one day goes on, %s', (_name, ids) => {
    const [end = '', begin = ''] = ids;
    const changes = [
      transfer(end, 'employee', 'none', '2026-09-01'),
      transfer(begin, 'none', 'employee', '2026-09-01'),
    ];
    const day = changes.sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(schemeRanges('employee', [twice[0]!, ...day], null)).toEqual([
      { from: '2026-03-01', until: null, eventIds: ['a'] },
    ]);
  });

  test('begun twice and ended once on one day has begun, by all three', () => {
    const day = [
      transfer('p', 'resident', 'employee', '2026-03-01'),
      transfer('q', 'employee', 'none', '2026-03-01'),
      transfer('r', 'none', 'employee', '2026-03-01'),
    ];
    expect(schemeRanges('employee', day, null)).toEqual([
      { from: '2026-03-01', until: null, eventIds: ['p', 'q', 'r'] },
    ]);
  });
});

describe('the region', () => {
  test('is that of the registration before the first move and without one', () => {
    expect(regionRanges(registration, [])).toEqual([
      { from: '0000-01-01', until: null, region: '359901', eventId: 'member' },
    ]);
  });

  test('changes on the day of each move, whatever their order of arrival', () => {
    const moves = [
      move('b', '359903', '359904', '2028-05-01'),
      move('c', '359901', '359902', '2026-05-01'),
      move('a', '359902', '359903', '2027-05-01'),
    ];
    expect(regionRanges(registration, moves)).toEqual([
      { from: '0000-01-01', until: '2026-05-01', region: '359901', eventId: 'member' },
      { from: '2026-05-01', until: '2027-05-01', region: '359902', eventId: 'c' },
      { from: '2027-05-01', until: '2028-05-01', region: '359903', eventId: 'a' },
      { from: '2028-05-01', until: null, region: '359904', eventId: 'b' },
    ]);
  });

  test.each([[['a', 'b']], [['b', 'a']]])(
    'after two moves on one day is where they lead in the order that fits, ids %s',
    ([first = '', second = '']) => {
      const moves = [
        move(second, '359902', '359903', '2026-05-01'),
        move(first, '359901', '359902', '2026-05-01'),
        move('later', '359902', '359901', '2027-05-01'),
      ];
      expect(regionRanges(registration, moves).map(({ region }) => region)).toEqual([
        '359901',
        '359902',
        '359903',
        '359901',
      ]);
    },
  );

  test('after moves of which none fits is where they lead by id', () => {
    const moves = [move('b', '359907', '359902', '2026-05-01'), move('a', '359908', '359903', '2026-05-01')];
    expect(regionRanges(registration, moves).map(({ eventId }) => eventId)).toEqual(['member', 'a', 'b']);
  });

  test('a move of a later day is not taken before, though it would fit', () => {
    const moves = [move('b', '359901', '359902', '2027-05-01'), move('a', '359908', '359901', '2026-05-01')];
    expect(regionRanges(registration, moves).map(({ region }) => region)).toEqual([
      '359901',
      '359901',
      '359902',
    ]);
  });
});
