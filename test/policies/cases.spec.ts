import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { packLibrary, readCases, runCase, shippedPolicies } from '#libs/policy';

const library = packLibrary();
const root = join(__dirname, '..', '..');

/** Folders whose case files are run: those of the packs, those beside this one, and those that CANBAO_CASES names. */
function caseFolders(): readonly string[] {
  const policies = readdirSync(shippedPolicies()).map((folder) => join(shippedPolicies(), folder, 'cases'));
  const others = (process.env['CANBAO_CASES'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...policies, join(root, 'test', 'cases'), ...others];
}

function caseFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .map((name) => join(folder, name));
  } catch (error) {
    // A pack may have no cases of its own; any other folder has to be there.
    if (folder.startsWith(shippedPolicies())) return [];
    throw error;
  }
}

describe.each(caseFolders().flatMap(caseFiles))('%s', (file) => {
  const cases = readCases(readFileSync(file, 'utf8'), relative(process.cwd(), file), library);
  test.each(cases.map((read) => [read.name, read] as const))('%s', (_name, read) => {
    expect(runCase(read).report).toEqual([]);
  });
});
