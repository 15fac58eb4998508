import fc from 'fast-check';
import { containsPersonalIdentifier } from './personal-identifier.js';

const settings = { seed: 11643, numRuns: 1_000 };

/** The check character by the recursion of ISO 7064 MOD 11-2, which needs no table of weights. */
function checkCharacter(digits: string): string {
  let carried = 0;
  for (const digit of digits) carried = ((carried + Number(digit)) * 2) % 11;
  const check = (12 - carried) % 11;
  return check === 10 ? 'X' : String(check);
}

const everyCheck = Array.from('0123456789X');
/** The worked example of the standard; its holder does not exist. */
const example = '11010519491231002X';

describe('an identity number', () => {
  test('the example of the standard is one, in either case of X', () => {
    expect(checkCharacter(example.slice(0, 17))).toBe('X');
    expect(containsPersonalIdentifier(example)).toBe(true);
    expect(containsPersonalIdentifier(example.toLowerCase())).toBe(true);
  });

  test('of the eleven check characters only the valid one makes it one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{16}$/), (digits) => {
        const found = everyCheck.filter((check) => containsPersonalIdentifier(digits + check));
        expect(found).toEqual([checkCharacter(digits)]);
      }),
      settings,
    );
  });

  test.each([
    '440524188001010014',
    '１１０１０５１９４９１２３１００２Ｘ',
    '１１０１０５１９４９１２３１００２x',
  ])('is seen in %s', (text) => {
    expect(containsPersonalIdentifier(text)).toBe(true);
  });

  test.each([
    `number ${example} on the card`,
    `(${example})`,
    `ID:${example}.`,
    `"${example}"`,
    `${example}/1`,
    `TX_${example}`,
    `证件号：${example}；`,
    `first\u3000${example}`,
  ])('is seen as a whole token in %j', (text) => {
    expect(containsPersonalIdentifier(text)).toBe(true);
  });

  test.each([
    `A${example}`,
    `${example}A`,
    `9${example}`,
    `${example}9`,
    example.slice(0, 17),
    '110105491231002',
    '110105 19491231 002X',
    '1101051949123100２Y',
  ])('is not seen in %j, which is another token', (text) => {
    expect(containsPersonalIdentifier(text)).toBe(false);
  });
});

describe('a mobile number', () => {
  test.each([
    '13812345678',
    '19912345678',
    '8613812345678',
    '+8613812345678',
    '008613812345678',
    '+86 13812345678',
    '+86-13812345678',
    'tel:13812345678',
    'call 13812345678, please',
    '１３８１２３４５６７８',
    '＋８６１３８１２３４５６７８',
  ])('is seen in %j', (text) => {
    expect(containsPersonalIdentifier(text)).toBe(true);
  });

  test.each([
    '12812345678',
    '23812345678',
    '1381234567',
    '138123456789',
    'TX13812345678',
    '13812345678a',
    '+8513812345678',
    '138-1234-5678',
    '0138123456780',
    '20280315120000',
  ])('is not seen in %j', (text) => {
    expect(containsPersonalIdentifier(text)).toBe(false);
  });

  test.each(['3', '4', '5', '6', '7', '8', '9'])('may begin with 1%s', (second) => {
    expect(containsPersonalIdentifier(`1${second}000000000`)).toBe(true);
  });

  test.each(['0', '1', '2'])('does not begin with 1%s', (second) => {
    expect(containsPersonalIdentifier(`1${second}000000000`)).toBe(false);
  });
});

test.each(['', ' ', '居民医保', 'late arrival', '2028-03-15', '359901', 'TX202711200123', '\ud800'])(
  'ordinary text passes: %j',
  (text) => {
    expect(containsPersonalIdentifier(text)).toBe(false);
  },
);
