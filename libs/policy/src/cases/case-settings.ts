import { dirname } from 'node:path';
import { dayOfYear, type Readings, type Window, type WindowRow } from '#libs/enrollment';
import { InvalidFileError, UnknownPackError } from '../errors.js';
import { regionCode } from '../pack/pack-head.js';
import type { LoadedPack, PackLibrary } from '../pack/pack-library.js';
import { yearlyDay } from '../pack/parameter-values.js';
import { reportImpossibleWindow } from '../pack/window-order.js';
import { READING_IDS } from '../readings/reading-forms.js';
import { readingAt, unknownReadingRemedy } from '../readings/reading-input.js';
import { baseCeilingYuan, yearKey } from '../regions/region-file.js';
import { isRead, type Read, report, UNREAD, type Unread } from '../yaml/cursor.js';
import { entriesOf, type Entry, mapping, optional, required } from '../yaml/mappings.js';
import { nullable, oneOf, text } from '../yaml/scalars.js';
import { adviceFor } from '../yaml/suggestion.js';
import type { DerivationRegion } from './derivation.js';

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

/** The other regions of a case, by code. */
export function caseRegions(library: PackLibrary): Read<readonly DerivationRegion[]> {
  const fields = mapping<{ pack: LoadedPack; baseCeilingFen: DerivationRegion['baseCeilingFen'] }>({
    pack: required('policy', packNamed(library)),
    baseCeilingFen: optional('baseCeilingYuan', baseCeilingYuan, new Map()),
  });
  return everyEntry(({ keyAt, at }) => {
    const code = regionCode(keyAt);
    const region = fields(at);
    if (code === UNREAD || region === UNREAD) return UNREAD;
    return { code, pack: region.pack.pack, baseCeilingFen: region.baseCeilingFen, premiumFen: new Map() };
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
  coverFrom: optional('coverFrom', oneOf(['january', 'payment']), 'january'),
});

/** The windows that a case overrides, by coverage year. */
export const caseWindows: Read<ReadonlyMap<number, Window>> = (at) => {
  const windows = everyEntry(({ key, keyAt, at: windowAt }) => {
    const year = yearKey(key, keyAt);
    const row = windowFields(windowAt);
    if (year === UNREAD || row === UNREAD || !reportImpossibleWindow(windowAt, row, year)) return UNREAD;
    const { opens, closes, extendedUntil, coverFrom } = row;
    const extended = extendedUntil === null ? null : dayOfYear(extendedUntil, year);
    const window: Window = {
      opens: dayOfYear(opens, year),
      closes: dayOfYear(closes, year),
      extendedUntil: extended,
      coverFrom,
    };
    return [year, window] as const;
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
