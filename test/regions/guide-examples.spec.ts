import {
  checkPack,
  checkSources,
  formatProblem,
  loadPack,
  packLibrary,
  readRegions,
  runCaseFile,
  summarizeCases,
} from '#libs/policy';
import { BLOCKS, blocksTitled, codesIn, SECTIONS_OF_THE_DOMAIN, tableOf } from './guide.js';
import { checkFragment, scratchFile } from './scratch-pack.js';

test('every block of YAML is a file or a fragment that a test below reads', () => {
  const titles = new Set(BLOCKS.filter(({ language }) => language === 'yaml').map(({ title }) => title));
  expect([...titles].sort()).toEqual([
    'cases/notice.yaml',
    'pack.yaml',
    'parameters',
    'readings',
    'regions.yaml',
  ]);
});

describe.each(['parameters', 'readings'] as const)('fragments of %s', (section) => {
  test.each(blocksTitled(section).map((content) => [content]))('%s', (content) => {
    expect(checkFragment(section, content).problems.map(formatProblem)).toEqual([]);
  });
});

describe('the worked example', () => {
  const [pack = '', sources = '', cases = '', regions = ''] = [
    'pack.yaml',
    'sources.md',
    'cases/notice.yaml',
    'regions.yaml',
  ].flatMap(blocksTitled);
  const folder = 'policies/359919-sample-brook';
  const file = scratchFile(`${folder}/pack.yaml`, pack);
  const caseFile = scratchFile(`${folder}/cases/notice.yaml`, cases);
  const [check = '', checked = '', run = '', summary = ''] =
    BLOCKS.find(({ language }) => language === 'console')?.content.split('\n') ?? [];

  test('is sound, as the guide shows', () => {
    const found = checkPack(file);
    expect(found.problems.map(formatProblem)).toEqual([]);
    expect(check).toBe(`$ canbao pack check ${folder} --lang en`);
    const { statedParameters, statedReadings } = found.summary ?? { statedParameters: 0, statedReadings: 0 };
    expect(checked).toBe(
      `${folder}/pack.yaml: sample-brook@1 sha256:… sound; states ${statedParameters} parameters, ${statedReadings} readings`,
    );
  });

  test('has a row of its sources for everything that it states', () => {
    const source = { file: 'sources.md', content: sources, sections: SECTIONS_OF_THE_DOMAIN };
    expect(checkSources(loadPack(file), source).map(formatProblem)).toEqual([]);
  });

  test('has cases that pass, as many as the guide shows', () => {
    const results = runCaseFile(caseFile, packLibrary());
    expect(results.flatMap(({ report }) => report)).toEqual([]);
    expect(run).toBe(`$ canbao cases ${folder}/cases --lang en`);
    expect(summary).toBe(summarizeCases(results));
  });

  test('has a region whose file is read', () => {
    const [region] = readRegions(regions, 'regions.yaml', ['sample-brook']);
    expect(region).toMatchObject({ code: '359919', policy: 'sample-brook', sample: true });
    expect(region?.baseCeilingFen.get(2028)).toBe(33333333);
  });
});

test.each(
  tableOf('Messages', 'written').map(([fragment, message]) => [codesIn(fragment)[0] ?? '', message ?? '']),
)('%s is answered as the guide says', (fragment, message) => {
  const { problems } = checkFragment('parameters', fragment);
  expect(problems.map(formatProblem).join('\n')).toContain(message.replaceAll('\\', ''));
});
