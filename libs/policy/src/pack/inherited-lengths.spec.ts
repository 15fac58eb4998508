import { formatProblem } from '../yaml/problem.js';
import { mergePack } from './merge.js';
import { readPackDraft } from './pack-draft.js';
import { packLibrary } from './pack-library.js';

const national = packLibrary().find('national').pack;

function problemsOf(parameters: readonly string[]): readonly string[] {
  const head = [
    'id: sample',
    'version: "1"',
    'regionCode: "359900"',
    'title: { zh: 样例, en: A sample }',
    'extends: national',
    'document: 样例〔2026〕0号',
    'publishedOn: 2026-01-15',
    'effectiveFrom: 2025-09-01',
    'clauses: { a: { document: 样例〔2026〕0号, at: 一, paraphrase: { zh: 样例, en: A sample } } }',
    'parameters:',
  ];
  const { draft, source } = readPackDraft([...head, ...parameters].join('\n'), 'pack.yaml');
  if (draft !== undefined) mergePack(draft, national);
  return source.problems.map(formatProblem);
}

const stated = (name: string, value: string): string =>
  `  ${name}: { value: ${value}, clause: a, evidence: text, confidence: high }`;
const days = stated('wait.unit', 'days');
const lengths = [
  stated('wait.fixed', '90'),
  stated('wait.variablePerYear', '30'),
  stated('wait.floor', '180'),
  stated('repair.perYear', '30'),
];

test('lengths in days are stated beside the unit', () => {
  expect(problemsOf([days, ...lengths])).toEqual([]);
});

test.each(['wait.fixed', 'wait.variablePerYear', 'wait.floor', 'repair.perYear'])(
  '%s is not inherited in months by a pack that counts in days',
  (name) => {
    const others = lengths.filter((line) => !line.includes(name));
    const expected = [
      `pack.yaml:11:14 parameters.wait.unit: found wait.unit: days, and ${name} inherited in months, expected a value of ${name} in days. State ${name}.`,
    ];
    expect(problemsOf([days, ...others])).toEqual(expected);
    expect(problemsOf([days, ...others, `  ${name}: { clause: a }`])).toEqual(expected);
  },
);

test('the unit of the pack that is extended may be cited or stated again', () => {
  expect(problemsOf(['  wait.unit: { clause: a }'])).toEqual([]);
  expect(problemsOf([stated('wait.unit', 'months')])).toEqual([]);
});

test('the unit of one span of days is enough', () => {
  const dated = [
    '  wait.unit:',
    '    - { until: 2028-01-01, value: months, clause: a, evidence: text, confidence: high }',
    '    - { from: 2028-01-01, value: days, clause: a, evidence: text, confidence: high }',
  ];
  expect(problemsOf([...dated, ...lengths])).toEqual([]);
  expect(problemsOf(dated)).toHaveLength(4);
});
