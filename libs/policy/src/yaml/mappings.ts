import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { type Cursor, describe, isRead, type Read, report, UNREAD, type Unread } from './cursor.js';
import { adviceFor } from './suggestion.js';

/** A key of a mapping: how it is written, how its value is read, and what stands for it when it is left out. */
export interface Field<V> {
  readonly key: string;
  readonly read: Read<V>;
  readonly absent: { readonly value: V } | 'required';
}

/** A key that must be there. */
export function required<V>(key: string, read: Read<V>): Field<V> {
  return { key, read, absent: 'required' };
}

/** A key that may be left out, and what it then means. */
export function optional<V>(key: string, read: Read<V>, absent: NoInfer<V>): Field<V> {
  return { key, read, absent: { value: absent } };
}

/** A key that may be left out; its value is then undefined. */
export function maybe<V>(key: string, read: Read<V>): Field<V | undefined> {
  return { key, read, absent: { value: undefined } };
}

/** One entry of a mapping: its key, the place of the key and the place of the value. */
export interface Entry {
  readonly key: string;
  readonly keyAt: Cursor;
  readonly at: Cursor;
}

/** The entries of a mapping in their order; anything else, and a key written twice, is reported. */
export function entriesOf(at: Cursor): readonly Entry[] | Unread {
  const { node, path, source } = at;
  if (isAlias(node)) return report(at, { expected: 'the value itself', remedy: 'Write the value out here.' });
  if (!isMap(node)) return report(at, { expected: 'a mapping', remedy: 'Write `key: value` lines here.' });
  const entries = new Map<string, Entry>();
  for (const { key, value } of node.items) {
    const keyNode = key as Node;
    const name = isScalar(keyNode) ? (keyNode.source ?? String(keyNode.value)) : describe(keyNode);
    const inner = path === '' ? name : `${path}.${name}`;
    const keyAt: Cursor = { node: keyNode, path: inner, source };
    const first = entries.get(name);
    if (first !== undefined) {
      const { line } = source.lines.linePos(first.keyAt.node.range?.[0] ?? 0);
      const seen = `the key ${name} a second time (first on line ${line})`;
      report(keyAt, { seen, expected: 'each key once', remedy: 'Remove one of the two.' });
      continue;
    }
    // `{ key }` has no value node at all; the key's own place is then the best one to point at.
    entries.set(name, { key: name, keyAt, at: { ...keyAt, node: (value as Node | null) ?? keyNode } });
  }
  return [...entries.values()];
}

/** Reads a mapping with a fixed set of keys; unknown keys, missing ones and bad values are all reported. */
export function mapping<T extends object>(fields: { readonly [K in keyof T]-?: Field<T[K]> }): Read<T> {
  const table = Object.entries<Field<unknown>>(fields);
  const known = table.map(([, field]) => field.key);
  return (at) => {
    const entries = entriesOf(at);
    if (entries === UNREAD) return UNREAD;
    let complete = true;
    for (const { key, keyAt } of entries) {
      if (known.includes(key)) continue;
      report(keyAt, { seen: `the key ${key}`, expected: 'a known key', remedy: adviceFor(key, known) });
      complete = false;
    }
    const result: Record<string, unknown> = {};
    for (const [name, field] of table) {
      const value = readField(at, entries, field);
      if (value === UNREAD) complete = false;
      else result[name] = value;
    }
    return complete ? (result as T) : UNREAD;
  };
}

/** The place of a value in a mapping; undefined where the key, or the mapping, is missing. */
export function childOf(at: Cursor, key: string): Cursor | undefined {
  const entries = entriesOf(at);
  return entries === UNREAD ? undefined : entries.find((entry) => entry.key === key)?.at;
}

/** The entries of a section that may be missing or broken, which is reported where the section is required. */
export function sectionEntries(at: Cursor | undefined): readonly Entry[] {
  const entries = at === undefined ? [] : entriesOf(at);
  return entries === UNREAD ? [] : entries;
}

/** Reads nothing yet: the place itself is the value. */
export const place: Read<Cursor> = (at) => at;

/** Reads a list of values of one kind; every bad element is reported. */
export function listOf<V>(read: Read<V>): Read<readonly V[]> {
  return (at) => {
    const elements = elementsOf(at);
    if (elements === UNREAD) return UNREAD;
    const values = elements.map((element) => read(element));
    const sound = values.filter(isRead);
    return sound.length === values.length ? sound : UNREAD;
  };
}

/** Reads one value as a list of one. */
export function single<V>(read: Read<V>): Read<readonly V[]> {
  return (at) => {
    const value = read(at);
    return value === UNREAD ? UNREAD : [value];
  };
}

/** The places of the elements of a list; anything else is reported. */
export function elementsOf(at: Cursor): readonly Cursor[] | Unread {
  const { node, path, source } = at;
  if (!isSeq(node))
    return report(at, { expected: 'a list', remedy: 'Write `[ … ]`, or lines that begin with `- `.' });
  return node.items.map((item, index) => ({ node: item as Node, path: `${path}[${index}]`, source }));
}

function readField(at: Cursor, entries: readonly Entry[], { key, read, absent }: Field<unknown>): unknown {
  const entry = entries.find((candidate) => candidate.key === key);
  if (entry !== undefined) return read(entry.at);
  if (absent !== 'required') return absent.value;
  return report(at, { seen: `no ${key}`, expected: `the key ${key}`, remedy: `Add \`${key}:\`.` });
}
