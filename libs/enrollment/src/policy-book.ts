import { CIVIL_YEARS, type CivilDate } from './calendar/civil-date.js';
import type { Fen } from './fen.js';
import type { PolicyPack, Premium, RegionData } from './policy-pack.js';
import type { Readings } from './readings.js';
import { dayOfYear, type Rules, rulesOf, type Window } from './rules.js';

/** How questions about policy are put: which rules answer in a region on a day, and what a region has configured. */
export interface PolicyBook {
  /** The rules whose own day is `day`, in `region` (docs/domain.md §2). */
  rules(region: string, day: CivilDate): Rules;
  /** The rules of a region where they are the same on every day; undefined where they change. */
  onlyRules(region: string): Rules | undefined;
  /** True where the force of the text that answers in `region` on `day` has ended. */
  isExpired(region: string, day: CivilDate): boolean;
  /** The days on which the force of a text that answers in `region` ends. */
  expiryDays(region: string): readonly CivilDate[];
  /** The days, after the first on which any do, from which other rules answer in `region`. */
  ruleDays(region: string): readonly CivilDate[];
  isRegion(code: string): boolean;
  /** The same book with other readings, for what-if questions. */
  withReadings(readings: Partial<Readings>): PolicyBook;
  /** Base ceiling of a year: an amount, null where the region has none, undefined where it is unknown. */
  baseCeilingFen(region: string, year: number): Fen | null | undefined;
  /** Individual premium of a coverage year as asked on a day; undefined where it is unknown. */
  premiumFen(region: string, year: number, day: CivilDate): Fen | undefined;
}

/** What a policy book is made of. */
export interface PolicyBookSource {
  /** Pack versions known at the moment asked about. */
  readonly packs: readonly PolicyPack[];
  readonly regions: readonly RegionData[];
  /** Id of the pack that answers before a regional one was adopted. */
  readonly fallbackPack?: string;
  /** Overrides of a what-if question or a case, for every pack. */
  readonly readings?: Partial<Readings>;
  readonly windows?: ReadonlyMap<number, Window>;
}

/** More than the listed choices of all readings; what is asked beyond them is made anew. */
const MAX_VARIANTS = 128;

/** Makes a policy book. A region whose pack has no known version is answered by the fallback pack. */
export function policyBook(source: PolicyBookSource): PolicyBook {
  const regions = new Map(source.regions.map((region) => [region.code, region]));
  const amounts = new Map(source.regions.map((region) => [region.code, new RegionAmounts(region)]));
  const made = new Map<string, readonly Bracket[]>();
  const makeBrackets = (region: string): readonly Bracket[] => {
    const policy = regions.get(region)?.policy ?? source.fallbackPack ?? '';
    const brackets = bracketsFor(versionsOf(policy, source), source);
    made.set(region, brackets);
    return brackets;
  };
  // A member's questions come one after the other, nearly always for one region.
  let lastRegion: string | undefined;
  let lastBrackets: readonly Bracket[] = [];
  const bracketsOf = (region: string): readonly Bracket[] => {
    if (region !== lastRegion) {
      lastBrackets = made.get(region) ?? makeBrackets(region);
      lastRegion = region;
    }
    return lastBrackets;
  };
  const bracketOn = (region: string, day: CivilDate): Bracket => {
    const list = bracketsOf(region);
    let index = list.length - 1;
    while (index > 0 && day < (list[index]?.from ?? day)) index -= 1;
    const bracket = list[index];
    if (bracket === undefined) throw new Error(`No policy pack answers for region ${region}.`);
    return bracket;
  };
  // An explanation tries every choice of every reading, field after field and day after day.
  const variants = new Map<string, PolicyBook>();
  let lastAmounts: RegionAmounts | undefined;
  const amountsOf = (region: string): RegionAmounts | undefined => {
    if (lastAmounts?.data.code !== region) lastAmounts = amounts.get(region);
    return lastAmounts;
  };
  return {
    rules: (region, day) => bracketOn(region, day).rules,
    onlyRules: (region) => {
      const brackets = bracketsOf(region);
      return brackets.length === 1 ? brackets[0]?.rules : undefined;
    },
    isExpired: (region, day) => {
      const { inForceUntil } = bracketOn(region, day).rules.pack;
      return inForceUntil !== null && day >= inForceUntil;
    },
    expiryDays: (region) => {
      const ends = bracketsOf(region).map(({ rules }) => rules.pack.inForceUntil);
      return [...new Set(ends.filter((end) => end !== null))];
    },
    ruleDays: (region) =>
      bracketsOf(region)
        .slice(1)
        .map(({ from }) => from),
    withReadings: (readings) => {
      const asked = JSON.stringify(readings);
      const known = variants.get(asked);
      if (known !== undefined) return known;
      const variant = policyBook({ ...source, readings: { ...source.readings, ...readings } });
      if (variants.size === MAX_VARIANTS) variants.clear();
      variants.set(asked, variant);
      return variant;
    },
    isRegion: (code) => regions.has(code),
    baseCeilingFen: (region, year) => amountsOf(region)?.baseCeilingFen(year),
    premiumFen: (region, year, day) => amountsOf(region)?.premiumFen(year, day),
  };
}

/** Rules that answer from a day (inclusive) until the next bracket begins. The first one also answers before its day. */
interface Bracket {
  readonly from: CivilDate;
  readonly rules: Rules;
}

function versionsOf(policy: string, source: PolicyBookSource): readonly PolicyPack[] {
  const own = source.packs.filter((pack) => pack.id === policy);
  return own.length > 0 ? own : source.packs.filter((pack) => pack.id === source.fallbackPack);
}

/** Among the versions that have taken effect the latest published answers; a new bracket begins wherever a value changes. */
function bracketsFor(versions: readonly PolicyPack[], source: PolicyBookSource): readonly Bracket[] {
  const days = new Set<CivilDate>();
  for (const version of versions) {
    days.add(version.effectiveFrom);
    for (const values of Object.values(version.parameters)) {
      for (const { from } of values) if (from !== null && from > version.effectiveFrom) days.add(from);
    }
  }
  const made: Bracket[] = [];
  for (const from of [...days].sort()) {
    const inEffect = versions.filter((version) => version.effectiveFrom <= from);
    const latest = inEffect.reduce((a, b) => (isPublishedLater(b, a) ? b : a));
    made.push({ from, rules: rulesOf(latest, from, source.readings ?? {}, source.windows) });
  }
  return made;
}

function isPublishedLater(a: PolicyPack, b: PolicyPack): boolean {
  return a.publishedOn === b.publishedOn ? a.version > b.version : a.publishedOn > b.publishedOn;
}

/** The amount asked on a day: of several steps the last that has begun, before the first of them that one. */
function priceOn(premium: Premium | undefined, year: number, day: CivilDate): Fen | undefined {
  if (premium === undefined || typeof premium === 'number') return premium;
  const begun = premium.filter(({ from }) => from === null || dayOfYear(from, year) <= day);
  return (begun.at(-1) ?? premium[0])?.amountFen;
}

/** The amounts of a region by coverage year, each looked up once. */
class RegionAmounts {
  private readonly ceilings: (Fen | null | undefined)[] = [];
  private readonly premiums: (Premium | undefined)[] = [];

  constructor(readonly data: RegionData) {}

  baseCeilingFen(year: number): Fen | null | undefined {
    const known = this.ceilings[year - CIVIL_YEARS.first];
    if (known !== undefined) return known;
    return (this.ceilings[year - CIVIL_YEARS.first] = valueOfYear(this.data.baseCeilingFen, year));
  }

  premiumFen(year: number, day: CivilDate): Fen | undefined {
    const premium = (this.premiums[year - CIVIL_YEARS.first] ??= valueOfYear(this.data.premiumFen, year));
    return priceOn(premium, year, day);
  }
}

/** The value of the last listed year that is not after `year`. */
function valueOfYear<V>(values: ReadonlyMap<number, V>, year: number): V | undefined {
  let best = -Infinity;
  for (const listed of values.keys()) if (listed <= year && listed > best) best = listed;
  return values.get(best);
}
