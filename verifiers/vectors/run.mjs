/**
 * Runs verify.mjs over all vectors: `node run.mjs [CORE]`. The last line counts; exit 1 where one came out otherwise than it says.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readCheckpoint, readLetterCode, verifyBundle } from '../verify.mjs';
import { fileOf } from './apply.mjs';

const folder = import.meta.dirname;

export function readBases() {
  const files = readdirSync(join(folder, 'bases'));
  return Object.fromEntries(
    files.map((file) => [
      file.replace('.json.gz', ''),
      gunzipSync(readFileSync(join(folder, 'bases', file))).toString(),
    ]),
  );
}

/** What verify.mjs finds in a vector: code, place and position; null: nothing. */
export async function findingOf(vector, bases, core) {
  const { keys = [], codes = [], notes = [] } = vector;
  const outside = [
    ...codes.map((code) => ({ name: code.split(' ')[0], ...readLetterCode(code) })),
    ...notes.map((note) => ({ name: 'note', ...readCheckpoint(note) })),
  ];
  const { finding, open } = await verifyBundle(fileOf(vector, bases), { keys, outside, core });
  // The core of a later release is not the one that the bases commit to; what it finds counts here all the same.
  const byOther = open.find(({ code }) => code === 'other-core-differs');
  if (byOther !== undefined) {
    const [code, at] = byOther.detail.split(' ');
    return { code, at, position: null };
  }
  return finding === null ? null : { code: finding.code, at: finding.at, position: finding.position };
}

/** Equal, whatever the position where another core found it. */
export function isAsExpected(expected, found) {
  if (expected === null || found === null) return expected === found;
  return expected.code === found.code && expected.at === found.at;
}

async function main(coreFile = join(folder, '..', 'core.mjs')) {
  const core = existsSync(coreFile) ? readFileSync(coreFile) : null;
  const bases = readBases();
  const vectors = JSON.parse(readFileSync(join(folder, 'vectors.json'), 'utf8'));
  let [agreed, left] = [0, 0];
  for (const vector of vectors) {
    const isLeft = core === null && vector.byRecomputation === true;
    const expected = isLeft ? null : vector.expected;
    const found = await findingOf(vector, bases, core);
    if (isAsExpected(expected, found)) agreed += 1;
    else
      process.stdout.write(
        `${vector.name}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}\n`,
      );
    if (isLeft) left += 1;
  }
  const without = left === 0 ? '' : `, ${left} of them without the recomputation that finds something`;
  process.stdout.write(`${agreed} of ${vectors.length} vectors as expected${without}\n`);
  return agreed === vectors.length ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv[2]);
