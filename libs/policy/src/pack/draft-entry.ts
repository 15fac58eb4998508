import type { CivilDate, Clause, Confidence } from '#libs/enrollment';
import { type Cursor, type Read, report, textAt, UNREAD } from '../yaml/cursor.js';
import { mapping, maybe, optional, required } from '../yaml/mappings.js';
import { day, nullable, oneOf, text } from '../yaml/scalars.js';
import { adviceFor } from '../yaml/suggestion.js';
import type { Clauses } from './pack-head.js';
import { reportGapsAndOverlaps } from './ranges.js';

/** One entry of a parameter or a reading as written; what is undefined is inherited. `E` is what its evidence may say. */
export interface DraftEntry<E extends string> {
  readonly at: Cursor;
  readonly value: unknown;
  readonly clause: Clause;
  readonly evidence: E | undefined;
  readonly confidence: Confidence | undefined;
  readonly note: string | undefined;
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}

/** How the entries of a section are read: the key of the value, its reader, the reader of the evidence. */
export interface EntryForm<E extends string> {
  readonly valueKey: 'value' | 'choice';
  readonly value: Read<unknown>;
  readonly evidence: Read<E>;
}

const CONFIDENCE = ['high', 'medium', 'low'] as const satisfies readonly Confidence[];

/** Reads one entry. A value needs its clause, its evidence and its confidence beside it. */
export function draftEntry<E extends string>(form: EntryForm<E>, clauses: Clauses): Read<DraftEntry<E>> {
  const { valueKey } = form;
  const fields = mapping<Omit<DraftEntry<E>, 'at'>>({
    value: maybe(valueKey, form.value),
    clause: required('clause', clauseNamed(clauses)),
    evidence: maybe('evidence', form.evidence),
    confidence: maybe('confidence', oneOf(CONFIDENCE)),
    note: maybe('note', text),
    from: optional('from', nullable(day), null),
    until: optional('until', nullable(day), null),
  });
  return (at) => {
    const entry = fields(at);
    if (entry === UNREAD || entry.value === undefined) return entry === UNREAD ? UNREAD : { ...entry, at };
    const missing = (['evidence', 'confidence'] as const).find((key) => entry[key] === undefined);
    if (missing === undefined) return { ...entry, at };
    const remedy = `Add \`${missing}:\`; only an entry without ${valueKey} inherits it.`;
    return report(at, { seen: `a ${valueKey} without ${missing}`, expected: missing, remedy });
  };
}

function clauseNamed({ named, cited }: Clauses): Read<Clause> {
  return (at) => {
    const name = textAt(at) ?? '';
    cited.add(name);
    const clause = named.get(name);
    if (clause === null) return UNREAD;
    if (clause !== undefined) return clause;
    const remedy = adviceFor(name, [...named.keys()]);
    return report(at, { seen: `the clause name ${name}`, expected: 'a name under `clauses`', remedy });
  };
}

/** Dated entries cover all days, each beginning on the day on which the one before ends; reports where they do not. */
export function reportUncoveredDays(entries: readonly DraftEntry<string>[], at: Cursor): void {
  const [first] = entries;
  if (first === undefined) {
    const remedy = 'Write an entry or remove the key.';
    report(at, { seen: 'an empty list', expected: 'at least one entry', remedy });
  } else if (first.from !== null) {
    const seen = `a gap: no value before ${first.from}`;
    report(first.at, {
      seen,
      expected: 'a first entry without from',
      remedy: 'Remove from, or add the earlier value.',
    });
  }
  reportGapsAndOverlaps(entries);
  for (const entry of entries.length > 1 ? entries : []) {
    if (entry.value !== undefined) continue;
    const expected = 'a value in each dated entry';
    report(entry.at, { seen: 'no value', expected, remedy: 'Only a single entry inherits the value.' });
  }
}
