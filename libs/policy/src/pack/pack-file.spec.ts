import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem } from '../yaml/problem.js';
import { mergePack } from './merge.js';
import { readPackDraft } from './pack-draft.js';
import { packLibrary, shippedPolicies } from './pack-library.js';

const national = packLibrary().find('national').pack;
const sound = readFileSync(join(shippedPolicies(), '350000-fujian', 'pack.yaml'), 'utf8');

/** The problems of the Fujian pack after one change to its text, with the column and line of the changed word. */
function problemsAfter(
  seen: string | RegExp,
  instead: string,
  parent: typeof national | null = national,
): string[] {
  const content = sound.replace(seen, instead);
  expect(content).not.toBe(sound);
  const { draft, source } = readPackDraft(content, 'pack.yaml');
  if (draft !== undefined) mergePack(draft, parent);
  return source.problems.map(formatProblem);
}

function placeOf(content: string, word: string): string {
  const before = content.slice(0, content.indexOf(word)).split('\n');
  return `pack.yaml:${String(before.length)}:${String((before.at(-1)?.length ?? 0) + 1)}`;
}

test('the unchanged pack has no problems', () => {
  const { draft, source } = readPackDraft(sound, 'pack.yaml');
  expect(draft && mergePack(draft, national)).toBeDefined();
  expect(source.problems).toEqual([]);
});

// Each row: what the file says, what it says instead, the word the message points at, and parts of the message.
const changes: [string, string | RegExp, string, string, ...string[]][] = [
  [
    'a duplicate key',
    /^extends: national$/m,
    'extends: national\nextends: national',
    'extends: national\ndocument',
    'a second time',
    'Remove one',
  ],
  [
    'an unknown key of the head',
    /^extends:/m,
    'extend:',
    'extend:',
    'the key extend',
    'Did you mean extends?',
  ],
  [
    'an unknown parameter',
    'continuous.credit:',
    'continuos.credit:',
    'continuos.credit',
    'a known parameter',
    'Did you mean continuous.credit?',
  ],
  ['an unknown reading', /^ {2}R15:/m, '  R99:', 'R99', 'the reading R99', 'a known reading'],
  [
    'an unknown choice',
    'choice: no-grant',
    'choice: no-grants',
    'no-grants',
    'one of no-grant, freeze, reset',
    'Did you mean no-grant?',
  ],
  [
    'a wrong type',
    'value: { channel: school, requiresPreviousYear: true',
    'value: { channel: school, requiresPreviousYear: maybe',
    'maybe',
    'found "maybe", expected true or false',
  ],
  [
    'a word outside the list',
    'holds: newborn-age',
    'holds: newborn-days',
    'newborn-days',
    'one of while-status',
    'Did you mean newborn-age?',
  ],
  ['an unknown status', 'status: discharged-soldier', 'status: soldier', 'soldier, holds', 'one of newborn'],
  [
    'money with three decimals',
    'continuous.credit: { value: { amountYuan: 3000 }',
    'continuous.credit: { value: { amountYuan: 3000.125 }',
    '3000.125',
    'found "3000.125"',
    'at most two decimals',
  ],
  [
    'money below nothing',
    'continuous.credit: { value: { amountYuan: 3000 }',
    'continuous.credit: { value: { amountYuan: -1 }',
    '-1 }, clause',
    'an amount in yuan',
  ],
  [
    'an impossible day',
    'publishedOn: 2025-01-26',
    'publishedOn: 2025-02-29',
    '2025-02-29',
    'found "2025-02-29"',
    'an existing day',
  ],
  [
    'an impossible day of the year',
    'extendedUntil: same-02-last',
    'extendedUntil: same-02-30',
    'same-02-30',
    'a day of the year',
  ],
  [
    'an end before the beginning',
    'inForceUntil: 2035-01-26',
    'inForceUntil: 2024-01-26',
    '2024-01-26',
    'an end after the beginning',
  ],
  [
    'a window that closes before it opens',
    '- { fromYear: 2025, opens: prev-09-01, closes: prev-12-31',
    '- { fromYear: 2025, opens: prev-09-01, closes: prev-08-31',
    'prev-08-31',
    'closes on 2024-08-31, before it opens on 2024-09-01',
  ],
  [
    'an extension that ends with the window',
    'extendedUntil: same-02-last',
    'extendedUntil: prev-12-31',
    'prev-12-31 }\n    clause',
    'an extension until 2024-12-31',
    'a day after 2024-12-31',
  ],
  [
    'a date of one year in a row of several',
    '- { fromYear: 2025, opens: prev-09-01',
    '- { fromYear: 2025, opens: 2024-09-01',
    '2024-09-01, closes',
    'the date 2024-09-01 in a row of several years, expected a day of every year',
  ],
  [
    'a status that is exempt twice',
    '- { status: medical-aid, holds: while-status }',
    '- { status: newborn, holds: while-status }',
    '{ status: newborn, holds: while-status }',
    'the status newborn a second time',
  ],
  [
    'a clause that nothing cites',
    'clauses:\n',
    'clauses:\n  spare: { document: 1, at: 1, paraphrase: { zh: 空, en: spare } }\n',
    'spare: {',
    'the clause spare, which nothing cites',
  ],
  [
    'an unknown clause name',
    'value: { amountYuan: 3000 }, clause: continuous',
    'value: { amountYuan: 3000 }, clause: continous',
    'continous',
    'the clause name continous',
    'Did you mean continuous?',
  ],
  [
    'a value without a clause',
    'value: { amountYuan: 3000 }, clause: continuous, ',
    'value: { amountYuan: 3000 }, ',
    '{ value: { amountYuan: 3000 }, evidence',
    'no clause',
    'Add `clause:`',
  ],
  [
    'a value without evidence',
    'clause: continuous, evidence: text, confidence',
    'clause: continuous, confidence',
    '{ value: { amountYuan: 3000 }, clause: continuous',
    'a value without evidence',
  ],
  [
    'a gap between window rows',
    'untilYear: 2025',
    'untilYear: 2024',
    '{ fromYear: 2000',
    'a gap from 2024 until 2025',
  ],
  ['an overlap of window rows', 'untilYear: 2025', 'untilYear: 2026', '{ fromYear: 2000', 'an overlap'],
  [
    'windows that end',
    '- { fromYear: 2025, ',
    '- { fromYear: 2025, untilYear: 2030, ',
    '{ fromYear: 2025',
    'a gap: nothing from 2030 on',
  ],
  [
    'a short gap without months',
    '{ after: employee-gap, ',
    '{ after: status, ',
    '{ after: status',
    'statuses and months',
  ],
  ['an alias', 'title:', 'title: *elsewhere', '*elsewhere', 'the alias *elsewhere', 'Write the value out'],
];

test.each(changes)('%s', (_name, seen, instead, word, ...parts) => {
  const messages = problemsAfter(seen, instead);
  const place = placeOf(sound.replace(seen, instead), word);
  const message = messages.find((candidate) => candidate.startsWith(`${place} `));
  expect(messages.join('\n')).toContain(place);
  for (const part of parts) expect(message).toContain(part);
});

const dated = (entries: string): string => `zeroClaim.credit:\n${entries}  zeroClaim.funds:`;
const amounts = /zeroClaim\.credit: .*\n {2}zeroClaim\.funds:/;
const entry = (range: string, amount: number): string =>
  `    - { value: { amountYuan: ${String(amount)} }, clause: zeroClaim, evidence: text, confidence: high${range} }\n`;

test('dated values that follow each other are merged as they stand', () => {
  const content = sound.replace(
    amounts,
    dated(entry(', until: 2028-01-01', 3000) + entry(', from: 2028-01-01', 4000)),
  );
  const { draft } = readPackDraft(content, 'pack.yaml');
  const values = draft && mergePack(draft, national)?.parameters['zeroClaim.credit'];
  expect(values?.map(({ from, until, value }) => ({ from, until, value }))).toEqual([
    { from: null, until: '2028-01-01', value: { amountFen: 300000 } },
    { from: '2028-01-01', until: null, value: { amountFen: 400000 } },
  ]);
});

test.each([
  [
    'a gap',
    entry(', until: 2028-01-01', 3000) + entry(', from: 2028-01-02', 4000),
    'a gap from 2028-01-01 until 2028-01-02',
  ],
  ['an overlap', entry(', until: 2028-01-03', 3000) + entry(', from: 2028-01-02', 4000), 'an overlap'],
  [
    'an open entry before another',
    entry('', 3000) + entry(', from: 2028-01-02', 4000),
    'an end at 2028-01-02',
  ],
  [
    'a second entry without a beginning',
    entry(', until: 2028-01-03', 3000) + entry('', 4000),
    'a later range without a beginning',
  ],
  ['nothing before the first day', entry(', from: 2028-01-02', 4000), 'no value before 2028-01-02'],
  ['nothing after the last day', entry(', until: 2028-01-02', 4000), 'nothing from 2028-01-02 on'],
  ['no entry', '    []\n', 'at least one entry'],
])('dated values: %s', (_name, entries, part) => {
  expect(problemsAfter(amounts, dated(entries)).join('\n')).toContain(part);
});

test('all problems of a file are reported at once, each with its place', () => {
  const twice = sound
    .replace('value: { amountYuan: 3000 }, clause: continuous', 'value: { amountYuan: x }, clause: y')
    .replace('version: "1"', 'version:');
  const { draft, source } = readPackDraft(twice, 'pack.yaml');
  expect(draft).toBeUndefined();
  expect(source.problems.map(({ path }) => path)).toEqual([
    'version',
    'parameters.continuous.credit.value.amountYuan',
    'parameters.continuous.credit.clause',
  ]);
});

test('without a parent every parameter and reading has to be stated', () => {
  const messages = problemsAfter(/^extends: national$/m, '', null);
  expect(messages).toContainEqual(expect.stringContaining('no entry for penalty.perBreakYear'));
  expect(messages).toContainEqual(expect.stringContaining('no entry for R23'));
  expect(messages).toContainEqual(expect.stringContaining('no value, and no pack to inherit it from'));
});
