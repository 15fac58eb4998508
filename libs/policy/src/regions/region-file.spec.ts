import { readRegions } from './region-file.js';

const read = (content: string): ReturnType<typeof readRegions> =>
  readRegions(content, 'regions.yaml', ['fujian', 'anhui']);

test('amounts alone hold for every year, maps from their years on, null is no ceiling, absent is unknown', () => {
  const regions = read(`
- { code: "359901", policy: fujian, baseCeilingYuan: 300000, premiumYuan: 400.5, sample: true }
- { code: "359902", policy: fujian, baseCeilingYuan: null }
- { code: "340100", policy: anhui, premiumYuan: { 2026: 400, 2027: 420 } }
`);
  expect(regions).toEqual([
    {
      code: '359901',
      policy: 'fujian',
      baseCeilingFen: new Map([[1900, 30000000]]),
      premiumFen: new Map([[1900, 40050]]),
      sample: true,
    },
    {
      code: '359902',
      policy: 'fujian',
      baseCeilingFen: new Map([[1900, null]]),
      premiumFen: new Map(),
      sample: false,
    },
    {
      code: '340100',
      policy: 'anhui',
      baseCeilingFen: new Map(),
      premiumFen: new Map([
        [2026, 40000],
        [2027, 42000],
      ]),
      sample: false,
    },
  ]);
});

test.each([
  ['a short code', '- { code: "3599", policy: fujian }', 'regions.yaml:1:11 [0].code', 'six digits'],
  ['an unknown pack', '- { code: "359901", policy: fujan }', 'regions.yaml:1:3 [0]', 'Did you mean fujian?'],
  [
    'an unknown key',
    '- { code: "359901", policy: fujian, ceiling: 1 }',
    'regions.yaml:1:37',
    'the key ceiling',
  ],
  [
    'a region twice',
    '- { code: "359901", policy: fujian }\n- { code: "359901", policy: anhui }',
    'regions.yaml:2:3',
    'a second time',
  ],
  [
    'a year that is none',
    '- { code: "359901", policy: fujian, premiumYuan: { next: 1 } }',
    'regions.yaml:1:52',
    'a coverage year',
  ],
  [
    'a premium of nothing known',
    '- { code: "359901", policy: fujian, premiumYuan: null }',
    'regions.yaml:1:50',
    'an amount in yuan',
  ],
  [
    'price steps out of order',
    '- { code: "359901", policy: fujian, premiumYuan: [{ from: same-04-01, amountYuan: 700 }, { from: same-01-01, amountYuan: 400 }] }',
    'regions.yaml:1:50',
    'steps from same-04-01, same-01-01, expected steps in the order of their days',
  ],
  [
    'price steps from yearly days and dates',
    '- { code: "359901", policy: fujian, premiumYuan: [{ from: same-01-01, amountYuan: 400 }, { from: 2028-04-01, amountYuan: 700 }] }',
    'regions.yaml:1:50',
    'steps from yearly days and from dates',
  ],
  [
    'no price step',
    '- { code: "359901", policy: fujian, premiumYuan: [] }',
    'regions.yaml:1:50',
    'found no step',
  ],
  ['no list', 'code: "359901"', 'regions.yaml:1:1', 'a list'],
  ['an empty file', '', 'regions.yaml:1:1', 'an empty file'],
])('%s', (_name, content, place, part) => {
  expect(() => read(content)).toThrow(place);
  expect(() => read(content)).toThrow(part);
});
