import { civilDate } from '#libs/enrollment';
import type { FlipEvent } from '#libs/ledger/pure';
import { positionAt } from './moments.js';
import { callsOf } from './replay-calls.js';

const side = { knownAt: null, pack: undefined, readings: undefined };
const a = { ...side, on: civilDate('2027-03-02'), position: 57 };
const b = { ...side, on: civilDate('2027-03-02'), position: 90 };

test('both sides are pinned to what is on the screen, also the one that is "now"', () => {
  const [, diff] = callsOf('P-0003', { a, b });
  expect(diff?.body).toEqual({
    a: { on: '2027-03-02', knownAt: 'pos:57' },
    b: { on: '2027-03-02', knownAt: 'pos:90' },
  });
  expect(diff?.command).toBe(
    'canbao diff P-0003 --a on=2027-03-02 --a known-at=pos:57 --b on=2027-03-02 --b known-at=pos:90',
  );
});

test('each side has its own rules and readings', () => {
  const [standing, diff] = callsOf('P-0003', { a, b: { ...b, pack: 'anhui@1', readings: 'R1=yes' } });
  expect(standing?.command).toBe('canbao standing P-0003 --on 2027-03-02 --known-at pos:57');
  expect(diff?.command).toMatch(/ --b known-at=pos:90 --b pack=anhui@1 --b reading=R1=yes$/);
});

/** Two facts of one day, one of the next. */
const moments = [
  { position: 24, recordedAt: '2027-03-09T03:12:00+08:00' },
  { position: 31, recordedAt: '2027-03-09T23:59:59.999+08:00' },
  { position: 40, recordedAt: '2027-03-10T00:00:00+08:00' },
] as unknown as readonly FlipEvent[];

test.each([
  ['pos:25', 25],
  ['2027-03-08', 0],
  ['2027-03-09', 31],
  ['2027-03-10', 40],
  ['2027-03-08T19:12:00Z', 24],
  ['2027-03-08T19:11:59Z', 0],
])('side B known at %s is at #%d, and not at everything', (knownAt, position) => {
  expect(positionAt(moments, knownAt)).toBe(position);
});
