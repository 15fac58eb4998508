import * as fc from 'fast-check';
import { uuidV7 } from './uuid-v7.js';

const moments = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const chance = fc.uuid({ version: 4 });

test('gives the value of RFC 9562, appendix A.6', () => {
  expect(uuidV7(0x017f22e279b0, '00000000-0000-4cc3-98c4-dc0c0c07398f')).toBe(
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f',
  );
});

test('is a UUID of version 7 whatever chance gives, and the later moment comes later', () => {
  fc.assert(
    fc.property(moments, moments, chance, chance, (a, b, one, other) => {
      const [first, second] = [uuidV7(a, one), uuidV7(b, other)];
      expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      if (a !== b) expect(first < second).toBe(a < b);
    }),
  );
});

test('74 bits are of chance', () => {
  const ones = uuidV7(0, 'ffffffff-ffff-4fff-bfff-ffffffffffff').replaceAll('-', '');
  const zeros = uuidV7(0, '00000000-0000-4000-8000-000000000000').replaceAll('-', '');
  const differing = (BigInt(`0x${ones}`) ^ BigInt(`0x${zeros}`)).toString(2).replaceAll('0', '');
  expect(differing).toHaveLength(74);
});
