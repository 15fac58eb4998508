import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { FACT_FIELDS, type FactType } from '#libs/enrollment';
import {
  checkPack,
  formatProblem,
  packLibrary,
  type Problem,
  readCases,
  READING_REGISTER,
  readRegions,
  showPack,
} from '#libs/policy';
import { codesIn, namesIn, tableOf } from './guide.js';
import { checkFragment, entry, known, scratchFile, UNKNOWN } from './scratch-pack.js';

const library = packLibrary();
const national = showPack(library.find('national'));
const nationalFile = parse(readFileSync(library.find('national').file, 'utf8')) as {
  readonly parameters: Readonly<Record<string, { readonly value: unknown }>>;
};

const written = (problems: readonly Problem[]): readonly string[] => problems.map(formatProblem);

describe('the table of parameters', () => {
  const rows = tableOf('The table', 'parameter').map(([name, , , standing, example]) => ({
    name: codesIn(name)[0] ?? '',
    standing: codesIn(standing)[0] ?? '',
    example: codesIn(example)[0] ?? '',
  }));

  test('names every parameter once, and no other', () => {
    expect(rows.map(({ name }) => name)).toEqual(national.parameters.map(({ key }) => key));
  });

  test.each(rows)(
    '$name: what stands as national is so, and the example is another value that is read',
    (row) => {
      const { name, standing, example } = row;
      expect(parse(standing)).toEqual(nationalFile.parameters[name]?.value);
      expect(parse(example)).not.toEqual(parse(standing));
      const { problems } = checkFragment('parameters', entry(name, example));
      // Lengths in the other unit have to be stated beside it, as the guide says.
      const others = problems.filter(({ seen }) => !seen.includes('inherited in months'));
      expect(written(others)).toEqual([]);
    },
  );
});

describe('the table of readings', () => {
  const rows = tableOf('4 Readings', 'id');

  test('names every reading with every choice, and what the national pack chose', () => {
    const choices = new Map(national.readings.map(({ id, text }) => [id, text]));
    const expected = READING_REGISTER.map(({ id, choices: all }) => ({ id, all, national: choices.get(id) }));
    const found = rows.map(([id, , all, chosen]) => ({
      id,
      all: codesIn(all),
      national: codesIn(chosen)[0],
    }));
    expect(found).toEqual(expected);
  });
});

const inValue = (name: string, value: string): readonly Problem[] =>
  checkFragment('parameters', entry(name, value)).problems;
const inCase = (fragment: string): readonly Problem[] =>
  readCases(`- { name: A, policy: national, facts: [], ${fragment} }`, 'cases.yaml', library).flatMap(
    ({ problems }) => problems,
  );
const inRegions = (fragment: string): readonly Problem[] => {
  try {
    readRegions(fragment, 'regions.yaml', ['national']);
    return [];
  } catch (error) {
    return (error as { readonly problems: readonly Problem[] }).problems;
  }
};

/** Each table of keys or words, and what makes their reader name those that it knows. */
describe.each<[heading: string, column: string, beside: readonly string[], met: () => readonly Problem[]]>([
  [
    '1 Head',
    'key',
    ['clauses', 'parameters', 'readings'],
    () => checkFragment('top', `${UNKNOWN}: 1`).problems,
  ],
  ['2 Clauses', 'key', [], () => inClause()],
  [
    '3 Parameters',
    'key',
    [],
    () => checkFragment('parameters', `wait.fixed: { clause: notice, ${UNKNOWN}: 1 }`).problems,
  ],
  ['Rows of windows', 'key', [], () => inValue('windows', `[{ ${UNKNOWN}: 1 }]`)],
  ['Full exemptions', 'key', [], () => inValue('exemptions.full', `[{ ${UNKNOWN}: 1 }]`)],
  [
    'Full exemptions',
    '`holds`',
    [],
    () => inValue('exemptions.full', `[{ status: newborn, holds: ${UNKNOWN} }]`),
  ],
  ['Short-gap exemptions', 'key', [], () => inValue('exemptions.shortGap', `[{ ${UNKNOWN}: 1 }]`)],
  [
    'Amounts',
    'key',
    [],
    () => [
      ...inValue('raise.limit', `{ ${UNKNOWN}: 1 }`),
      ...inValue('raise.limit', `{ percentOfBase: 1, ${UNKNOWN}: 1 }`),
    ],
  ],
  ['Newborns', 'key', [], () => inValue('newborn', `{ ${UNKNOWN}: 1 }`)],
  [
    'Newborns',
    'key of a tier',
    [],
    () =>
      inValue('newborn', `{ birthYearFree: false, nextYearWindowDays: null, tiers: [{ ${UNKNOWN}: 1 }] }`),
  ],
  ['Freshmen', 'key', [], () => inValue('freshman', `{ ${UNKNOWN}: 1 }`)],
  ['Cover starts', 'word', [], () => inValue('cover.lateFrom', UNKNOWN)],
  ['Status codes', 'code', [], () => inValue('ceiling.unlimitedFor', `[${UNKNOWN}]`)],
  ['5 Base ceilings and premiums', 'key', [], () => inRegions(`- { ${UNKNOWN}: 1 }`)],
  ['8 Cases', 'key of a case', [], () => inCase(`${UNKNOWN}: 1`)],
  ['8 Cases', 'key of `waiting`', [], () => inCase(`expect: [{ waiting: { ${UNKNOWN}: 1 } }]`)],
  ['8 Cases', 'key of `ceiling`', [], () => inCase(`expect: [{ ceiling: { ${UNKNOWN}: 1 } }]`)],
  ['8 Cases', 'field of an expectation', [], () => inCase(`expect: [{ ${UNKNOWN}: 1 }]`)],
])('%s: the table of "%s"', (heading, column, beside, met) => {
  test('names what the program knows, all of it and nothing else', () => {
    expect([...namesIn(heading, column), ...beside].sort()).toEqual([...known(met())].sort());
  });
});

function inClause(): readonly Problem[] {
  const clause = `clauses: { other: { ${UNKNOWN}: 1 } }`;
  return checkPack(scratchFile('clause/sample/pack.yaml', `id: sample\n${clause}\n`)).problems;
}

test('the facts of the guide are facts, with fields that they have', () => {
  for (const [type, fields] of tableOf('8 Cases', 'fact')) {
    const name = codesIn(type)[0] ?? '';
    const has = Object.keys(FACT_FIELDS[name as FactType].fields).map((field) =>
      field.replace(/Fen$/, 'Yuan'),
    );
    expect(has).toEqual(expect.arrayContaining([...codesIn(fields)]));
  }
});
