import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packLibrary, readCases, runCase } from '#libs/policy';
import { recordOf } from './record.js';

/**
 * Everything derived from a dozen stories, with every step that led there, as it was read through against
 * docs/domain.md. CANBAO_RECORD=1 writes the records anew: read the difference, line by line.
 */
const root = join(__dirname, '..', '..');
const file = 'test/replay/records/stories.yaml';
const stories = readCases(readFileSync(join(root, file), 'utf8'), file, packLibrary());

test.each(stories.map((story) => [story.name, story] as const))('%s', (name, story) => {
  expect(runCase(story).report).toEqual([]);
  if (story.case === null) throw new Error(`${name} cannot be read.`);
  const record = join(root, 'test/replay/records', `${name.replaceAll(/\W+/g, '-').toLowerCase()}.txt`);
  const text = recordOf(story.case);
  if (process.env['CANBAO_RECORD'] === '1') writeFileSync(record, text);
  expect(text.split('\n')).toEqual(readFileSync(record, 'utf8').split('\n'));
});
