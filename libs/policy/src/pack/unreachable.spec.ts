import { LineCounter, parseDocument } from 'yaml';
import type { ParameterName } from '#libs/enrollment';
import { PARAMETER_VALUES } from './parameter-values.js';

/** What the reader of a parameter reports, as `place: what was seen`. */
function problemsOf(name: ParameterName, yaml: string): readonly string[] {
  const node = parseDocument(yaml).contents;
  if (node === null) throw new Error('Nothing to read.');
  const source = { file: 'pack.yaml', lines: new LineCounter(), problems: [] };
  PARAMETER_VALUES[name]({ node, path: '', source });
  return (source.problems as { path: string; seen: string }[]).map(({ path, seen }) => `${path}: ${seen}`);
}

const tiers = (...list: readonly string[]): string =>
  `{ birthYearFree: false, nextYearWindowDays: null, tiers: [${list
    .map((reach) => `{ ${reach}, coverFrom: payment, noWait: true }`)
    .join(', ')}] }`;
const afterEmployment = (rest: string): string => `{ after: employee-gap, spares: fixed${rest} }`;
const afterStatus = (statuses: string, rest: string): string =>
  `{ after: status, statuses: [${statuses}], spares: fixed, ${rest} }`;

test.each([
  ['as many days', ['withinDays: 90', 'withinDays: 90'], 'within 90 days'],
  ['more months', ['withinMonths: 6', 'withinMonths: 5'], 'within 6 months'],
  ['days that outlast the longest months', ['withinDays: 184', 'withinMonths: 6'], 'within 184 days'],
  [
    'months that outlast the days at their shortest',
    ['withinMonths: 6', 'withinDays: 180'],
    'within 6 months',
  ],
])('a tier after one of %s is never reached', (_kind, reaches, because) => {
  expect(problemsOf('newborn', tiers(...reaches))).toEqual([
    `tiers[1]: an entry that is never reached: [0] before it reaches as far (${because})`,
  ]);
});

test.each([
  [['withinDays: 90', 'withinDays: 91']],
  // Six months from 1 March are 184 days, the last of them in question: somebody may be within them on it.
  [['withinDays: 183', 'withinMonths: 6']],
  // Six months from 1 September are 181 days in a common year, the last of them in question.
  [['withinMonths: 6', 'withinDays: 181']],
])('%s are both reached', (reaches) => {
  expect(problemsOf('newborn', tiers(...reaches))).toEqual([]);
});

const WHOLE = 'holds for every gap after employee cover for which this one would';
test.each([
  ['', '', `[1]: an entry that is never reached: [0] before it ${WHOLE}`],
  [
    '',
    ', onlyLate: true, coveredYearsBefore: 2',
    `[1]: an entry that is never reached: [0] before it ${WHOLE}`,
  ],
  [
    ', coveredYearsBefore: 2',
    ', coveredYearsBefore: 3',
    `[1]: an entry that is never reached: [0] before it ${WHOLE}`,
  ],
  [', onlyLate: true', '', null],
  [', onlyWithoutBreaks: true', '', null],
  [', coveredYearsBefore: 3', ', coveredYearsBefore: 2', null],
])('after a gap with "%s", one with "%s": %s', (first, second, problem) => {
  const yaml = `[${afterEmployment(first)}, ${afterEmployment(second)}]`;
  expect(problemsOf('exemptions.shortGap', yaml)).toEqual(problem === null ? [] : [problem]);
});

test('statuses that earlier entries have for as long are never reached, also from several together', () => {
  const two = [
    afterStatus('residence-permit', 'months: 3, countedFrom: next-month'),
    afterStatus('new-household', 'months: 4'),
  ];
  const after = (third: string): readonly string[] =>
    problemsOf('exemptions.shortGap', `[${[...two, third].join(', ')}]`);
  expect(after(afterStatus('residence-permit, new-household', 'months: 3'))).toEqual([
    '[2]: an entry that is never reached: [0], [1] before it has its statuses for at least as long',
  ]);
  expect(after(afterStatus('new-household', 'months: 3, countedFrom: next-month'))).toHaveLength(1);
  // One status more, or a month more from the first of the next month, and there is something left to decide.
  expect(after(afterStatus('residence-permit, new-student', 'months: 3'))).toEqual([]);
  expect(after(afterStatus('new-household', 'months: 4, countedFrom: next-month'))).toEqual([]);
});

test('a second exemption by age is never reached', () => {
  const yaml = '[{ status: newborn, holds: newborn-age }, { status: low-income, holds: newborn-age }]';
  expect(problemsOf('exemptions.full', yaml)).toEqual([
    '[1]: an entry that is never reached: [0] before it exempts by the same age, whatever the status',
  ]);
});
