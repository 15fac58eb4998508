import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE, PYTHON } from './verifiers.js';

const folder = join(__dirname, '..', '..', 'verifiers', 'vectors');

interface Vector {
  readonly expected: { readonly code: string } | null;
}

/** The last line of a run over all vectors, with those that came out otherwise before it. */
async function ran(program: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => said.push(piece));
  await once(child, 'close');
  return Buffer.concat(said).toString().slice(0, 2_000).trimEnd();
}

test('both verifiers find in every published vector what it says, and nothing where it says nothing', async () => {
  const vectors = JSON.parse(readFileSync(join(folder, 'vectors.json'), 'utf8')) as readonly Vector[];
  const altered = vectors.filter(({ expected }) => expected !== null);
  expect(vectors.length).toBeGreaterThanOrEqual(500);
  expect(altered.length).toBeGreaterThanOrEqual(300);
  expect(vectors.length - altered.length).toBeGreaterThanOrEqual(100);
  if (PYTHON === undefined)
    process.stderr.write('NOT RUN: the vectors by verify.py, since this machine has no Python 3.\n');
  const [byNode, byPython] = await Promise.all([
    ran(process.execPath, join(folder, 'run.mjs'), CORE),
    PYTHON === undefined ? undefined : ran(PYTHON, join(folder, 'run.py')),
  ]);
  const all = `${vectors.length} of ${vectors.length} vectors as expected`;
  expect(byNode).toBe(all);
  if (byPython !== undefined) expect(byPython.startsWith(`${all}, `)).toBe(true);
}, 120_000);
