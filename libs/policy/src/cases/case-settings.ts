import { dirname } from 'node:path';
import { isSeq } from 'yaml';
import {
  COVER_STARTS,
  EXTENDED_COUNTS_AS,
  windowIn,
  type Readings,
  type Window,
  type WindowRow,
  READING_IDS,
} from '#libs/enrollment';
import { InvalidFileError, UnknownPackError } from '../errors.js';
import { regionCode } from '../pack/pack-head.js';
import type { LoadedPack, PackLibrary } from '../pack/pack-library.js';
import { yearlyDay } from '../pack/parameter-values.js';
import { reportImpossibleWindow } from '../pack/window-order.js';
import { readingAt, unknownReadingRemedy } from '../readings/reading-input.js';
import { baseCeilingYuan, premiumYuan, yearKey } from '../regions/region-file.js';
import { isRead, type Read, report, UNREAD, type Unread } from '../yaml/cursor.js';
import { entriesOf, type Entry, listOf, mapping, optional, required } from '../yaml/mappings.js';
import { nullable, oneOf, text } from '../yaml/scalars.js';
import { adviceFor } from '../yaml/suggestion.js';
import type { Derivation, DerivationRegion } from './derivation.js';

/** A pack by id, or by a path relative to the case file or to the working directory. */
export function packNamed(library: PackLibrary): Read<LoadedPack> {
  return (at) => {
    const name = text(at);
    if (name === UNREAD) return UNREAD;
    try {
      return library.find(name, [dirname(at.source.file), '.']);
    } catch (error) {
      if (error instanceof UnknownPackError) {
        return report(at, { expected: 'the id or path of a pack', remedy: adviceFor(name, error.known) });
      }
      if (!(error instanceof InvalidFileError)) throw error;
      at.source.problems.push(...error.problems);
      return UNREAD;
    }
  };
}

/** The pack of a case, pinned, or the packs that a ledger would have adopted. */
export type CasePolicy = Pick<Derivation, 'pack' | 'adopted'>;

/** One pack, which answers alone, or a list: the text that answers from the start, then versions of another as published. */
export function casePolicy(library: PackLibrary): Read<CasePolicy> {
  const one = packNamed(library);
  return (at) => {
    if (!isSeq(at.node)) {
      const named = one(at);
      return named === UNREAD ? UNREAD : { pack: named.pack };
    }
    const named = listOf(one)(at);
    if (named === UNREAD) return UNREAD;
    const adopted = named.map(({ pack }) => pack);
    const pack = adopted.at(-1);
    const [, ...later] = adopted;
    const inOrder = adopted.every(
      (each, index) => index === 0 || each.publishedOn >= (adopted[index - 1]?.publishedOn ?? ''),
    );
    if (pack !== undefined && later.length > 0 && later.every(({ id }) => id === pack.id) && inOrder)
      return { pack, adopted };
    return report(at, {
      seen: `the packs ${adopted.map(({ id, publishedOn }) => `${id} of ${publishedOn}`).join(', ') || 'none'}`,
      expected: 'the text that answers from the start, then one or more versions of one pack as published',
      remedy: 'Write [national, ../pack.yaml], or one pack, which then answers alone.',
    });
  };
}

/** The other regions of a case, by code. */
export function caseRegions(library: PackLibrary): Read<readonly DerivationRegion[]> {
  const fields = mapping<{ pack: LoadedPack } & Pick<DerivationRegion, 'baseCeilingFen' | 'premiumFen'>>({
    pack: required('policy', packNamed(library)),
    baseCeilingFen: optional('baseCeilingYuan', baseCeilingYuan, new Map()),
    premiumFen: optional('premiumYuan', premiumYuan, new Map()),
  });
  return everyEntry(({ keyAt, at }) => {
    const code = regionCode(keyAt);
    const region = fields(at);
    if (code === UNREAD || region === UNREAD) return UNREAD;
    const { baseCeilingFen, premiumFen } = region;
    return { code, pack: region.pack.pack, baseCeilingFen, premiumFen };
  });
}

/** The readings that a case overrides. */
export const caseReadings: Read<Partial<Readings>> = (at) => {
  const choices = everyEntry(({ key, keyAt, at: choiceAt }) => {
    const id = READING_IDS.find((known) => known === key);
    if (id === undefined) {
      const remedy = unknownReadingRemedy();
      return report(keyAt, { seen: `the reading ${key}`, expected: 'a known reading', remedy });
    }
    const choice = readingAt(id)(choiceAt);
    return choice === UNREAD ? UNREAD : ([id, choice] as const);
  })(at);
  return choices === UNREAD ? UNREAD : Object.fromEntries(choices);
};

const windowFields = mapping<Omit<WindowRow, 'fromYear' | 'untilYear'>>({
  opens: required('opens', yearlyDay),
  closes: required('closes', yearlyDay),
  extendedUntil: optional('extendedUntil', nullable(yearlyDay), null),
  extendedCountsAs: optional('extendedCountsAs', oneOf(EXTENDED_COUNTS_AS), 'extended'),
  lateUntil: optional('lateUntil', yearlyDay, 'same-12-31'),
  coverFrom: optional('coverFrom', oneOf(COVER_STARTS), 'january'),
});

/** The windows that a case overrides, by coverage year. */
export const caseWindows: Read<ReadonlyMap<number, Window>> = (at) => {
  const windows = everyEntry(({ key, keyAt, at: windowAt }) => {
    const year = yearKey(key, keyAt);
    const row = windowFields(windowAt);
    if (year === UNREAD || row === UNREAD || !reportImpossibleWindow(windowAt, row, year)) return UNREAD;
    return [year, windowIn(row, year)] as const;
  })(at);
  return windows === UNREAD ? UNREAD : new Map(windows);
};

/** Reads every entry of a mapping whose keys are data, too. */
function everyEntry<V>(read: (entry: Entry) => V | Unread): Read<readonly V[]> {
  return (at) => {
    const entries = entriesOf(at);
    if (entries === UNREAD) return UNREAD;
    const values = entries.map(read).filter(isRead);
    return values.length === entries.length ? values : UNREAD;
  };
}
