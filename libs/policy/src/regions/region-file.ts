import { readFileSync } from 'node:fs';
import { isMap, isSeq } from 'yaml';
import {
  CIVIL_YEARS,
  type Fen,
  type Premium,
  type PriceStep,
  priceStepsFault,
  type PriceStepsFault,
  type RegionData,
} from '#libs/enrollment';
import { InvalidFileError } from '../errors.js';
import { packId, regionCode } from '../pack/pack-head.js';
import {
  type Complaint,
  type Cursor,
  openYaml,
  type Read,
  report,
  UNREAD,
  type Unread,
} from '../yaml/cursor.js';
import { yearlyDay } from '../pack/parameter-values.js';
import { elementsOf, listOf, mapping, optional, required, sectionEntries } from '../yaml/mappings.js';
import { flag, nullable, yuan } from '../yaml/scalars.js';
import { adviceFor } from '../yaml/suggestion.js';

/** A pooling region as `regions.yaml` says it. */
export interface RegionEntry extends RegionData {
  /** A region of a sample ledger. */
  readonly sample: boolean;
}

/** Amounts by coverage year. One amount alone holds for every year. */
export function amountsByYear<V>(amount: Read<V>): Read<ReadonlyMap<number, V>> {
  return (at) => {
    if (!isMap(at.node)) {
      const always = amount(at);
      return always === UNREAD ? UNREAD : new Map([[CIVIL_YEARS.first, always]]);
    }
    const amounts = new Map<number, V>();
    const entries = sectionEntries(at);
    for (const entry of entries) {
      const value = amount(entry.at);
      const year = yearKey(entry.key, entry.keyAt);
      if (value !== UNREAD && year !== UNREAD) amounts.set(year, value);
    }
    return amounts.size === entries.length ? amounts : UNREAD;
  };
}

const priceStep = mapping<PriceStep>({
  from: optional('from', nullable(yearlyDay), null),
  amountFen: required('amountYuan', yuan),
});

/** What is said of steps at fault: what was found, what is expected, what to do. */
const STEPS_AT_FAULT: Readonly<Record<PriceStepsFault, Complaint>> = {
  'no-steps': { seen: 'no step', expected: 'a step', remedy: 'Write an amount, or its steps.' },
  'mixed-days': {
    seen: 'steps from yearly days and from dates',
    expected: 'days of one kind',
    remedy: 'Write all of them relative to the year, such as same-01-01, or all as dates.',
  },
  'not-ascending': {
    expected: 'steps in the order of their days',
    remedy: 'Write the earliest step first; only the first may be without `from`.',
  },
};

/** A premium: an amount, or steps `{ from, amountYuan }` by the day of payment, each later than the one before. */
const premium: Read<Premium> = (at) => {
  if (!isSeq(at.node)) return yuan(at);
  const steps = listOf(priceStep)(at);
  if (steps === UNREAD) return UNREAD;
  const fault = priceStepsFault(steps);
  if (fault === null) return steps;
  const seen = `steps from ${steps.map(({ from }) => from ?? 'the start').join(', ')}`;
  return report(at, { seen, ...STEPS_AT_FAULT[fault] });
};

/** Premiums by coverage year; one alone holds for every year. */
export const premiumYuan = amountsByYear<Premium>(premium);

/** A base ceiling: an amount, null (the region has none), or a map by year; left out it is unknown. */
export const baseCeilingYuan = amountsByYear<Fen | null>(nullable(yuan));

const regionEntry = mapping<RegionEntry>({
  code: required('code', regionCode),
  policy: required('policy', packId),
  baseCeilingFen: optional('baseCeilingYuan', baseCeilingYuan, new Map()),
  premiumFen: optional('premiumYuan', premiumYuan, new Map()),
  sample: optional('sample', flag, false),
});

/** Reads the text of a `regions.yaml`; `policies` are the ids of the packs there are. Throws an InvalidFileError. */
export function readRegions(
  content: string,
  file: string,
  policies: readonly string[],
): readonly RegionEntry[] {
  const { root, source } = openYaml(content, file);
  const places = root === null ? [] : elementsOf(root);
  const regions = new Map<string, RegionEntry>();
  for (const at of places === UNREAD ? [] : places) {
    const region = regionEntry(at);
    if (region === UNREAD) continue;
    if (regions.has(region.code)) reportTwice(at, region.code);
    else if (!policies.includes(region.policy)) reportPolicy(at, region.policy, policies);
    else regions.set(region.code, region);
  }
  if (source.problems.length > 0) throw new InvalidFileError(source.problems);
  return [...regions.values()];
}

/** Loads a `regions.yaml`. */
export function loadRegions(file: string, policies: readonly string[]): readonly RegionEntry[] {
  return readRegions(readFileSync(file, 'utf8'), file, policies);
}

/** The coverage year that a key of a map by year names. */
export function yearKey(key: string, at: Cursor): number | Unread {
  const year = /^\d{4}$/.test(key) ? Number(key) : NaN;
  if (year >= CIVIL_YEARS.first && year <= CIVIL_YEARS.last) return year;
  return report(at, {
    expected: 'a coverage year',
    remedy: 'Write the map as { 2025: 300000, 2028: 350000 }.',
  });
}

function reportTwice(at: Cursor, code: string): void {
  const seen = `the region ${code} a second time`;
  report(at, {
    seen,
    expected: 'each region once',
    remedy: 'Remove one; amounts by year go into one entry.',
  });
}

function reportPolicy(at: Cursor, policy: string, policies: readonly string[]): void {
  report(at, {
    seen: `policy: ${policy}`,
    expected: 'the id of a pack',
    remedy: adviceFor(policy, policies),
  });
}
