import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import type { ParameterName, PolicyPack, ReadingId } from '#libs/enrollment';
import { InvalidFileError, UnknownPackError } from '../errors.js';
import { type Complaint, report } from '../yaml/cursor.js';
import { childOf } from '../yaml/mappings.js';
import { mergePack } from './merge.js';
import { type PackDraft, readPackDraft } from './pack-draft.js';
import type { HeadNotes } from './pack-head.js';

const PACK_FILE = 'pack.yaml';

/** A pack read from its file, with what only the file tells. */
export interface LoadedPack {
  readonly pack: PolicyPack;
  readonly file: string;
  readonly notes: HeadNotes;
  /** What the file states itself; the rest is inherited. */
  readonly ownParameters: readonly ParameterName[];
  readonly ownReadings: readonly ReadingId[];
}

/** The packs of a directory, and others by path. A file is read once. */
export interface PackLibrary {
  /** Every pack of the directory, in the order of their folders. */
  all(): readonly LoadedPack[];
  /** The pack of a `pack.yaml` (by any name), of a folder that has one or, where there is no such path, by its id. */
  load(path: string): LoadedPack;
  /** A pack by its id, or by a path that is looked up in each of `folders` (by default the working directory). */
  find(idOrPath: string, folders?: readonly string[]): LoadedPack;
}

/** The folder of the packs that come with the product, beside `libs` or `dist` in the package. */
export function shippedPolicies(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'policies'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('The folder `policies` of the package is missing: install it again.');
    folder = parent;
  }
  return join(folder, 'policies');
}

/** Opens a directory with one folder for each pack. Nothing is read before it is asked for. */
export function packLibrary(directory: string = shippedPolicies()): PackLibrary {
  const read = new Map<string, LoadedPack>();
  const listed = new Map<string, ReadonlyMap<string, string>>();
  const filesIn = (folder: string): ReadonlyMap<string, string> => {
    const files = listed.get(folder) ?? filesById(folder);
    listed.set(folder, files);
    return files;
  };
  const shipped = (): ReadonlyMap<string, string> => filesIn(directory);

  const load = (file: string, extendedBy: readonly string[]): LoadedPack => {
    const known = read.get(file);
    if (known !== undefined) return known;
    const { draft, source } = readPackDraft(readFileSync(file, 'utf8'), file);
    if (draft === undefined) throw new InvalidFileError(source.problems);
    const pack = mergePack(draft, parentOf(draft, [...extendedBy, file]));
    if (pack === undefined) throw new InvalidFileError(source.problems);
    const loaded = { pack, file, notes: draft.notes, ...ownEntries(draft) };
    read.set(file, loaded);
    return loaded;
  };

  /** What a pack extends is looked for beside it, then in the directory. */
  const parentOf = (draft: PackDraft, chain: readonly string[]): PolicyPack | null => {
    const { source, head } = draft;
    if (head.extends === null) return null;
    const file = filesIn(dirname(dirname(source.file))).get(head.extends) ?? shipped().get(head.extends);
    if (file === undefined) {
      const known = [...shipped().keys()].join(', ');
      const remedy = `Name one of ${known}, or a pack in a folder beside this one.`;
      throw cannotExtend(draft, { expected: 'the id of a pack', remedy });
    }
    if (chain.includes(file)) {
      const circle = [...chain.slice(chain.indexOf(file)), file]
        .map((path) => basename(dirname(path)))
        .join(' → ');
      const expected = 'packs that extend each other in one direction';
      throw cannotExtend(draft, {
        seen: `a circle: ${circle}`,
        expected,
        remedy: 'Remove one extends of the circle.',
      });
    }
    return load(file, chain).pack;
  };

  return {
    all() {
      const problems: InvalidFileError[] = [];
      const loaded = [...shipped().values()].flatMap((file) => {
        try {
          return [load(file, [])];
        } catch (error) {
          if (!(error instanceof InvalidFileError)) throw error;
          problems.push(error);
          return [];
        }
      });
      if (problems.length === 0) return loaded;
      throw new InvalidFileError(problems.flatMap((error) => error.problems));
    },
    load: (path) => {
      const file = packFileAt(resolve(path)) ?? shipped().get(path);
      if (file === undefined) throw new UnknownPackError(path, [...shipped().keys()]);
      return load(file, []);
    },
    find(idOrPath, folders = ['.']) {
      const file =
        shipped().get(idOrPath) ??
        folders.map((folder) => packFileAt(resolve(folder, idOrPath))).find((path) => path !== null);
      if (file === undefined) throw new UnknownPackError(idOrPath, [...shipped().keys()]);
      return load(file, []);
    },
  };
}

/** Loads the pack of a file or folder; throws an InvalidFileError with every problem. */
export function loadPack(path: string, directory?: string): LoadedPack {
  return packLibrary(directory).load(path);
}

/** Loads every pack of a directory of packs; throws an InvalidFileError with every problem of every file. */
export function loadShippedPacks(directory?: string): readonly LoadedPack[] {
  return packLibrary(directory).all();
}

function ownEntries({ parameters, readings }: PackDraft): Pick<LoadedPack, 'ownParameters' | 'ownReadings'> {
  return { ownParameters: [...parameters.keys()], ownReadings: [...readings.keys()] };
}

function packFileAt(path: string): string | null {
  if (!existsSync(path)) return null;
  if (statSync(path).isFile()) return path;
  const inside = join(path, PACK_FILE);
  return existsSync(inside) ? inside : null;
}

/** The pack files of a directory by the id that each one states, or by its folder where it states none. */
function filesById(directory: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(directory)) return files;
  for (const folder of readdirSync(directory).sort()) {
    const file = join(directory, folder, PACK_FILE);
    if (!existsSync(file)) continue;
    files.set(statedId(readFileSync(file, 'utf8')) ?? folder, file);
  }
  return files;
}

/** An id on a line of its own, as nearly every pack states it: then nothing else of the file has to be parsed. */
const ID_LINE = /^id: (?!(?:true|false|null)$)([a-z][a-z0-9-]*)$/gm;

/** The id that a pack file states; undefined where it states none. */
function statedId(text: string): string | undefined {
  const lines = [...text.matchAll(ID_LINE)];
  if (lines.length === 1) return lines[0]?.[1];
  const id: unknown = parseDocument(text, { uniqueKeys: false }).get('id');
  return typeof id === 'string' ? id : undefined;
}

/** An error that ends the reading of a pack: what it extends cannot be used. */
function cannotExtend({ root, source }: PackDraft, complaint: Complaint): InvalidFileError {
  report(childOf(root, 'extends') ?? root, complaint);
  return new InvalidFileError(source.problems);
}
