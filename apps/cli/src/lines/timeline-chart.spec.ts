import { civilDate, type Interval } from '#libs/enrollment';
import { sayIn } from '../language.js';
import { timelineChart } from './timeline-chart.js';

const day = civilDate;
const intervals: readonly Interval[] = [
  { kind: 'lapse', from: day('2025-01-01'), until: day('2026-01-01') },
  { kind: 'break-year', from: day('2025-01-01'), until: day('2026-01-01') },
  { kind: 'cover', from: day('2026-01-01'), until: day('2027-01-01'), value: 'resident' },
  { kind: 'wait', from: day('2026-01-01'), until: day('2026-04-01'), value: { totalMonths: 3 } },
  { kind: 'cover', from: day('2027-07-01'), until: null, value: 'employee' },
  { kind: 'ceiling', from: day('2026-01-01'), until: day('2027-01-01'), value: { status: 'known' } },
];

describe('the chart of a timeline', () => {
  it('marks cover, lapses, break years and waits by month where there is room', () => {
    expect(timelineChart(intervals, 80, sayIn('zh'))).toEqual([
      '        2025        2026        2027',
      '参保                ============      eeeeee',
      '断保    ............',
      '断保年  xxxxxxxxxxxx',
      '等待期              www',
      '= 居民医保  e 职工医保  o 其他制度  . 断保  x 断保年  w 等待期',
    ]);
  });

  it('gives a year fewer columns on a narrow terminal', () => {
    expect(timelineChart(intervals, 21, sayIn('zh')).slice(0, 5)).toEqual([
      '        2025    2027',
      '参保        ====  ee',
      '断保    ....',
      '断保年  xxxx',
      '等待期      w',
    ]);
  });

  it('is empty where nothing is to be drawn', () => {
    expect(timelineChart([], 80, sayIn('zh'))).toEqual([]);
  });
});
