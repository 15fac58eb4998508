import { malformed, oneOfWords, SCHEMES, whatIs } from '#libs/enrollment';
import type { EventStore } from '#libs/event-store';
import { type AnswerChanged as AnswerRow, ProjectionError, type Standings } from '#libs/projections';
import type { LedgerContext } from '../context.js';
import { todayOf } from '../coordinates/moment.js';
import { LedgerError } from '../errors.js';
import { isSame } from '../facts/consequences.js';
import { listEvents } from '../members/all-events.js';
import { limitOf } from '../members/paging.js';
import { checkRegion } from '../policy/check-region.js';
import { includesRegion, type RegionScope } from '../scope.js';
import type { AnswerChange } from './changed-answers.js';
import type { RecordedCause } from './cause.js';
import { beginningOf, type FeedCursor, cursorOf, cursorText } from './cursor.js';
import {
  type AnswerChanged,
  type FeedBatch,
  type FeedEntry,
  FEED_TOPICS,
  type FeedQuestion,
  type FeedTopic,
  FEED_TYPES,
  type StandingReached,
} from './feed-answers.js';

/** Pages of entries that one call looks at: a filter that passes few of them does not hold up the others. */
const MAX_PAGES = 20;

/** After every entry of one event. */
const LAST_NUMBER = 999_999_999_999_999;

/** After every member of a day. */
const LAST_MEMBER = '\uffff';

/** What was found of a topic. */
type Looked = Omit<FeedBatch, 'isUpToDate'>;

/** A question whose words are checked. */
interface FeedReading {
  readonly standings: Standings;
  readonly limit: number;
  readonly scope: RegionScope;
  /** Whose superseded decisions are named: every actor of the holder of the reader's key. */
  readonly actors: readonly string[];
  readonly isResident: boolean;
}

/**
 * Reads the feed after a cursor. Entries of one member come in the order of the log; a reader that keeps the cursor with
 * what it did sees each at least once.
 */
export async function readFeed(context: LedgerContext, question: FeedQuestion): Promise<FeedBatch> {
  const { scope, actor, region } = question;
  const standings = standingsOf(context);
  checkTopic(question);
  if (region !== undefined) {
    await context.policy.refresh();
    checkRegion(context, region, scope);
  }
  await context.access.refresh();
  const reading = {
    standings,
    limit: limitOf(question),
    scope: region === undefined ? scope : { regions: [region] },
    actors: context.access.actorsOf(actor),
    isResident: (question.scheme ?? 'resident') === 'resident',
  };
  try {
    const cursor = await startOf(context, question);
    const isUpToDate = cursor.topic === 'facts' || standings.status.state === 'following';
    return { ...(await batchAfter(context, cursor, reading)), isUpToDate };
  } catch (error) {
    throw error instanceof ProjectionError ? unreadable(standings) : error;
  }
}

function batchAfter(
  context: LedgerContext,
  cursor: FeedCursor,
  reading: FeedReading,
): Looked | Promise<Looked> {
  switch (cursor.topic) {
    case 'answers':
      return answersAfter(context, cursor, reading);
    case 'facts':
      return factsAfter(context, cursor, reading);
    case 'standings':
      return standingsAfter(context, cursor, reading);
  }
}

/** The read model that the feed is read from. */
export function standingsOf({ standings }: LedgerContext): Standings {
  if (standings === undefined) throw new Error('The feed is read from the read model, which was not opened.');
  return standings;
}

/** The read model cannot be read: another process has it, it is damaged, or it is being opened. */
export function unreadable({ status: { reason } }: Standings): LedgerError {
  return new LedgerError('projection-waiting', reason === null ? {} : { reason });
}

function checkTopic({ topic, scheme }: FeedQuestion): void {
  if (!FEED_TOPICS.includes(topic)) throw malformed('/topic', whatIs(topic), oneOfWords(FEED_TOPICS));
  if (scheme === undefined) return;
  if (topic !== 'answers') {
    throw malformed('/scheme', whatIs(scheme), {
      zh: '不填: 仅主题 answers 有此项',
      en: 'nothing: only the topic answers has it',
    });
  }
  if (!SCHEMES.some((each) => each === scheme))
    throw malformed('/scheme', whatIs(scheme), oneOfWords(SCHEMES));
}

async function startOf(
  { store }: LedgerContext,
  { topic, after = 'beginning' }: FeedQuestion,
): Promise<FeedCursor> {
  if (after === 'beginning') return beginningOf(topic);
  if (after === 'now') return nowOf(topic, store);
  const cursor = cursorOf(store.ledger.logId, after, '/after', {
    zh: '变更流的游标、beginning 或 now',
    en: 'a cursor of the feed, "beginning" or "now"',
  });
  if (cursor.topic !== topic)
    throw malformed(
      '/after',
      { zh: `主题 ${cursor.topic} 的游标`, en: `a cursor of ${cursor.topic}` },
      { zh: `主题 ${topic} 的游标`, en: `a cursor of ${topic}` },
    );
  await checkReached(store, cursor);
  return cursor;
}

/** A log that was put back to an older copy goes on otherwise: a cursor beyond its end is one of the log that was lost. */
export async function checkReached(store: EventStore, cursor: FeedCursor): Promise<void> {
  if (cursor.topic === 'standings') return;
  const last = await store.head();
  if (cursor.position > last)
    throw new LedgerError('cursor-of-another-ledger', {
      seen: `${store.ledger.logId} pos:${cursor.position}`,
      expected: store.ledger.logId,
      last,
    });
}

/** After everything that is recorded, and every midnight that has passed: told yet, or not. */
async function nowOf(topic: FeedTopic, store: EventStore): Promise<FeedCursor> {
  switch (topic) {
    case 'answers':
      return { topic, position: await store.head(), number: LAST_NUMBER };
    case 'facts':
      return { topic, position: await store.head() };
    case 'standings':
      return { topic, day: todayOf(store), member: LAST_MEMBER };
  }
}

async function answersAfter(
  { store }: LedgerContext,
  start: Extract<FeedCursor, { topic: 'answers' }>,
  { standings, limit, scope, actors, isResident }: FeedReading,
): Promise<Looked> {
  const { logId } = store.ledger;
  const entries: FeedEntry[] = [];
  let cursor = start;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const rows = await standings.answersChanged(cursor, limit);
    for (const row of rows) {
      cursor = { topic: 'answers', position: row.position, number: row.number };
      const { regionBefore, regionAfter } = row;
      const isShown = [regionBefore, regionAfter].some(
        (each) => each !== null && includesRegion(scope, each),
      );
      if (!isShown || !isResident) continue;
      const data = answerData(row, { standings, scope, actors });
      // Only another region gives it: no news to whoever sees both.
      if (isSame(data.before, data.after)) continue;
      // Told already, except of a decision that was served to somebody else.
      if (row.decision !== null && data.supersededDecisions.length === 0) continue;
      const { time } = JSON.parse(row.cause) as RecordedCause;
      const region = regionAfter !== null && includesRegion(scope, regionAfter) ? regionAfter : regionBefore;
      entries.push({
        specversion: '1.0',
        id: `ans_${row.position}_${row.number}`,
        type: FEED_TYPES.answers,
        source: `/ledger/${region ?? ''}`,
        subject: row.member,
        time,
        cursor: cursorText(logId, cursor),
        data,
      });
      if (entries.length === limit) return { entries, cursor: cursorText(logId, cursor), isCaughtUp: false };
    }
    if (rows.length < limit) return { entries, cursor: cursorText(logId, cursor), isCaughtUp: true };
  }
  return { entries, cursor: cursorText(logId, cursor), isCaughtUp: false };
}

/** What an entry says to a reader: of a region that it may not see, nothing. */
function answerData(
  { change, cause, member, position, decision, regionBefore, regionAfter }: AnswerRow,
  { standings, scope, actors }: Pick<FeedReading, 'standings' | 'scope' | 'actors'>,
): AnswerChanged {
  const { before, after, affectedServiceDates, field } = JSON.parse(change) as AnswerChange;
  const isShown = (region: string | null): boolean => region === null || includesRegion(scope, region);
  return {
    affectedServiceDates,
    field,
    before: isShown(regionBefore) ? before : null,
    after: isShown(regionAfter) ? after : null,
    cause: (JSON.parse(cause) as RecordedCause).cause,
    supersededDecisions: standings.superseded({
      ...{ member, before: position, ...affectedServiceDates, actors },
      decision: decision ?? undefined,
    }),
  };
}

async function factsAfter(
  context: LedgerContext,
  { position }: Extract<FeedCursor, { topic: 'facts' }>,
  { limit, scope }: FeedReading,
): Promise<Looked> {
  const { logId } = context.store.ledger;
  const textOf = (at: number): string => cursorText(logId, { topic: 'facts', position: at });
  const { items, next, coordinates } = await listEvents(context, { after: String(position), limit, scope });
  const entries = items.map((event): FeedEntry => ({
    specversion: '1.0',
    id: event.id,
    type: FEED_TYPES.facts,
    source: `/ledger/${regionOfScope(scope)}`,
    subject: event.member,
    time: event.recordedAt,
    cursor: textOf(event.position),
    data: event,
  }));
  const last = next === null ? Math.max(position, coordinates.position) : Number(next);
  return { entries, cursor: textOf(last), isCaughtUp: next === null };
}

/** A fact belongs to the member's whole history, not to one region: its source names one only where the reader has but one. */
function regionOfScope({ regions }: RegionScope): string {
  return regions !== 'all' && regions.length === 1 ? (regions[0] ?? '') : '';
}

function standingsAfter(
  { store }: LedgerContext,
  start: Extract<FeedCursor, { topic: 'standings' }>,
  { standings, limit, scope }: FeedReading,
): Looked {
  const { logId } = store.ledger;
  const entries: FeedEntry[] = [];
  let cursor = start;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const rows = standings.standingsReached(cursor, limit);
    for (const { day, member, before, after, region } of rows) {
      cursor = { topic: 'standings', day, member };
      if (!includesRegion(scope, region)) continue;
      entries.push({
        specversion: '1.0',
        id: `std_${day}_${member}`,
        type: FEED_TYPES.standings,
        source: `/ledger/${region}`,
        subject: member,
        time: `${day}T00:00:00.000+08:00`,
        cursor: cursorText(logId, cursor),
        data: {
          on: day,
          before: JSON.parse(before) as StandingReached['before'],
          after: JSON.parse(after) as StandingReached['after'],
        },
      });
      if (entries.length === limit) return { entries, cursor: cursorText(logId, cursor), isCaughtUp: false };
    }
    if (rows.length < limit) return { entries, cursor: cursorText(logId, cursor), isCaughtUp: true };
  }
  return { entries, cursor: cursorText(logId, cursor), isCaughtUp: false };
}
