import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import {
  checkSources,
  formatProblem,
  type LoadedPack,
  loadShippedPacks,
  RULE_SECTIONS,
  showPack,
} from '#libs/policy';

const root = join(__dirname, '..', '..');
const domain = readFileSync(join(root, 'docs', 'domain.md'), 'utf8');
const sections = new Set(
  [...domain.matchAll(/^#{2,3} (\d+(?:\.\d+)?)\b/gm)].map(([, section = '']) => section),
);

const tablesOf = (loaded: LoadedPack): string => join(dirname(loaded.file), 'sources.md');

function problemsOf(loaded: LoadedPack, content: string): readonly string[] {
  return checkSources(loaded, { file: relative(root, tablesOf(loaded)), content, sections }).map(
    formatProblem,
  );
}

test('the rules that a row may refer to are the sections of docs/domain.md', () => {
  expect([...RULE_SECTIONS]).toEqual([...sections]);
});

describe.each(loadShippedPacks().map((loaded) => [loaded.pack.id, loaded] as const))('%s', (_id, loaded) => {
  const content = readFileSync(tablesOf(loaded), 'utf8');

  test('the tables name what carries every clause, and everything that the pack cites', () => {
    expect(problemsOf(loaded, content)).toEqual([]);
  });

  test('nothing that the pack states could be missing unnoticed', () => {
    const { parameters, readings } = showPack(loaded);
    const isOwn = ({ origin }: { readonly origin: string }): boolean => origin === 'own';
    const mentions: readonly (readonly [name: string, mention: string | RegExp])[] = [
      ...parameters.filter(isOwn).map(({ key }) => [key, `\`${key}\``] as const),
      ...readings.filter(isOwn).map(({ id }) => [id, new RegExp(`\\b${id}\\b`, 'g')] as const),
    ];
    for (const [name, mention] of mentions) {
      const without = problemsOf(loaded, content.replaceAll(mention, 'it'));
      expect(without).toContainEqual(expect.stringContaining(`no row that names ${name},`));
    }
  });
});
