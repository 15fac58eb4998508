import type { Bilingual, PolicyPack } from '#libs/enrollment';
import type { ReadCase } from '../cases/case-file.js';
import { type CaseResult, runCase } from '../cases/run-cases.js';
import type { LoadedPack } from '../pack/pack-library.js';
import { whyNotInUse } from './not-in-use.js';
import { type Variant, variantsOf } from './variants.js';

/** What became of a variant: a case notices it, none does though one could, or none can. */
export type Outcome = 'noticed' | 'not-noticed' | 'not-in-use';

/** A variant of a pack and what the cases made of it. */
export interface TriedVariant extends Omit<Variant, 'pack'> {
  readonly outcome: Outcome;
  /** The case that notices it: one that passes with the pack and fails with the variant; null: none does. */
  readonly noticedBy: Pick<CaseResult, 'file' | 'line' | 'name'> | null;
  /**
   * Why no case can notice it under the rules of the pack as they are; null: one can. That one does notice what is not
   * in use would be a fault of this program.
   */
  readonly notInUse: Bilingual | null;
}

/** How well its cases guard the values of a pack. */
export interface Sensitivity {
  /** Id and version. */
  readonly pack: string;
  readonly file: string;
  /** How many cases use the pack and pass with it: the ones that can notice something. */
  readonly cases: number;
  /** Cases that use the pack and fail with it, or cannot be read: they guard nothing. */
  readonly failing: readonly CaseResult[];
  readonly variants: readonly TriedVariant[];
}

/** What the values of a pack are tried against. */
export interface SensitivityInput {
  /** Cases; those that do not use the pack are left out. */
  readonly cases: readonly ReadCase[];
  /** Packs whose values are tried where the pack has none. */
  readonly others: readonly PolicyPack[];
  /** The variants that are tried; left out: all. */
  readonly isTried?: (variant: Variant, index: number) => boolean;
  /** Hears after each variant how many of how many were tried, and how many of them no case noticed that one could. */
  readonly onTried?: (tried: number, total: number, unnoticed: number) => void;
}

/** Changes every value and every reading of a pack, one at a time, and finds for each change a case that notices it. */
export function sensitivityOf({ pack, file }: LoadedPack, input: SensitivityInput): Sensitivity {
  const used = input.cases.filter((read) => read.case === null || uses(read, pack));
  const results = used.map(runCase);
  const passing = used.filter((_, index) => results[index]?.passed === true);
  const variants = variantsOf(pack, input.others).filter(input.isTried ?? (() => true));
  const notices = noticing(pack, passing);
  let unnoticed = 0;
  const tried = variants.map((variant, index): TriedVariant => {
    const made = triedVariant(variant, whyNotInUse(variant, pack), notices);
    if (made.outcome === 'not-noticed') unnoticed += 1;
    input.onTried?.(index + 1, variants.length, unnoticed);
    return made;
  });
  return {
    pack: `${pack.id}@${pack.version}`,
    file,
    cases: passing.length,
    failing: results.filter(({ passed }) => !passed),
    variants: tried,
  };
}

/** The variants that no case notices, though one could. */
export function unnoticedOf({ variants }: Pick<Sensitivity, 'variants'>): readonly TriedVariant[] {
  return variants.filter(({ outcome }) => outcome === 'not-noticed');
}

function triedVariant(variant: Variant, notInUse: Bilingual | null, notices: Notices): TriedVariant {
  const { pack: _pack, ...where } = variant;
  const found = notices(variant, notInUse === null ? () => true : overridesNothing);
  if (found === undefined) {
    return { ...where, outcome: notInUse === null ? 'not-noticed' : 'not-in-use', noticedBy: null, notInUse };
  }
  const { file, line, name } = found;
  return { ...where, outcome: 'noticed', noticedBy: { file, line, name }, notInUse };
}

/** The first case, of those that a test admits, that fails with a variant. */
type Notices = (variant: Variant, isAdmitted: (read: ReadCase) => boolean) => ReadCase | undefined;

/** Looks among the cases that pass with a pack; what noticed one change of a value is tried first on the next. */
function noticing(pack: PolicyPack, passing: readonly ReadCase[]): Notices {
  const orders = new Map<Variant['name'], readonly ReadCase[]>();
  return (variant, isAdmitted) => {
    const order = orders.get(variant.name) ?? passing;
    const found = order.find(
      (read) => isAdmitted(read) && !runCase(withPack(read, pack, variant.pack)).passed,
    );
    if (found !== undefined) orders.set(variant.name, [found, ...order.filter((read) => read !== found)]);
    return found;
  };
}

/** True for a case under the rules of the pack as they are: with windows or readings of its own, other values matter. */
function overridesNothing({ case: read }: ReadCase): boolean {
  return read !== null && read.windows.size === 0 && Object.keys(read.readings).length === 0;
}

function uses({ case: read }: ReadCase, pack: PolicyPack): boolean {
  if (read === null) return false;
  const packs = [read, ...read.regions].map((region) => region.pack);
  return [...packs, ...(read.adopted ?? [])].some(({ digest }) => digest === pack.digest);
}

/** The case with a variant wherever it uses the pack. */
function withPack(read: ReadCase, pack: PolicyPack, variant: PolicyPack): ReadCase {
  if (read.case === null) return read;
  const replaced = (used: PolicyPack): PolicyPack => (used.digest === pack.digest ? variant : used);
  const regions = read.case.regions.map((region) => ({ ...region, pack: replaced(region.pack) }));
  const adopted = read.case.adopted === undefined ? {} : { adopted: read.case.adopted.map(replaced) };
  return { ...read, case: { ...read.case, pack: replaced(read.case.pack), ...adopted, regions } };
}
