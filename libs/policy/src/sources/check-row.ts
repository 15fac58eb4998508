import type { Problem } from '../yaml/problem.js';
import { adviceFor } from '../yaml/suggestion.js';
import type { Carriers } from './source-carriers.js';
import { citation, problemAt, type SourceRow } from './source-table.js';
import type { StatedEntries } from './stated-entries.js';

/** A row with what its last cell names. */
export interface CheckedRow {
  readonly row: SourceRow;
  readonly carriers: Carriers;
}

/** What a row is compared with. */
export interface RowContext {
  readonly stated: StatedEntries;
  readonly rows: readonly SourceRow[];
  readonly sections: ReadonlySet<string>;
  readonly file: string;
}

/** What is wrong with one row, taken by itself and beside the pack; at most one problem for each thing that it names. */
export function rowProblems(checked: CheckedRow, context: RowContext): readonly Problem[] {
  const complaints = [
    ...wrongNames(checked, context),
    ...deadReferences(checked, context),
    ...unclear(checked),
  ];
  return complaints.map((complaint) => problemAt(checked.row, context.file, complaint));
}

type Complaint = Pick<Problem, 'seen' | 'expected' | 'remedy'>;

function wrongNames({ row, carriers }: CheckedRow, { stated }: RowContext): readonly Complaint[] {
  return carriers.names.flatMap((name) => {
    const clauses = stated.own.get(name);
    if (clauses === null || clauses?.some((clause) => citation(clause) === citation(row))) return [];
    const seen = `the name ${name}`;
    if (!stated.known.includes(name)) {
      const expected = 'a parameter, a reading or a date of the head';
      return [{ seen, expected, remedy: adviceFor(name, stated.known) }];
    }
    const expected =
      clauses === undefined
        ? 'a name that pack.yaml states itself'
        : `it at ${clauses.map(citation).join(' or ')}, the clause that pack.yaml cites for it`;
    return [{ seen, expected, remedy: 'Mend the row, or the clause of the entry.' }];
  });
}

function deadReferences({ row, carriers }: CheckedRow, { rows, sections }: RowContext): readonly Complaint[] {
  const others = rows.filter((other) => other.document === row.document && citation(other) !== citation(row));
  const dead = [
    ...carriers.sections
      .filter((section) => !sections.has(section))
      .map((section) => ({ seen: `§${section}`, expected: 'a section of docs/domain.md' })),
    ...carriers.clauses
      .filter((at) => !others.some((other) => citation(other) === citation({ ...row, at })))
      .map((clause) => ({ seen: `see ${clause}`, expected: 'another clause with a row under this heading' })),
  ];
  return dead.map((complaint) => ({ ...complaint, remedy: 'Mend the reference.' }));
}

function unclear({ row, carriers }: CheckedRow): readonly Complaint[] {
  const { names, sections, clauses, noRuleBecause } = carriers;
  if (noRuleBecause === '') {
    const remedy = 'Write `not a rule of this ledger: reason`.';
    return [{ seen: 'no reason', expected: 'why the clause is no rule of this ledger', remedy }];
  }
  if (noRuleBecause !== null) {
    if (names.length === 0) return [];
    const seen = `"not a rule" beside ${names.join(', ')}`;
    return [{ seen, expected: 'one of the two', remedy: 'Split the row where it says two things.' }];
  }
  if (names.length + sections.length + clauses.length > 0) return [];
  const remedy = 'Name a parameter, a reading or a section, or write `not a rule of this ledger: reason`.';
  return [{ seen: `"${row.carriedBy}"`, expected: 'what carries the clause', remedy }];
}
