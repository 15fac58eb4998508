import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { defineConfig } from 'vite';

const manifest = join(import.meta.dirname, '..', '..', 'package.json');
const { version } = JSON.parse(readFileSync(manifest, 'utf8'));

/** The console is served below /console by the API itself, so that one origin is all that it ever asks. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  publicDir: 'public',
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  // What the browser computes says by which version.
  define: { __ENGINE__: JSON.stringify(version) },
  oxc: { jsx: { runtime: 'automatic' } },
  build: {
    target: 'es2022',
    emptyOutDir: true,
    // A font or picture written into a style would need `data:` in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What counts is what a page loads, compressed: the browser tests measure it.
    chunkSizeWarningLimit: 1_500,
    sourcemap: false,
    rolldownOptions: {
      // Libraries mark what runs in browsers alone; here everything does.
      checks: { moduleLevelDirective: false },
      onLog: (level, log, report) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') report(level, log);
      },
    },
  },
  plugins: [browserOnly(), compressed()],
});

/** Nothing of Node and no library that needs it may come into the bundle, by whatever way. */
function browserOnly() {
  return {
    name: 'browser-only',
    enforce: 'pre',
    resolveId(source, importer) {
      if (/^node:|^#libs\/(event-store|policy|projections|audit|ledger)$/.test(source))
        this.error(`${importer ?? 'The console'} imports ${source}, which does not run in a browser.`);
    },
  };
}

/** Puts a compressed copy beside each script and style as it was written: the server sends it as it is. */
function compressed() {
  return {
    name: 'compressed',
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle).filter((each) => /\.(js|css)$/.test(each))) {
        const file = join(dir, name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
      }
    },
  };
}
