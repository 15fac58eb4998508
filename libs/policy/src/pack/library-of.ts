import type { PolicyPack } from '#libs/enrollment';
import { UnknownPackError } from '../errors.js';
import type { LoadedPack, PackLibrary } from './pack-library.js';

/** A library of packs that stand in no file: the last of an id answers to it. */
export function libraryOf(packs: readonly PolicyPack[]): PackLibrary {
  const loaded = packs.map((pack): LoadedPack => ({
    pack,
    file: '',
    notes: {},
    ownParameters: [],
    ownReadings: [],
  }));
  const find = (id: string): LoadedPack => {
    const found = loaded.findLast(({ pack }) => pack.id === id);
    if (found !== undefined) return found;
    throw new UnknownPackError(id, [...new Set(packs.map((pack) => pack.id))]);
  };
  return { all: () => loaded, load: find, find };
}
