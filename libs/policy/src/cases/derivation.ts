import {
  type CivilDate,
  civilDayOfInstant,
  dayOfYear,
  decide,
  derive,
  DomainError,
  type Fact,
  factOf,
  type History,
  malformed,
  type PolicyBook,
  policyBook,
  type PolicyPack,
  readFact,
  type Readings,
  type RefusalCode,
  type RegionData,
  type Standing,
  standingOn,
  type Window,
  whatIs,
  yearOf,
} from '#libs/enrollment';
import { impossibleWindow } from '../pack/window-order.js';
import { completeFact, type SubmittedBody } from './complete-fact.js';

/** A region of a derivation: the pack pinned for it, and its amounts by year. */
export interface DerivationRegion extends Pick<RegionData, 'code' | 'baseCeilingFen' | 'premiumFen'> {
  readonly pack: PolicyPack;
}

/** A fact to submit; one without `recordedAt` (in UTC, with milliseconds) is always known. */
export interface SubmittedFact {
  readonly id?: string;
  readonly recordedAt?: string;
  readonly body: SubmittedBody;
}

/** A question that brings its own facts and rules: what a case, `canbao derive` and `POST /v1/derivations` have in common. */
export interface Derivation {
  /** The pack of the member's own region, pinned unless `adopted` is there. */
  readonly pack: PolicyPack;
  /**
   * The packs that a ledger has adopted, in the order of their publication, each known from that day on: the one that
   * answers from the start, then versions of `pack`, the last of them `pack` itself. Absent: `pack` is pinned.
   */
  readonly adopted?: readonly PolicyPack[];
  /** Base ceiling of the member's own region; no year: unknown. */
  readonly baseCeilingFen: RegionData['baseCeilingFen'];
  /** Premium of the member's own region; no year: unknown. */
  readonly premiumFen: RegionData['premiumFen'];
  /** Other regions; one with the code of the member's own replaces `pack` and the amounts. */
  readonly regions: readonly DerivationRegion[];
  readonly readings: Partial<Readings>;
  readonly windows: ReadonlyMap<number, Window>;
  /** In the order of submission. */
  readonly facts: readonly SubmittedFact[];
}

/** What became of the submitted facts. */
export interface Submission {
  /** The rules once every pack is known. */
  readonly book: PolicyBook;
  readonly accepted: readonly Fact[];
  readonly refused: readonly {
    readonly index: number;
    readonly code: RefusalCode;
    readonly error: DomainError;
  }[];
}

/** Submits the facts one after the other, each judged against all accepted before it. `ownRegion` is the region where none is named. */
export function submit(derivation: Derivation, ownRegion = ownRegionOf(derivation)): Submission {
  const book = bookKnownAt(derivation, ownRegion);
  const accepted: Fact[] = [];
  const refused: Submission['refused'][number][] = [];
  derivation.facts.forEach(({ id, recordedAt, body }, index) => {
    try {
      const rules = derivation.adopted === undefined ? book : bookKnownAt(derivation, ownRegion, recordedAt);
      const fact = decide(readFact(completeFact(body, ownRegion), 'case'), accepted, rules);
      accepted.push(factOf(id ?? positionalId(index), fact, recordedAt));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ index, code: error.code, error });
    }
  });
  return { book, accepted, refused };
}

/** The history from the facts known at an instant (UTC, inclusive; undefined: all); undefined where nobody is registered. */
export function historyAt(
  { accepted, book }: Submission,
  { on, knownAt }: { readonly on: CivilDate; readonly knownAt?: string | undefined },
): History | undefined {
  const known = knownAt === undefined ? accepted : knownBy(accepted, knownAt);
  return derive(known, book, { throughYear: yearOf(on) });
}

/**
 * The facts known at an instant, as a ledger would resolve it to a position (docs/domain.md §2): those before the
 * first that was recorded later, in the order of submission, and every fact that does not say when it was recorded.
 */
function knownBy(facts: readonly Fact[], knownAt: string): readonly Fact[] {
  const later = facts.findIndex(({ recordedAt }) => recordedAt !== undefined && recordedAt > knownAt);
  return later < 0
    ? facts
    : facts.filter(({ recordedAt }, index) => index < later || recordedAt === undefined);
}

/** The standing on a day, from the facts known at an instant; undefined where nobody is registered. */
export function standingAt(
  submission: Submission,
  coordinates: { readonly on: CivilDate; readonly knownAt?: string | undefined },
): Standing | undefined {
  const history = historyAt(submission, coordinates);
  return history === undefined ? undefined : standingOn(history, coordinates.on);
}

/**
 * The code of the member's own region: the one that the first registration names, else that of the pack, unless the
 * derivation uses that code for another region.
 */
export function ownRegionOf({
  pack,
  regions,
  facts,
}: Pick<Derivation, 'pack' | 'regions' | 'facts'>): string {
  const registration = facts.find(({ body }) => body['type'] === 'MemberRegistered' && 'region' in body);
  const named = registration?.body['region'];
  if (typeof named === 'string' && REGION_CODE.test(named)) return named;
  const isFree = (code: string): boolean => regions.every((region) => region.code !== code);
  return [pack.regionCode, '000000', '999999'].find(isFree) ?? pack.regionCode;
}

const REGION_CODE = /^\d{6}$/;

/** Facts without an id are ordered by their place, also where the order decides between facts of one day. */
function positionalId(index: number): string {
  return `#${String(index + 1).padStart(4, '0')}`;
}

/**
 * The rules as known at an instant (UTC, inclusive; undefined: once every pack is known). Only packs that a derivation has
 * `adopted` become known in time, on the day of their publication at +08:00.
 */
export function bookKnownAt(derivation: Derivation, ownRegion: string, knownAt?: string): PolicyBook {
  const { pack, adopted, baseCeilingFen, premiumFen, regions, readings, windows } = derivation;
  refuseImpossibleWindows(windows);
  const others = new Map(regions.map((region) => [region.code, region]));
  const own: DerivationRegion = { code: ownRegion, pack, baseCeilingFen, premiumFen };
  const all = [...new Map([[ownRegion, own], ...others]).values()];
  const isAdopted = ({ digest }: PolicyPack): boolean =>
    adopted?.some((each) => each.digest === digest) === true;
  const pinned = [...new Map(all.map(({ pack: each }) => [each.digest, each])).values()].filter(
    (each) => !isAdopted(each),
  );
  const [first, ...later] = adopted ?? [];
  const known = first === undefined ? [] : [first, ...later.filter((each) => isPublished(each, knownAt))];
  const ids = idsOf(pinned, known);
  return policyBook({
    packs: [...known, ...pinned.map((each) => ({ ...each, id: ids.get(each.digest) ?? each.id }))],
    regions: all.map(({ pack: { digest, id }, ...region }) => ({ ...region, policy: ids.get(digest) ?? id })),
    ...(first === undefined ? {} : { fallbackPack: first.id }),
    readings,
    windows,
  });
}

function isPublished({ publishedOn }: PolicyPack, at: string | undefined): boolean {
  return at === undefined || publishedOn <= civilDayOfInstant(at);
}

/**
 * The ids by which pinned packs go, by digest. A draft and the pack that it is made from share an id, as do a pinned pack
 * and an adopted version; the second of them goes by its digest.
 */
function idsOf(pinned: readonly PolicyPack[], known: readonly PolicyPack[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  const taken = new Set(known.map(({ id }) => id));
  for (const { id, digest } of pinned) {
    ids.set(digest, taken.has(id) ? digest : id);
    taken.add(id);
  }
  return ids;
}

/** A case file has its windows checked where they stand; a request is refused as malformed. */
function refuseImpossibleWindows(windows: Derivation['windows']): void {
  for (const [year, window] of windows) {
    const found = impossibleWindow(window, year);
    if (found === null) continue;
    const { key, expected, expectedZh } = found;
    const seen = whatIs(dayOfYear(window[key] ?? window.closes, year));
    throw malformed(`/windows/${String(year)}/${key}`, seen, { zh: ` ${expectedZh}`, en: expected });
  }
}
