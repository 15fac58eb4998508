import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** The verifiers as somebody runs them who has nothing else of this project. */
export const VERIFY_MJS = join(root, 'verifiers', 'verify.mjs');
export const VERIFY_PY = join(root, 'verifiers', 'verify.py');
/** The core of the build. */
export const CORE = join(root, 'dist', 'verifiers', 'core.mjs');

/** Null where this machine has no Python: then a test says so. */
export const PYTHON = ['python3', 'python'].find((name) => {
  const { stdout } = spawnSync(name, ['--version'], { encoding: 'utf8' });
  return typeof stdout === 'string' && stdout.startsWith('Python 3');
});

/** What a verifier says of a bundle, and how it ends. */
export interface Verified {
  readonly exit: number | null;
  readonly verdict: string;
  readonly finding: { readonly code: string; readonly at: string; readonly position: number | null } | null;
  readonly open: readonly string[];
}

/** Lets verify.mjs verify a text, with the core of the build. */
export function verifiedByNode(text: string, ...options: readonly string[]): Verified {
  return verified(process.execPath, [VERIFY_MJS, '--core', CORE, ...options], text);
}

/** Lets verify.py verify a text; undefined where there is no Python. */
export function verifiedByPython(text: string, ...options: readonly string[]): Verified | undefined {
  return PYTHON === undefined ? undefined : verified(PYTHON, [VERIFY_PY, ...options], text);
}

function verified(program: string, args: readonly string[], text: string): Verified {
  const directory = mkdtempSync(join(tmpdir(), 'canbao-bundle-'));
  try {
    const file = join(directory, 'bundle.json');
    writeFileSync(file, text);
    const { status, stdout, stderr } = spawnSync(program, [...args, '--json', file], { encoding: 'utf8' });
    if (stdout === '') throw new Error(`The verifier gave no report: ${stderr}`);
    const { verdict, finding, open } = JSON.parse(stdout) as Omit<Verified, 'exit' | 'open'> & {
      readonly open: readonly { readonly code: string }[];
    };
    return { exit: status, verdict, finding, open: open.map(({ code }) => code) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
