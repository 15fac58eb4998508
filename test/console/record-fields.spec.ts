import type { MemberEvent } from '#libs/ledger/pure';
import { FACT_EXAMPLES } from '../../apps/ledger/src/openapi/fact-examples.js';
import {
  bodyOf,
  fieldsOf,
  recordedValues,
  replacementFields,
  wrongFields,
} from '../../apps/console/src/rooms/record/fields.js';

const paid = {
  type: 'PremiumPaid',
  data: { coverageYear: 2028, paidOn: '2027-11-20', amountFen: 40_005 },
} as unknown as MemberEvent;

test('a replacement begins as the fact was recorded, and comes back as it was', () => {
  const fields = replacementFields('PremiumPaid');
  const values = recordedValues(paid);
  expect(values).toMatchObject({
    'replacement.coverageYear': '2028',
    'replacement.amountFen': '400.05',
    'replacement.channel': '',
  });
  expect(wrongFields(fields, values)).toEqual([]);
  expect(bodyOf(fields, values)).toEqual(paid.data);
});

test('the form of a correction has its own fields alone', () => {
  const fields = fieldsOf('FactCorrected');
  expect(fields.map(({ name }) => name)).toEqual(['corrects', 'reason']);
  expect(bodyOf(fields, { corrects: 'x', reason: 'typing-error' })).toEqual({
    corrects: 'x',
    reason: 'typing-error',
  });
});

test('what is empty or cannot be read is named', () => {
  const fields = fieldsOf('PremiumPaid');
  const wrong = wrongFields(fields, { coverageYear: '2028', paidOn: '20 Nov', amountFen: '1.234' });
  expect(wrong.map(({ name }) => name)).toEqual(['paidOn', 'amountFen']);
});

test.each(Object.keys(FACT_EXAMPLES) as readonly (keyof typeof FACT_EXAMPLES)[])(
  'a recorded %s can be typed again as it was',
  (type) => {
    const {
      source: _source,
      member: _member,
      replacement: _replacement,
      ...data
    } = FACT_EXAMPLES[type] as Readonly<Record<string, unknown>>;
    const values = recordedValues({ type, data } as unknown as MemberEvent);
    expect(bodyOf(replacementFields(type), values)).toEqual(data);
  },
);

test('an opening balance without open break years says so with an empty list', () => {
  const fields = fieldsOf('OpeningBalanceDeclared').filter(({ name }) => name === 'openBreakYears');
  expect(wrongFields(fields, {})).toEqual([]);
  expect(bodyOf(fields, {})).toEqual({ openBreakYears: [] });
});
