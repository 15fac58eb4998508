import fc from 'fast-check';
import { fen, type Fen, formatYuan, isFen, percentOf } from './fen.js';

const settings = { seed: 300_000, numRuns: 5_000 };
const MAX = Number.MAX_SAFE_INTEGER;

/** Integers without limit, as an oracle. */
const exactPercent = (amount: number, percent: number): bigint => (BigInt(amount) * BigInt(percent)) / 100n;

describe('a percentage of an amount', () => {
  test.each([
    [0, 20, 0],
    [1, 20, 0],
    [4, 20, 0],
    [5, 20, 1],
    [99, 1, 0],
    [100, 1, 1],
    [30_000_000, 20, 6_000_000],
    [30_000_001, 20, 6_000_000],
    [30_000_005, 20, 6_000_001],
    [33_333_333, 20, 6_666_666],
    [30_000_000, 0, 0],
    [30_000_000, 100, 30_000_000],
    [MAX, 100, MAX],
    [MAX, 0, 0],
  ])('of %i fen, %i %% is %i', (amount, percent, expected) => {
    expect(percentOf(fen(amount), percent)).toBe(expected);
  });

  test('is exact to the fen for the largest amounts and every percentage', () => {
    for (let percent = 0; percent <= 100; percent += 1) {
      for (let below = 0; below < 200; below += 1) {
        const amount = MAX - below;
        if (BigInt(percentOf(amount as Fen, percent)) !== exactPercent(amount, percent))
          throw new Error(
            `${String(percent)} % of ${String(amount)} is not ${String(exactPercent(amount, percent))}.`,
          );
      }
    }
    expect(percentOf(MAX as Fen, 20)).toBe(Number(exactPercent(MAX, 20)));
  });

  test('is exact for any amount', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(100), (amount, percent) => {
        expect(BigInt(percentOf(fen(amount), percent))).toBe(exactPercent(amount, percent));
      }),
      settings,
    );
  });
});

describe('an amount', () => {
  test.each([0, 1, 40_000, MAX])('%p may be one', (value) => {
    expect(isFen(value)).toBe(true);
  });

  test.each([
    -1,
    0.5,
    2 ** 53,
    2 ** 53 + 2,
    NaN,
    Infinity,
    -Infinity,
    '1',
    null,
    undefined,
    1n,
    true,
    [1],
    {},
  ])('%p is none', (value) => {
    expect(isFen(value)).toBe(false);
  });

  test('arithmetic that leaves the safe integers fails loudly', () => {
    expect(() => fen(MAX + 1)).toThrow(RangeError);
    expect(() => fen(0.1 + 0.2)).toThrow(RangeError);
    expect(() => fen(NaN)).toThrow(RangeError);
    expect(fen(-1)).toBe(-1);
  });
});

describe('yuan on display', () => {
  test.each([
    [0, '0'],
    [1, '0.01'],
    [10, '0.1'],
    [99, '0.99'],
    [100, '1'],
    [101, '1.01'],
    [110, '1.1'],
    [99_999, '999.99'],
    [100_000, '1,000'],
    [30_000_000, '300,000'],
    [123_456_789, '1,234,567.89'],
    [-150, '-1.5'],
    [MAX, '90,071,992,547,409.91'],
  ])('%i fen is %s', (amount, expected) => {
    expect(formatYuan(amount)).toBe(expected);
  });

  test('can be read back to the fen', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (amount) => {
        const [whole = '', decimals = ''] = formatYuan(amount).split('.');
        expect(BigInt(whole.replaceAll(',', '')) * 100n + BigInt(decimals.padEnd(2, '0'))).toBe(
          BigInt(amount),
        );
      }),
      settings,
    );
  });
});
