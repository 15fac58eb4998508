import { inLetter, inWords } from './letter-text.js';
import { message, type Say } from './words.js';

const zh: Say = (name, blanks) => message('zh', name, blanks);
const en: Say = (name, blanks) => message('en', name, blanks);

test('a letter has its days in the long form, in Chinese without spaces beside them', () => {
  expect(inLetter('共 5 个月; 2028-01-01 至 2028-05-31, 2028-06-01 起可支付。', zh)).toBe(
    '共 5 个月; 2028年1月1日至2028年5月31日, 2028年6月1日起可支付。',
  );
  expect(inLetter('2028-01-01 to 2028-05-31; benefits start on 2028-06-01.', en)).toBe(
    '1 January 2028 to 31 May 2028; benefits start on 1 June 2028.',
  );
});

test('the parts of a wait are told in words in English, as they are in Chinese', () => {
  expect(
    inWords(
      '2028 was paid in the window after 3 break years (2025, 2026, 2027): fixed + variable - repaired = 3 + 2 - 1 = 4 months, 2028-01-01 to 2028-04-30; benefits start on 2028-05-01.',
    ),
  ).toBe(
    '2028 was paid in the window after 3 break years (2025, 2026, 2027): fixed 3 months, variable 2 months, repaired 1 month, in all 4 months; 2028-01-01 to 2028-04-30; benefits start on 2028-05-01.',
  );
});
