import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncDirectory } from '#libs/event-store';
import { sha256, written } from '../hashing.js';
import type { NamedReseal } from '../note/named-logs.js';
import type { Reseal } from './reseal-note.js';

/** A re-seal as it is kept: a file beside the seals. */
export interface KeptReseal {
  readonly name: string;
  readonly note: string;
}

const NAME = /^reseal-([a-z0-9]+)-(\d+)\.txt$/;

/** Every re-seal of a directory, by name; none where there is no such directory. */
export function keptReseals(directory: string): readonly KeptReseal[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .filter((name) => NAME.test(name))
    .sort()
    .map((name) => ({ name, note: readFileSync(join(directory, name), 'utf8') }));
}

/** The newest re-seal by each function, as the next checkpoint names it. */
export function namedReseals(directory: string): readonly NamedReseal[] {
  const newest = new Map<string, NamedReseal>();
  for (const { name, note } of keptReseals(directory)) {
    const [, algorithm = '', digits = ''] = NAME.exec(name) ?? [];
    const size = Number(digits);
    if (size > (newest.get(algorithm)?.size ?? 0))
      newest.set(algorithm, { algorithm, size, digest: written(sha256(note)) });
  }
  return [...newest.values()];
}

/** The name of a re-seal's file. */
export function resealName({ algorithm, size }: Pick<NamedReseal, 'algorithm' | 'size'>): string {
  return `reseal-${algorithm}-${size}.txt`;
}

/** The file of a re-seal; one of the same events by the same function is there only once. */
export function resealFile(directory: string, reseal: Pick<Reseal, 'algorithm' | 'size'>): string {
  return join(directory, resealName(reseal));
}

/** Keeps a re-seal in a new file, durably, whole or not at all. */
export function keepReseal(directory: string, reseal: Reseal, note: string): string {
  const path = resealFile(directory, reseal);
  writeFileSync(`${path}.new`, note, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
  syncDirectory(directory);
  return path;
}
