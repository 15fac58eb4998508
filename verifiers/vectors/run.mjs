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
  return (await reportOf(vector, bases, core)).found;
}

/** The same, with the codes of what stays open and the verdict. */
export async function reportOf(vector, bases, core) {
  const { keys = [], codes = [], notes = [] } = vector;
  const outside = [
    ...codes.map((code) => ({ name: code.split(' ')[0], ...readLetterCode(code) })),
    ...notes.map((note) => ({ name: 'note', ...readCheckpoint(note) })),
  ];
  const { finding, open, verdict } = await verifyBundle(fileOf(vector, bases), { keys, outside, core });
  const said = { verdict, open: open.map(({ code }) => code) };
  // The core of a later release is not the one that the bases commit to; what it finds counts here all the same.
  const byOther = open.find(({ code }) => code === 'other-core-differs');
  if (byOther !== undefined) {
    const [code, at] = byOther.detail.split(' ');
    return { ...said, found: { code, at, position: null } };
  }
  if (finding === null) return { ...said, found: null };
  return { ...said, found: { code: finding.code, at: finding.at, position: finding.position } };
}

/** Whether a vector that says what stays open, and whether that leaves the verdict open, has it so; others may leave anything. */
export function isOpenAsSaid({ open, isUndecided }, said) {
  if (open === undefined) return true;
  const isSaid = said.open.filter((code) => ABOUT_NOTES.includes(code)).join() === open.join();
  return isSaid && (said.verdict === 'cannot-tell') === isUndecided;
}

/** What may stay open of checkpoints from elsewhere. */
const ABOUT_NOTES = [
  'checkpoint-not-connected',
  'checkpoint-of-another-ledger',
  'not-anchored',
  'revoked-note',
  'revoked-note-differs',
];

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
    const { found, ...said } = await reportOf(vector, bases, core);
    if (isAsExpected(expected, found) && isOpenAsSaid(vector, said)) agreed += 1;
    else
      process.stdout.write(
        `${vector.name}: expected ${JSON.stringify(expected)}, found ${JSON.stringify({ found, ...said })}\n`,
      );
    if (isLeft) left += 1;
  }
  const without = left === 0 ? '' : `, ${left} of them without the recomputation that finds something`;
  process.stdout.write(`${agreed} of ${vectors.length} vectors as expected${without}\n`);
  return agreed === vectors.length ? 0 : 1;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await main(process.argv[2]);
