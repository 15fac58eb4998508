import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type CivilDate,
  DomainError,
  FACT_TYPES,
  invalidDate,
  isCivilDate,
  malformed,
  refusal,
  whatIs,
} from '#libs/enrollment';
import { oneOf } from '../answers/request-fields.js';
import type { LedgerContext } from '../context.js';
import { plainCoordinates } from '../coordinates/resolve.js';
import { LedgerError } from '../errors.js';
import { excerpt } from '../excerpt.js';
import { visibleTo } from '../members/ask-member.js';
import { afterPosition, limitOf } from '../members/paging.js';
import { readable } from '../members/scan.js';
import { MEMBER_STREAMS, memberOfStream, type StoredFact, storedFactOf } from '../members/stored-fact.js';
import { includesRegion, type RegionScope } from '../scope.js';
import {
  DEFAULT_MIN_DELAY_DAYS,
  MAX_EXAMINED,
  MAX_MIN_DELAY_DAYS,
  type RadarAnswer,
  type RadarQuestion,
} from './radar-answers.js';
import { RadarTally } from './radar-tally.js';

/** How many events are looked at between two turns of the event loop. */
const TURN_EVERY = 512;

/**
 * Facts recorded long after they took effect, and facts that undo others, in the order of the log. What a caller may not see
 * of a member is not counted either.
 */
export async function radar(context: LedgerContext, question: RadarQuestion): Promise<RadarAnswer> {
  const minDelayDays = minDelayOf(question);
  const type = question.type === undefined ? null : oneOf(FACT_TYPES, question.type, 'type');
  const tally = new RadarTally(minDelayDays, limitOf(question));
  const coordinates = await plainCoordinates(context, question);
  await context.policy.refresh();
  await context.index.refresh();
  const scope = scopeOf(context, question);
  const recordedFrom = recordedFromOf(question);
  const { position: through } = coordinates;
  const after = Math.max(afterPosition(question) ?? 0, await positionBefore(context, recordedFrom));
  let [read, examined] = [0, 0];
  let next: string | null = null;
  let last = after;
  const isSeen = sightOf(context, scope, through);
  const range = { after, through, filter: { streamPrefix: MEMBER_STREAMS } };
  for await (const event of context.store.readAll(range)) {
    if (read === MAX_EXAMINED) {
      next = String(last);
      break;
    }
    read += 1;
    last = event.position;
    if (read % TURN_EVERY === 0) await nextTurn();
    if (!context.index.wasIn(memberOfStream(event.stream), scope.regions)) continue;
    // An event that is no readable fact is told by its member's own page.
    const stored = await readable(() => Promise.resolve(storedFactOf(event)));
    if (stored === undefined || (type !== null && stored.fact.type !== type)) continue;
    if (!(await isSeen(stored))) continue;
    examined += 1;
    if (tally.takes(stored)) tally.add(stored);
  }
  return {
    ...tally.report(),
    minDelayDays,
    region: question.region ?? null,
    recordedFrom,
    type,
    examined,
    next,
    coordinates,
  };
}

/** Tells which facts a scope sees; the facts of a member are read once for all of them. */
function sightOf(
  context: LedgerContext,
  scope: RegionScope,
  through: number,
): (stored: StoredFact) => Promise<boolean> {
  const sights = new Map<string, SeenPositions>();
  return async ({ member, position }) => {
    if (scope.regions === 'all') return true;
    const seen = sights.get(member) ?? (await seenPositions(context, { member, scope }, through));
    sights.set(member, seen);
    return seen === 'all' || seen.has(position);
  };
}

/** Where the facts of a member stand that a scope sees. */
type SeenPositions = 'all' | ReadonlySet<number>;

async function seenPositions(
  context: LedgerContext,
  { member, scope }: { readonly member: string; readonly scope: RegionScope },
  through: number,
): Promise<SeenPositions> {
  const seen = await readable(async () =>
    visibleTo(context, { scope }, await context.members.loadAt(member, through), through),
  );
  if (seen?.visibility.hiddenFrom === null) return 'all';
  return new Set(seen?.stored.map(({ position }) => position));
}

function minDelayOf({ minDelayDays: days = DEFAULT_MIN_DELAY_DAYS }: RadarQuestion): number {
  if (Number.isInteger(days) && days >= 1 && days <= MAX_MIN_DELAY_DAYS) return days;
  const most = String(MAX_MIN_DELAY_DAYS);
  throw malformed('/minDelayDays', whatIs(days), { zh: ` 1 至 ${most} 天`, en: `1 to ${most} days` });
}

/** The scope, or the one region of it that is asked about. */
function scopeOf({ policy }: LedgerContext, { scope, region }: RadarQuestion): RegionScope {
  if (region === undefined) return scope;
  if (!policy.regions(Number.MAX_SAFE_INTEGER).has(region))
    throw refusal('unknown-region', '/region', { field: '/region', seen: excerpt(region) });
  if (!includesRegion(scope, region)) throw new LedgerError('not-allowed', { seen: region });
  return { regions: [region] };
}

function recordedFromOf({ recordedFrom: day }: RadarQuestion): CivilDate | null {
  if (day === undefined) return null;
  if (isCivilDate(day)) return day;
  throw new DomainError([invalidDate('/recordedFrom', day)]);
}

/** The last position before a day at +08:00; 0: there is none. */
function positionBefore({ store }: LedgerContext, day: CivilDate | null): Promise<number> {
  if (day === null) return Promise.resolve(0);
  const midnight = Date.parse(`${day}T00:00:00.000+08:00`);
  return store.resolvePosition(new Date(midnight - 1).toISOString());
}
