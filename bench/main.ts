import { cpus, totalmem } from 'node:os';
import { auditFigures } from './audit.js';
import { bundleFigures } from './bundles.js';
import { comparisonFigures } from './comparisons.js';
import { coreFigures } from './core.js';
import { eventStoreDbFigures } from './eventstoredb.js';
import { httpFigures } from './http.js';
import { latencyFigures } from './latency.js';
import { type Figure, isMet } from './measure.js';
import { projectionFigures } from './projections.js';
import { rebuildFigures } from './rebuild.js';
import { storeFigures } from './store.js';

const sections: readonly (readonly [string, () => Promise<readonly Figure[]> | readonly Figure[]])[] = [
  ['core', coreFigures],
  ['comparisons', comparisonFigures],
  ['rebuild', rebuildFigures],
  ['store', storeFigures],
  ['eventstoredb', eventStoreDbFigures],
  ['projections', projectionFigures],
  ['audit', auditFigures],
  ['bundles', bundleFigures],
  ['http', httpFigures],
  ['latency', latencyFigures],
];

const HELP = `npm run bench [-- SECTION…]

Measures on this machine, as ratios to a limit or a peer of the same run, and prints each figure beside its bound.
Sections (all of them unless named): ${sections.map(([name]) => name).join(', ')}.
CANBAO_BENCH_STORED=N  members in the store for the latency section.
`;

/** Prints every figure as a ratio taken in this run, beside its bound, and the machine. A missed bound is said, not hidden. */
async function main(wanted: readonly string[]): Promise<void> {
  if (wanted.some((name) => name === '--help' || name === '-h')) {
    process.stdout.write(HELP);
    return;
  }
  const unknown = wanted.filter((name) => !sections.some(([each]) => each === name));
  if (unknown.length > 0) throw new Error(`There is no section ${unknown.join(', ')}.\n\n${HELP}`);
  const [cpu] = cpus();
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  process.stdout.write(
    `${cpu?.model ?? 'unknown processor'}, ${String(cpus().length)} cores, ${gib} GiB, Node ${process.version}\n`,
  );
  for (const [name, figures] of sections) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stdout.write(`\n${name}\n`);
    for (const figure of await figures()) process.stdout.write(`${line(figure)}\n`);
  }
}

function line(figure: Figure): string {
  const { name, ratio, bound, detail } = figure;
  const sign = bound?.kind === 'at-least' ? '>=' : '<=';
  const verdict =
    bound === undefined ? '' : `  ${sign} ${String(bound.value)}  ${isMet(figure) ? 'met' : 'MISSED'}`;
  return `  ${ratio.toFixed(2).padStart(8)}${verdict.padEnd(18)}  ${name}  (${detail})`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
