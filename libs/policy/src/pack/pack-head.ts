import type { CivilDate, Clause } from '#libs/enrollment';
import { type Cursor, type Read, report, textAt, UNREAD } from '../yaml/cursor.js';
import {
  childOf,
  entriesOf,
  mapping,
  maybe,
  optional,
  place,
  required,
  sectionEntries,
} from '../yaml/mappings.js';
import { day, nullable, text } from '../yaml/scalars.js';
import { adviceFor } from '../yaml/suggestion.js';

/** The head of a pack file. */
export interface PackHead {
  readonly id: string;
  readonly version: string;
  readonly regionCode: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly extends: string | null;
  readonly document: string;
  readonly publishedOn: CivilDate;
  readonly effectiveFrom: CivilDate;
  readonly inForceUntil: CivilDate | null;
}

/** Remarks on entries of the head, by key: why a day is assumed, for instance. */
export type HeadNotes = Readonly<Partial<Record<keyof PackHead, string>>>;

function matching(
  pattern: RegExp,
  complaint: { readonly expected: string; readonly remedy: string },
): Read<string> {
  return (at) => {
    const value = textAt(at) ?? '';
    return pattern.test(value) ? value : report(at, complaint);
  };
}

/** A region code of six digits. */
export const regionCode = matching(/^\d{6}$/, {
  expected: 'a region code of six digits',
  remedy: 'Write it in quotes: "350000".',
});

/** The id of a pack. */
export const packId = matching(/^[a-z][a-z0-9-]*$/, {
  expected: 'a pack id',
  remedy: 'Use lower-case letters, digits and hyphens.',
});

const bilingual = mapping<{ zh: string; en: string }>({ zh: required('zh', text), en: required('en', text) });

const headFields = {
  id: required('id', packId),
  version: required('version', text),
  regionCode: required('regionCode', regionCode),
  title: required('title', bilingual),
  extends: optional('extends', nullable(packId), null),
  document: required('document', text),
  publishedOn: required('publishedOn', day),
  effectiveFrom: required('effectiveFrom', day),
  inForceUntil: optional('inForceUntil', nullable(day), null),
} as const;

const remarks: Read<HeadNotes> = (at) => {
  const entries = entriesOf(at);
  if (entries === UNREAD) return UNREAD;
  const keys = Object.keys(headFields);
  const unknown = entries.filter(({ key }) => !keys.includes(key));
  for (const { key, keyAt } of unknown) {
    report(keyAt, {
      seen: `a note on ${key}`,
      expected: 'a note on a key of the head',
      remedy: adviceFor(key, keys),
    });
  }
  const texts = entries.map((entry) => [entry.key, text(entry.at)] as const);
  const isSound = unknown.length === 0 && texts.every(([, note]) => note !== UNREAD);
  return isSound ? Object.fromEntries(texts) : UNREAD;
};

/** The sections of a pack file below its head, not yet read. */
interface Sections {
  readonly notes: HeadNotes;
  readonly clauses: Cursor;
  readonly parameters: Cursor;
  readonly readings: Cursor | undefined;
}

const packFields = mapping<PackHead & Sections>({
  ...headFields,
  notes: optional('notes', remarks, {}),
  clauses: required('clauses', place),
  parameters: required('parameters', place),
  readings: maybe('readings', place),
});

/** Reads the head of a pack file and checks that the file has the sections below it. */
export const readHead: Read<{ readonly head: PackHead; readonly notes: HeadNotes }> = (root) => {
  const all = packFields(root);
  if (all === UNREAD) return UNREAD;
  const { notes, clauses: _clauses, parameters: _parameters, readings: _readings, ...head } = all;
  if (head.inForceUntil === null || head.inForceUntil > head.effectiveFrom) return { head, notes };
  return report(childOf(root, 'inForceUntil') ?? root, {
    seen: `in force from ${head.effectiveFrom} until ${head.inForceUntil}`,
    expected: 'an end after the beginning',
    remedy: 'inForceUntil is the first day without force.',
  });
};

const clauseFields = mapping<Clause>({
  document: required('document', text),
  at: required('at', text),
  paraphrase: required('paraphrase', bilingual),
});

/** The clauses of a pack by name, and which of them were cited so far. */
export interface Clauses {
  /** One that could not be read is null, so that a reference to it is no second problem. */
  readonly named: ReadonlyMap<string, Clause | null>;
  readonly cited: Set<string>;
}

/** Reads the section `clauses`. */
export function readClauses(at: Cursor | undefined): Clauses {
  const named = new Map<string, Clause | null>();
  for (const entry of sectionEntries(at)) {
    const clause = clauseFields(entry.at);
    named.set(entry.key, clause === UNREAD ? null : clause);
  }
  return { named, cited: new Set() };
}

/** Reports every clause of the section that nothing cites: a slip in a name, or a rule that was forgotten. */
export function reportUncited(at: Cursor | undefined, { cited }: Clauses): void {
  for (const { key, keyAt } of sectionEntries(at)) {
    if (cited.has(key)) continue;
    report(keyAt, {
      seen: `the clause ${key}, which nothing cites`,
      expected: 'a clause that a parameter or a reading cites',
      remedy: 'Cite it, or remove it.',
    });
  }
}
