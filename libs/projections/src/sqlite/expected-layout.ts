import { laidOutBy, laidOutIn, type Layout } from '#libs/event-store';
import { STANDING_VERSION } from '../standing/version.js';
import { layOut, layoutOf } from './layout.js';
import { generationOf, StandingRows } from './standing-rows.js';

/**
 * What the file of read models consists of: with one table of a generation all of it, whether or not a row says that there is one. A
 * generation of another version is made anew before it is read.
 */
export const READ_MODEL_LAYOUT: Layout = {
  objects: (found) => {
    if (layoutOf(found) !== 'ours') return null;
    const there = laidOutIn(found);
    const select = found.query<[number, number]>('SELECT generation, version FROM generations');
    const versions = new Map(select.all());
    const isOther = (generation: number | undefined): boolean =>
      (versions.get(generation ?? 0) ?? STANDING_VERSION) !== STANDING_VERSION;
    const generations = new Set(there.flatMap(({ table }) => generationOf(table) ?? []));
    const expected = laidOutBy((fresh) => {
      layOut(fresh, '');
      for (const each of generations) if (!isOther(each)) StandingRows.create(fresh, each);
    });
    return [...expected, ...there.filter(({ table }) => isOther(generationOf(table)))];
  },
};
