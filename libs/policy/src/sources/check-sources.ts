import type { LoadedPack } from '../pack/pack-library.js';
import { byPlace, type Problem } from '../yaml/problem.js';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type CheckedRow, rowProblems } from './check-row.js';
import { RULE_SECTIONS } from './rule-sections.js';
import { carriersOf } from './source-carriers.js';
import { citation, problemAt, readSourceTables, type SourceRow } from './source-table.js';
import { type StatedEntries, statedEntries } from './stated-entries.js';

/** A `sources.md`, and the sections of docs/domain.md (`4.5`) to which its rows may refer. */
export interface SourceFile {
  readonly file: string;
  readonly content: string;
  readonly sections: ReadonlySet<string>;
}

/**
 * Compares a pack with the tables of its sources, in both directions; returns every difference in the order of the
 * file, none for a pack whose tables are complete:
 * - what the pack file states itself is named by a row of the very clause that it cites;
 * - what a row names is stated by the pack file with that clause, and its sections and clauses exist;
 * - every row names what carries it, or says why it is no rule, and never both;
 * - every table is of a document on which something that the pack states, or a date of its head, rests.
 *
 * What a pack inherits is covered by the table of the pack that states it. That every entry of `clauses` is cited is
 * checked when the pack is read.
 */
export function checkSources(
  loaded: LoadedPack,
  { file, content, sections }: SourceFile,
): readonly Problem[] {
  const { rows, problems } = readSourceTables(content, file);
  const stated = statedEntries(loaded);
  const checked = rows.map((row) => ({ row, carriers: carriersOf(row.carriedBy) }));
  return [
    ...problems,
    ...missingTable(loaded, rows, file),
    ...strayTables(stated, loaded, checked, file),
    ...missingRows(stated, checked, file),
    ...checked.flatMap((each) => rowProblems(each, { stated, rows, sections, file })),
  ].sort(byPlace);
}

/** Compares a pack with the `sources.md` beside it; no problems where there is none. */
export function checkSourcesBeside(loaded: LoadedPack): readonly Problem[] {
  const file = join(dirname(loaded.file), 'sources.md');
  if (!existsSync(file)) return [];
  return checkSources(loaded, { file, content: readFileSync(file, 'utf8'), sections: RULE_SECTIONS });
}

function missingTable({ pack }: LoadedPack, rows: readonly SourceRow[], file: string): readonly Problem[] {
  const { document } = pack;
  if (rows.some((row) => row.document === document)) return [];
  const expected = `a table under the heading \`## ${document}\``;
  const remedy = 'Add a row for each clause of the document.';
  return [problemAt({ document, at: '', line: 1 }, file, { seen: 'no table', expected, remedy })];
}

/** The tables of documents that the pack knows nothing of; the place is the first row of each. */
function strayTables(
  { own }: StatedEntries,
  { pack }: LoadedPack,
  checked: readonly CheckedRow[],
  file: string,
): readonly Problem[] {
  const cited = new Set([
    pack.document,
    ...[...own.values()].flatMap((clauses) => (clauses ?? []).map(({ document }) => document)),
  ]);
  const isDate = (name: string): boolean => own.get(name) === null;
  for (const { row, carriers } of checked) if (carriers.names.some(isDate)) cited.add(row.document);
  const stray = checked.map(({ row }) => row).filter(({ document }) => !cited.has(document));
  const first = new Map(stray.toReversed().map((row) => [row.document, row]));
  return [...first.values()].map(({ document, line }) =>
    problemAt({ document, at: '', line }, file, {
      seen: 'a table of a document that the pack does not cite',
      expected: 'the number of a document as a clause of pack.yaml writes it',
      remedy: 'Mend the heading, or remove the table.',
    }),
  );
}

/** What is stated and named by no row of its clause; the place is the last row of the clause, or the first line. */
function missingRows(
  { own }: StatedEntries,
  checked: readonly CheckedRow[],
  file: string,
): readonly Problem[] {
  return [...own].flatMap(([name, clauses]) =>
    (clauses ?? [null]).flatMap((clause) => {
      const there = checked.filter(({ row }) => clause === null || citation(row) === citation(clause));
      if (there.some(({ carriers }) => carriers.names.includes(name))) return [];
      const line = there.at(-1)?.row.line ?? 1;
      const place = { document: clause?.document ?? '', at: clause?.at ?? '', line };
      const expected =
        clause === null ? 'one: pack.yaml states it' : 'one: pack.yaml cites this clause for it';
      const remedy = 'Name it in the row that says it, or cite another clause.';
      return [problemAt(place, file, { seen: `no row that names ${name}`, expected, remedy })];
    }),
  );
}
