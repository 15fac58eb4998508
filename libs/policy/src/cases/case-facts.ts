import { isMap } from 'yaml';
import { FACT_FIELDS, type FactType, type Field, REFUSAL_CODES, type RefusalCode } from '#libs/enrollment';
import {
  type Cursor,
  lineOf,
  plainValue,
  type Read,
  report,
  textAt,
  UNREAD,
  type Unread,
} from '../yaml/cursor.js';
import { entriesOf, type Entry } from '../yaml/mappings.js';
import { fenOfYuan, oneOf, text } from '../yaml/scalars.js';
import type { SubmittedBody } from './complete-fact.js';
import type { SubmittedFact } from './derivation.js';
import { parseInstant } from './instants.js';

/** A fact of a case, with what the case says must become of it. */
export interface CaseFact extends SubmittedFact {
  readonly line: number;
  /** The code with which it must be refused; null: it must be accepted. */
  readonly refused: RefusalCode | null;
}

/** Keys of a case fact that are not part of the fact. */
const OWN_KEYS: readonly string[] = ['id', 'recordedAt', 'refused'];

/** Kinds of fields that hold text, also where a file writes digits without quotes. */
const TEXT_KINDS: readonly Field['kind'][] = ['event-id', 'identifier', 'region', 'text'];

const refusalCode = oneOf(REFUSAL_CODES);

/** Reads an instant with its offset. */
export const instant: Read<string> = (at) => {
  const parsed = parseInstant(textAt(at) ?? '');
  if (parsed !== null) return parsed;
  return report(at, {
    expected: 'an instant',
    remedy: 'Write it with its offset: 2027-02-01T10:00:00+08:00.',
  });
};

/**
 * Reads a fact of a case. What the fact itself says is passed on as it stands, so that the core accepts or refuses it
 * like any other input; only amounts are turned from yuan into fen.
 */
export const caseFact: Read<CaseFact> = (at) => {
  const entries = entriesOf(at);
  if (entries === UNREAD) return UNREAD;
  const own = <V>(key: string, read: Read<V>): V | Unread | null => {
    const entry = entries.find((candidate) => candidate.key === key);
    return entry === undefined ? null : read(entry.at);
  };
  const id = own('id', text);
  const recordedAt = own('recordedAt', instant);
  const refused = own('refused', refusalCode);
  const body = factBody(
    at,
    entries.filter(({ key }) => !OWN_KEYS.includes(key)),
  );
  if (id === UNREAD || recordedAt === UNREAD || refused === UNREAD || body === UNREAD) return UNREAD;
  const known = recordedAt === null ? {} : { recordedAt };
  return { ...(id === null ? {} : { id }), ...known, body, refused, line: lineOf(at) };
};

function factBody(at: Cursor, entries: readonly Entry[]): SubmittedBody | Unread {
  const type = textAt(entries.find(({ key }) => key === 'type')?.at ?? at) ?? '';
  const fields = Object.hasOwn(FACT_FIELDS, type) ? FACT_FIELDS[type as FactType].fields : {};
  const kinds = new Map(Object.entries<Field>(fields).map(([name, { kind }]) => [name, kind]));
  const values: [string, unknown][] = [];
  let isSound = true;
  for (const entry of entries) {
    const value = fieldValue(entry, kinds.get(entry.key.replace(/Yuan$/, 'Fen')));
    if (value === UNREAD) isSound = false;
    else values.push([entry.key.replace(/Yuan$/, 'Fen'), value]);
  }
  return isSound ? Object.fromEntries(values) : UNREAD;
}

function fieldValue({ key, keyAt, at }: Entry, kind: Field['kind'] | undefined): unknown {
  if (key.endsWith('Fen')) {
    const remedy = `Write ${key.replace(/Fen$/, 'Yuan')} instead.`;
    return report(keyAt, { seen: `the key ${key}`, expected: 'an amount in yuan', remedy });
  }
  if (key.endsWith('Yuan')) return fenOfYuan(at) ?? plainValue(at);
  if (kind === 'replacement' && isMap(at.node)) return replacementBody(at);
  return kind !== undefined && TEXT_KINDS.includes(kind) ? (textAt(at) ?? plainValue(at)) : plainValue(at);
}

function replacementBody(at: Cursor): SubmittedBody | Unread {
  const entries = entriesOf(at);
  return entries === UNREAD ? UNREAD : factBody(at, entries);
}
