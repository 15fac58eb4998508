/**
 * Bundles what decides into one file, `core.mjs`: the same sources give the same bytes, on every machine. Its digest stands
 * in the checkpoints of the built program, and beside it in `core.sha256`.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');

/** The text of `core.mjs`. Whatever needs Node, a file or a package fails the build: it would not be a core. */
export async function coreText() {
  const { output } = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    resolve: { conditions: ['source'] },
    plugins: [{ name: 'core-alone', enforce: 'pre', resolveId: refuseForeign }],
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: {
        entry: join(root, 'libs', 'ledger', 'src', 'bundle', 'core.ts'),
        formats: ['es'],
        fileName: 'core',
      },
    },
  }).then((result) => (Array.isArray(result) ? result[0] : result));
  const [{ code }] = output;
  return code;
}

function refuseForeign(source, importer) {
  if (
    importer !== undefined &&
    !source.startsWith('.') &&
    !source.startsWith('#libs/') &&
    !source.startsWith(root)
  )
    this.error(`${importer} imports ${source}, which core.mjs cannot have.`);
  return null;
}

/** Puts everything that verifies a bundle into one folder: the verifiers as they are, and the core beside them. */
export async function writeVerifiers(folder) {
  mkdirSync(folder, { recursive: true });
  for (const name of ['verify.mjs', 'verify.py', 'README.md'])
    copyFileSync(join(root, 'verifiers', name), join(folder, name));
  const text = await coreText();
  writeFileSync(join(folder, 'core.mjs'), text);
  const digest = createHash('sha256')
    .update(readFileSync(join(folder, 'core.mjs')))
    .digest('hex');
  writeFileSync(join(folder, 'core.sha256'), `${digest}  core.mjs\n`);
}
