import { type CivilDate, isCivilDate, nextDay, yearOf } from '../calendar/civil-date.js';
import type { Fact, FactOf } from '../events.js';
import type { PolicyBook } from '../policy-book.js';

/** What of a policy book tells on which days rules change. */
export type RuleDays = Pick<PolicyBook, 'isRegion' | 'ruleDays'>;

/** Facts in which, of claims that no rule tells apart, only the first is left. */
export interface ThinnedFacts {
  readonly facts: readonly Fact[];
  /** Claims, kept or not, that another one is like: without one of them alone every field has the same value. */
  readonly alike: ReadonlySet<string>;
}

/**
 * Thins the claims of a member for derivations that are only tried out: a person with two thousand facts has that many
 * claims. A claim of which major-illness insurance paid nothing, and that asserts no use of credit, has one effect: it spoils a
 * year, by R17 that of service or of settlement. Two of them are alike where they name the same years and scheme, the same
 * funds paid, and no other fact and no change of rules lies between their days, so that they have it in every choice of the
 * readings and also without any of the other facts. Claims that another fact names are left alone.
 */
export function thinnedFacts(facts: readonly Fact[], book: RuleDays): ThinnedFacts {
  const claims = facts.filter(isClaim);
  if (claims.length < 2) return { facts, alike: new Set() };
  const others = facts.filter((fact) => fact.type !== 'ClaimSettled');
  const named = new Set(others.flatMap((fact) => textsIn(fact.data)));
  const days = dividingDays(named, book);
  const classes = new Map<string, string[]>();
  for (const { id, data } of claims) {
    if (named.has(id) || named.has(data.claimId) || mayUseCredit(data)) continue;
    const key = classOf(data, days);
    const members = classes.get(key);
    if (members === undefined) classes.set(key, [id]);
    else members.push(id);
  }
  const several = [...classes.values()].filter((ids) => ids.length > 1);
  const left = new Set(several.flatMap((ids) => ids.slice(1)));
  return { facts: facts.filter(({ id }) => !left.has(id)), alike: new Set(several.flat()) };
}

type ClaimData = FactOf<'ClaimSettled'>['data'];

function isClaim(fact: Fact): fact is FactOf<'ClaimSettled'> {
  return fact.type === 'ClaimSettled';
}

function mayUseCredit({ majorIllnessFen, creditUsedFen }: ClaimData): boolean {
  return majorIllnessFen > 0 || creditUsedFen !== undefined;
}

function classOf(
  { servedOn, settledOn, scheme = 'resident', pooledFundFen, medicalAidFen }: ClaimData,
  days: readonly CivilDate[],
): string {
  return [
    yearOf(servedOn),
    yearOf(settledOn),
    spanOf(servedOn, days),
    spanOf(settledOn, days),
    scheme,
    pooledFundFen > 0,
    medicalAidFen > 0,
  ].join(' ');
}

/** Number of the days that are not after a day. */
function spanOf(day: CivilDate, days: readonly CivilDate[]): number {
  let [low, high] = [0, days.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const each = days[middle];
    if (each !== undefined && each <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Every day that a fact names, the day after it, and the days from which other rules answer where a member may be. */
function dividingDays(named: ReadonlySet<string>, book: RuleDays): readonly CivilDate[] {
  const own = [...named].filter(isCivilDate).flatMap((day) => [day, nextDay(day)]);
  const regions = [...named].filter((text) => book.isRegion(text));
  const rules = regions.flatMap((region) => book.ruleDays(region));
  return [...new Set([...own, ...rules])].sort();
}

/** Every text in a value, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
