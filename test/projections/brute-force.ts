import {
  addDays,
  type CivilDate,
  civilDayOfInstant,
  derive,
  type Fact,
  type History,
  policyBook,
  type PolicyPack,
  type RegionData,
  standingOn,
  yearOf,
} from '#libs/enrollment';
import type { EventStore, RecordedEvent } from '#libs/event-store';
import { readModelContent } from '#libs/projections/testing';

/** How far a search day by day looks ahead: the packs of the generated members end in 2035. */
const YEARS_AHEAD = { few: 4, pastEveryPack: 8 };

/** What a read model has to hold, found without any of its code: every member, every day, from the log alone. */
export interface Expected {
  readonly rows: readonly string[];
  readonly regions: readonly string[];
  readonly feed: readonly string[];
}

/** Derives every row of a day and, unless only rows are asked for, every entry of all days up to it. */
export async function bruteForce(
  store: EventStore,
  asOf: CivilDate,
  what: 'rows' | 'everything' = 'everything',
  ahead: keyof typeof YEARS_AHEAD = 'few',
): Promise<Expected> {
  const events: RecordedEvent[] = [];
  for await (const event of store.readAll({ after: 0 })) events.push(event);
  const streams = [
    ...new Set(events.map(({ stream }) => stream).filter((name) => name.startsWith('member-'))),
  ].sort();
  const head = events.at(-1)?.position ?? 0;
  const rows: string[] = [];
  const regions: string[] = [];
  const feed: string[] = [];
  const midnights = what === 'everything' ? await midnightsOf(store, firstDay(events), asOf) : [];
  for (const stream of streams) {
    const member = stream.slice('member-'.length);
    const own = events.filter((event) => event.stream === stream);
    const known = new Known(own, events);
    const standing = known.standing(head, asOf);
    const last = own.at(-1);
    const parsed = standing === null ? null : (JSON.parse(standing) as { readonly region: string });
    const next = standing === null ? null : known.nextChange(head, asOf, YEARS_AHEAD[ahead]);
    rows.push(
      JSON.stringify([member, parsed?.region ?? null, next, last?.version, last?.position, standing]),
    );
    for (const region of namedBy(own)) regions.push(JSON.stringify([member, region]));
    feed.push(...entriesOf(known, member, midnights));
  }
  return { rows, regions, feed: feed.sort() };
}

/** A day and the last position known at the midnight with which it begins. */
interface Midnight {
  readonly day: CivilDate;
  readonly position: number;
}

async function midnightsOf(
  store: EventStore,
  from: CivilDate,
  asOf: CivilDate,
): Promise<readonly Midnight[]> {
  const midnights: Midnight[] = [];
  for (let day = addDays(from, 1); day <= asOf; day = addDays(day, 1)) {
    midnights.push({ day, position: await store.resolvePosition(`${addDays(day, -1)}T15:59:59.999Z`) });
  }
  return midnights;
}

function entriesOf(known: Known, member: string, midnights: readonly Midnight[]): readonly string[] {
  const entries: string[] = [];
  for (const { day, position } of midnights) {
    const before = known.standing(position, addDays(day, -1));
    const after = known.standing(position, day);
    if (before === null || after === null || before === after) continue;
    const old = JSON.parse(before) as Readonly<Record<string, unknown>>;
    const young = JSON.parse(after) as Readonly<Record<string, unknown>>;
    const names = Object.keys(old).filter(
      (name) => JSON.stringify(old[name]) !== JSON.stringify(young[name]),
    );
    const side = (whole: Readonly<Record<string, unknown>>): string =>
      JSON.stringify(Object.fromEntries(names.map((name) => [name, whole[name]])));
    entries.push(JSON.stringify([day, member, side(old), side(young)]));
  }
  return entries;
}

/** A member's facts and the policy as known at positions. */
class Known {
  private readonly histories = new Map<string, History | undefined>();

  constructor(
    private readonly own: readonly RecordedEvent[],
    private readonly all: readonly RecordedEvent[],
  ) {}

  standing(position: number, on: CivilDate): string | null {
    const history = this.history(position, yearOf(on));
    return history === undefined ? null : JSON.stringify(standingOn(history, on));
  }

  /** Day by day. */
  nextChange(position: number, on: CivilDate, yearsAhead: number): CivilDate | null {
    const here = this.standing(position, on);
    const end = addDays(on, 366 * yearsAhead);
    for (let day = addDays(on, 1); day <= end; day = addDays(day, 1)) {
      if (this.standing(position, day) !== here) return day;
    }
    return null;
  }

  private history(position: number, year: number): History | undefined {
    const facts = this.own.filter((event) => event.position <= position);
    const policy = this.all.filter((event) => event.stream === 'policy' && event.position <= position);
    const key = [facts.length, policy.length, year].join(' ');
    if (!this.histories.has(key)) {
      const known = facts.map(({ id, type, data, recordedAt }) => ({ id, type, data, recordedAt }) as Fact);
      this.histories.set(
        key,
        facts.length === 0 ? undefined : derive(known, bookOf(policy), { throughYear: year }),
      );
    }
    return this.histories.get(key);
  }
}

function bookOf(policy: readonly RecordedEvent[]): ReturnType<typeof policyBook> {
  const packs = policy
    .filter(({ type }) => type === 'PackAdopted')
    .map(({ data }) => (data as { readonly pack: PolicyPack }).pack);
  const regions = new Map<string, RegionData>();
  for (const { type, data } of policy) {
    if (type !== 'RegionConfigured') continue;
    const { region, pack, baseCeilingFen, premiumFen } = data as Configured;
    const byYear = <V>(amounts: Readonly<Record<string, V>>): ReadonlyMap<number, V> =>
      new Map(Object.entries(amounts).map(([year, amount]) => [Number(year), amount]));
    regions.set(region, {
      code: region,
      policy: pack,
      baseCeilingFen: byYear(baseCeilingFen) as RegionData['baseCeilingFen'],
      premiumFen: byYear(premiumFen) as RegionData['premiumFen'],
    });
  }
  return policyBook({ packs, regions: [...regions.values()], fallbackPack: 'national' });
}

interface Configured {
  readonly region: string;
  readonly pack: string;
  readonly baseCeilingFen: Readonly<Record<string, number | null>>;
  readonly premiumFen: Readonly<Record<string, number>>;
}

/** Every region that a text of the facts names: what the generator writes has no other six digits in quotes. */
function namedBy(events: readonly RecordedEvent[]): readonly string[] {
  const named = events.flatMap(({ data }) =>
    [...JSON.stringify(data).matchAll(/"(?:region|fromRegion|toRegion)":"(\d{6})"/g)].map(
      ([, code = '']) => code,
    ),
  );
  return [...new Set(named)].sort();
}

function firstDay(events: readonly RecordedEvent[]): CivilDate {
  const [first] = events;
  if (first === undefined) throw new Error('The log is empty.');
  return civilDayOfInstant(first.recordedAt);
}

/** Expects rows and feed of a directory to be what the log gives. */
export async function expectToBeBruteForce(
  store: EventStore,
  directory: string,
  ahead: keyof typeof YEARS_AHEAD = 'few',
): Promise<void> {
  const { rows, feed } = readModelContent(directory);
  const expected = await bruteForce(store, civilDayOfInstant(store.now()), 'everything', ahead);
  expect({ rows, feed }).toEqual({ rows: expected.rows, feed: expected.feed });
}
