import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  checkPack,
  checkSources,
  formatProblem,
  loadPack,
  packLibrary,
  readCases,
  runCase,
} from '#libs/policy';
import { ROOT, SECTIONS_OF_THE_DOMAIN } from './guide.js';

const library = packLibrary();
const regions = readdirSync(__dirname).filter((name) => name.startsWith('sample-'));

describe.each(regions)('%s', (region) => {
  const folder = join(__dirname, region);
  const { problems } = checkPack(folder);

  test('is a sound pack, marked as a sample', () => {
    expect(problems.map(formatProblem)).toEqual([]);
    const { pack } = loadPack(folder);
    expect(pack).toMatchObject({
      id: region,
      extends: 'national',
      title: { zh: expect.stringContaining('样例') },
    });
    expect(pack.regionCode).toMatch(/^3599\d\d$/);
  });

  test('has a row of its sources for everything that it states', () => {
    const content = readFileSync(join(folder, 'sources.md'), 'utf8');
    const source = { file: `${region}/sources.md`, content, sections: SECTIONS_OF_THE_DOMAIN };
    expect(checkSources(loadPack(folder), source).map(formatProblem)).toEqual([]);
  });

  describe.each(readdirSync(join(folder, 'cases')))('%s', (name) => {
    const file = join(folder, 'cases', name);
    const cases = readCases(readFileSync(file, 'utf8'), relative(ROOT, file), library);
    test.each(cases.map((read) => [read.name, read] as const))('%s', (_name, read) => {
      expect(runCase(read).report).toEqual([]);
      expect(read.case?.why).not.toBe('');
    });
  });
});

test('no program knows one of them', () => {
  const programs = ['apps', 'bench', 'bin', 'libs', 'scripts', 'test'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((found) => found.isFile() && /\.(?:[cm]?[jt]s|tsx)$|^canbao$/.test(found.name))
      .map((found) => join(found.parentPath, found.name)),
  );
  expect(programs).toContain(__filename);
  const names = regions.map((region) => new RegExp(region.replace('-', '\\W?'), 'i'));
  const knowing = programs.filter((file) => {
    const content = readFileSync(file, 'utf8');
    return names.some((name) => name.test(content));
  });
  expect(knowing.map((file) => relative(ROOT, file))).toEqual([]);
});
